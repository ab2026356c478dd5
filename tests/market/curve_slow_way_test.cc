// Random curves against an evaluator that anyone can check.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/market/forward_curve.h"
#include "tests/support/curves.h"
#include "tests/support/dice.h"
#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::SizeIs;

// The slow way that anyone can check: the path averaged day by day, and the
// dearest of every later delivery less all it costs to get there, month by
// month, unless the curve as given made a month cheaper than that.
class NaiveCurve {
 public:
  NaiveCurve(const CurveRequest& request, const PricePath& path,
             double front_log_change, double premium)
      : request_(request) {
    const double first_tenor = request.pillars[0].tenor_months;
    const double front = first_tenor > 3 ? 2 : first_tenor;
    for (const CurvePillar& pillar : request.pillars) {
      const double years = (pillar.tenor_months - front) / 12;
      const double shape =
          request.shape.w +
          (1 - request.shape.w) * std::exp(-request.shape.kappa * years);
      const double shock = request.mode == CurveMode::kAnnounce
                               ? front_log_change * shape
                               : Average(path, pillar.tenor_months);
      moved_.push_back(pillar.price / kDollarsPerBarrel *
                       std::exp(shock + premium * shape));
    }
  }

  double Price(size_t index) const {
    double best = moved_[index];
    for (size_t later = index + 1; later < moved_.size(); ++later) {
      double worth = moved_[later];
      for (size_t i = later; i > index; --i) {
        const double in_proportion = worth / Given(i) * Given(i - 1);
        worth = worth * Discount(i - 1, i) - Storage(i - 1, i);
        if (GivenBeyondCarry(i - 1)) {
          worth = std::min(worth, in_proportion);
        }
      }
      best = std::max(best, worth);
    }
    return best;
  }

  // Whether any later delivery would pay for storing until then.
  bool GivenBeyondCarry(size_t index) const {
    for (size_t later = index + 1; later < moved_.size(); ++later) {
      double cost = 0;
      for (size_t i = index; i < later; ++i) {
        cost += Storage(i, i + 1) * Discount(index, i);
      }
      if (Given(later) * Discount(index, later) - cost > Given(index)) {
        return true;
      }
    }
    return false;
  }

  double Moved(size_t index) const { return moved_[index]; }

 private:
  double Tenor(size_t index) const {
    return request_.pillars[index].tenor_months;
  }

  double Given(size_t index) const {
    return request_.pillars[index].price / kDollarsPerBarrel;
  }

  double Storage(size_t from, size_t to) const {
    return (Tenor(to) - Tenor(from)) *
           (request_.storage_cost / kDollarsPerBarrel);
  }

  double Discount(size_t from, size_t to) const {
    return std::exp(-request_.interest_rate * (Tenor(to) - Tenor(from)) / 12);
  }

  double Average(const PricePath& path, double tenor) const {
    const int whole = static_cast<int>(tenor);
    const double share = tenor - whole;
    return (1 - share) * MonthAverage(path, whole) +
           share * MonthAverage(path, whole + 1);
  }

  double MonthAverage(const PricePath& path, int months) const {
    const absl::CivilMonth month =
        absl::CivilMonth(request_.quote_day) + months;
    double sum = 0;
    int days = 0;
    for (absl::CivilDay day(month); day < absl::CivilDay(month + 1); ++day) {
      double value = path.log_price.back();
      if (day < absl::CivilDay(path.first_month)) {
        value = 0;
      }
      for (size_t i = 0; i < path.log_price.size(); ++i) {
        if (absl::CivilMonth(day) == path.first_month + static_cast<int>(i)) {
          value = path.log_price[i];
        }
      }
      sum += value;
      ++days;
    }
    return sum / days;
  }

  const CurveRequest& request_;
  std::vector<double> moved_;
};

