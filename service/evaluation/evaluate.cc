#include "service/evaluation/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "service/base/status_macros.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/day_outcome.h"
#include "service/evaluation/origins.h"

namespace oilflow {
namespace {

// A day's outcome with all that is reported of it, so that days that are alike
// are worked out once.
struct ReportedDay {
  DayOutcome outcome;
  std::vector<LedgerEntry> ledger;
  std::vector<int64_t> gross_bpd;
  int64_t net_bpd = 0;
  std::vector<CountryBalance> baseline_balances;
  std::vector<CountryBalance> scenario_balances;
};

// What decides a day: the span's numbers and the share of each policy.
struct DayKey {
  size_t span = 0;
  std::vector<double> shares;

  bool operator<(const DayKey& other) const {
    return std::tie(span, shares) < std::tie(other.span, other.shares);
  }
};

class Evaluator {
 public:
  Evaluator(const Network& network, const Scenario& scenario,
            std::vector<BaselineSpan> spans)
      : network_(network),
        scenario_(scenario),
        spans_(std::move(spans)),
        allocator_(network) {
    // Facts that do not change a day's numbers begin no other day.
    for (size_t s = 0; s < spans_.size(); ++s) {
      size_t first = s;
      for (size_t earlier = 0; earlier < s; ++earlier) {
        if (IsAlike(spans_[earlier], spans_[s])) {
          first = earlier;
          break;
        }
      }
      first_alike_.push_back(first);
    }
  }

  absl::Status Run(const KeepGoing& keep_going) {
    for (int d = 0; d < scenario_.horizon.day_count; ++d) {
      RETURN_IF_ERROR(keep_going());
      DayKey key = KeyOf(scenario_.horizon.first_day + d);
      auto found = reported_.find(key);
      if (found == reported_.end()) {
        ASSIGN_OR_RETURN(std::unique_ptr<ReportedDay> day, Report(key));
        found = reported_.emplace(std::move(key), std::move(day)).first;
      }
      days_.push_back(found->second.get());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Evaluation> Take(const KeepGoing& keep_going) {
    Evaluation evaluation;
    evaluation.horizon = scenario_.horizon;
    FillFlows(&evaluation);
    FillIdleProducers(&evaluation);
    FillCutsBeyondPotential(&evaluation);
    FillCountries(&evaluation);
    FillLedger(&evaluation);
    FillQuotaPositions(&evaluation);
    std::vector<const DayOutcome*> outcomes;
    for (const ReportedDay* day : days_) {
      outcomes.push_back(&day->outcome);
    }
    ASSIGN_OR_RETURN(
        evaluation.constraints,
        BindingOver(network_, scenario_, outcomes, &allocator_, keep_going));
    ASSIGN_OR_RETURN(
        evaluation.shortfalls,
        ShortfallsOver(network_, scenario_, outcomes, &allocator_, keep_going));
    FillFacts(&evaluation);
    evaluation.work = {.distinct_day_count = static_cast<int>(reported_.size()),
                       .solve_count = allocator_.solve_count()};
    return evaluation;
  }

 private:
  static bool IsAlike(const BaselineSpan& a, const BaselineSpan& b) {
    const auto same_quota = [](const QuotaFacts& x, const QuotaFacts& y) {
      return x.required == y.required && x.compensation == y.compensation;
    };
    return a.limits == b.limits &&
           a.physical_capacity_bpd == b.physical_capacity_bpd &&
           std::equal(a.quotas.begin(), a.quotas.end(), b.quotas.begin(),
                      same_quota);
  }

  DayKey KeyOf(absl::CivilDay day) const {
    DayKey key{.span = first_alike_[SpanOf(spans_, day)], .shares = {}};
    for (const Policy& policy : scenario_.policies) {
      key.shares.push_back(policy.ShareInForce(day));
    }
    return key;
  }

  absl::StatusOr<std::unique_ptr<ReportedDay>> Report(const DayKey& key) {
    auto day = std::make_unique<ReportedDay>();
    const BaselineSpan& span = spans_[key.span];
    auto baseline = baselines_.find(key.span);
    if (baseline == baselines_.end()) {
      baseline =
          baselines_.emplace(key.span, BaselineDay(network_, span, &allocator_))
              .first;
    }
    day->outcome = EvaluateDay(network_, scenario_, key.shares, span,
                               baseline->second, &allocator_);
    ASSIGN_OR_RETURN(day->ledger, LedgerOf(network_, day->outcome));
    day->net_bpd = NetMarketSupply(network_, day->outcome);
    for (const Policy& policy : scenario_.policies) {
      day->gross_bpd.push_back(GrossOf(network_, policy, day->outcome));
    }
    day->baseline_balances =
        BalancesOf(network_, day->outcome.baseline().flows);
    day->scenario_balances =
        BalancesOf(network_, day->outcome.scenario().flows);
    return day;
  }

  absl::CivilDay DateOf(size_t day) const {
    return scenario_.horizon.first_day + static_cast<int>(day);
  }

  // Two columns of what `get` finds in the flows of every day.
  template <typename Get>
  RateChange Column(const Get& get) const {
    RateChange column;
    column.baseline_bpd.reserve(days_.size());
    column.scenario_bpd.reserve(days_.size());
    for (const ReportedDay* day : days_) {
      column.baseline_bpd.push_back(get(day->outcome.baseline().flows));
      column.scenario_bpd.push_back(get(day->outcome.scenario().flows));
    }
    return column;
  }

  void FillFlows(Evaluation* evaluation) const {
    for (size_t a = 0; a < network_.arcs().size(); ++a) {
      evaluation->arcs.push_back(
          Column([&](const DayFlows& flows) { return flows.arc_bpd[a]; }));
    }
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      evaluation->nodes.push_back(Column([&](const DayFlows& flows) {
        return flows.produced_bpd[n] + flows.delivered_bpd[n];
      }));
    }
  }

  void FillIdleProducers(Evaluation* evaluation) const {
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      const auto idle = [&](const auto& reported) {
        const StageFlows& baseline = reported.second->outcome.baseline();
        return baseline.flows.produced_bpd[n] <
               baseline.limits.limits.potential_bpd[n];
      };
      if (std::any_of(reported_.begin(), reported_.end(), idle)) {
        evaluation->idle_producers.push_back(static_cast<int>(n));
      }
    }
  }

