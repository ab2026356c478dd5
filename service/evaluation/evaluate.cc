#include "service/evaluation/evaluate.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <utility>
#include <variant>

#include "service/base/status_macros.h"
#include "service/evaluation/arrears.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/day_report.h"
#include "service/evaluation/horizon_days.h"
#include "service/evaluation/policy_facts.h"
#include "service/evaluation/walk.h"

namespace oilflow {
namespace {

class Evaluator {
 public:
  Evaluator(const Network& network, const Scenario& scenario, Baseline baseline,
            DollarsPerBarrel brent)
      : network_(network),
        scenario_(scenario),
        baseline_(std::move(baseline)),
        brent_cents_(std::llround(100 * (brent / kDollarsPerBarrel))),
        walk_(network, scenario, baseline_),
        allocator_(network),
        money_(network),
        arrears_(network, scenario),
        in_{.network = network,
            .scenario = scenario,
            .baseline = baseline_,
            .days = {}} {
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      const NodeKind kind = network.nodes()[n].kind;
      if (kind == NodeKind::kStorage || kind == NodeKind::kStrategicStock) {
        stocks_.push_back({.node = static_cast<int>(n)});
      }
    }
  }

  // Days in order: what is in storage follows from the days before.
  absl::Status Run(const KeepGoing& keep_going) {
    for (int d = 0; d < scenario_.horizon.day_count; ++d) {
      RETURN_IF_ERROR(keep_going());
      const absl::CivilDay day = scenario_.horizon.first_day + d;
      DayInputs inputs = walk_.InputsOn(day);
      auto found = reported_.find(inputs);
      if (found == reported_.end()) {
        ASSIGN_OR_RETURN(std::unique_ptr<DayReport> report, Report(inputs));
        found = reported_.emplace(std::move(inputs), std::move(report)).first;
      }
      const DayReport& report = *found->second;
      walk_.Pass(report.outcome);
      for (StockSeries& stock : stocks_) {
        stock.baseline_bbl.push_back(walk_.baseline_content_bbl()[stock.node]);
        stock.scenario_bbl.push_back(walk_.scenario_content_bbl()[stock.node]);
      }
      std::vector<ActorDay> money = report.scenario_money;
      arrears_.Pay(found->first.policies, report.outcome.scenario().flows,
                   &money);
      money_.Add(day, report.baseline_money, money);
      in_.days.push_back(&report);
      last_policies_ = &found->first.policies;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Evaluation> Take(const KeepGoing& keep_going) {
    Evaluation evaluation;
    evaluation.horizon = scenario_.horizon;
    FillFlows(in_, &evaluation);
    FillIdleProducers(in_, &evaluation);
    FillCutsBeyondPotential(in_, &evaluation);
    FillCutsBeyondFlow(in_, &evaluation);
    FillUnknownSpare(in_, &evaluation);
    FillCountries(in_, &evaluation);
    FillLedger(in_, &evaluation);
    FillQuotaPositions(in_, &evaluation);
    FillStocks(&evaluation);
    evaluation.accounts = money_.Take();
    evaluation.payments =
        PaymentPositionsOf(network_, scenario_, *last_policies_,
                           in_.days.back()->outcome.scenario());
    FillOutstanding(&evaluation);
    FillArrears(&evaluation);
    FillEnergy(in_, &evaluation);
    FillSpare(in_, &evaluation);
    FillDemand(in_, &evaluation);
    std::vector<const DayOutcome*> outcomes;
    for (const DayReport* day : in_.days) {
      outcomes.push_back(&day->outcome);
    }
    ASSIGN_OR_RETURN(
        evaluation.constraints,
        BindingOver(network_, scenario_, outcomes, &allocator_, keep_going));
    ASSIGN_OR_RETURN(
        evaluation.shortfalls,
        ShortfallsOver(network_, scenario_, outcomes, &allocator_, keep_going));
    FillFacts(in_, &evaluation);
    evaluation.work = {.distinct_day_count = static_cast<int>(reported_.size()),
                       .solve_count = allocator_.solve_count()};
    return evaluation;
  }

 private:
  absl::StatusOr<std::unique_ptr<DayReport>> Report(const DayInputs& inputs) {
    std::pair<const BaselineSpan*, std::vector<StorageLimits>> key(
        inputs.span, inputs.storages.front());
    auto baseline = baseline_days_.find(key);
    if (baseline == baseline_days_.end()) {
      StageFlows day =
          BaselineDay(network_, *key.first, key.second, &allocator_);
      baseline = baseline_days_.emplace(std::move(key), std::move(day)).first;
    }
    ASSIGN_OR_RETURN(DayReport report,
                     ReportOf(network_, scenario_, brent_cents_,
                              EvaluateDay(network_, scenario_, inputs,
                                          baseline->second, &allocator_)));
    return std::make_unique<DayReport>(std::move(report));
  }

  void FillStocks(Evaluation* evaluation) {
    for (StockSeries& stock : stocks_) {
      const int node = stock.node;
      if (network_.nodes()[node].kind == NodeKind::kStorage) {
        stock.capacity_bbl = baseline_.SpanOf(scenario_.horizon.end() - 1)
                                 .storages[node]
                                 .capacity_bbl;
      }
      stock.filled = Column(
          in_, [&](const DayFlows& flows) { return flows.filled_bpd[node]; });
      stock.drawn = Column(
          in_, [&](const DayFlows& flows) { return flows.drawn_bpd[node]; });
    }
    evaluation->stocks = std::move(stocks_);
  }

  // What the last days delivered under a policy that pays later.
  void FillOutstanding(Evaluation* evaluation) const {
    const int64_t day_count = scenario_.horizon.day_count;
    for (PaymentPosition& position : evaluation->payments) {
      int64_t barrels = 0;
      for (int64_t d = std::max<int64_t>(0, day_count - position.delay_days);
           d < day_count; ++d) {
        if (PaysLater(position.arc, in_.DateOf(static_cast<size_t>(d)))) {
          barrels += evaluation->arcs[static_cast<size_t>(position.arc)]
                         .scenario_bpd[static_cast<size_t>(d)];
        }
      }
      position.outstanding_usd =
          position.paid_usd_per_bbl * static_cast<double>(barrels);
    }
  }

  bool PaysLater(int arc, absl::CivilDay day) const {
    return std::any_of(
        scenario_.policies.begin(), scenario_.policies.end(),
        [&](const Policy& policy) {
          const auto* lever = std::get_if<PaymentLever>(&policy.lever);
          return lever != nullptr && lever->payment_delay_days > 0 &&
                 policy.ShareInForce(day) > 0 &&
                 std::count(lever->arcs.begin(), lever->arcs.end(), arc) > 0;
        });
  }

  void FillArrears(Evaluation* evaluation) const {
    for (const ArrearsBook::Debt& debt : arrears_.debts()) {
      const auto usd = [](int64_t cents) {
        return static_cast<double>(cents) / 100;
      };
      ArrearsPosition position{.policy = debt.policy,
                               .owed_usd = usd(debt.owed_cents),
                               .recovered_usd = usd(debt.recovered_cents)};
      if (debt.pace_cents > 0) {
        constexpr double kDaysPerMonth = 30;
        position.months_to_recover =
            position.owed_usd / usd(debt.pace_cents) / kDaysPerMonth;
      }
      evaluation->arrears.push_back(position);
    }
  }

  const Network& network_;
  const Scenario& scenario_;
  Baseline baseline_;
  int64_t brent_cents_;
  Walk walk_;
  DayAllocator allocator_;
  std::vector<StockSeries> stocks_;
  MoneyLedger money_;
  ArrearsBook arrears_;
  // By span and what storages can take and give.
  std::map<std::pair<const BaselineSpan*, std::vector<StorageLimits>>,
           StageFlows>
      baseline_days_;
  std::map<DayInputs, std::unique_ptr<DayReport>> reported_;
  HorizonDays in_;
  const std::vector<PolicyDay>* last_policies_ = nullptr;
};

}  // namespace

absl::StatusOr<Evaluation> Evaluate(const Network& network,
                                    const Snapshot& snapshot,
                                    const Scenario& scenario,
                                    DollarsPerBarrel brent,
                                    const KeepGoing& keep_going) {
  ASSIGN_OR_RETURN(Baseline baseline,
                   ReadBaseline(network, snapshot, scenario.horizon,
                                scenario.drivers, brent));
  RETURN_IF_ERROR(CheckQuotaFacts(network, scenario, baseline));
  RETURN_IF_ERROR(CheckPolicyFacts(network, scenario, baseline));
  RETURN_IF_ERROR(CheckRouteCosts(network, scenario, baseline));
  Evaluator evaluator(network, scenario, std::move(baseline), brent);
  RETURN_IF_ERROR(evaluator.Run(keep_going));
  ASSIGN_OR_RETURN(Evaluation evaluation, evaluator.Take(keep_going));
  evaluation.reading = snapshot.reading();
  FillPublished(network, snapshot, scenario, &evaluation);
  return evaluation;
}

}  // namespace oilflow
