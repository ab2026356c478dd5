#include "service/evaluation/ends.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "service/allocation/warm_day.h"
#include "service/evaluation/netback.h"
#include "service/evaluation/quota.h"
#include "service/evaluation/stocks.h"

namespace oilflow {

// A WarmDay that begins where the first day that it sees lies.
struct EndsWalk::WarmAllocator {
  const DayFlows& Allocate(const Network& network, const DayLimits& limits) {
    if (!day.has_value()) {
      day.emplace(network, limits);
    }
    return day->Allocate(limits);
  }

  void Restart() {
    if (day.has_value()) {
      day->Restart();
    }
  }

  std::optional<WarmDay> day;
};

// By node: the most that storages filled and drew on the way to some flows.
struct EndsWalk::Peaks {
  std::vector<int64_t> filled_bpd;
  std::vector<int64_t> drawn_bpd;

  void Set(const WarmDay& day) {
    filled_bpd = day.peak_filled_bpd();
    drawn_bpd = day.peak_drawn_bpd();
  }

  // Adds those of others.
  void Raise(const std::vector<int64_t>& filled,
             const std::vector<int64_t>& drawn) {
    filled_bpd.resize(filled.size());
    drawn_bpd.resize(drawn.size());
    for (size_t n = 0; n < filled.size(); ++n) {
      filled_bpd[n] = std::max(filled_bpd[n], filled[n]);
      drawn_bpd[n] = std::max(drawn_bpd[n], drawn[n]);
    }
  }

  void Clear() {
    filled_bpd.clear();
    drawn_bpd.clear();
  }
};

// One stage that is allocated: its limits, its flows and its oil in storage.
struct EndsWalk::Path {
  StageFlows day;
  // By node: what storages can take and give today.
  std::vector<StorageLimits> storages;
  std::vector<int64_t> content_bbl;
  WarmAllocator allocator;
  Peaks peaks;
};

// What is worked out once and reused.
struct EndsWalk::Plan {
  explicit Plan(const Network& network) : withholding(network) {}