  void FillCutsBeyondPotential(Evaluation* evaluation) const {
    for (size_t p = 0; p < scenario_.policies.size(); ++p) {
      const auto* lever =
          std::get_if<ProductionLever>(&scenario_.policies[p].lever);
      if (lever == nullptr || !lever->change.has_value()) {
        continue;
      }
      for (const BaselineSpan& span : spans_) {
        const int64_t potential = span.limits.potential_bpd[lever->producer];
        if (*lever->change / kBarrelsPerDay < -static_cast<double>(potential)) {
          int64_t& least = evaluation->cuts_beyond_potential
                               .emplace(static_cast<int>(p), potential)
                               .first->second;
          least = std::min(least, potential);
        }
      }
    }
  }

  RateChange CountryColumn(size_t country,
                           int64_t CountryBalance::*member) const {
    RateChange column;
    for (const ReportedDay* day : days_) {
      column.baseline_bpd.push_back(day->baseline_balances[country].*member);
      column.scenario_bpd.push_back(day->scenario_balances[country].*member);
    }
    return column;
  }

  void FillCountries(Evaluation* evaluation) const {
    for (size_t c = 0; c < network_.countries().size(); ++c) {
      evaluation->countries.push_back(
          {.production = CountryColumn(c, &CountryBalance::production_bpd),
           .domestic_use = CountryColumn(c, &CountryBalance::domestic_use_bpd),
           .true_exports = CountryColumn(c, &CountryBalance::true_exports_bpd),
           .apparent_exports =
               CountryColumn(c, &CountryBalance::apparent_exports_bpd),
           .foreign_in_apparent =
               CountryColumn(c, &CountryBalance::foreign_in_apparent_bpd)});
    }
  }

  void FillLedger(Evaluation* evaluation) const {
    std::map<std::pair<Mechanism, int>, LedgerLine> lines;
    evaluation->gross_bpd.resize(scenario_.policies.size());
    for (size_t d = 0; d < days_.size(); ++d) {
      evaluation->net_bpd.push_back(days_[d]->net_bpd);
      for (size_t p = 0; p < scenario_.policies.size(); ++p) {
        evaluation->gross_bpd[p].push_back(days_[d]->gross_bpd[p]);
      }
      for (const LedgerEntry& entry : days_[d]->ledger) {
        LedgerLine& line = lines[{entry.mechanism, entry.node}];
        line.mechanism = entry.mechanism;
        line.node = entry.node;
        line.more_bpd.resize(days_.size(), 0);
        line.less_bpd.resize(days_.size(), 0);
        line.more_bpd[d] = entry.more_bpd;
        line.less_bpd[d] = entry.less_bpd;
      }
    }
    for (auto& [key, line] : lines) {
      evaluation->ledger.push_back(std::move(line));
    }
  }

