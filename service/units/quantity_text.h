// Quantities as people type and read them: `185kb/d`, `0.185 mb/d`,
// `185,000 bpd`.

#ifndef OILFLOW_SERVICE_UNITS_QUANTITY_TEXT_H_
#define OILFLOW_SERVICE_UNITS_QUANTITY_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/units/units.h"

namespace oilflow {

// What kind of quantity a number is. Each has one canonical unit, in which
// bare numbers (a CSV cell beside its unit, a field of a message) are kept.
enum class Dimension {
  kRate,      // barrels per day, "bpd"
  kVolume,    // barrels, "bbl"
  kPrice,     // US dollars per barrel, "USD/bbl"
  kMoney,     // US dollars, "USD"
  kShare,     // a part of one, "share"
  kGasRate,   // million standard cubic metres per day, "MMcm/d"
  kPower,     // megawatts, "MW"
  kDuration,  // days, "days"
  kHeat,      // million British thermal units per barrel, "MMBtu/bbl"
  kHeatRate,  // British thermal units per kilowatt-hour, "Btu/kWh"
};

// "bpd", "USD/bbl" and so on.
absl::string_view CanonicalUnit(Dimension dimension);

// "a rate such as 185 kb/d": for messages that say what was expected.
absl::string_view DimensionExample(Dimension dimension);

// The number of canonical units in the unit `name`: 1000 for "kb/d". An error
// that lists the units known if there is none such; "Mb/d" and "MB/d" are
// refused because some write them for a thousand and some for a million.
absl::StatusOr<double> UnitFactor(Dimension dimension, absl::string_view name);

// Reads a plain decimal number: an optional sign, digits with or without
// thousands separators in their places, an optional fraction or exponent.
// Refuses infinities, NaN, and magnitudes from 1e15 up.
absl::StatusOr<double> ParseNumber(absl::string_view text);

// Reads a number and its unit, with or without a space between, into canonical
// units. A number without a unit is refused, but for a share, which may also be
// a plain number.
absl::StatusOr<double> ParseQuantity(Dimension dimension,
                                     absl::string_view text);

// ParseQuantity for a rate.
absl::StatusOr<BarrelsPerDay> ParseRate(absl::string_view text);

// `185,000`, `-69,375`, `0`.
std::string PrintWhole(int64_t number);

// `+185,000`, `-69,375`, `0`: for changes.
std::string PrintChange(int64_t number);

// `185,000 bpd`.
std::string PrintRate(WholeBarrelsPerDay rate);

// The shortest decimal text that ParseNumber reads back to the same bits,
// without an exponent from 1e-6 up to 1e15.
std::string PrintNumber(double number);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_UNITS_QUANTITY_TEXT_H_
