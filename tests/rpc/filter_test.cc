#include "service/rpc/filter.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

absl::StatusOr<std::map<std::string, std::string>> Parse(
    const std::string& filter) {
  return ParseFilter(filter, {"subject", "measure"});
}

TEST(ParseFilterTest, NothingFiltersNothing) {
  EXPECT_THAT(Parse(""), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(Parse(" \t\n"), IsOkAndHolds(IsEmpty()));
}

TEST(ParseFilterTest, TermsAreJoinedByAnd) {
  EXPECT_THAT(Parse("subject = \"krg-fields\" AND measure = \"potential\""),
              IsOkAndHolds(ElementsAre(Pair("measure", "potential"),
                                       Pair("subject", "krg-fields"))));
}

TEST(ParseFilterTest, SpacesDoNotMatterOutsideQuotes) {
  EXPECT_THAT(
      Parse("  subject=\" a b \"  AND  measure  =  \"\"  "),
      IsOkAndHolds(ElementsAre(Pair("measure", ""), Pair("subject", " a b "))));
}

TEST(ParseFilterTest, WhatAValueHoldsIsNotRead) {
  EXPECT_THAT(Parse("subject = \"x AND measure = y\""),
              IsOkAndHolds(ElementsAre(Pair("subject", "x AND measure = y"))));
}

TEST(ParseFilterTest, AnythingElseIsRefusedWithAnExample) {
  const struct {
    std::string filter;
    std::string says;
  } kCases[] = {
      {"value = \"1\"", "has no field at \"value = "},
      {"SUBJECT = \"a\"", "has no field at \"SUBJECT"},
      {"= \"a\"", "has no field at \"= "},
      {"subject", "has no = after subject"},
      {"subject \"a\"", "has no = after subject"},
      {"subject != \"a\"", "has no = after subject"},
      {"subject =", "has no quoted value after subject ="},
      {"subject = a", "has no quoted value after subject ="},
      {"subject = 'a'", "has no quoted value after subject ="},
      {"subject = \"a", "has no quoted value after subject ="},
      {"subject = \"a\" AND subject = \"b\"", "names subject twice"},
      {"subject = \"a\" OR measure = \"b\"", "has \"OR measure"},
      {"subject = \"a\" and measure = \"b\"", "has \"and measure"},
      {"subject = \"a\" ANDmeasure = \"b\"", "has \"ANDmeasure"},
      {"subject = \"a\" AND", "has \"AND\" where AND was expected"},
      {"subject = \"a\")", "has \")\""},
      {std::string(1001, ' '), "has 1001 bytes, more than 1000"},
  };
  for (const auto& bad : kCases) {
    EXPECT_THAT(Parse(bad.filter),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr(bad.says),
                               HasSubstr("must be like subject = "),
                               HasSubstr("on subject, measure"))))
        << bad.filter;
  }
}

}  // namespace
}  // namespace oilflow
