#include "tests/support/naive_evaluate.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <variant>

#include "tests/support/naive_facts.h"
#include "tests/support/naive_levers.h"
#include "tests/support/naive_numbers.h"

namespace oilflow {
namespace {

// Every stage, whether or not a policy belongs to it: a stage without one does
// what the stage before it did.
enum NaiveStage {
  kWithout,
  kSupply,
  kPayment,
  kOperator,
  kEnforcement,
  kOutage,
  kInterdiction,
  kSanctions,
  kLeakage,
  kQuota,
  kResponse,
  kSteps
};

class Naive {
 public:
  Naive(const NaiveFacts& facts, const Scenario& scenario)
      : facts_(facts),
        network_(facts.network),
        scenario_(scenario),
        first_content_(facts.Contents(scenario.horizon.first_day)),
        content_(kSteps, first_content_) {}

  NaiveDayResult Day(absl::CivilDay day) {
    NaiveDayResult result;
    DayFlows flows;
    NaiveLimits limits;
    DayLimits complete;
    for (int step = kWithout; step < kSteps; ++step) {
      const NaiveLevers levers(facts_, day, result.baseline);
      const DayFlows before = flows;
      // All over again, as far as this step.
      if (step == kSanctions) {
        unsanctioned_ = before;
      }
      limits = LimitsAt(static_cast<NaiveStage>(step), day, levers);
      limits.limits.storages = facts_.Storages(day, content_[step]);
      if (step >= kQuota) {
        if (step == kQuota) {
          free_ = before;
        }
        ForEach<QuotaLever>(day, [&](const auto& lever, double share, auto&) {
          levers.Quota(lever, share, free_, &limits);
        });
      }
      if (step == kResponse) {
        ReleaseStocks(day, &limits);
        UseSpare(day, levers, result.baseline, before, &limits, &result);
      }
      flows = levers.Flows(limits);
      if (step == kWithout) {
        result.baseline = flows;
      }
      for (size_t n = 0; n < network_.nodes().size(); ++n) {
        content_[step][n] += flows.filled_bpd[n] - flows.drawn_bpd[n];
      }
      complete = levers.Complete(limits);
    }
    result.scenario = flows;
    result.net_bpd = Supply(flows) - Supply(result.baseline);
    result.baseline_content_bbl = content_[kWithout];
    result.scenario_content_bbl = content_[kResponse];
    result.demand_change_bpd = limits.demand_change;
    for (size_t g = 0; g < network_.power_grids().size(); ++g) {
      result.energy.push_back(
          EnergyOf(static_cast<int>(g), day, limits, complete, result));
    }
    return result;
  }

 private:
  // Calls `use` with every policy of the lever that is in force, in order.
  template <typename Lever, typename Use>
  void ForEach(absl::CivilDay day, const Use& use) const {
    for (const Policy& policy : scenario_.policies) {
      const auto* lever = std::get_if<Lever>(&policy.lever);
      if (lever != nullptr && policy.ShareInForce(day) > 0) {
        use(*lever, policy.ShareInForce(day), policy);
      }
    }
  }

  // But for quotas and responses.
  NaiveLimits LimitsAt(NaiveStage step, absl::CivilDay day,
                       const NaiveLevers& levers) const {
    NaiveLimits limits = levers.Without();
    if (step >= kSupply) {
      ApplySupply(day, levers, &limits);
    }
    if (step >= kPayment) {
      ApplyPayment(day, levers, &limits);
    }
    if (step >= kOperator) {
      ForEach<OperatorLever>(day, [&](const auto& l, double share, auto&) {
        levers.Operator(l, share, &limits);
      });
    }
    if (step >= kEnforcement) {
      ForEach<EnforcementLever>(day, [&](const auto& l, double share, auto&) {
        levers.Enforcement(l, share, &limits);
      });
    }
    if (step >= kOutage) {
      ForEach<OutageLever>(day, [&](const auto& l, double share, auto&) {
        levers.Outage(l, share, &limits);
      });
    }
    if (step >= kInterdiction) {
      ForEach<InterdictionLever>(day, [&](const auto& l, double share, auto&) {
        levers.Interdiction(l, share, &limits);
      });
    }
    if (step >= kSanctions) {
      const auto how = step == kSanctions ? NaiveSanctions::kInFull
                                          : NaiveSanctions::kAsFarAsTheyWork;
      ForEach<SanctionsLever>(
          day, [&](const auto&, double share, const Policy& policy) {
            levers.Sanctions(policy, share, how, unsanctioned_, &limits);
          });
    }
    return limits;
  }

