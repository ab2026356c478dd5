#include "service/evaluation/ends.h"

#include <algorithm>
#include <cstddef>

#include "service/evaluation/apply.h"
#include "service/evaluation/lever_arcs.h"
#include "service/evaluation/netback.h"
#include "service/evaluation/quota.h"
#include "service/evaluation/stage_path.h"
#include "service/evaluation/stocks.h"

namespace oilflow {
namespace {

// Whether the flows of the stage before are asked for.
bool LooksBack(Stage stage) {
  return stage == Stage::kSanctions || stage == Stage::kQuota ||
         stage == Stage::kResponse;
}

// Stages from `first` to `last` of a scenario's, and the path of the last.
// Nobody asks what flows at the others.
struct StagesOfPath {
  size_t first = 0;
  size_t last = 0;
  StagePath* path = nullptr;
};

// Without the policies that set them, which nobody asks for here, and without
// what storages can take and give, which each path says for itself.
void CopyNumbers(const PolicyLimits& from, PolicyLimits* to) {
  to->limits.potential_bpd = from.limits.potential_bpd;
  to->limits.demand_bpd = from.limits.demand_bpd;
  to->limits.price_cents = from.limits.price_cents;
  to->limits.arc_capacity_bpd = from.limits.arc_capacity_bpd;
  to->limits.arcs = from.limits.arcs;
  to->limits.counted_cap_bpd = from.limits.counted_cap_bpd;
  to->limits.storages.resize(from.limits.storages.size());
  to->arc_policy.resize(from.arc_policy.size());
  to->node_policy.resize(from.node_policy.size());
  to->payment = from.payment;
  to->blocked_ppm = from.blocked_ppm;
  to->grids = from.grids;
  to->link_lost = from.link_lost;
  to->demand_change_bpd = from.demand_change_bpd;
}

}  // namespace

// What is worked out once and reused.
struct EndsWalk::Plan {
  explicit Plan(const Network& walked)
      : network(walked), withholding(walked), exports(walked) {
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      const NodeKind kind = network.nodes()[n].kind;
      if (kind == NodeKind::kStorage || kind == NodeKind::kStrategicStock) {
        tanks.push_back(static_cast<int>(n));
      }
    }
  }

  const Network& network;
  // Storages and strategic stocks.
  std::vector<int> tanks;
  Withholding withholding;
  ExportReaches exports;
  // For spare capacity: with none of it, and with all.
  WarmAllocator without;
  WarmAllocator reached;
  // Over all that was found for spare capacity today.
  StoragePeaks spare_peaks;
  StagePath baseline;
  // By stage after the baseline; nullptr where nobody asked yet.
  std::vector<std::unique_ptr<StagePath>> kept;
  std::vector<Stage> stages;
  // The paths in use after the baseline, in order.
  std::vector<StagesOfPath> used;
  // By policy: the stage from which on it has an effect, today's part of it in
  // force, and that of the run of days before.
  std::vector<Stage> stage_of_policy;
  std::vector<PolicyDay> policies;
  std::vector<PolicyDay> policies_before;
  std::vector<SpareDay> spare;
  // Of the horizon.
  std::vector<absl::CivilDay> days;

  // Horizons come over and over.
  void SetDays(const Horizon& horizon) {
    if (!days.empty() && days.front() == horizon.first_day &&
        static_cast<int>(days.size()) == horizon.day_count) {
      return;
    }
    days.clear();
    for (int d = 0; d < horizon.day_count; ++d) {
      days.push_back(horizon.first_day + d);
    }
  }

