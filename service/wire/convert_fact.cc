#include "service/wire/convert_fact.h"

#include "absl/strings/str_cat.h"

#include "service/facts/measure.h"
#include "service/units/quantity_text.h"
#include "service/wire/convert_date.h"

namespace oilflow {

std::string FactName(absl::string_view baseline_id, absl::string_view fact_id) {
  return absl::StrCat("baselines/", baseline_id, "/facts/", fact_id);
}

void ToProto(const Fact& fact, absl::string_view baseline_id, v1::Fact* proto) {
  proto->set_name(FactName(baseline_id, fact.id));
  proto->set_subject(fact.subject);
  proto->set_measure(fact.measure);
  proto->set_value(fact.value);
  if (fact.low.has_value()) {
    proto->set_low(*fact.low);
  }
  if (fact.high.has_value()) {
    proto->set_high(*fact.high);
  }
  if (const Measure* measure = FindMeasure(fact.measure)) {
    proto->set_unit(std::string(CanonicalUnit(measure->dimension)));
  }
  ToProto(fact.valid_from,
          proto->mutable_effective_range()->mutable_start_date());
  if (fact.valid_to.has_value()) {
    ToProto(*fact.valid_to,
            proto->mutable_effective_range()->mutable_end_date());
  }
  ToProto(fact.known_at, proto->mutable_known_at());
  // Both sides list the same things in the same order.
  proto->set_kind(static_cast<v1::Fact::Kind>(static_cast<int>(fact.kind) +
                                              v1::Fact::OBSERVED));
  proto->set_evidence(static_cast<v1::Fact::Evidence>(
      static_cast<int>(fact.evidence) + v1::Fact::FOUND));
  proto->set_grade(static_cast<v1::Fact::Grade>(static_cast<int>(fact.grade) +
                                                v1::Fact::HIGH));
  proto->set_source(fact.source);
  proto->set_note(fact.note);
}

void ToProto(const Reading& reading, absl::string_view baseline_id,
             v1::Reading* proto) {
  ToProto(reading.as_of, proto->mutable_as_of());
  proto->set_latest_fact(FactName(baseline_id, reading.latest_fact));
}

}  // namespace oilflow
