// Levers that stop oil: by law, by force, by accident and by quota.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <variant>
#include <vector>

#include "tests/support/naive_levers.h"
#include "tests/support/naive_numbers.h"

namespace oilflow {
namespace {

using naive::Bpd;
using naive::Cents;
using naive::NoMoreThan;
using naive::NotBelowZero;
using naive::Part;
using naive::Parts;
using naive::Toward;
using naive::WholeBpd;

}  // namespace

void NaiveLevers::Enforcement(const EnforcementLever& lever, double share,
                              NaiveLimits* day) const {
  for (const int a : lever.arcs) {
    Stop(a, share * lever.stopped_share, day);
    day->limits.arcs[a].cost_cents +=
        std::llround(100 * share * (lever.extra_cost / kDollarsPerBarrel));
  }
}

void NaiveLevers::Outage(const OutageLever& lever, double share,
                         NaiveLimits* day) const {
  const int64_t loss = std::llround(share * Bpd(lever.loss));
  if (loss == 0) {
    return;
  }
  const bool flow = lever.counted_from == OutageLever::CountedFrom::kFlow;
  for (const int a : lever.arcs) {
    int64_t& capacity = day->limits.arc_capacity_bpd[a];
    NoMoreThan(NotBelowZero((flow ? baseline_.arc_bpd[a] : capacity) - loss),
               &capacity);
  }
  for (const int n : lever.producers) {
    int64_t& potential = day->limits.potential_bpd[n];
    NoMoreThan(
        NotBelowZero((flow ? baseline_.produced_bpd[n] : potential) - loss),
        &potential);
  }
}

void NaiveLevers::Interdiction(const InterdictionLever& lever, double share,
                               NaiveLimits* day) const {
  // Each arc once, however often it is named.
  std::set<int> arcs(lever.arcs.begin(), lever.arcs.end());
  for (const int chokepoint : lever.chokepoints) {
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      if (network_.nodes()[n].chokepoint == chokepoint) {
        for (const int arc : network_.arcs_to(static_cast<int>(n))) {
          arcs.insert(arc);
        }
      }
    }
  }
  for (const int a : arcs) {
    Stop(a, share * lever.stopped_share, day);
  }
}

// Of what an idle arc could carry, for it carries nothing to count from.
void NaiveLevers::Stop(int arc, double share, NaiveLimits* day) const {
  if (share == 0) {
    return;
  }
  int64_t& capacity = day->limits.arc_capacity_bpd[arc];
  const int64_t from =
      baseline_.arc_bpd[arc] == 0 ? capacity : baseline_.arc_bpd[arc];
  NoMoreThan(from - Part(from, share), &capacity);
}

void NaiveLevers::AddMarketsBeyond(int node, std::set<int>* markets) const {
  if (network_.nodes()[node].kind == NodeKind::kMarket) {
    markets->insert(node);
  }
  for (const int a : network_.arcs_from(node)) {
    AddMarketsBeyond(network_.arcs()[a].to, markets);
  }
}