  void Begin(const Scenario& scenario,
             const std::vector<int64_t>& initial_bbl) {
    SetDays(scenario.horizon);
    stages = StagesOf(scenario);
    kept.resize(std::max(kept.size(), stages.size()));
    used.clear();
    size_t first = 1;
    for (size_t s = 1; s < stages.size(); ++s) {
      const bool last = s + 1 == stages.size();
      if (stages[s] != Stage::kSanctions &&
          (last || LooksBack(stages[s + 1]))) {
        if (kept[s] == nullptr) {
          kept[s] = std::make_unique<StagePath>();
        }
        used.push_back({.first = first, .last = s, .path = kept[s].get()});
        first = s + 1;
      }
    }
    stage_of_policy.clear();
    for (const Policy& policy : scenario.policies) {
      stage_of_policy.push_back(StageOf(policy));
    }
    policies.clear();
    spare.clear();
    without.Restart();
    reached.Restart();
    baseline.Restart(initial_bbl);
    for (const StagesOfPath& stretch : used) {
      stretch.path->Restart(initial_bbl);
    }
  }

  const StagePath& last_path() const {
    return used.empty() ? baseline : *used.back().path;
  }

  // Of what is in storage, what can move today.
  void SetStorages(const BaselineSpan& span, StagePath* path) const {
    for (const int tank : tanks) {
      if (network.nodes()[tank].kind == NodeKind::kStorage) {
        path->storages[tank] =
            LimitsOfStorage(span.storages[tank], path->content_bbl[tank]);
      }
    }
  }

  // All else stores nothing on any day.
  void LayStorages(const StagePath& path, DayLimits* limits) const {
    for (const int tank : tanks) {
      limits->storages[tank] = path.storages[tank];
    }
  }

  void SetStocks(const Scenario& scenario,
                 const std::vector<int64_t>& initial_bbl,
                 StagePath* path) const {
    const std::vector<StorageLimits> strategic = StrategicLimitsOf(
        network, scenario, policies, path->content_bbl, initial_bbl);
    for (const int tank : tanks) {
      if (network.nodes()[tank].kind == NodeKind::kStrategicStock) {
        path->storages[tank] = strategic[tank];
      }
    }
  }

  void SetBaseline(const BaselineSpan& span, bool same_span) {
    SetStorages(span, &baseline);
    PolicyLimits& limits = baseline.day.limits;
    const bool begun = baseline.begun && same_span;
    baseline.moved = !(begun && baseline.StillHolds(network, tanks));
    if (!begun) {
      ResetLimits(network, span, &limits);
      withholding.Set(limits.payment, &limits.limits);
    }
    LayStorages(baseline, &limits.limits);
    if (baseline.moved) {
      baseline.Allocate(network);
      baseline.begun = true;
    }
  }

  // Whether more or less of some policy is in force at the stages of a path
  // than on the run of days before.
  bool PoliciesMoved(const StagesOfPath& stretch) const {
    for (size_t p = 0; p < policies.size(); ++p) {
      Stage stage = stage_of_policy[p];
      stage = stage == Stage::kSanctions ? Stage::kLeakage : stage;
      if (stage >= stages[stretch.first] && stage <= stages[stretch.last] &&
          !(policies[p] == policies_before[p])) {
        return true;
      }
    }
    return false;
  }

  // `before` is the path before it.
  void SetPath(const Scenario& scenario, const BaselineSpan& span,
               const std::vector<int64_t>& initial_bbl, const StagePath& before,
               const StagesOfPath& stretch) {
    StagePath& path = *stretch.path;
    SetStorages(span, &path);
    if (stages[stretch.last] == Stage::kResponse) {
      SetStocks(scenario, initial_bbl, &path);
    }
    PolicyLimits& limits = path.day.limits;
    path.moved = before.moved || !path.begun || PoliciesMoved(stretch) ||
                 !path.StillHolds(network, tanks);
    if (!path.moved) {
      LayStorages(path, &limits.limits);
      return;
    }
    path.begun = true;
    path.day.stage = stages[stretch.last];
    CopyNumbers(before.day.limits, &limits);
    LayStorages(path, &limits.limits);
    for (size_t s = stretch.first; s <= stretch.last; ++s) {
      Apply(scenario, span, stages[s], before.day.flows, &limits);
    }
    withholding.Set(limits.payment, &limits.limits);
    if (limits.limits == before.day.limits.limits) {
      path.day.flows = before.day.flows;
      path.peaks = before.peaks;
    } else {
      path.Allocate(network);
    }
    if (path.day.stage == Stage::kResponse) {
      path.peaks.Raise(spare_peaks.filled_bpd, spare_peaks.drawn_bpd);
    }
  }

