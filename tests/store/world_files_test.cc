// Worlds in folders on disk.

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/store/world.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

// A folder of its own for each test, gone afterwards.
class ReadWorldFilesTest : public testing::Test {
 protected:
  ReadWorldFilesTest()
      : folder_(fs::path(testing::TempDir()) /
                absl::StrCat("oilflow-", getpid(), "-",
                             testing::UnitTest::GetInstance()
                                 ->current_test_info()
                                 ->name())) {
    fs::create_directories(folder_ / "scenarios");
  }

  ~ReadWorldFilesTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  void WriteTwoNodes() const {
    for (const char* name : {"network.textproto", "facts.csv",
                             "scenarios/two-nodes-target.textproto"}) {
      Write(name, ReadSourceFile(absl::StrCat("fixtures/two_nodes/", name)));
    }
  }

  const fs::path folder_;
};

TEST_F(ReadWorldFilesTest, AWorldIsReadFromItsFolder) {
  WriteTwoNodes();
  const auto files = ReadWorldFiles(folder_.string());
  ASSERT_THAT(files, IsOk());
  EXPECT_THAT(*files, ElementsAre(Key("facts.csv"), Key("network.textproto"),
                                  Key("scenarios/two-nodes-target.textproto")));
  EXPECT_EQ(files->at("facts.csv"),
            ReadSourceFile("fixtures/two_nodes/facts.csv"));
}

TEST_F(ReadWorldFilesTest, PricesOfItsOwnAreReadAndOtherFilesAreNot) {
  WriteTwoNodes();
  Write("brent-daily.csv", "Date,Price\n2025-01-01,70\n");
  Write("answers.md", "not a world's file");
  Write("scenarios/README.md", "nor is this");
  const auto files = ReadWorldFiles(folder_.string());
  ASSERT_THAT(files, IsOk());
  EXPECT_EQ(files->size(), 4u);
  EXPECT_EQ(files->count("brent-daily.csv"), 1u);
}

TEST_F(ReadWorldFilesTest, AMissingFileIsNamed) {
  EXPECT_THAT(ReadWorldFiles(folder_.string()),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr((folder_ / "network.textproto").string())));
  EXPECT_THAT(ReadWorldFiles("/nowhere/at/all"),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("/nowhere/at/all/network.textproto")));
}

TEST_F(ReadWorldFilesTest, AFileOver16MebibytesIsRefused) {
  WriteTwoNodes();
  // Sparse: it takes no room on disk.
  fs::resize_file(folder_ / "facts.csv", (16 << 20) + 1);
  EXPECT_THAT(ReadWorldFiles(folder_.string()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr((folder_ / "facts.csv").string()),
                             HasSubstr("at most 16777216 bytes"),
                             HasSubstr("not 16777217"))));
}

TEST_F(ReadWorldFilesTest, AThousandScenariosAreReadAndNoMore) {
  WriteTwoNodes();
  Write("brent-daily.csv", "Date,Price\n2025-01-01,70\n");
  for (int i = 1; i < 1000; ++i) {
    Write(absl::StrCat("scenarios/s", i, ".textproto"), "");
  }
  const auto files = ReadWorldFiles(folder_.string());
  ASSERT_THAT(files, IsOk());
  EXPECT_EQ(files->size(), 1003u);
  Write("scenarios/one-more.textproto", "");
  EXPECT_THAT(ReadWorldFiles(folder_.string()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr((folder_ / "scenarios").string()),
                             HasSubstr("at most 1000 scenarios"))));
}

TEST_F(ReadWorldFilesTest, AFolderInTheNameOfAFileIsRefused) {
  WriteTwoNodes();
  fs::create_directories(folder_ / "scenarios" / "folder.textproto");
  EXPECT_THAT(ReadWorldFiles(folder_.string()),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("scenarios/folder.textproto")));
}

TEST_F(ReadWorldFilesTest, FlagsAddWorldsAndReplaceThem) {
  WriteTwoNodes();
  const auto worlds =
      LoadWorlds({absl::StrCat("two-nodes=", folder_.string())});
  ASSERT_THAT(worlds, IsOk());
  EXPECT_THAT(worlds->all(), ElementsAre(Key("region"), Key("two-nodes")));
  EXPECT_EQ(worlds->Find("two-nodes")->scenarios.size(), 1u);
}

TEST_F(ReadWorldFilesTest, AFlagOfAnotherFormIsRefused) {
  for (const std::string flag : {"mine", "mine=", ""}) {
    EXPECT_THAT(LoadWorlds({flag}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("--world must be ID=FOLDER")))
        << flag;
  }
  WriteTwoNodes();
  EXPECT_THAT(LoadWorlds({absl::StrCat("=", folder_.string())}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("a world's id must match")));
}

}  // namespace
}  // namespace oilflow