  // Of several kinds, in the order of the policies.
  void ApplySupply(absl::CivilDay day, const NaiveLevers& levers,
                   NaiveLimits* limits) const {
    for (const Policy& policy : scenario_.policies) {
      const double share = policy.ShareInForce(day);
      if (share == 0) {
        continue;
      }
      if (const auto* route = std::get_if<RouteLever>(&policy.lever)) {
        levers.Route(*route, share, limits);
      } else if (const auto* make =
                     std::get_if<ProductionLever>(&policy.lever)) {
        levers.Production(*make, share, limits);
      } else if (const auto* want = std::get_if<DemandLever>(&policy.lever)) {
        levers.Demand(*want, share, limits);
      } else if (const auto* waiver = std::get_if<WaiverLever>(&policy.lever)) {
        levers.Waiver(*waiver, share, limits);
      }
    }
  }

  void ApplyPayment(absl::CivilDay day, const NaiveLevers& levers,
                    NaiveLimits* limits) const {
    for (const Policy& policy : scenario_.policies) {
      const double share = policy.ShareInForce(day);
      if (share == 0) {
        continue;
      }
      if (const auto* pay = std::get_if<PaymentLever>(&policy.lever)) {
        levers.Payment(*pay, limits);
      } else if (const auto* bar = std::get_if<FinanceLever>(&policy.lever)) {
        levers.Finance(*bar, share, limits);
      }
    }
  }

  int64_t Supply(const DayFlows& flows) const {
    int64_t supply = 0;
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      if (network_.nodes()[n].kind == NodeKind::kMarket) {
        supply += flows.delivered_bpd[n];
      } else if (network_.nodes()[n].kind == NodeKind::kStrategicStock) {
        supply += flows.drawn_bpd[n] - flows.filled_bpd[n];
      }
    }
    return supply;
  }

  // A stock that one policy draws is not filled for another that is over.
  void ReleaseStocks(absl::CivilDay day, NaiveLimits* limits) const {
    std::vector<StorageLimits>& stocks = limits->limits.storages;
    for (const Policy& policy : scenario_.policies) {
      const auto* lever = std::get_if<StockReleaseLever>(&policy.lever);
      if (lever == nullptr || policy.ShareInForce(day) == 0) {
        continue;
      }
      const double rate =
          policy.ShareInForce(day) * (lever->rate / kBarrelsPerDay);
      stocks[lever->stock].draw_bpd = std::min<int64_t>(
          content_[kResponse][lever->stock], std::llround(rate));
    }
    for (const Policy& policy : scenario_.policies) {
      const auto* lever = std::get_if<StockReleaseLever>(&policy.lever);
      if (lever == nullptr || policy.ShareInForce(day) > 0) {
        continue;
      }
      const auto again = lever->refill_start.has_value() ? lever->refill_start
                                                         : policy.timing.end;
      StorageLimits& stock = stocks[lever->stock];
      if (again.has_value() && day >= *again && stock.draw_bpd == 0) {
        // At the rate of the policy that fills it fastest.
        stock.fill_bpd = std::max<int64_t>(
            stock.fill_bpd,
            std::min<int64_t>(first_content_[lever->stock] -
                                  content_[kResponse][lever->stock],
                              std::llround(lever->refill / kBarrelsPerDay)));
      }
    }
  }