  // The quota policy on a country that is in force on a day, if one is.
  const QuotaLever* QuotaInForce(int country, absl::CivilDay day) const {
    for (const Policy& policy : scenario_.policies) {
      const auto* lever = std::get_if<QuotaLever>(&policy.lever);
      if (lever != nullptr && lever->country == country &&
          policy.ShareInForce(day) > 0) {
        return lever;
      }
    }
    return nullptr;
  }

  void FillQuotaPositions(Evaluation* evaluation) const {
    for (size_t c = 0; c < network_.countries().size(); ++c) {
      if (!network_.countries()[c].has_quota) {
        continue;
      }
      const int country = static_cast<int>(c);
      for (size_t d = 0; d < days_.size(); ++d) {
        const absl::CivilDay day = DateOf(d);
        const absl::CivilMonth month(day);
        if (d == 0 || evaluation->quota_positions.back().month != month) {
          evaluation->quota_positions.push_back(
              {.country = country,
               .month = month,
               .day_count = 0,
               .target = TargetOf(QuotaInForce(country, day),
                                  spans_[SpanOf(spans_, day)].quotas[c]),
               .baseline_counted_bpd = 0,
               .scenario_counted_bpd = 0});
        }
        QuotaPosition& position = evaluation->quota_positions.back();
        // A running mean of whole numbers would round: sum now, divide below.
        ++position.day_count;
        position.baseline_counted_bpd += static_cast<double>(CountedProduction(
            network_, country, days_[d]->outcome.baseline().flows));
        position.scenario_counted_bpd += static_cast<double>(CountedProduction(
            network_, country, days_[d]->outcome.scenario().flows));
      }
    }
    for (QuotaPosition& position : evaluation->quota_positions) {
      position.baseline_counted_bpd /= position.day_count;
      position.scenario_counted_bpd /= position.day_count;
    }
  }

  void FillFacts(Evaluation* evaluation) const {
    std::set<const Fact*> seen;
    const auto add = [&](const Fact* fact) {
      if (fact != nullptr && seen.insert(fact).second) {
        evaluation->facts.push_back(fact);
      }
    };
    for (const BaselineSpan& span : spans_) {
      for (const Fact* fact : span.facts) {
        add(fact);
      }
    }
    for (const BaselineSpan& span : spans_) {
      for (const QuotaFacts& quota : span.quotas) {
        add(quota.required);
        add(quota.compensation);
      }
    }
  }

  const Network& network_;
  const Scenario& scenario_;
  std::vector<BaselineSpan> spans_;
  // By span: the first span with the same numbers.
  std::vector<size_t> first_alike_;
  DayAllocator allocator_;
  // By span.
  std::map<size_t, StageFlows> baselines_;
  std::map<DayKey, std::unique_ptr<ReportedDay>> reported_;
  std::vector<const ReportedDay*> days_;
};

}  // namespace

absl::StatusOr<Evaluation> Evaluate(const Network& network,
                                    const Snapshot& snapshot,
                                    const Scenario& scenario,
                                    DollarsPerBarrel brent,
                                    const KeepGoing& keep_going) {
  ASSIGN_OR_RETURN(std::vector<BaselineSpan> spans,
                   ReadBaseline(network, snapshot, scenario.horizon, brent));
  RETURN_IF_ERROR(CheckQuotaFacts(network, scenario, spans));
  Evaluator evaluator(network, scenario, std::move(spans));
  RETURN_IF_ERROR(evaluator.Run(keep_going));
  ASSIGN_OR_RETURN(Evaluation evaluation, evaluator.Take(keep_going));
  evaluation.reading = snapshot.reading();
  for (size_t s = 0; s < network.reference_streams().size(); ++s) {
    const ReferenceStream& stream = network.reference_streams()[s];
    const Fact* fact = snapshot.Find(stream.subject, stream.measure,
                                     scenario.horizon.first_day);
    evaluation.streams.push_back({.stream = static_cast<int>(s), .fact = fact});
    if (fact != nullptr) {
      evaluation.facts.push_back(fact);
    }
  }
  return evaluation;
}

}  // namespace oilflow
