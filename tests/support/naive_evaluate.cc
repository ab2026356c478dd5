#include "tests/support/naive_evaluate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <variant>

#include "gtest/gtest.h"

#include "tests/support/naive_day.h"

namespace oilflow {
namespace {

struct Naive {
  const Network& network;
  const std::vector<Fact>& facts;
  absl::CivilDay as_of;
  const Scenario& scenario;
  double brent;

  std::optional<double> Fact1(const std::string& subject,
                              const std::string& measure,
                              absl::CivilDay day) const {
    std::optional<double> value;
    absl::CivilDay known(1, 1, 1);
    for (const Fact& fact : facts) {
      if (fact.subject == subject && fact.measure == measure &&
          fact.HoldsOn(day) && fact.known_at <= as_of &&
          fact.known_at >= known) {
        value = fact.value;
        known = fact.known_at;
      }
    }
    return value;
  }

  static int64_t Cents(double usd) { return std::llround(100 * usd); }

  DayLimits Limits(absl::CivilDay day) const {
    DayLimits limits;
    for (const Node& node : network.nodes()) {
      const auto demand = Fact1(node.id, "demand", day);
      const auto differential = Fact1(node.id, "differential", day);
      limits.potential_bpd.push_back(
          static_cast<int64_t>(Fact1(node.id, "potential", day).value_or(0)));
      limits.demand_bpd.push_back(
          demand.has_value() ? static_cast<int64_t>(*demand) : kUnlimitedBpd);
      limits.price_cents.push_back(
          differential.has_value() ? Cents(brent + *differential) : 0);
    }
    for (const Arc& arc : network.arcs()) {
      const double capacity = Fact1(arc.id, "capacity", day).value();
      const double open = Fact1(arc.id, "availability", day).value_or(1);
      ArcLimits one;
      one.capacity_bpd = std::llround(capacity * open);
      one.cost_cents = Cents(Fact1(arc.id, "cost", day).value());
      limits.arcs.push_back(one);
    }
    limits.counted_cap_bpd.assign(network.countries().size(), kUnlimitedBpd);
    return limits;
  }

  static int64_t Toward(int64_t from, double to, double share) {
    return from + std::llround(share * (to - static_cast<double>(from)));
  }

  void Apply(const RouteLever& lever, absl::CivilDay day, double share,
             DayLimits* limits) const {
    for (const int a : lever.arcs) {
      ArcLimits& arc = limits->arcs[a];
      double to = static_cast<double>(arc.capacity_bpd);
      if (lever.status == RouteLever::Status::kOpen) {
        to = std::max(to, *Fact1(network.arcs()[a].id, "capacity", day));
      }
      if (lever.capacity.has_value()) {
        to = std::round(*lever.capacity / kBarrelsPerDay);
      }
      if (lever.limit.has_value()) {
        to = std::min(to, std::round(*lever.limit / kBarrelsPerDay));
      }
      if (lever.status == RouteLever::Status::kClosed) {
        to = 0;
      }
      arc.capacity_bpd = Toward(arc.capacity_bpd, to, share);
      if (lever.mandated.has_value()) {
        arc.mandated_bpd =
            Toward(arc.mandated_bpd,
                   std::round(*lever.mandated / kBarrelsPerDay), share);
      }
    }
  }

  NaiveDayResult Day(absl::CivilDay day) const {
    DayLimits limits = Limits(day);
    const DayFlows baseline = NaiveAllocate(network, limits);
    // Supply.
    ForEach<RouteLever>(day, [&](const RouteLever& lever, double share) {
      Apply(lever, day, share, &limits);
    });
    ForEach<ProductionLever>(day, [&](const ProductionLever& l, double share) {
      int64_t& potential = limits.potential_bpd[l.producer];
      const double to =
          l.potential.has_value()
              ? double{*l.potential / kBarrelsPerDay}
              : static_cast<double>(potential) + *l.change / kBarrelsPerDay;
      potential = std::max<int64_t>(0, Toward(potential, to, share));
    });
    // Enforcement, outages, sanctions: counted from the baseline.
    ForEach<EnforcementLever>(day, [&](const EnforcementLever& l, double s) {
      for (const int a : l.arcs) {
        Cap(&limits.arcs[a],
            Toward(baseline.arc_bpd[a], 0, s * l.stopped_share));
        limits.arcs[a].cost_cents +=
            std::llround(100 * s * (l.extra_cost / kDollarsPerBarrel));
      }
    });
    ForEach<OutageLever>(day, [&](const OutageLever& l, double share) {
      const int64_t loss = std::llround(share * (l.loss / kBarrelsPerDay));
      for (const int a : l.arcs) {
        if (loss > 0) {
          Cap(&limits.arcs[a],
              std::max<int64_t>(0, baseline.arc_bpd[a] - loss));
        }
      }
      for (const int n : l.producers) {
        if (loss > 0) {
          limits.potential_bpd[n] =
              std::min(limits.potential_bpd[n],
                       std::max<int64_t>(0, baseline.produced_bpd[n] - loss));
        }
      }
    });
    ForEach<SanctionsLever>(day, [&](const SanctionsLever& l, double share) {
      ApplySanctions(l, share, baseline, &limits);
    });
    // Quotas, last: they need to know what would be lifted.
    const DayFlows free = NaiveAllocate(network, limits);
    ForEach<QuotaLever>(day, [&](const QuotaLever& lever, double share) {
      ApplyQuota(lever, day, share, baseline, free, &limits);
    });
    const DayFlows flows = NaiveAllocate(network, limits);
    NaiveDayResult result{.baseline_bpd = baseline.arc_bpd,
                          .scenario_bpd = flows.arc_bpd};
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      if (network.nodes()[n].kind == NodeKind::kMarket) {
        result.net_bpd += flows.delivered_bpd[n] - baseline.delivered_bpd[n];
      }
    }
    return result;
  }

