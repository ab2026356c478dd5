// Numbers as people type them, into the unit that a name calls for.

#ifndef OILFLOW_CLIENT_TYPED_VALUE_H_
#define OILFLOW_CLIENT_TYPED_VALUE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// The value of a field of a policy, a driver or the market. The end of its name
// says what it is: `limit_bpd` a rate such as 300kb/d, `ramp_days` a number
// without a unit, and what has no unit in its name a share: 0.6 or 60%.
absl::StatusOr<double> ParseFieldValue(absl::string_view field,
                                       absl::string_view value);

// The value of a parameter: `{policy_id}.{field}`, `{driver_id}.level` or, of a
// fact, `{subject}.{measure}`. As ParseFieldValue where the name ends with a
// unit or with `share`. The name of a measure has none: its value is a number
// with any unit that is known, or a plain one in the measure's canonical unit
// (bpd, bbl, USD/bbl, share, MW, MMcm/d).
absl::StatusOr<double> ParseParameterValue(absl::string_view parameter,
                                           absl::string_view value);

// A value of an output, with or without a month, in the unit that its name ends
// with: 20kb/d of `net_supply_bpd`, 0.05USD/bbl of `price_usd_per_bbl@2025-08`,
// 0.1% of `price_percent`, where it is 0.1, not 0.001. 0 needs no unit.
absl::StatusOr<double> ParseOutputValue(absl::string_view output,
                                        absl::string_view value);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_TYPED_VALUE_H_
