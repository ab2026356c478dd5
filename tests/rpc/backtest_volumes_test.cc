// Seven events of the past, read on the day before, with the event's own
// policies and no number of its outcome: sign, size and timing of the change of
// supply against what the research tables report.

#include <string>

#include "gtest/gtest.h"

#include "tests/support/answers.h"

namespace oilflow {
namespace {

class BacktestVolumesTest : public AnswersTest {
 protected:
  // As of the day before the first day.
  static void ExpectReadBefore(const Response& response) {
    const auto day = [](const google::type::Date& date) {
      return absl::CivilDay(date.year(), date.month(), date.day());
    };
    EXPECT_EQ(day(response.reading().as_of()), day(response.start_date()) - 1);
    for (const v1::Fact& fact : response.facts()) {
      EXPECT_LT(day(fact.known_at()), day(response.start_date()))
          << fact.name();
    }
  }
};

// -250 to -350 for about two months, then less and less: trucks come, and the
// south makes up.
TEST_F(BacktestVolumesTest, TheHaltOf2023) {
  const auto response = Named("backtest-bt1-halt-2023");
  ExpectReadBefore(response);
  const double two_months = MeanNet(response, 0, 60);
  EXPECT_LE(two_months, -250000);
  EXPECT_GE(two_months, -350000);
  EXPECT_GT(MeanNet(response, 270, 330), -125000);
  for (int d = 1; d < response.day_count(); ++d) {
    ASSERT_GE(response.ledger().net_bpd(d), response.ledger().net_bpd(d - 1))
        << "day " << d;
  }
}

// -140 to -200 after Basra's 200 in five days: 0.5 to 0.6 is offset.
TEST_F(BacktestVolumesTest, Kirkuk2017) {
  const auto response = Named("backtest-bt3-kirkuk-2017");
  ExpectReadBefore(response);
  const double later = MeanNet(response, 7, response.day_count());
  EXPECT_LE(later, -140000);
  EXPECT_GE(later, -200000);
  const auto lost = static_cast<double>(
      -Sum(response, v1::MECHANISM_OUTAGE, response.day_count() - 1));
  const auto offset = static_cast<double>(
      Sum(response, v1::MECHANISM_QUOTA_OFFSET, response.day_count() - 1));
  EXPECT_GE(offset / lost, 0.45);
  EXPECT_LE(offset / lost, 0.65);
}

// -0.6 to -0.9 million, from the month after.
TEST_F(BacktestVolumesTest, TheEndOfTheWaiversIn2019) {
  const auto response = Named("backtest-bt5-waivers-2019");
  ExpectReadBefore(response);
  EXPECT_EQ(response.ledger().net_bpd(0), 0);
  const double later = MeanNet(response, 30, 90);
  EXPECT_LE(later, -600000);
  EXPECT_GE(later, -900000);
}

// 380 announced, nothing lost: a pumping station is capacity, and what was left
// was enough.
TEST_F(BacktestVolumesTest, TheStrikeThatCostNothingIn2025) {
  const auto response = Named("backtest-bt7-cpc-2025");
  ExpectReadBefore(response);
  ExpectEveryDay(response.ledger().net_bpd(), 0);
}

// -300 to -500: a mooring is capacity too, and what was left was not enough.
TEST_F(BacktestVolumesTest, TheMooringOf2025) {
  const auto response = Named("backtest-bt10-cpc-mooring-2025");
  ExpectReadBefore(response);
  const double december = MeanNet(response, 2, 33);
  EXPECT_LE(december, -300000);
  EXPECT_GE(december, -500000);
}

// A war without a barrel lost.
TEST_F(BacktestVolumesTest, TheTwelveDayWarOf2025) {
  const auto response = Named("backtest-bt11-war-2025");
  ExpectReadBefore(response);
  ExpectEveryDay(response.ledger().net_bpd(), 0);
  EXPECT_TRUE(Warns(response, "POLICY_NOT_IN_FORCE"));
}

// -8 to -11 million before stocks are drawn; 400 million barrels of these.
TEST_F(BacktestVolumesTest, TheClosureOf2026) {
  const auto response = Named("backtest-bt12-hormuz-2026");
  ExpectReadBefore(response);
  double lost = 0;
  constexpr int kDays = 31;
  for (int d = 0; d < kDays; ++d) {
    lost += static_cast<double>(response.ledger().net_bpd(d) -
                                Sum(response, v1::MECHANISM_STOCK_RELEASE, d));
  }
  EXPECT_LE(lost / kDays, -8e6);
  EXPECT_GE(lost / kDays, -11e6);
  double released = 0;
  for (int d = 0; d < response.day_count(); ++d) {
    released +=
        static_cast<double>(Sum(response, v1::MECHANISM_STOCK_RELEASE, d));
  }
  EXPECT_LE(released, 400.001e6);
  EXPECT_GT(released, 300e6);
}

}  // namespace
}  // namespace oilflow
