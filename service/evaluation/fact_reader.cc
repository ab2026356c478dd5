#include "service/evaluation/fact_reader.h"

#include "absl/strings/str_cat.h"

#include "service/base/date.h"

namespace oilflow {

double ValueAt(const Fact& fact, double level, bool raises) {
  if (!fact.low.has_value() || !fact.high.has_value()) {
    return fact.value;
  }
  const double quantile = raises ? level : 1 - level;
  return quantile >= 0.5
             ? fact.value + (*fact.high - fact.value) * (2 * quantile - 1)
             : fact.value - (fact.value - *fact.low) * (1 - 2 * quantile);
}

std::optional<double> FactReader::Maybe(absl::string_view subject,
                                        absl::string_view measure) {
  const Fact* fact = snapshot_.Find(subject, measure, day_);
  reads_.push_back(fact);
  if (fact == nullptr) {
    return std::nullopt;
  }
  facts_.push_back(fact);
  for (const Driver& driver : drivers_) {
    for (const FactLink& link : driver.facts) {
      if (link.subject == subject && link.measure == measure) {
        return ValueAt(*fact, driver.level, link.raises);
      }
    }
  }
  return fact->value;
}

double FactReader::Required(absl::string_view subject,
                            absl::string_view measure) {
  const std::optional<double> value = Maybe(subject, measure);
  if (!value.has_value()) {
    missing_.push_back(
        absl::StrCat(subject, " ", measure, " ", PrintDate(day_)));
  }
  return value.value_or(0);
}

}  // namespace oilflow
