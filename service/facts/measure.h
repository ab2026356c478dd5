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
}  // namespace measure

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_FACTS_MEASURE_H_
