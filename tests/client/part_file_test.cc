#include "client/part_file.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using Message = v1::SimulateScenarioResponse;

// Of draws 100 to 399 in three pieces: the question, the pieces, the end.
std::vector<Message> Part() {
  const auto question = ParseProto<Message>(R"pb(
    total_count: 300
    request {
      source { name: "scenarios/x" }
      sampling { seed: 1 draw_count: 1000 }
      draws { first_draw: 100 end_draw: 400 }
    }
    manifest { facts_sha256: "abc" code_version: "0.1.0" }
  )pb");
  std::vector<Message> messages = {question};
  for (int i = 1; i <= 3; ++i) {
    Message piece;
    piece.set_completed_count(100 * i);
    piece.set_total_count(300);
    piece.mutable_values()->set_first_draw(100 * i);
    piece.mutable_values()->set_draw_count(100);
    piece.mutable_values()->set_values(std::string(800, static_cast<char>(i)));
    messages.push_back(piece);
  }
  Message last = question;
  last.set_completed_count(300);
  last.set_finished(true);
  messages.push_back(last);
  return messages;
}

// What the service answers for the rest of Part() from `first` on.
std::vector<Message> Rest(int first) {
  std::vector<Message> messages;
  for (Message& message : Part()) {
    if (message.has_values() && message.values().first_draw() < first) {
      continue;
    }
    if (message.has_request()) {
      message.mutable_request()->mutable_draws()->set_first_draw(first);
    }
    if (message.completed_count() > 0) {
      message.set_completed_count(message.completed_count() - (first - 100));
    }
    message.set_total_count(300 - (first - 100));
    messages.push_back(message);
  }
  return messages;
}

class PartFileTest : public testing::Test {
 protected:
  PartFileTest()
      : path_(absl::StrCat(testing::TempDir(), "/part-", getpid())) {}
  ~PartFileTest() override {
    std::remove(path_.c_str());
    std::remove(PartialPath(path_).c_str());
  }

  // The first `count` messages, not finished.
  void WriteCut(size_t count) {
    auto writer = PartWriter::Begin(path_);
    ASSERT_THAT(writer, IsOk());
    for (size_t i = 0; i < count; ++i) {
      ASSERT_THAT(writer->Write(Part()[i]), IsOk());
    }
  }

  void WriteWhole() {
    auto writer = PartWriter::Begin(path_);
    ASSERT_THAT(writer, IsOk());
    for (const Message& message : Part()) {
      ASSERT_THAT(writer->Write(message), IsOk());
    }
    ASSERT_THAT(writer->Finish(), IsOk());
  }

  static std::string Bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

  static void PutBytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }

  static bool Exists(const std::string& path) {
    return access(path.c_str(), F_OK) == 0;
  }

  absl::Status Read() {
    return ReadPart(path_, [](const Message&) { return absl::OkStatus(); });
  }

  const std::string path_;
};

TEST_F(PartFileTest, MessagesComeBackAsTheyWere) {
  WriteWhole();
  EXPECT_FALSE(Exists(PartialPath(path_)));
  const std::vector<Message> expected = Part();
  size_t count = 0;
  ASSERT_THAT(ReadPart(path_,
                       [&](const Message& message) {
                         EXPECT_TRUE(MessageDifferencer::Equals(
                             message, expected[count]));
                         ++count;
                         return absl::OkStatus();
                       }),
              IsOk());
  EXPECT_EQ(count, expected.size());
}

TEST_F(PartFileTest, WhatIsNotFinishedHasNoName) {
  WriteCut(3);
  EXPECT_FALSE(Exists(path_));
  EXPECT_TRUE(Exists(PartialPath(path_)));
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kNotFound,
                               AllOf(StartsWith(path_ + ": no such file"),
                                     HasSubstr("--resume " + path_))));
  EXPECT_THAT(PartWriter::Begin(path_).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       StartsWith(PartialPath(path_) + ": is there already")));
}

TEST_F(PartFileTest, APartThatIsTornIsRefusedByNameWhereverItIsTorn) {
  WriteWhole();
  const std::string whole = Bytes(path_);
  for (size_t size = 1; size < whole.size(); size += 13) {
    PutBytes(path_, whole.substr(0, size));
    EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument,
                                 StartsWith(path_ + ": is ")))
        << size;
  }
  PutBytes(path_, whole.substr(0, whole.size() - 1));
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument,
                               HasSubstr("is torn: it ends before draw 400")));
}