  void Apply(const Scenario& scenario, const BaselineSpan& span, Stage stage,
             const DayFlows& before, PolicyLimits* limits) {
    switch (stage) {
      case Stage::kSanctions:
        // What they would do if they worked in full is for the ledger alone.
        return;
      case Stage::kQuota:
        ApplyQuotas(network, scenario, policies, span, baseline.day.flows,
                    before, limits);
        return;
      case Stage::kResponse:
        AddSpare(scenario, span, before, limits);
        return;
      default:
        ApplyStage(network, scenario, stage, policies, span, baseline.day.flows,
                   before, &exports, limits);
    }
  }

  void AddSpare(const Scenario& scenario, const BaselineSpan& span,
                const DayFlows& before, PolicyLimits* limits) {
    spare_peaks.Clear();
    WarmAllocator* next = &without;
    spare = ApplySpare(
        network, scenario, policies, span, baseline.day.flows, before,
        [&](const DayLimits& day_limits) {
          DayFlows flows;
          next->Allocate(network, day_limits, &flows);
          spare_peaks.Raise(next->day->peak_filled_bpd(),
                            next->day->peak_drawn_bpd());
          next = next == &without ? &reached : &without;
          return flows;
        },
        limits);
  }
};

EndsWalk::EndsWalk(const Network& network)
    : plan_(std::make_unique<Plan>(network)) {}

EndsWalk::~EndsWalk() = default;

void EndsWalk::Run(const Scenario& scenario, const SpannedHorizon& horizon,
                   absl::FunctionRef<void(const AlikeDays&)> on_days) {
  Plan& plan = *plan_;
  plan.Begin(scenario, horizon.content_bbl);
  const auto day_count = static_cast<int>(horizon.span_of_day.size());
  const BaselineSpan* span_before = nullptr;
  int span_end = 0;
  for (int d = 0; d < day_count;) {
    const absl::CivilDay day = plan.days[d];
    const BaselineSpan& span = *horizon.span_of_day[d];
    for (span_end = std::max(span_end, d);
         span_end < day_count && horizon.span_of_day[span_end] == &span;
         ++span_end) {
    }
    int64_t alike = span_end - d;
    plan.policies.swap(plan.policies_before);
    plan.policies.clear();
    for (const Policy& policy : scenario.policies) {
      plan.policies.push_back(PolicyDayOf(policy, day));
      alike = std::min(alike, DaysAlike(policy, day, alike));
    }
    plan.SetBaseline(span, &span == span_before);
    span_before = &span;
    const StagePath* before = &plan.baseline;
    for (const StagesOfPath& stretch : plan.used) {
      plan.SetPath(scenario, span, horizon.content_bbl, *before, stretch);
      before = stretch.path;
    }
    alike = plan.baseline.DaysHeld(plan.network, plan.tanks, span, alike);
    for (const StagesOfPath& stretch : plan.used) {
      alike = stretch.path->DaysHeld(plan.network, plan.tanks, span, alike);
    }
    ++run_count_;
    on_days({.first_day = d,
             .day_count = static_cast<int>(alike),
             .asked = &scenario,
             .span = &span,
             .policies = &plan.policies,
             .baseline = &plan.baseline.day,
             .scenario = &plan.last_path().day,
             .spare = &plan.spare,
             .content_bbl = &plan.last_path().content_bbl});
    plan.baseline.Pass(plan.tanks, alike);
    for (const StagesOfPath& stretch : plan.used) {
      stretch.path->Pass(plan.tanks, alike);
    }
    d += static_cast<int>(alike);
  }
}

}  // namespace oilflow
