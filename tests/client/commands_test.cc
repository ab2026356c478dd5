#include "client/commands.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

TEST(OptionsForTest, ACommandWaitsAsLongAsItTakesUnlessItIsTold) {
  constexpr Command kQuick = {"evaluate", "", nullptr};
  constexpr Command kLong = Long({"simulate", "", nullptr});
  EXPECT_EQ(OptionsFor(kQuick, Options()).timeout_seconds, 30);
  EXPECT_EQ(OptionsFor(kLong, Options()).timeout_seconds, 3600);
  Options told;
  told.timeout_seconds = 0.5;
  EXPECT_EQ(OptionsFor(kQuick, told).timeout_seconds, 0.5);
  EXPECT_EQ(OptionsFor(kLong, told).timeout_seconds, 0.5);
  // What is told may be what other commands do.
  told.timeout_seconds = 30;
  EXPECT_EQ(OptionsFor(kLong, told).timeout_seconds, 30);
}

}  // namespace
}  // namespace oilflow