  Withholding withholding;
  // For spare capacity: with none of it, and with all.
  WarmAllocator without;
  WarmAllocator reached;
  // Over all that was found for spare capacity today.
  Peaks spare_peaks;
  Path baseline;
  // By stage after the baseline; nullptr where nobody asks what flows.
  std::vector<std::unique_ptr<Path>> kept;
  std::vector<Path*> paths;
  std::vector<Stage> stages;
  // The paths in use, in order.
  std::vector<Path*> used;
  std::vector<PolicyDay> policies;
  std::vector<SpareDay> spare;
  PolicyLimits limits;
};

namespace {

// Whether the flows of the stage before are asked for.
bool LooksBack(Stage stage) {
  return stage == Stage::kSanctions || stage == Stage::kQuota ||
         stage == Stage::kResponse;
}

// Whether a limit that moves decides nothing: it never held anything back.
bool IsSlack(int64_t now_bpd, int64_t then_bpd, int64_t peak_bpd) {
  return now_bpd == then_bpd || (now_bpd > peak_bpd && then_bpd > peak_bpd);
}

// For how many days a day stays as it is while a storage's content moves by
// `change_bpd` a day, at most `most`.
int64_t DaysWithin(const StorageFacts& facts, int64_t content_bbl,
                   int64_t change_bpd, int64_t peak_filled_bpd,
                   int64_t peak_drawn_bpd, int64_t most) {
  const StorageLimits now = LimitsOfStorage(facts, content_bbl);
  // Each limit rises or falls with the content and never turns, so what holds
  // on a day holds on every day before it.
  const auto stays = [&](int64_t days) {
    const StorageLimits then =
        LimitsOfStorage(facts, content_bbl + days * change_bpd);
    return then.compulsory_fill_bpd == now.compulsory_fill_bpd &&
           IsSlack(now.fill_bpd, then.fill_bpd, peak_filled_bpd) &&
           IsSlack(now.draw_bpd, then.draw_bpd, peak_drawn_bpd);
  };
  // Day 0 stays, and so do all up to `low`.
  int64_t low = 0;
  int64_t high = most - 1;
  while (low < high) {
    const int64_t middle = low + (high - low + 1) / 2;
    if (stays(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low + 1;
}

}  // namespace

EndsWalk::EndsWalk(const Network& network)
    : network_(network), plan_(std::make_unique<Plan>(network)) {
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const NodeKind kind = network.nodes()[n].kind;
    if (kind == NodeKind::kStorage || kind == NodeKind::kStrategicStock) {
      tanks_.push_back(static_cast<int>(n));
    }
  }
}

EndsWalk::~EndsWalk() = default;

void EndsWalk::Run(const Scenario& scenario, const SpannedHorizon& horizon,
                   absl::FunctionRef<void(const AlikeDays&)> on_days) {
  Plan& plan = *plan_;
  plan.stages = StagesOf(scenario);
  const size_t stage_count = plan.stages.size();
  while (plan.kept.size() < stage_count) {
    plan.kept.push_back(nullptr);
  }
  plan.paths.assign(stage_count, nullptr);
  plan.paths[0] = &plan.baseline;
  plan.used.assign(1, &plan.baseline);
  for (size_t s = 1; s < stage_count; ++s) {
    const bool last = s + 1 == stage_count;
    if (plan.stages[s] != Stage::kSanctions &&
        (last || LooksBack(plan.stages[s + 1]))) {
      if (plan.kept[s] == nullptr) {
        plan.kept[s] = std::make_unique<Path>();
      }
      plan.paths[s] = plan.kept[s].get();
      plan.used.push_back(plan.paths[s]);
    }
  }
  plan.without.Restart();
  plan.reached.Restart();
  for (Path* path : plan.used) {
    path->allocator.Restart();
    path->content_bbl = horizon.content_bbl;
    path->storages.assign(network_.nodes().size(), StorageLimits());
  }
  Path* const last_path = plan.used.back();
  const auto day_count = static_cast<int>(horizon.span_of_day.size());
  const BaselineSpan* span_before = nullptr;

  for (int d = 0; d < day_count;) {
    const absl::CivilDay day = scenario.horizon.first_day + d;
    const BaselineSpan& span = *horizon.span_of_day[d];
    int64_t alike = 1;
    while (d + alike < day_count && horizon.span_of_day[d + alike] == &span) {
      ++alike;
    }
    plan.policies.clear();
    for (const Policy& policy : scenario.policies) {
      plan.policies.push_back(PolicyDayOf(policy, day));
      alike = std::min(alike, DaysAlike(policy, day, alike));
    }
    // What each path's tanks can take and give.
    for (size_t s = 0; s < stage_count; ++s) {
      Path* path = plan.paths[s];
      if (path == nullptr) {
        continue;
      }
      for (const int tank : tanks_) {
        if (network_.nodes()[tank].kind == NodeKind::kStorage) {
          path->storages[tank] =
              LimitsOfStorage(span.storages[tank], path->content_bbl[tank]);
        }
      }
      if (plan.stages[s] == Stage::kResponse) {
        const std::vector<StorageLimits> strategic =
            StrategicLimitsOf(network_, scenario, plan.policies,
                              path->content_bbl, horizon.content_bbl);
        for (const int tank : tanks_) {
          if (network_.nodes()[tank].kind == NodeKind::kStrategicStock) {
            path->storages[tank] = strategic[tank];
          }
        }
      }
    }
    // The baseline: the same flows as before if nothing that it rests on moved.
    Path& first = plan.baseline;
    if (&span != span_before ||
        first.day.limits.limits.storages != first.storages) {
      ResetLimits(network_, span, &first.day.limits);
      first.day.limits.limits.storages = first.storages;
      plan.withholding.Set(first.day.limits.payment, &first.day.limits.limits);
      first.day.flows =
          first.allocator.Allocate(network_, first.day.limits.limits);
      first.peaks.Set(*first.allocator.day);
      span_before = &span;
    }
    const DayFlows& baseline = first.day.flows;
    plan.limits = first.day.limits;
    plan.spare.clear();
    plan.spare_peaks.Clear();
    const Path* before = &first;
    const Path* before_sanctions = &first;
    for (size_t s = 1; s < stage_count; ++s) {
      const Stage stage = plan.stages[s];
      PolicyLimits& limits = plan.limits;
      if (stage == Stage::kSanctions) {
        // What they would do if they worked in full is for the ledger alone.
        before_sanctions = before;
        continue;
      }
      Path* path = plan.paths[s];
      if (path != nullptr) {
        limits.limits.storages = path->storages;
      }
      if (stage == Stage::kQuota) {
        ApplyQuotas(network_, scenario, plan.policies, span, baseline,
                    before->day.flows, &limits);
      } else if (stage == Stage::kResponse) {
        WarmAllocator* next = &plan.without;
        plan.spare = ApplySpare(
            network_, scenario, plan.policies, span, baseline,
            before->day.flows,
            [&](const DayLimits& day_limits) {
              DayFlows flows = next->Allocate(network_, day_limits);
              plan.spare_peaks.Raise(next->day->peak_filled_bpd(),
                                     next->day->peak_drawn_bpd());
              next = next == &plan.without ? &plan.reached : &plan.without;
              return flows;
            },
            &limits);
      } else {
        ApplyStage(network_, scenario, stage, plan.policies, span, baseline,
                   stage == Stage::kLeakage ? before_sanctions->day.flows
                                            : before->day.flows,
                   &limits);
      }
      if (path == nullptr) {
        continue;
      }
      plan.withholding.Set(limits.payment, &limits.limits);
      path->day.stage = stage;
      if (limits.limits == before->day.limits.limits) {
        path->day.flows = before->day.flows;
        path->peaks = before->peaks;
      } else {
        path->day.flows = path->allocator.Allocate(network_, limits.limits);
        path->peaks.Set(*path->allocator.day);
      }
      if (stage == Stage::kResponse) {
        path->peaks.Raise(plan.spare_peaks.filled_bpd,
                          plan.spare_peaks.drawn_bpd);
      }
      path->day.limits = limits;
      before = path;
    }
    // How long the tanks allow the same again.
    for (const Path* path : plan.used) {
      for (const int tank : tanks_) {
        const int64_t change =
            path->day.flows.filled_bpd[tank] - path->day.flows.drawn_bpd[tank];
        if (change == 0) {
          continue;
        }
        alike = network_.nodes()[tank].kind == NodeKind::kStorage
                    ? DaysWithin(span.storages[tank], path->content_bbl[tank],
                                 change, path->peaks.filled_bpd[tank],
                                 path->peaks.drawn_bpd[tank], alike)
                    : 1;
      }
    }
    ++run_count_;
    on_days({.first_day = d,
             .day_count = static_cast<int>(alike),
             .asked = &scenario,
             .span = &span,
             .policies = &plan.policies,
             .baseline = &first.day,
             .scenario = &last_path->day,
             .spare = &plan.spare,
             .content_bbl = &last_path->content_bbl});
    for (Path* path : plan.used) {
      for (const int tank : tanks_) {
        path->content_bbl[tank] += alike * (path->day.flows.filled_bpd[tank] -
                                            path->day.flows.drawn_bpd[tank]);
      }
    }
    d += static_cast<int>(alike);
  }
}

}  // namespace oilflow
