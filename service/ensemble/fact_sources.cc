#include "service/ensemble/fact_sources.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/facts/measure.h"

namespace oilflow {
namespace {

// Which facts matter only if some policy or output asks for them.
struct Asked {
  bool spare = false;
  bool operated_share = false;
  bool energy = false;
  bool quota = false;
  bool price = false;
};

Asked AskedBy(const EnsembleQuestion& question) {
  Asked asked;
  for (const Policy& policy : question.scenario.policies) {
    const auto* quota = std::get_if<QuotaLever>(&policy.lever);
    asked.spare |=
        std::holds_alternative<SpareLever>(policy.lever) ||
        (quota != nullptr && quota->regime == QuotaLever::Regime::kOffset);
    asked.operated_share |= std::holds_alternative<OperatorLever>(policy.lever);
    asked.energy |= std::holds_alternative<WaiverLever>(policy.lever) ||
                    std::holds_alternative<FinanceLever>(policy.lever);
    asked.quota |=
        quota != nullptr && quota->regime == QuotaLever::Regime::kTarget;
  }
  for (const OutputColumn& column : question.columns) {
    asked.quota |= column.output.kind == OutputKind::kQuotaHeadroom;
    asked.price |= column.output.is_price();
  }
  return asked;
}

class Planner {
 public:
  Planner(const ReplacedFacts& replaced, EnsembleModel::Parts* parts)
      : replaced_(replaced), parts_(*parts) {}

  absl::Status Plan(const Baseline& baseline) {
    const Asked asked = AskedBy(question());
    const Horizon& horizon = question().scenario.horizon;
    for (const Fact* fact : baseline.content_facts) {
      parts_.content_slots.push_back(SlotOf(fact, true));
    }
    std::vector<int> kept;
    for (const BaselineSpan& span : baseline.spans) {
      SpanSlots slots;
      for (const Fact* fact : span.reads.limits) {
        slots.limits.push_back(SlotOf(fact, true));
      }
      for (const Fact* fact : span.reads.for_policies) {
        const bool used =
            fact == nullptr || (fact->measure == measure::kSpareCapacity
                                    ? asked.spare
                                    : (fact->measure == measure::kOperatedShare
                                           ? asked.operated_share
                                           : asked.energy));
        slots.for_policies.push_back(SlotOf(fact, used));
      }
      for (const Fact* fact : span.reads.for_quotas) {
        slots.for_quotas.push_back(SlotOf(fact, asked.quota));
      }
      const auto same =
          std::find(parts_.span_slots.begin(), parts_.span_slots.end(), slots);
      kept.push_back(static_cast<int>(same - parts_.span_slots.begin()));
      if (same == parts_.span_slots.end()) {
        parts_.span_slots.push_back(std::move(slots));
        parts_.spans.push_back(span);
      }
    }
    if (asked.price) {
      parts_.world_output_source = SlotOf(question().world_output, true);
    }
    size_t current = 0;
    for (int d = 0; d < horizon.day_count; ++d) {
      while (current + 1 < baseline.spans.size() &&
             baseline.spans[current + 1].first_day <= horizon.first_day + d) {
        ++current;
      }
      parts_.span_of_day.push_back(kept[current]);
    }
    for (const auto& [key, moved] : replaced_) {
      if (read_.count(key) == 0) {
        return absl::InvalidArgumentError(absl::StrCat(
            key.first, ".", key.second,
            " is read on no day of the horizon by what is asked; take a fact "
            "that the answer rests on"));
      }
    }
    return absl::OkStatus();
  }

 private:
  const EnsembleQuestion& question() const { return parts_.question; }

  // The index of the fact's source.
  int SlotOf(const Fact* fact, bool used) {
    if (fact == nullptr) {
      return kNone;
    }
    const auto known = slots_.find(fact);
    if (known != slots_.end()) {
      return known->second;
    }
    FactSource source{.fact = fact};
    const FactKey key(fact->subject, fact->measure);
    const auto link = LinkOf(key);
    if (link.has_value()) {
      source.driver = link->first;
      source.raises = link->second;
    }
    const auto replaced = replaced_.find(key);
    const bool ranged = fact->low.has_value() && fact->high.has_value() &&
                        *fact->low < *fact->high;
    if (replaced != replaced_.end()) {
      read_.insert(key);
      source.kind = replaced->second.free ? FactSource::Kind::kFree
                                          : FactSource::Kind::kReplaced;
      source.index = replaced->second.index;
    } else if (link.has_value()) {
      source.kind = FactSource::Kind::kDriver;
    } else if (used && ranged &&
               question().uncertainties.fact_ranges != FactRanges::kOff) {
      if (const auto range = RangeOf(*fact)) {
        source.kind = FactSource::Kind::kOwnRange;
        source.range = *range;
        source.index = VariableOfFact(key, *range);
      }
    }
    const auto slot = static_cast<int>(parts_.sources.size());
    parts_.sources.push_back(std::move(source));
    slots_.emplace(fact, slot);
    return slot;
  }

  std::optional<Distribution> RangeOf(const Fact& fact) const {
    absl::StatusOr<Distribution> range = [&] {
      switch (question().uncertainties.fact_ranges) {
        case FactRanges::kTriangular:
          return MakeTriangular(*fact.low, fact.value, *fact.high);
        case FactRanges::kPert:
          return MakePert(*fact.low, fact.value, *fact.high);
        case FactRanges::kTwoPiece:
        case FactRanges::kOff:
          break;
      }
      return MakeTwoPiece(*fact.low, fact.value, *fact.high);
    }();
    // A range that does not hold its value is no range.
    return range.ok() ? std::optional(*std::move(range)) : std::nullopt;
  }

  // Facts of one subject and measure share a level, whenever they hold.
  int VariableOfFact(const FactKey& key, const Distribution& range) {
    const auto known = fact_variables_.find(key);
    if (known != fact_variables_.end()) {
      return known->second;
    }
    const Measure* measure = FindMeasure(key.second);
    const auto index = static_cast<int>(parts_.variables.size());
    parts_.variables.push_back(
        {.name = absl::StrCat(key.first, ".", key.second),
         .kind = VariableKind::kFact,
         .distribution = range,
         .unit = measure == nullptr
                     ? ""
                     : std::string(CanonicalUnit(measure->dimension))});
    fact_variables_.emplace(key, index);
    return index;
  }

  // The driver that moves a fact, and whether it raises it.
  std::optional<std::pair<int, bool>> LinkOf(const FactKey& key) const {
    const std::vector<Driver>& drivers = question().scenario.drivers;
    for (size_t d = 0; d < drivers.size(); ++d) {
      for (const FactLink& link : drivers[d].facts) {
        if (link.subject == key.first && link.measure == key.second) {
          return std::pair(static_cast<int>(d), link.raises);
        }
      }
    }
    return std::nullopt;
  }

  const ReplacedFacts& replaced_;
  EnsembleModel::Parts& parts_;
  std::set<FactKey> read_;
  std::map<const Fact*, int> slots_;
  std::map<FactKey, int> fact_variables_;
};

}  // namespace

absl::Status AddFactSources(const ReplacedFacts& replaced,
                            const Baseline& baseline,
                            EnsembleModel::Parts* parts) {
  return Planner(replaced, parts).Plan(baseline);
}

}  // namespace oilflow