CurveRequest RandomRequest(Dice& dice) {
  std::vector<CurvePillar> pillars;
  double tenor = static_cast<int>(dice.Roll(0, 5)) +
                 (static_cast<int>(dice.Roll(0, 1)) == 0 ? 0 : 0.25);
  const int count = static_cast<int>(dice.Roll(1, 24));
  for (int i = 0; i < count; ++i) {
    pillars.push_back({tenor, dice.Between(55, 80) * kDollarsPerBarrel});
    tenor += static_cast<int>(dice.Roll(1, 8)) * 0.5;
  }
  CurveRequest request = RequestOf(
      pillars, static_cast<int>(dice.Roll(0, 1)) == 0 ? CurveMode::kPath
                                                      : CurveMode::kAnnounce);
  request.quote_day =
      absl::CivilDay(2024, 1, 1) + static_cast<int>(dice.Roll(0, 800));
  request.shape.w = dice.Between(0, 1);
  request.shape.kappa = dice.Between(0, 3);
  request.interest_rate = dice.Between(-0.1, 0.3);
  request.storage_cost = dice.Between(0, 3) * kDollarsPerBarrel;
  return request;
}

TEST(SlowWayTest, AgreesWithTheSlowWay) {
  Dice dice(20251114);
  int raised = 0;
  int left = 0;
  int beyond = 0;
  int within = 0;
  for (int trial = 0; trial < 500; ++trial) {
    const CurveRequest request = RandomRequest(dice);
    ASSERT_EQ(Described(FaultIn(request.pillars)), "");
    PricePath path = {.first_month = absl::CivilMonth(2024, 1) +
                                     static_cast<int>(dice.Roll(0, 30))};
    for (int i = static_cast<int>(dice.Roll(1, 36)); i > 0; --i) {
      path.log_price.push_back(dice.Between(-0.4, 0.4));
    }
    const double front = dice.Between(-0.5, 0.5);
    const double premium = dice.Between(-0.1, 0.1);
    const ShockedCurve curve = ShockCurve(request, path, front, premium);
    const NaiveCurve naive(request, path, front, premium);
    ASSERT_THAT(curve.pillars, SizeIs(request.pillars.size()));
    for (size_t i = 0; i < curve.pillars.size(); ++i) {
      const double price = curve.pillars[i].shocked / kDollarsPerBarrel;
      EXPECT_NEAR(price, naive.Price(i), 1e-9) << trial << " at " << i;
      EXPECT_EQ(curve.pillars[i].carry_bound_active,
                naive.Price(i) > naive.Moved(i) + 1e-9);
      EXPECT_EQ(curve.pillars[i].input_beyond_carry, naive.GivenBeyondCarry(i));
      ++(curve.pillars[i].carry_bound_active ? raised : left);
      ++(curve.pillars[i].input_beyond_carry ? beyond : within);
    }
  }
  // All have been tried.
  EXPECT_GT(raised, 500);
  EXPECT_GT(left, 500);
  EXPECT_GT(beyond, 500);
  EXPECT_GT(within, 500);
}

TEST(SlowWayTest, StoringNeverPaysMoreThanItDid) {
  Dice dice(7);
  for (int trial = 0; trial < 500; ++trial) {
    const CurveRequest request = RandomRequest(dice);
    const ShockedCurve curve =
        ShockCurve(request, PathOf({dice.Between(-2, 2), dice.Between(-2, 2)}),
                   dice.Between(-3, 3), 0);
    for (size_t i = 0; i + 1 < curve.pillars.size(); ++i) {
      const double months =
          request.pillars[i + 1].tenor_months - request.pillars[i].tenor_months;
      const ShockedPillar& next = curve.pillars[i + 1];
      DollarsPerBarrel least =
          next.shocked * PortableExp(-request.interest_rate * months / 12) -
          request.storage_cost * months;
      if (curve.pillars[i].input_beyond_carry) {
        const double move = next.shocked / request.pillars[i + 1].price;
        least = std::min(least, request.pillars[i].price * move * (1 - 1e-15));
      }
      EXPECT_GE(curve.pillars[i].shocked, least);
      EXPECT_GT(curve.pillars[i].shocked, 0.0 * kDollarsPerBarrel);
    }
  }
}

}  // namespace
}  // namespace oilflow
