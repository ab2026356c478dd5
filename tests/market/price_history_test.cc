#include "service/market/price_history.h"

#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/date.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

PriceHistory HistoryOf(const std::string& rows) {
  absl::StatusOr<PriceHistory> history =
      PriceHistory::Parse("brent.csv", "Date,Price\n" + rows);
  EXPECT_THAT(history, IsOk());
  return *std::move(history);
}

const PriceHistory& BrentHistory() {
  static const auto* const kBrent = new PriceHistory(
      PriceHistory::Parse("brent-daily.csv",
                          ReadSourceFile("fixtures/prices/brent-daily.csv"))
          .value());
  return *kBrent;
}

// Rows of consecutive days from 2025-01-01 with these prices.
std::string RowsOf(const std::vector<double>& prices) {
  std::string rows;
  absl::CivilDay day(2025, 1, 1);
  for (const double price : prices) {
    absl::StrAppend(&rows, PrintDate(day), ",", price, "\n");
    ++day;
  }
  return rows;
}

TEST(PriceHistoryTest, BadFilesAreRefused) {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"Empty", "", "brent.csv:1: must begin with a header line"},
      {"OtherColumns", "Day,Price\n2025-01-02,75\n",
       "brent.csv:1: must have the columns Date,Price"},
      {"ColumnsTurnedRound", "Price,Date\n75,2025-01-02\n",
       "brent.csv:1: must have the columns Date,Price"},
      {"ColumnTooMany", "Date,Price,Volume\n2025-01-02,75,1\n",
       "brent.csv:1: must have the columns Date,Price"},
      {"NoPrices", "Date,Price\n", "brent.csv: must have at least one price"},
      {"BadDate", "Date,Price\n2025-01-02,75\n02.01.2025,75\n",
       "brent.csv:3: Date: must be a date such as 2025-03-01"},
      {"DayTwice", "Date,Price\n2025-01-02,75\n2025-01-02,76\n",
       "brent.csv:3: Date: must be after the day before it"},
      {"DayBefore", "Date,Price\n2025-01-02,75\n2025-01-01,76\n",
       "brent.csv:3: Date: must be after the day before it"},
      {"NoPrice", "Date,Price\n2025-01-02,\n",
       "brent.csv:2: Price: must be a number such as"},
      {"NotANumber", "Date,Price\n2025-01-02,nan\n",
       "brent.csv:2: Price: must be a number such as"},
      {"Zero", "Date,Price\n2025-01-02,0\n",
       "brent.csv:2: Price: must be above 0 and at most 1000 USD/bbl, not 0"},
      // WTI of 2020-04-20: logarithms end here.
      {"BelowZero", "Date,Price\n2020-04-20,-37.63\n",
       "brent.csv:2: Price: must be above 0"},
      {"Cents", "Date,Price\n2025-01-02,7500\n",
       "brent.csv:2: Price: must be above 0 and at most 1000"},
      {"FieldTooMany", "Date,Price\n2025-01-02,75,1\n",
       "brent.csv:2: column 3: is the last of 3 fields"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        PriceHistory::Parse("brent.csv", c.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(PriceHistoryTest, LastPriceOnOrBeforeADayHolds) {
  const PriceHistory history =
      HistoryOf("2025-01-02,75\n2025-01-03,76.5\n2025-01-06,74\n");
  EXPECT_EQ(history.first_day(), absl::CivilDay(2025, 1, 2));
  EXPECT_EQ(history.last_day(), absl::CivilDay(2025, 1, 6));
  EXPECT_FALSE(history.At(absl::CivilDay(2025, 1, 1)).has_value());
  struct Case {
    absl::CivilDay day;
    absl::CivilDay expected_day;
    double expected_price;
  };
  const Case cases[] = {
      {absl::CivilDay(2025, 1, 2), absl::CivilDay(2025, 1, 2), 75},
      {absl::CivilDay(2025, 1, 3), absl::CivilDay(2025, 1, 3), 76.5},
      {absl::CivilDay(2025, 1, 4), absl::CivilDay(2025, 1, 3), 76.5},
      {absl::CivilDay(2025, 1, 5), absl::CivilDay(2025, 1, 3), 76.5},
      {absl::CivilDay(2025, 1, 6), absl::CivilDay(2025, 1, 6), 74},
      {absl::CivilDay(2099, 1, 1), absl::CivilDay(2025, 1, 6), 74},
  };
  for (const Case& c : cases) {
    const std::optional<DatedPrice> price = history.At(c.day);
    ASSERT_TRUE(price.has_value()) << c.day;
    EXPECT_EQ(price->day, c.expected_day) << c.day;
    EXPECT_EQ(price->price, c.expected_price * kDollarsPerBarrel) << c.day;
  }
}

// Whatever comes after a day, what is said of it stays.
TEST(PriceHistoryTest, NothingLooksAhead) {
  std::mt19937_64 random(20250315);
  std::vector<double> prices;
  for (int i = 0; i < 100; ++i) {
    prices.push_back(50 + static_cast<double>(random() % 5000) / 100);
  }
  const PriceHistory whole = HistoryOf(RowsOf(prices));
  for (int count = 1; count <= 100; ++count) {
    const PriceHistory part =
        HistoryOf(RowsOf({prices.begin(), prices.begin() + count}));
    const absl::CivilDay day = part.last_day();
    ASSERT_EQ(whole.At(day)->price, part.At(day)->price);
    ASSERT_EQ(whole.At(day)->day, day);
    ASSERT_EQ(whole.DailyVolatility(day), part.DailyVolatility(day));
  }
}

TEST(DailyVolatilityTest, SixtyReturnsAreNeeded) {
  std::vector<double> prices(61, 75);
  const PriceHistory history = HistoryOf(RowsOf(prices));
  EXPECT_EQ(history.DailyVolatility(absl::CivilDay(2025, 1, 1) + 59),
            std::nullopt);
  EXPECT_EQ(history.DailyVolatility(absl::CivilDay(2025, 1, 1) + 60), 0.0);
  EXPECT_EQ(history.DailyVolatility(absl::CivilDay(2024, 12, 31)),
            std::nullopt);
}

TEST(DailyVolatilityTest, IsTheSampleDeviationOfLogReturns) {
  // 30 returns of +x and 30 of -x: mean 0, and so x * sqrt(60 / 59).
  std::vector<double> prices;
  for (int i = 0; i < 61; ++i) {
    prices.push_back(i % 2 == 0 ? 80 : 100);
  }
  const PriceHistory history = HistoryOf(RowsOf(prices));
  const std::optional<double> volatility =
      history.DailyVolatility(history.last_day());
  ASSERT_TRUE(volatility.has_value());
  EXPECT_NEAR(*volatility, std::log(100.0 / 80) * std::sqrt(60.0 / 59), 1e-12);
}

TEST(DailyVolatilityTest, SteadyGrowthHasNone) {
  std::vector<double> prices;
  for (int i = 0; i < 80; ++i) {
    prices.push_back(std::exp2(i / 16.0));
  }
  const PriceHistory history = HistoryOf(RowsOf(prices));
  ASSERT_TRUE(history.DailyVolatility(history.last_day()).has_value());
  // The printed prices have six digits.
  EXPECT_NEAR(*history.DailyVolatility(history.last_day()), 0, 1e-5);
}

// The price and the volatility from which the event study of supply shocks
// started: each from the last trading day before the event.
TEST(DailyVolatilityTest, EventsStartFromThePublishedOnes) {
  struct Case {
    const char* name;
    absl::CivilDay event;
    double price;
    double volatility_percent;
  };
  const Case cases[] = {
      {"Pipeline halt after the arbitration", absl::CivilDay(2023, 3, 25),
       73.63, 2.12},
      {"Federal forces retake Kirkuk", absl::CivilDay(2017, 10, 16), 56.86,
       1.48},
      {"Waivers end", absl::CivilDay(2019, 4, 22), 70.71, 1.35},
      {"Kropotkinskaya strike", absl::CivilDay(2025, 2, 17), 75.19, 1.36},
      {"Mooring at Novorossiysk destroyed", absl::CivilDay(2025, 11, 29), 64.07,
       1.82},
      {"Twelve days of war", absl::CivilDay(2025, 6, 13), 70.84, 2.14},
      {"Hormuz closes", absl::CivilDay(2026, 2, 28), 71.32, 1.94},
  };
  for (const Case& c : cases) {
    const absl::CivilDay day = c.event - 1;
    ASSERT_TRUE(BrentHistory().At(day).has_value()) << c.name;
    EXPECT_LT(BrentHistory().At(day)->day, c.event) << c.name;
    EXPECT_EQ(BrentHistory().At(day)->price, c.price * kDollarsPerBarrel)
        << c.name;
    ASSERT_TRUE(BrentHistory().DailyVolatility(day).has_value()) << c.name;
    EXPECT_NEAR(100 * *BrentHistory().DailyVolatility(day),
                c.volatility_percent, 0.005)
        << c.name;
  }
}

// The table of back-tests: the halt of Saturday, 25 March 2023, from 73.63.
TEST(PriceHistoryTest, CountsTradingDaysFromTheLastOnOrBefore) {
  const absl::CivilDay before(2023, 3, 24);
  EXPECT_EQ(BrentHistory().TradingDaysAfter(before, 0)->price,
            73.63 * kDollarsPerBarrel);
  EXPECT_EQ(BrentHistory().TradingDaysAfter(before + 1, 1)->price,
            76.8 * kDollarsPerBarrel);
  struct Case {
    int count;
    double log_percent;
  };
  for (const Case& c : {Case{1, 4.22}, {5, 7.28}, {20, 10.93}, {60, -0.1}}) {
    const double ratio =
        BrentHistory().TradingDaysAfter(before, c.count)->price /
        (73.63 * kDollarsPerBarrel);
    EXPECT_NEAR(100 * std::log(ratio), c.log_percent, 0.005) << c.count;
  }
}

TEST(PriceHistoryTest, HasNoTradingDayBeyondItsEnds) {
  const PriceHistory history = HistoryOf(RowsOf({75, 76, 77}));
  EXPECT_FALSE(
      history.TradingDaysAfter(absl::CivilDay(2024, 12, 31), 1).has_value());
  EXPECT_TRUE(
      history.TradingDaysAfter(absl::CivilDay(2025, 1, 1), 2).has_value());
  EXPECT_FALSE(
      history.TradingDaysAfter(absl::CivilDay(2025, 1, 1), 3).has_value());
}

}  // namespace
}  // namespace oilflow
