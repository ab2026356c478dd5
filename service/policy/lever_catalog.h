// Every lever's numbers with unit, range and default: one table from which
// requests are checked, `ListLevers` answers and help is printed.

#ifndef OILFLOW_SERVICE_POLICY_LEVER_CATALOG_H_
#define OILFLOW_SERVICE_POLICY_LEVER_CATALOG_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"

namespace oilflow {

// One number of a lever, named as in a scenario file.
struct LeverField {
  absl::string_view name;
  // "bpd", "USD/bbl", "share" or "days".
  absl::string_view unit;
  double minimum;
  double maximum;
  // What is used when the field is left out; missing when the field must be
  // given or when leaving it out means something of its own, as `meaning` says.
  std::optional<double> default_value;
  bool required;
  absl::string_view meaning;
};

struct LeverDescription {
  absl::string_view name;
  absl::string_view meaning;
  absl::string_view example;
  std::vector<LeverField> fields;
};

// Levers in the order of the reference; the entry "policy" holds the numbers
// that every policy has.
const std::vector<LeverDescription>& LeverCatalog();

// The field of that lever. It must exist.
const LeverField& FindLeverField(absl::string_view lever,
                                 absl::string_view field);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_LEVER_CATALOG_H_
