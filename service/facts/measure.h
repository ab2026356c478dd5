// What facts may measure.

#ifndef OILFLOW_SERVICE_FACTS_MEASURE_H_
#define OILFLOW_SERVICE_FACTS_MEASURE_H_

#include <vector>

#include "absl/strings/string_view.h"

#include "service/units/quantity_text.h"

namespace oilflow {

// A measure, the dimension of its values and the range that they may have, in
// canonical units. `inputs` are read by the model; the others are carried for
// comparison, for back-tests and for parts of the model still to come.
struct Measure {
  absl::string_view name;
  Dimension dimension;
  double minimum;
  double maximum;
  bool input;
  absl::string_view meaning;
};

// All measures, in the order of the reference.
const std::vector<Measure>& Measures();

// nullptr if there is none of that name.
const Measure* FindMeasure(absl::string_view name);

// Whether the model reads the measure to work out flows on a day. Figures that
// answers are held against are not of these.
bool MovesFlows(const Measure& measure);

// The measures that the model reads, by the name used in facts.
namespace measure {
inline constexpr absl::string_view kPotential = "potential";
inline constexpr absl::string_view kCapacity = "capacity";
inline constexpr absl::string_view kAvailability = "availability";
inline constexpr absl::string_view kCost = "cost";
inline constexpr absl::string_view kGroupShare = "group_share";
inline constexpr absl::string_view kDemand = "demand";
inline constexpr absl::string_view kDifferential = "differential";
inline constexpr absl::string_view kRequiredProduction = "required_production";
inline constexpr absl::string_view kCompensation = "compensation";
inline constexpr absl::string_view kWorldCrude = "world_crude_production";
inline constexpr absl::string_view kContent = "content";
inline constexpr absl::string_view kStorageCapacity = "storage_capacity";
inline constexpr absl::string_view kWorkingContent = "working_content";
inline constexpr absl::string_view kFillRate = "fill_rate";
inline constexpr absl::string_view kDrawRate = "draw_rate";
inline constexpr absl::string_view kStoredDifferential = "stored_differential";
inline constexpr absl::string_view kCashPrice = "cash_price";
inline constexpr absl::string_view kAdvancePaid = "advance_paid";
inline constexpr absl::string_view kPaidShare = "paid_share";
inline constexpr absl::string_view kSpareCapacity = "spare_capacity";
inline constexpr absl::string_view kOperatedShare = "operated_share";
inline constexpr absl::string_view kGasImport = "gas_import";
inline constexpr absl::string_view kPowerImport = "power_import";
inline constexpr absl::string_view kPowerPerGas = "power_per_gas";
inline constexpr absl::string_view kSubstitutionLimit = "substitution_limit";
inline constexpr absl::string_view kHeatContent = "heat_content";
inline constexpr absl::string_view kHeatRate = "heat_rate";
inline constexpr absl::string_view kCountingDifference = "counting_difference";
inline constexpr absl::string_view kProductExports = "product_exports";
}  // namespace measure

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_FACTS_MEASURE_H_
