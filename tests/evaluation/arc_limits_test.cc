#include <algorithm>
#include <cstdint>
#include <limits>

#include "gtest/gtest.h"

#include "service/allocation/day.h"
#include "service/allocation/problem.h"
#include "service/facts/measure.h"
#include "service/policy/lever_catalog.h"
#include "service/policy/scenario.h"

namespace oilflow {
namespace {

// No check stands where limits are set: what facts and levers may say fits.
TEST(ArcLimitsTest, HoldAllThatFactsAndLeversMaySay) {
  constexpr double kMostBpd = 200e6;
  constexpr double kMostCents = 1.1e7;
  EXPECT_LE(FindMeasure("capacity")->maximum, kMostBpd);
  EXPECT_LE(FindMeasure("availability")->maximum, 1);
  EXPECT_LE(FindLeverField("route", "mandated_bpd").maximum, kMostBpd);
  EXPECT_LE(FindMeasure("group_share")->maximum, 1);
  double cost_usd = FindMeasure("cost")->maximum;
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      if (field.unit == "USD/bbl") {
        EXPECT_GE(field.minimum, 0) << lever.name << " " << field.name;
        cost_usd = std::max(cost_usd, FindMeasure("cost")->maximum +
                                          kMaxPolicies * field.maximum);
      }
    }
  }
  // Costs of one arc, and what is withheld: a price less costs, less what is
  // paid in advance.
  EXPECT_LE(100 * cost_usd, kMostCents);
  EXPECT_LE(100 * cost_usd + static_cast<double>(kMaxRouteCents) +
                100 * FindMeasure("advance_paid")->maximum,
            kMostCents);
  EXPECT_LT(kMostBpd, std::numeric_limits<int32_t>::max());
  EXPECT_LT(kMostCents, std::numeric_limits<int32_t>::max());
}

}  // namespace
}  // namespace oilflow