  // Spare producers fill a share of what markets lost until here, as far as it
  // would reach anyone.
  void UseSpare(absl::CivilDay day, const NaiveLevers& levers,
                const DayFlows& baseline, const DayFlows& before,
                NaiveLimits* limits, NaiveDayResult* result) const {
    const int64_t lost =
        std::max<int64_t>(0, Supply(baseline) - Supply(before));
    int64_t unfilled = lost;
    for (const Policy& policy : scenario_.policies) {
      const auto* lever = std::get_if<SpareLever>(&policy.lever);
      if (lever == nullptr) {
        continue;
      }
      NaiveReach reach;
      NaiveLimits all = *limits;
      for (const int n : lever->producers) {
        const int64_t spare =
            facts_.Barrels(network_.nodes()[n].id, "spare_capacity", day)
                .value_or(0);
        reach.capacity_bpd += spare;
        all.limits.potential_bpd[n] += spare;
      }
      const DayFlows without = levers.Flows(*limits);
      const DayFlows with = levers.Flows(all);
      std::vector<int64_t> lifted;
      for (const int n : lever->producers) {
        lifted.push_back(std::max<int64_t>(
            0, with.produced_bpd[n] - without.produced_bpd[n]));
      }
      reach.reachable_bpd = std::clamp<int64_t>(
          Supply(with) - Supply(without), 0,
          std::accumulate(lifted.begin(), lifted.end(), int64_t{0}));
      reach.asked_bpd =
          std::min<int64_t>(unfilled, std::llround(policy.ShareInForce(day) *
                                                   lever->filled_share *
                                                   static_cast<double>(lost)));
      const std::vector<int64_t> parts =
          naive::Parts(std::min(reach.asked_bpd, reach.reachable_bpd), lifted);
      for (size_t i = 0; i < parts.size(); ++i) {
        limits->limits.potential_bpd[lever->producers[i]] += parts[i];
        unfilled -= parts[i];
      }
      result->spare.push_back(reach);
    }
  }

  NaiveEnergy EnergyOf(int grid, absl::CivilDay day, const NaiveLimits& limits,
                       const DayLimits& complete,
                       const NaiveDayResult& result) const {
    const NaiveNeed need = NaiveLevers(facts_, day, result.baseline)
                               .NeedOf(grid, limits.grids[grid]);
    // They are burned last: what the burn lacks, they lack.
    const int burn = network_.power_grids()[grid].burn_node;
    const int64_t lacks =
        complete.demand_bpd[burn] - result.scenario.delivered_bpd[burn];
    NaiveEnergy energy{.power_lost_mw = need.power_lost,
                       .liquids_needed_bpd = need.liquids_needed};
    energy.liquids_burned_bpd =
        std::max<int64_t>(0, need.liquids_asked - lacks);
    const auto burned = static_cast<double>(energy.liquids_burned_bpd);
    energy.unserved_mw =
        burned >= need.liquids_needed
            ? 0
            : need.power_lost * (1 - burned / need.liquids_needed);
    return energy;
  }

  const NaiveFacts& facts_;
  const Network& network_;
  const Scenario& scenario_;
  const std::vector<int64_t> first_content_;
  // By step and node: each step walks through the horizon with its own tanks.
  std::vector<std::vector<int64_t>> content_;
  // What would flow today without quotas.
  DayFlows free_;
  // What flows without sanctions.
  DayFlows unsanctioned_;
};

}  // namespace

std::vector<NaiveDayResult> NaiveEvaluate(const Network& network,
                                          const std::vector<Fact>& facts,
                                          absl::CivilDay as_of,
                                          const Scenario& scenario,
                                          double brent_usd_per_bbl) {
  const NaiveFacts found{network, facts, as_of, scenario.drivers,
                         brent_usd_per_bbl};
  Naive naive(found, scenario);
  std::vector<NaiveDayResult> days;
  for (int d = 0; d < scenario.horizon.day_count; ++d) {
    days.push_back(naive.Day(scenario.horizon.first_day + d));
  }
  return days;
}

}  // namespace oilflow
