// Facts as a CSV file.

#ifndef OILFLOW_SERVICE_FACTS_FACT_CSV_H_
#define OILFLOW_SERVICE_FACTS_FACT_CSV_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/facts/fact.h"

namespace oilflow {

// Reads facts from columns, in any order:
//
//   fact_id subject measure value low high unit valid_from valid_to known_at
//   kind evidence grade source note
//
// low, high, valid_to and note may be empty: empty is missing, never zero. An
// error lists every bad cell, up to 20, as `file:line: column: what is
// expected`, and then nothing is read: a file is taken whole or not at all.
absl::StatusOr<std::vector<Fact>> ParseFacts(absl::string_view file,
                                             absl::string_view text);

// The words that stand for them in the file and on every screen.
absl::string_view FactKindName(FactKind kind);
absl::string_view FactEvidenceName(FactEvidence evidence);
absl::string_view FactGradeName(FactGrade grade);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_FACTS_FACT_CSV_H_
