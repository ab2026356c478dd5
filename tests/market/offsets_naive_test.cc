// Random offsets against a second evaluator, worked month by month.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/market/offsets.h"
#include "tests/support/dice.h"
#include "tests/support/ladders.h"

namespace oilflow {
namespace {

double Share(Dice* dice) {
  // Ends of the range come up often.
  return static_cast<double>(std::clamp<int64_t>(dice->Roll(-3, 13), 0, 10)) /
         10;
}

// A whole number of thousands.
double Thousands(Dice* dice, int64_t least, int64_t most) {
  return 1e3 * static_cast<double>(dice->Roll(least, most));
}

OffsetAssumptions RandomOffsets(Dice* dice) {
  const auto months = [&](int64_t most) {
    return static_cast<int>(dice->Roll(0, most));
  };
  OffsetAssumptions offsets;
  if (!dice->OneIn(4)) {
    offsets.spare = {.willing_share = Share(dice),
                     .reachable_bpd = Thousands(dice, 0, 2000),
                     .lag_months = months(4),
                     .ramp_months = months(4)};
  }
  if (!dice->OneIn(4)) {
    offsets.stock = {.content_bbl = Thousands(dice, 0, 200000),
                     .max_rate_bpd = Thousands(dice, 0, 1500),
                     .filled_share = Share(dice),
                     .effective_share = Share(dice),
                     .lag_months = months(4),
                     .refill_start_month = months(12),
                     .refill_months = months(8)};
  }
  offsets.rerouted_share = Share(dice);
  offsets.reroute_lag_months = months(3);
  offsets.gain_offset_share = Share(dice);
  return offsets;
}

std::vector<double> RandomGross(Dice* dice) {
  std::vector<double> gross;
  for (int64_t left = dice->Roll(1, 30); left > 0; --left) {
    gross.push_back(dice->OneIn(5) ? 0 : Thousands(dice, -3000, 1000));
  }
  return gross;
}

// Worked day by day, as an accountant would, with every barrel sold and bought
// in lists by month. Slow, and nothing in common with the real one.
std::vector<LadderMonth> NaiveLadder(absl::CivilMonth first,
                                     const std::vector<double>& gross,
                                     const OffsetAssumptions& offsets) {
  std::vector<LadderMonth> ladder(gross.size());
  std::vector<double> sold_bbl(gross.size(), 0);
  std::vector<double> bought_bbl(gross.size(), 0);
  const auto sum = [](const std::vector<double>& list, size_t count) {
    double total = 0;
    for (size_t i = 0; i < count; ++i) {
      total += list[i];
    }
    return total;
  };
  for (size_t h = 0; h < gross.size(); ++h) {
    LadderMonth& month = ladder[h];
    const int now = static_cast<int>(h);
    int days = 0;
    for (absl::CivilDay day(first + now); absl::CivilMonth(day) == first + now;
         ++day) {
      ++days;
    }
    month.gross_bpd = gross[h];
    if (gross[h] >= 0) {
      month.absorbed_bpd = -gross[h] * offsets.gain_offset_share;
    }
    if (gross[h] < 0 && now >= offsets.reroute_lag_months) {
      month.rerouted_bpd = -gross[h] * offsets.rerouted_share;
    }
    if (gross[h] < 0 && offsets.spare && now >= offsets.spare->lag_months) {
      const double open = -(gross[h] + month.rerouted_bpd);
      month.spare_bpd = std::min(offsets.spare->willing_share * open,
                                 offsets.spare->reachable_bpd);
      const int step = now - offsets.spare->lag_months + 1;
      if (step < offsets.spare->ramp_months) {
        month.spare_bpd *= 1.0 * step / offsets.spare->ramp_months;
      }
    }
    if (!offsets.stock) {
      continue;
    }
    const StockOffset& stock = *offsets.stock;
    const auto start = static_cast<size_t>(stock.refill_start_month);
    const bool sells = stock.refill_months == 0 || h < start;
    if (!sells && h < start + static_cast<size_t>(stock.refill_months)) {
      bought_bbl[h] = sum(sold_bbl, start) / stock.refill_months;
    }
    if (sells && gross[h] < 0 && now >= stock.lag_months) {
      const double open = -(gross[h] + month.rerouted_bpd + month.spare_bpd);
      const double wanted =
          std::min(stock.filled_share * open, stock.max_rate_bpd) * days;
      const double left =
          stock.content_bbl - sum(sold_bbl, h) + sum(bought_bbl, h);
      sold_bbl[h] = std::max(0.0, std::min(wanted, left));
    }
    month.stock_release_bpd =
        (sold_bbl[h] - bought_bbl[h]) / days * stock.effective_share;
    month.stock_balance_bbl = sum(bought_bbl, h + 1) - sum(sold_bbl, h + 1);
  }
  return ladder;
}

class RandomOffsetsTest : public testing::Test {
 protected:
  void ForEach(const std::function<
               void(absl::CivilMonth first, const std::vector<double>& gross,
                    const OffsetAssumptions& offsets)>& check) {
    for (uint64_t seed = 1; seed <= 3000; ++seed) {
      SCOPED_TRACE(absl::StrCat("seed ", seed));
      Dice dice(seed);
      const absl::CivilMonth first(2020, static_cast<int>(dice.Roll(1, 48)));
      const std::vector<double> gross = RandomGross(&dice);
      check(first, gross, RandomOffsets(&dice));
      if (HasFailure()) {
        return;
      }
    }
  }
};

TEST_F(RandomOffsetsTest, AgreesWithTheNaiveOne) {
  int bought = 0;
  int empty = 0;
  ForEach([&](absl::CivilMonth first, const std::vector<double>& gross,
              const OffsetAssumptions& offsets) {
    const auto got = Ladder(gross, offsets, first);
    const auto expected = NaiveLadder(first, gross, offsets);
    ASSERT_EQ(got.size(), expected.size());
    for (size_t m = 0; m < got.size(); ++m) {
      EXPECT_NEAR(got[m].gross_bpd, expected[m].gross_bpd, 0);
      EXPECT_NEAR(got[m].rerouted_bpd, expected[m].rerouted_bpd, 1e-6);
      EXPECT_NEAR(got[m].absorbed_bpd, expected[m].absorbed_bpd, 1e-6);
      EXPECT_NEAR(got[m].spare_bpd, expected[m].spare_bpd, 1e-6);
      EXPECT_NEAR(got[m].stock_release_bpd, expected[m].stock_release_bpd,
                  1e-6);
      EXPECT_NEAR(got[m].stock_balance_bbl, expected[m].stock_balance_bbl,
                  1e-5);
      EXPECT_EQ(got[m].demand_bpd, 0);
      bought += got[m].stock_release_bpd < 0;
      empty += offsets.stock.has_value() && offsets.stock->content_bbl > 0 &&
               got[m].stock_balance_bbl == -offsets.stock->content_bbl;
    }
  });
  // The cases are those that matter.
  EXPECT_GT(bought, 1000);
  EXPECT_GT(empty, 900);
}

TEST_F(RandomOffsetsTest, NeverOffsetMoreThanTheLossNorThanThereIs) {
  ForEach([](absl::CivilMonth first, const std::vector<double>& gross,
             const OffsetAssumptions& offsets) {
    for (const LadderMonth& month : Ladder(gross, offsets, first)) {
      const double loss = std::max(0.0, -month.gross_bpd);
      EXPECT_LE(month.rerouted_bpd + month.spare_bpd +
                    std::max(0.0, month.stock_release_bpd),
                loss + 1e-6);
      EXPECT_GE(month.rerouted_bpd, 0);
      EXPECT_GE(month.spare_bpd, 0);
      EXPECT_LE(month.absorbed_bpd, 0);
      // A gain stays one, a loss too, but for what refilling takes.
      if (month.gross_bpd > 0) {
        EXPECT_GE(month.NetEmf(), 0);
        EXPECT_EQ(month.spare_bpd, 0);
        EXPECT_LE(month.stock_release_bpd, 0);
      } else {
        EXPECT_LE(month.NetEmf(), 1e-6);
        EXPECT_EQ(month.absorbed_bpd, 0);
      }
      if (offsets.spare.has_value()) {
        EXPECT_LE(month.spare_bpd, offsets.spare->reachable_bpd);
      }
      EXPECT_LE(month.stock_balance_bbl, 0);
      if (offsets.stock.has_value()) {
        EXPECT_LE(month.stock_release_bpd, offsets.stock->max_rate_bpd);
        EXPECT_GE(month.stock_balance_bbl, -offsets.stock->content_bbl);
      }
    }
  });
}

// Whatever is lent is bought back in the end, if it is to be at all.
TEST_F(RandomOffsetsTest, NoStockIsLentForEverUnlessItIsMeantToBe) {
  int lent = 0;
  ForEach([&](absl::CivilMonth first, const std::vector<double>& gross,
              const OffsetAssumptions& offsets) {
    if (!offsets.stock.has_value() || offsets.stock->refill_months == 0) {
      return;
    }
    const int end =
        offsets.stock->refill_start_month + offsets.stock->refill_months;
    std::vector<double> longer = gross;
    longer.resize(end + 3, -2e6);
    const auto ladder = Ladder(longer, offsets, first);
    EXPECT_EQ(ladder.back().stock_balance_bbl, 0);
    lent += std::any_of(
        ladder.begin(), ladder.end(),
        [](const LadderMonth& month) { return month.stock_balance_bbl < 0; });
  });
  EXPECT_GT(lent, 500);
}

TEST_F(RandomOffsetsTest, NetIsGrossAndItsParts) {
  ForEach([](absl::CivilMonth first, const std::vector<double>& gross,
             const OffsetAssumptions& offsets) {
    std::vector<LadderMonth> ladder = Ladder(gross, offsets, first);
    double out = 0;
    for (size_t m = 0; m < ladder.size(); ++m) {
      LadderMonth& month = ladder[m];
      // Filled in by whoever knows of demand.
      month.demand_bpd = 1234;
      EXPECT_NEAR(month.NetAll(),
                  gross[m] + month.rerouted_bpd + month.absorbed_bpd +
                      month.spare_bpd + month.stock_release_bpd + 1234,
                  1e-6);
      if (offsets.stock.has_value() && offsets.stock->effective_share > 0) {
        const absl::CivilMonth now = first + static_cast<int>(m);
        const auto days =
            static_cast<double>(absl::CivilDay(now + 1) - absl::CivilDay(now));
        out += month.stock_release_bpd / offsets.stock->effective_share * days;
        EXPECT_NEAR(month.stock_balance_bbl, -out, 1e-5);
      }
    }
  });
}

}  // namespace
}  // namespace oilflow