void NaiveLevers::Sanctions(const Policy& policy, double share,
                            NaiveSanctions how, const DayFlows& before,
                            NaiveLimits* day) const {
  const auto& lever = std::get<SanctionsLever>(policy.lever);
  std::vector<int> delivered;
  std::vector<int> tracked;
  for (size_t a = 0; a < network_.arcs().size(); ++a) {
    if (network_.arcs()[a].delivered_export_of == lever.country) {
      delivered.push_back(static_cast<int>(a));
    }
    if (network_.arcs()[a].tracked_export_of == lever.country) {
      tracked.push_back(static_cast<int>(a));
    }
  }
  const std::vector<int>& arcs = delivered.empty() ? tracked : delivered;
  std::set<int> buyers;
  std::vector<int64_t> planned;
  std::vector<int64_t> risen;
  int64_t exports = 0;
  int64_t exports_before = 0;
  for (const int a : arcs) {
    AddMarketsBeyond(network_.arcs()[a].to, &buyers);
    planned.push_back(baseline_.arc_bpd[a]);
    exports += baseline_.arc_bpd[a];
    risen.push_back(before.arc_bpd[a]);
    exports_before += before.arc_bpd[a];
  }
  // The larger of the two.
  const bool rose = exports_before > exports;
  const std::vector<int64_t>& flows = rose ? risen : planned;
  exports = std::max(exports, exports_before);
  for (const int buyer : buyers) {
    day->limits.price_cents[buyer] -= Part(Cents(lever.discount), share);
  }
  const int64_t target = WholeBpd(lever.target_exports);
  if (target >= exports) {
    return;
  }
  int64_t allowed = Toward(exports, target, share);
  if (how == NaiveSanctions::kAsFarAsTheyWork) {
    const absl::CivilDay in_full =
        policy.timing.start + (policy.timing.ramp_days - 1);
    const double years =
        day_ > in_full ? static_cast<double>(day_ - in_full) / 365 : 0;
    allowed =
        Toward(exports, target, share * lever.efficacy) +
        std::llround(share * (Bpd(lever.leakage_growth_per_year) * years));
    NoMoreThan(exports, &allowed);
  }
  if (allowed == exports) {
    return;
  }
  const std::vector<int64_t> parts = Parts(allowed, flows);
  for (size_t i = 0; i < arcs.size(); ++i) {
    NoMoreThan(parts[i], &day->limits.arc_capacity_bpd[arcs[i]]);
  }
}

void NaiveLevers::Quota(const QuotaLever& lever, double share,
                        const DayFlows& free, NaiveLimits* day) const {
  const Country& country = network_.countries()[lever.country];
  int64_t before = 0;
  int64_t unconstrained = 0;
  std::vector<int> counted;
  for (size_t n = 0; n < network_.nodes().size(); ++n) {
    if (network_.nodes()[n].quota_counted &&
        network_.nodes()[n].country == lever.country) {
      counted.push_back(static_cast<int>(n));
      before += baseline_.produced_bpd[n];
      unconstrained += free.produced_bpd[n];
    }
  }
  // What is cut, or what is lifted more if below 0.
  double cut = 0;
  if (lever.regime == QuotaLever::Regime::kOffset) {
    cut = share * lever.offset_share *
          static_cast<double>(unconstrained - before);
  } else if (lever.regime == QuotaLever::Regime::kTarget) {
    const double required =
        lever.required.has_value()
            ? Bpd(*lever.required)
            : facts_.Need(country.id, "required_production", day_);
    const double compensation =
        lever.compensation.has_value()
            ? Bpd(*lever.compensation)
            : facts_.Need(country.id, "compensation", day_);
    cut = share * lever.compliance *
          std::max(0.0, static_cast<double>(unconstrained) -
                            (required - compensation));
  }
  int64_t left = std::llround(cut);
  const std::vector<int>& absorbers =
      lever.absorbers.empty() ? country.quota_absorbers : lever.absorbers;
  if (left > 0) {
    // A target below 0 asks for all that there is, and no more.
    day->limits.counted_cap_bpd[lever.country] =
        NotBelowZero(unconstrained - left);
    for (const int n : counted) {
      day->limits.potential_bpd[n] = free.produced_bpd[n];
    }
    for (const int n : absorbers) {
      const int64_t given_up = std::min(left, day->limits.potential_bpd[n]);
      day->limits.potential_bpd[n] -= given_up;
      left -= given_up;
    }
    return;
  }
  for (const int n : absorbers) {
    const int64_t spare =
        facts_.Barrels(network_.nodes()[n].id, "spare_capacity", day_)
            .value_or(0);
    const int64_t rise = std::min(-left, spare);
    if (rise > 0) {
      int64_t& potential = day->limits.potential_bpd[n];
      potential = std::max(potential, free.produced_bpd[n] + rise);
      left += rise;
    }
  }
}

}  // namespace oilflow