TEST_F(PartFileTest, WhatIsNoPartIsRefusedByName) {
  EXPECT_THAT(Read(),
              StatusIs(absl::StatusCode::kNotFound, path_ + ": no such file"));
  PutBytes(path_, "");
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument,
                               path_ + ": is empty"));
  for (const std::string& foreign :
       {std::string("section,subject,measure\n"), std::string("{\"a\": 1}"),
        std::string(1, '\0'), std::string(100, '\xff')}) {
    PutBytes(path_, foreign);
    EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument,
                                 StartsWith(path_ + ": is no part")));
  }
}

TEST_F(PartFileTest, APartThatHasLostDrawsIsRefusedByName) {
  auto writer = PartWriter::Begin(path_);
  ASSERT_THAT(writer, IsOk());
  const std::vector<Message> part = Part();
  for (const size_t i : {0, 1, 3, 4}) {
    ASSERT_THAT(writer->Write(part[i]), IsOk());
  }
  ASSERT_THAT(writer->Finish(), IsOk());
  EXPECT_THAT(
      Read(),
      StatusIs(absl::StatusCode::kInvalidArgument,
               StartsWith(path_ + ": is damaged: after draw 199 comes draw "
                                  "300")));
}

TEST_F(PartFileTest, APartThatWasCutAnywhereBecomesTheWholePart) {
  WriteWhole();
  const std::string whole = Bytes(path_);
  std::remove(path_.c_str());
  const size_t question = 1 + Part()[0].ByteSizeLong();
  for (size_t size = question; size < whole.size(); size += 37) {
    SCOPED_TRACE(size);
    PutBytes(PartialPath(path_), whole.substr(0, size));
    const auto cut = ReadCutPart(path_);
    ASSERT_THAT(cut, IsOk());
    EXPECT_EQ(cut->first_draw(), 100);
    ASSERT_LT(cut->next_draw, 400);
    EXPECT_EQ(cut->RequestOfRest().draws().first_draw(), cut->next_draw);
    EXPECT_EQ(cut->RequestOfRest().draws().end_draw(), 400);
    auto writer = PartWriter::GoOn(path_, cut->byte_count);
    ASSERT_THAT(writer, IsOk());
    for (Message& message : Rest(static_cast<int>(cut->next_draw))) {
      const auto is_new = cut->Adopt(path_, &message);
      ASSERT_THAT(is_new, IsOk());
      if (*is_new) {
        ASSERT_THAT(writer->Write(message), IsOk());
      }
    }
    ASSERT_THAT(writer->Finish(), IsOk());
    EXPECT_EQ(Bytes(path_), whole);
    std::remove(path_.c_str());
  }
}

TEST_F(PartFileTest, OtherDataOrCodeDoNotGoOnWithAPart) {
  WriteCut(2);
  const auto cut = ReadCutPart(path_);
  ASSERT_THAT(cut, IsOk());
  Message message = Rest(200)[0];
  message.mutable_manifest()->set_code_version("0.2.0");
  EXPECT_THAT(cut->Adopt(path_, &message).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(StartsWith(PartialPath(path_) + ": was made with"),
                             HasSubstr("0.1.0"), HasSubstr("0.2.0"))));
}

TEST_F(PartFileTest, WhatCannotBeGoneOnWithIsRefusedByName) {
  const std::string partial = PartialPath(path_);
  EXPECT_THAT(ReadCutPart(path_).status(),
              StatusIs(absl::StatusCode::kNotFound,
                       StartsWith(partial + ": no such file")));
  PutBytes(partial, "");
  EXPECT_THAT(ReadCutPart(path_).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(partial + ": is empty")));
  PutBytes(partial, "display_name: \"x\"");
  EXPECT_THAT(ReadCutPart(path_).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(partial + ": holds no whole message")));
  PutBytes(partial, std::string(1, '\0'));
  EXPECT_THAT(ReadCutPart(path_).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(partial + ": is no part")));
}

TEST_F(PartFileTest, AFolderThatIsNotThereIsNamed) {
  EXPECT_THAT(PartWriter::Begin("nowhere/1.part").status(),
              StatusIs(absl::StatusCode::kUnavailable,
                       StartsWith("nowhere/1.part.partial: cannot be "
                                  "written")));
}

}  // namespace
}  // namespace oilflow
