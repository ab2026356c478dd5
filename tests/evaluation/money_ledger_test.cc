#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/evaluation/money.h"
#include "tests/support/money_world.h"

namespace oilflow {
namespace {

using ::testing::IsEmpty;

// A field sells 200 kb/d by truck at a third of a hundred dollars: Reuters, on
// trucked Kurdish oil, says about 200 m USD a month (domain brief, Q7).
TEST(MoneyLedgerTest, TrucksEarnWhatReutersReports) {
  const Network network =
      Build({Producer("field", kState), Market("border", kBuyer)},
            {{.id = "road", .from = 0, .to = 1, .seller = kTrader}});
  const std::vector<ActorDay> day =
      MoneyOf(network, LimitsOf({0, 3333}, {0}), FlowsOf(network, {200000}),
              {.brent_cents = 7500});
  MoneyLedger ledger(network);
  for (int i = 0; i < 30; ++i) {
    ledger.Add(absl::CivilDay(2024, 6, 1) + i, day, day);
  }
  const std::vector<ActorMonth> months = ledger.Take();
  ASSERT_EQ(months.size(), 2);
  ASSERT_EQ(months[0].actor, kTrader);
  EXPECT_EQ(months[0].baseline.net_cents[0], int64_t{30} * 200000 * 3333);
  EXPECT_NEAR(static_cast<double>(months[0].baseline.net_cents[0]) / 100, 200e6,
              0.1e6);
  EXPECT_EQ(months[0].baseline.sold_bbl, 6000000);
}

class LedgerTest : public testing::Test {
 protected:
  LedgerTest()
      : network_(Build({Producer("field", kState), Market("port", kBuyer)},
                       {{.id = "pipe", .from = 0, .to = 1}})),
        ledger_(network_) {}

  // A day of which one actor gets `cents` of the rest.
  std::vector<ActorDay> Gets(int actor, int64_t cents) const {
    std::vector<ActorDay> day(network_.actors().size() + 1);
    day[actor] = {
        .net_cents = {cents, 1, 2, 3, 4}, .sold_bbl = 5, .at_brent_cents = 6};
    day.back().net_cents = {-cents, -1, -2, -3, -4};
    return day;
  }

  Network network_;
  MoneyLedger ledger_;
};

TEST_F(LedgerTest, SumsDaysToMonths) {
  for (int i = 0; i < 60; ++i) {
    ledger_.Add(absl::CivilDay(2025, 1, 31) + i, Gets(kState, 100),
                Gets(kState, 70));
  }
  const std::vector<ActorMonth> months = ledger_.Take();
  // One day of January, February, 31 of March; the state and the rest.
  ASSERT_EQ(months.size(), 6);
  const int expected_days[] = {1, 28, 31};
  for (size_t m = 0; m < 3; ++m) {
    const ActorMonth& state = months[2 * m];
    const ActorMonth& rest = months[2 * m + 1];
    const int days = expected_days[m];
    EXPECT_EQ(state.actor, kState);
    EXPECT_EQ(state.month, absl::CivilMonth(2025, static_cast<int>(m) + 1));
    EXPECT_EQ(state.day_count, days);
    EXPECT_EQ(state.baseline.net_cents,
              (Kinds{100 * days, days, 2 * days, 3 * days, 4 * days}));
    EXPECT_EQ(state.scenario.net_cents[0], 70 * days);
    EXPECT_EQ(state.baseline.sold_bbl, 5 * days);
    EXPECT_EQ(state.scenario.at_brent_cents, 6 * days);
    EXPECT_EQ(rest.actor, std::nullopt);
    EXPECT_EQ(rest.day_count, days);
    EXPECT_EQ(rest.baseline.net_cents[0], -100 * days);
  }
}

TEST_F(LedgerTest, LeavesOutWhoHasNothingInBoth) {
  const std::vector<ActorDay> nothing(network_.actors().size() + 1);
  ledger_.Add(absl::CivilDay(2025, 1, 1), nothing, Gets(kHolder, 1));
  ledger_.Add(absl::CivilDay(2025, 2, 1), nothing, nothing);
  const std::vector<ActorMonth> months = ledger_.Take();
  ASSERT_EQ(months.size(), 2);
  EXPECT_EQ(months[0].actor, kHolder);
  EXPECT_EQ(months[0].baseline, ActorDay{});
  EXPECT_EQ(months[1].actor, std::nullopt);
}

TEST_F(LedgerTest, TellsTheSameMonthOfTwoYearsApart) {
  ledger_.Add(absl::CivilDay(2024, 12, 31), Gets(kState, 1), Gets(kState, 1));
  ledger_.Add(absl::CivilDay(2025, 12, 31), Gets(kState, 1), Gets(kState, 1));
  const std::vector<ActorMonth> months = ledger_.Take();
  ASSERT_EQ(months.size(), 4);
  EXPECT_EQ(months[0].month, absl::CivilMonth(2024, 12));
  EXPECT_EQ(months[2].month, absl::CivilMonth(2025, 12));
}

TEST_F(LedgerTest, IsEmptyOnceTaken) {
  ledger_.Add(absl::CivilDay(2025, 1, 1), Gets(kState, 1), Gets(kState, 1));
  EXPECT_EQ(ledger_.Take().size(), 2);
  EXPECT_THAT(ledger_.Take(), IsEmpty());
}

}  // namespace
}  // namespace oilflow
