#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "service/network/network.h"

namespace oilflow {
namespace {

TEST(IdTest, WellFormedIdsAreWordsWithHyphens) {
  for (const std::string& id :
       {std::string("a"), std::string("itp"), std::string("krg-pipeline"),
        std::string("x2"), std::string("a--b"), std::string(63, 'a')}) {
    EXPECT_TRUE(IsWellFormedId(id)) << id;
  }
  for (const std::string& id :
       {std::string(), std::string("-"), std::string("-a"), std::string("a-"),
        std::string("2x"), std::string("Itp"), std::string("iTP"),
        std::string("a b"), std::string("a_b"), std::string("a.b"),
        std::string("a/b"), std::string("a\n"), std::string("\xc3\xa9"),
        std::string("a\0b", 3), std::string(64, 'a')}) {
    EXPECT_FALSE(IsWellFormedId(id)) << id;
  }
}

TEST(NearestIdTest, TypingErrorsAreMended) {
  const std::vector<absl::string_view> known = {
      "itp", "krg-pipeline", "krg-fields", "kirkuk-fields", "hormuz"};
  struct Case {
    const char* name;
    const char* id;
    const char* expected;
  };
  const Case cases[] = {
      {"Itself", "itp", "itp"},
      {"LetterChanged", "krg-pipelane", "krg-pipeline"},
      {"LetterMissing", "krg-pipline", "krg-pipeline"},
      {"LetterTooMany", "krgg-pipeline", "krg-pipeline"},
      {"TwoSwapped", "hormzu", "hormuz"},
      {"OtherCase", "Hormuz", "hormuz"},
      {"Underscore", "krg_fields", "krg-fields"},
      {"NearerOne", "kirkuk-field", "kirkuk-fields"},
      {"ShortWithOneError", "ipt", "itp"},
      {"NothingNear", "bosporus", ""},
      {"NothingNearAndShort", "abc", ""},
      {"Empty", "", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(NearestId(c.id, known), c.expected) << c.name;
  }
}

TEST(NearestIdTest, OfTwoAsNearTheFirstIsNamed) {
  EXPECT_EQ(NearestId("arc-x", {"arc-a", "arc-b"}), "arc-a");
  EXPECT_EQ(NearestId("arc-x", {"arc-b", "arc-a"}), "arc-b");
}

TEST(NearestIdTest, NothingIsNearWhenNothingIsKnown) {
  EXPECT_EQ(NearestId("itp", {}), "");
}

TEST(NearestIdTest, TextTooLongToBeAnIdIsNearNothing) {
  const std::string almost(63, 'a');
  EXPECT_EQ(NearestId(std::string(63, 'a'), {almost}), almost);
  EXPECT_EQ(NearestId(std::string(64, 'a'), {almost}), "");
}

}  // namespace
}  // namespace oilflow
