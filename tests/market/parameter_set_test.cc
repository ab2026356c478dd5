#include "service/market/parameter_set.h"

#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

constexpr char kHeader[] =
    "id,value,low,high,range_level,distribution,unit,grade,used,source\n";

absl::StatusOr<ParameterSet> Parse(const std::string& rows) {
  return ParameterSet::Parse("p.csv", kHeader + rows);
}

TEST(ParameterSetTest, BadFilesAreRefused) {
  struct Case {
    const char* name;
    const char* row;
    const char* expected;
  };
  const Case cases[] = {
      {"NoParameters", "", "p.csv: must have at least one parameter"},
      {"NoId", ",1,,,,point,1,V,0,S\n", "p.csv:2: id: must be words of"},
      {"UpperCase", "A.b,1,,,,point,1,V,0,S\n", "p.csv:2: id: must be words"},
      {"EmptyWord", "a..b,1,,,,point,1,V,0,S\n", "p.csv:2: id: must be words"},
      {"DotAtTheEnd", "a.,1,,,,point,1,V,0,S\n", "p.csv:2: id: must be words"},
      {"Underscore", "a_b,1,,,,point,1,V,0,S\n", "not 'a_b'"},
      {"IdTwice", "a,1,,,,point,1,V,0,S\na,2,,,,point,1,V,0,S\n",
       "p.csv:3: id: a is already on line 2"},
      {"NotANumber", "a,x,,,,point,1,V,0,S\n", "p.csv:2: value: must be a"},
      {"NotFinite", "a,inf,,,,point,1,V,0,S\n", "p.csv:2: value: must be a"},
      {"LowNan", "a,1,nan,2,90%,point,1,V,0,S\n", "p.csv:2: low: must be a"},
      {"HighNoNumber", "a,1,0,b,90%,point,1,V,0,S\n", "p.csv:2: high: must be"},
      {"NoNumberAtAll", "a,,,,,point,1,V,0,S\n",
       "p.csv:2: value: must be there, or else low or high"},
      {"LowAboveHigh", "a,,2,1,90%,point,1,V,0,S\n",
       "p.csv:2: low: must be at most high, 1, not 2"},
      {"BelowRange", "a,0.5,1,2,90%,point,1,V,0,S\n",
       "p.csv:2: value: must be at least low, 1, not 0.5"},
      {"AboveRange", "a,3,1,2,90%,point,1,V,0,S\n",
       "p.csv:2: value: must be at most high, 2, not 3"},
      {"RangeOfWhat", "a,1,0,2,,point,1,V,0,S\n",
       "p.csv:2: range_level: must say what low and high cover"},
      {"LevelOfNothing", "a,1,,,90%,point,1,V,0,S\n",
       "p.csv:2: range_level: must be empty without low and high"},
      {"Distribution", "a,1,,,,cauchy,1,V,0,S\n",
       "p.csv:2: distribution: must be one of point, normal, lognormal, "
       "triangular, beta, uniform, not 'cauchy'"},
      {"NoUnit", "a,1,,,,point,,V,0,S\n", "p.csv:2: unit: must not be empty"},
      {"NoGrade", "a,1,,,,point,1,,0,S\n", "p.csv:2: grade: must be of J, M,"},
      {"Grade", "a,1,,,,point,1,X,0,S\n", "p.csv:2: grade: must be of J, M,"},
      {"GradeTwice", "a,1,,,,point,1,VV,0,S\n", "p.csv:2: grade: must be of"},
      {"StrongestFirst", "a,1,,,,point,1,VJ,0,S\n", "not 'VJ'"},
      {"Used", "a,1,,,,point,1,V,yes,S\n",
       "p.csv:2: used: must be 0 or 1, not 'yes'"},
      {"UsedRange", "a,,1,2,90%,point,1,V,1,S\n",
       "p.csv:2: used: must be 0 without a value"},
      {"NoSource", "a,1,,,,point,1,V,0,\n",
       "p.csv:2: source: must not be empty"},
      {"FieldTooMany", "a,1,,,,point,1,V,0,S,\n", "p.csv:2: column"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(Parse(c.row), StatusIs(absl::StatusCode::kInvalidArgument,
                                       HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(ParameterSetTest, OtherColumnsAreRefused) {
  for (const char* const header :
       {"id,value\n",
        "value,id,low,high,range_level,distribution,unit,grade,used,source\n",
        "id,value,low,high,range_level,distribution,unit,grade,used,source,"
        "note\n"}) {
    EXPECT_THAT(
        ParameterSet::Parse("p.csv", header),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 HasSubstr("p.csv:1: must have the columns id,value,low,high")))
        << header;
  }
}

TEST(ParameterSetTest, KeepsTheOrderAndEveryColumn) {
  const absl::StatusOr<ParameterSet> set = Parse(
      "b.two,-0.5,-1,0,90%,beta,share,JV,1,\"A, B\"\n"
      "a,,,0.5,published,point,%,M,0,C\n");
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->file(), "p.csv");
  ASSERT_EQ(set->parameters().size(), 2);
  const Parameter& first = set->parameters()[0];
  EXPECT_EQ(first.id, "b.two");
  EXPECT_EQ(first.value, -0.5);
  EXPECT_EQ(first.low, -1);
  EXPECT_EQ(first.high, 0);
  EXPECT_EQ(first.range_level, "90%");
  EXPECT_EQ(first.distribution, "beta");
  EXPECT_EQ(first.unit, "share");
  EXPECT_EQ(first.grade, "JV");
  EXPECT_EQ(first.source, "A, B");
  EXPECT_TRUE(first.used);
  const Parameter& second = set->parameters()[1];
  EXPECT_EQ(second.id, "a");
  // Missing is not zero.
  EXPECT_EQ(second.value, std::nullopt);
  EXPECT_EQ(second.low, std::nullopt);
  EXPECT_EQ(second.high, 0.5);
  EXPECT_FALSE(second.used);
  EXPECT_EQ(set->Find("b.two"), &first);
  EXPECT_EQ(set->Find("b"), nullptr);
}

TEST(ParameterSetTest, OnlyUsedValuesAreGiven) {
  const absl::StatusOr<ParameterSet> set = Parse(
      "a,2,,,,point,1,V,1,S\n"
      "b,2,,,,point,1,V,0,S\n"
      "c,,1,2,90%,point,1,V,0,S\n");
  ASSERT_THAT(set, IsOk());
  EXPECT_THAT(set->Value("a"), IsOkAndHolds(2.0));
  EXPECT_THAT(set->Value("b"),
              StatusIs(absl::StatusCode::kNotFound,
                       "p.csv: parameter b is read by a computation; set its "
                       "column used to 1"));
  EXPECT_THAT(set->Value("c"),
              StatusIs(absl::StatusCode::kNotFound,
                       "p.csv: parameter c has no value; give one"));
  EXPECT_THAT(set->Value("d"),
              StatusIs(absl::StatusCode::kNotFound,
                       "p.csv: parameter d is missing; add a row for it"));
}

}  // namespace
}  // namespace oilflow
