#include "service/market/response_draws.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

std::string Header(const std::vector<std::string>& letters) {
  std::vector<std::string> names;
  for (const std::string& letter : letters) {
    for (int lag = 0; lag < 18; ++lag) {
      names.push_back(absl::StrCat(letter, lag));
    }
  }
  return absl::StrJoin(names, ",");
}

// In each row, columns count up from `first` in halves.
std::string Row(int column_count, double first) {
  std::vector<double> values;
  for (int i = 0; i < column_count; ++i) {
    values.push_back(first + 0.5 * i);
  }
  return absl::StrJoin(values, ",");
}

// `count` rows under a header of q and p; the draws begin at -1, -2, -3...
std::string Text(int count) {
  std::string text = Header({"q", "p"});
  for (int draw = 0; draw < count; ++draw) {
    absl::StrAppend(&text, "\n", Row(36, -1 - draw));
  }
  return text;
}

TEST(ResponseDrawsTest, PublishedFilesAreRead) {
  const absl::StatusOr<ResponseDraws> bh19 = ResponseDraws::Parse(
      "bh19.csv",
      ReadSourceFile("fixtures/price_models/bh2019_supply_irf_draws.csv"));
  ASSERT_THAT(bh19, IsOk());
  EXPECT_EQ(bh19->draw_count(), 2000);
  EXPECT_TRUE(bh19->has_inventory());
  // The first line of the file.
  EXPECT_EQ(bh19->Output(0)[0], -0.85782);
  EXPECT_EQ(bh19->Price(17)[0], 3.13562);
  EXPECT_EQ(bh19->Inventory(1)[0], -0.03434);

  const absl::StatusOr<ResponseDraws> km14 = ResponseDraws::Parse(
      "km14.csv",
      ReadSourceFile("fixtures/price_models/km14_style_supply_irf_draws.csv"));
  ASSERT_THAT(km14, IsOk());
  EXPECT_EQ(km14->draw_count(), 2000);
  EXPECT_FALSE(km14->has_inventory());
  EXPECT_EQ(km14->Output(3)[1], -0.54462);
}

TEST(ResponseDrawsTest, RowsStayTogether) {
  const ResponseDraws draws =
      ResponseDraws::Parse("draws.csv", Text(150)).value();
  ASSERT_EQ(draws.draw_count(), 150);
  for (int draw = 0; draw < 150; ++draw) {
    for (int lag = 0; lag < 18; ++lag) {
      EXPECT_EQ(draws.Output(lag)[draw], -1 - draw + 0.5 * lag);
      EXPECT_EQ(draws.Price(lag)[draw], -1 - draw + 0.5 * (18 + lag));
    }
  }
}

TEST(ResponseDrawsTest, LagBeyondTheLastIsTheLast) {
  const ResponseDraws draws =
      ResponseDraws::Parse("draws.csv", Text(100)).value();
  for (const int lag : {18, 19, 400}) {
    EXPECT_EQ(draws.Price(lag), draws.Price(17)) << lag;
    EXPECT_EQ(draws.Output(lag), draws.Output(17)) << lag;
  }
}

TEST(ResponseDrawsTest, OrderOfColumnsAndOthersDoNotMatter) {
  std::string text = absl::StrCat("note,", Header({"p", "q"}), ",sum");
  for (int draw = 0; draw < 100; ++draw) {
    absl::StrAppend(&text, "\nany,", Row(36, -30), ",thing");
  }
  const absl::StatusOr<ResponseDraws> draws =
      ResponseDraws::Parse("draws.csv", text);
  ASSERT_THAT(draws, IsOk());
  EXPECT_EQ(draws->Price(0)[0], -30);
  EXPECT_EQ(draws->Output(0)[0], -30 + 0.5 * 18);
  EXPECT_FALSE(draws->has_inventory());
}

TEST(ResponseDrawsTest, BadFilesAreRefused) {
  const std::string good = Text(100);
  std::string rows;
  for (int draw = 0; draw < 100; ++draw) {
    absl::StrAppend(&rows, "\n", Row(37, -1));
  }
  std::string without_p17 = good;
  without_p17.replace(without_p17.find("p17"), 3, "p18");
  struct Case {
    const char* name;
    std::string text;
    const char* expected;
  };
  const Case cases[] = {
      {"Empty", "", "draws.csv:1: must begin with a header line"},
      {"NoOutput", "a,b" + std::string(100, '\n'), "draws.csv:"},
      {"NoLastPrice", without_p17,
       "draws.csv:1: must have the column p17, as p0 to p17 go together"},
      {"OneInventory", Header({"q", "p"}) + ",i3" + rows,
       "draws.csv:1: must have the column i0, as i0 to i17 go together"},
      {"TooFew", Text(99),
       "draws.csv: must have from 100 to 100000 draws, not 99"},
      {"NotANumber", good + "\nnan" + Row(36, -1).substr(2),
       "draws.csv:102: q0: "},
      {"Infinite", good + "\n-inf" + Row(36, -1).substr(2),
       "draws.csv:102: q0: "},
      {"NoText", good + "\n" + Row(35, -1) + ",", "draws.csv:102: p17: "},
      {"NothingLost", good + "\n" + Row(36, -0.01),
       "draws.csv:102: q0: must be below -0.01, not -0.01"},
      {"Gained", good + "\n" + Row(36, 0.5),
       "draws.csv:102: q0: must be below -0.01, not 0.5"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        ResponseDraws::Parse("draws.csv", c.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(ResponseDrawsTest, TooManyAreRefused) {
  std::string text = Header({"q", "p"});
  std::string row = "\n-1";
  for (int i = 1; i < 36; ++i) {
    row += ",1";
  }
  for (int draw = 0; draw < 100001; ++draw) {
    text += row;
  }
  EXPECT_THAT(ResponseDraws::Parse("draws.csv", text),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("to 100000 draws, not 100001")));
}

}  // namespace
}  // namespace oilflow
