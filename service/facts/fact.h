// One sourced value of one measure of one subject.

#ifndef OILFLOW_SERVICE_FACTS_FACT_H_
#define OILFLOW_SERVICE_FACTS_FACT_H_

#include <optional>
#include <string>

#include "absl/time/civil_time.h"

namespace oilflow {

// How the value came about.
enum class FactKind { kObserved, kReported, kEstimated, kAssumed };

// How well it is backed, as the research behind it graded it.
enum class FactEvidence { kFound, kDerived, kUnverified };

// High, medium or low confidence.
enum class FactGrade { kHigh, kMedium, kLow };

// Two time axes: the days for which the value holds, and the day from which it
// was known. A fact is never edited: a correction is another fact about the
// same days, known later.
struct Fact {
  std::string id;
  // A node, arc, country or other id of the network, or a subject of its own.
  std::string subject;
  std::string measure;
  // In the canonical unit of the measure.
  double value = 0;
  // The range within which the value is believed to lie; missing if the source
  // gives none.
  std::optional<double> low;
  std::optional<double> high;
  // [valid_from, valid_to); no valid_to means until something newer is known.
  absl::CivilDay valid_from;
  std::optional<absl::CivilDay> valid_to;
  // Seen by every reading as of this day or later.
  absl::CivilDay known_at;
  FactKind kind = FactKind::kReported;
  FactEvidence evidence = FactEvidence::kFound;
  FactGrade grade = FactGrade::kMedium;
  std::string source;
  std::string note;

  bool HoldsOn(absl::CivilDay day) const {
    return valid_from <= day && (!valid_to.has_value() || day < *valid_to);
  }
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_FACTS_FACT_H_