  template <typename Lever, typename Use>
  void ForEach(absl::CivilDay day, const Use& use) const {
    for (const Policy& policy : scenario.policies) {
      const auto* lever = std::get_if<Lever>(&policy.lever);
      if (lever != nullptr && policy.ShareInForce(day) > 0) {
        use(*lever, policy.ShareInForce(day));
      }
    }
  }

  static void Cap(ArcLimits* arc, int64_t cap) {
    arc->capacity_bpd = std::min(arc->capacity_bpd, cap);
  }

  // One tracked arc at most: sharing out is tested where it is done.
  void ApplySanctions(const SanctionsLever& lever, double share,
                      const DayFlows& baseline, DayLimits* limits) const {
    std::vector<int> tracked;
    for (size_t a = 0; a < network.arcs().size(); ++a) {
      if (network.arcs()[a].tracked_export_of == lever.country) {
        tracked.push_back(static_cast<int>(a));
      }
    }
    ASSERT_LE(tracked.size(), 1U);
    for (const int a : tracked) {
      const double target = std::round(lever.target_exports / kBarrelsPerDay);
      const auto exports = static_cast<double>(baseline.arc_bpd[a]);
      if (target < exports) {
        Cap(&limits->arcs[a],
            Toward(baseline.arc_bpd[a], target, share * lever.efficacy));
      }
    }
  }

  void ApplyQuota(const QuotaLever& lever, absl::CivilDay day, double share,
                  const DayFlows& baseline, const DayFlows& free,
                  DayLimits* limits) const {
    int64_t before = 0;
    int64_t unconstrained = 0;
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      if (network.nodes()[n].quota_counted &&
          network.nodes()[n].country == lever.country) {
        before += baseline.produced_bpd[n];
        unconstrained += free.produced_bpd[n];
      }
    }
    double cut = 0;
    if (lever.regime == QuotaLever::Regime::kOffset) {
      cut = lever.offset_share *
            static_cast<double>(std::max<int64_t>(0, unconstrained - before));
    } else if (lever.regime == QuotaLever::Regime::kTarget) {
      const std::string& id = network.countries()[lever.country].id;
      const double required = lever.required.has_value()
                                  ? double{*lever.required / kBarrelsPerDay}
                                  : *Fact1(id, "required_production", day);
      const double compensation =
          lever.compensation.has_value()
              ? double{*lever.compensation / kBarrelsPerDay}
              : *Fact1(id, "compensation", day);
      cut =
          lever.compliance * std::max(0.0, static_cast<double>(unconstrained) -
                                               (required - compensation));
    }
    int64_t left = std::llround(share * cut);
    if (left == 0) {
      return;
    }
    limits->counted_cap_bpd[lever.country] = unconstrained - left;
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      if (network.nodes()[n].quota_counted &&
          network.nodes()[n].country == lever.country) {
        limits->potential_bpd[n] = free.produced_bpd[n];
      }
    }
    const auto& absorbers =
        lever.absorbers.empty()
            ? network.countries()[lever.country].quota_absorbers
            : lever.absorbers;
    for (const int n : absorbers) {
      const int64_t given_up = std::min(left, limits->potential_bpd[n]);
      limits->potential_bpd[n] -= given_up;
      left -= given_up;
    }
  }
};

}  // namespace

std::vector<NaiveDayResult> NaiveEvaluate(const Network& network,
                                          const std::vector<Fact>& facts,
                                          absl::CivilDay as_of,
                                          const Scenario& scenario,
                                          double brent_usd_per_bbl) {
  const Naive naive{network, facts, as_of, scenario, brent_usd_per_bbl};
  std::vector<NaiveDayResult> days;
  for (int d = 0; d < scenario.horizon.day_count; ++d) {
    days.push_back(naive.Day(scenario.horizon.first_day + d));
  }
  return days;
}

}  // namespace oilflow
