#include "service/evaluation/apply.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <variant>

#include "service/base/largest_remainder.h"

namespace oilflow {
namespace {

int64_t WholeBpd(BarrelsPerDay rate) {
  return RoundToWhole(rate) / (int64_t{1} * kBarrelsPerDay);
}

// `share` of the way from one rate to another, to the nearest barrel.
int64_t Between(int64_t from_bpd, int64_t to_bpd, double share) {
  return from_bpd +
         std::llround(share * static_cast<double>(to_bpd - from_bpd));
}

// Applies one policy's lever; knows the share of it that is in force.
class Applier {
 public:
  Applier(const Network& network, const BaselineSpan& span,
          const DayFlows& baseline, Stage stage, int policy, double share,
          PolicyLimits* limits)
      : network_(network),
        span_(span),
        baseline_(baseline),
        stage_(stage),
        policy_(policy),
        share_(share),
        limits_(*limits) {}

  void operator()(const RouteLever& lever) {
    for (const int arc : lever.arcs) {
      ArcLimits& limits = limits_.limits.arcs[arc];
      const int64_t from = limits.capacity_bpd;
      int64_t to = from;
      if (lever.status == RouteLever::Status::kOpen) {
        to = std::max(from, span_.physical_capacity_bpd[arc]);
      }
      if (lever.capacity.has_value()) {
        to = WholeBpd(*lever.capacity);
      }
      if (lever.limit.has_value()) {
        to = std::min(to, WholeBpd(*lever.limit));
      }
      if (lever.status == RouteLever::Status::kClosed) {
        to = 0;
      }
      if (to != from) {
        SetCapacity(arc, Between(from, to, share_));
      }
      if (lever.mandated.has_value()) {
        limits.mandated_bpd =
            Between(limits.mandated_bpd, WholeBpd(*lever.mandated), share_);
      }
    }
  }

  void operator()(const ProductionLever& lever) {
    const int64_t from = limits_.limits.potential_bpd[lever.producer];
    const int64_t to = lever.potential.has_value()
                           ? WholeBpd(*lever.potential)
                           : from + WholeBpd(*lever.change);
    SetPotential(lever.producer,
                 std::max<int64_t>(0, Between(from, to, share_)));
  }

  void operator()(const EnforcementLever& lever) {
    for (const int arc : lever.arcs) {
      const int64_t flow = baseline_.arc_bpd[arc];
      Cap(arc, Between(flow, 0, share_ * lever.stopped_share));
      limits_.limits.arcs[arc].cost_cents +=
          std::llround(100 * share_ * (lever.extra_cost / kDollarsPerBarrel));
    }
  }

  void operator()(const OutageLever& lever) {
    const int64_t loss = std::llround(share_ * (lever.loss / kBarrelsPerDay));
    if (loss == 0) {
      return;
    }
    for (const int arc : lever.arcs) {
      Cap(arc, std::max<int64_t>(0, baseline_.arc_bpd[arc] - loss));
    }
    for (const int producer : lever.producers) {
      const int64_t left =
          std::max<int64_t>(0, baseline_.produced_bpd[producer] - loss);
      if (left < limits_.limits.potential_bpd[producer]) {
        SetPotential(producer, left);
      }
    }
  }

  void operator()(const SanctionsLever& lever) {
    std::vector<int> arcs;
    std::vector<int64_t> flows;
    for (size_t a = 0; a < network_.arcs().size(); ++a) {
      if (network_.arcs()[a].tracked_export_of == lever.country) {
        arcs.push_back(static_cast<int>(a));
        flows.push_back(baseline_.arc_bpd[a]);
      }
    }
    const int64_t exports =
        std::accumulate(flows.begin(), flows.end(), int64_t{0});
    const int64_t target = WholeBpd(lever.target_exports);
    if (exports == 0 || target >= exports) {
      return;
    }
    const double efficacy = stage_ == Stage::kSanctions ? 1 : lever.efficacy;
    const std::vector<int64_t> allowed = CutByLargestRemainder(
        Between(exports, target, share_ * efficacy), flows);
    for (size_t i = 0; i < arcs.size(); ++i) {
      Cap(arcs[i], allowed[i]);
    }
  }

  // Quotas cap production that is known only once the rest is allocated.
  void operator()(const QuotaLever&) {}

 private:
  void SetCapacity(int arc, int64_t capacity_bpd) {
    limits_.limits.arcs[arc].capacity_bpd = capacity_bpd;
    limits_.arc_policy[arc] = policy_;
  }

  void Cap(int arc, int64_t capacity_bpd) {
    if (capacity_bpd < limits_.limits.arcs[arc].capacity_bpd) {
      SetCapacity(arc, capacity_bpd);
    }
  }

  void SetPotential(int node, int64_t potential_bpd) {
    limits_.limits.potential_bpd[node] = potential_bpd;
    limits_.node_policy[node] = policy_;
  }

  const Network& network_;
  const BaselineSpan& span_;
  const DayFlows& baseline_;
  Stage stage_;
  int policy_;
  double share_;
  PolicyLimits& limits_;
};

}  // namespace

PolicyLimits WithoutPolicies(const Network& network, const BaselineSpan& span) {
  PolicyLimits limits;
  limits.limits = span.limits;
  limits.arc_policy.resize(network.arcs().size());
  limits.node_policy.resize(network.nodes().size());
  return limits;
}

void ApplyStage(const Network& network, const Scenario& scenario, Stage stage,
                const std::vector<double>& shares, const BaselineSpan& span,
                const DayFlows& baseline, PolicyLimits* limits) {
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const Policy& policy = scenario.policies[p];
    const Stage first = StageOf(policy);
    if (shares[p] > 0 && (first == stage || (first == Stage::kSanctions &&
                                             stage == Stage::kLeakage))) {
      std::visit(Applier(network, span, baseline, stage, static_cast<int>(p),
                         shares[p], limits),
                 policy.lever);
    }
  }
}

}  // namespace oilflow
