#include "service/ensemble/draw_evaluator.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/model_parts.h"
#include "service/ensemble/output_sums.h"
#include "service/ensemble/replay_reader.h"
#include "service/evaluation/ends.h"
#include "service/evaluation/fact_reader.h"
#include "service/evaluation/span_reading.h"

namespace oilflow {

struct DrawEvaluator::Workspace {
  explicit Workspace(const EnsembleModel& model)
      : parts(model.parts()),
        walk(*parts.question.network),
        sums(parts),
        scenario(parts.question.scenario),
        spans(parts.spans),
        values(parts.sources.size()) {
    for (const int span : parts.span_of_day) {
      horizon.span_of_day.push_back(&spans[span]);
    }
    horizon.content_bbl.resize(parts.content_slots.size());
    left_out.assign(scenario.policies.size(), false);
    for (const Driver& driver : scenario.drivers) {
      driver_levels.push_back(driver.level);
    }
    for (const ScheduleVariables& schedule : parts.schedules) {
      schedule_levels.emplace_back();
      schedule_levels.back().gates.assign(schedule.gates.size(), 0.5);
    }
  }

  const EnsembleModel::Parts& parts;
  EndsWalk walk;
  OutputSums sums;
  // Of the draw: its policies' numbers and timings, its spans, the values of
  // its facts by source.
  Scenario scenario;
  std::vector<BaselineSpan> spans;
  SpannedHorizon horizon;
  std::vector<double> values;
  std::vector<double> driver_levels;
  std::vector<ScheduleLevels> schedule_levels;
  std::vector<bool> left_out;
  std::vector<double> free;

  // A driver's level: from outside, drawn, or its own.
  void SetDrivers(const double* levels) {
    for (size_t d = 0; d < driver_levels.size(); ++d) {
      const int drawn = parts.driver_variables[d];
      if (parts.free_drivers[d] != kNone) {
        driver_levels[d] = free[parts.free_drivers[d]];
      } else if (levels == nullptr || drawn == kNone) {
        driver_levels[d] = parts.question.scenario.drivers[d].level;
      } else {
        const auto& own = parts.variables[drawn].distribution;
        driver_levels[d] =
            own.has_value() ? QuantileOf(*own, levels[drawn]) : levels[drawn];
      }
    }
  }

  // As the scenario has it without any draw.
  double OwnValueOf(const FactSource& source) const {
    return source.driver == kNone
               ? source.fact->value
               : ValueAt(*source.fact, driver_levels[source.driver],
                         source.raises);
  }

  double ValueOf(const FactSource& source, const double* levels) const {
    switch (source.kind) {
      case FactSource::Kind::kFree:
        return free[source.index];
      case FactSource::Kind::kOwnRange:
        if (levels != nullptr) {
          return QuantileOf(source.range, levels[source.index]);
        }
        break;
      case FactSource::Kind::kReplaced:
        if (levels != nullptr) {
          return QuantileOf(*parts.variables[source.index].distribution,
                            levels[source.index]);
        }
        break;
      case FactSource::Kind::kFixed:
      case FactSource::Kind::kDriver:
        break;
    }
    return OwnValueOf(source);
  }

  absl::Status SetSpans(const double* levels) {
    for (size_t s = 0; s < values.size(); ++s) {
      values[s] = ValueOf(parts.sources[s], levels);
    }
    const Network& network = *parts.question.network;
    for (size_t s = 0; s < spans.size(); ++s) {
      const SpanSlots& slots = parts.span_slots[s];
      ReplayReader limits(slots.limits, values);
      ReplayReader for_policies(slots.for_policies, values);
      ReplayReader for_quotas(slots.for_quotas, values);
      SpanReading<ReplayReader>(network, &limits, &for_policies, &for_quotas,
                                &spans[s])
          .Read(parts.question.price.start_price);
      RETURN_IF_ERROR(CheckSpan(network, spans[s]));
    }
    for (size_t n = 0; n < horizon.content_bbl.size(); ++n) {
      const int slot = parts.content_slots[n];
      horizon.content_bbl[n] = slot == kNone ? 0 : WholeBpd(values[slot]);
    }
    return absl::OkStatus();
  }

  void SetPolicies(const double* levels) {
    const Scenario& asked = parts.question.scenario;
    for (const MovedNumber& moved : parts.drawn_numbers) {
      Policy& policy = scenario.policies[moved.number.policy];
      if (levels != nullptr) {
        SetNumber(moved.number,
                  QuantileOf(*parts.variables[moved.index].distribution,
                             levels[moved.index]),
                  &policy);
      } else {
        // Leaving a number out may mean something of its own.
        const Policy& own = asked.policies[moved.number.policy];
        policy.lever = own.lever;
        policy.schedule = own.schedule;
        policy.realised_share = own.realised_share;
      }
    }
    for (const MovedNumber& moved : parts.free_numbers) {
      SetNumber(moved.number, free[moved.index],
                &scenario.policies[moved.number.policy]);
    }
    const auto level = [&](int variable) {
      return variable == kNone ? 0.5 : levels[variable];
    };
    for (size_t p = 0; p < scenario.policies.size(); ++p) {
      Policy& policy = scenario.policies[p];
      if (levels == nullptr) {
        policy.timing = Resolve(policy.schedule, driver_levels).timing;
      } else {
        const ScheduleVariables& variables = parts.schedules[p];
        ScheduleLevels& own = schedule_levels[p];
        own.happens = level(variables.happens);
        own.renewal = level(variables.renewal);
        for (size_t g = 0; g < own.gates.size(); ++g) {
          own.gates[g] = level(variables.gates[g]);
        }
        policy.timing = ResolveDraw(policy.schedule, driver_levels, own);
      }
      policy.timing.happens = policy.timing.happens && !left_out[p];
    }
  }

  // By the level, the model; within it, by the other level, its multiplier.
  PriceDraw PriceOfDraw(const double* levels) const {
    const int source = parts.world_output_source;
    const BarrelsPerDay world_output = source == kNone
                                           ? parts.question.price.world_output
                                           : values[source] * kBarrelsPerDay;
    if (!parts.priced || levels == nullptr) {
      return {.multiplier = parts.median_multiplier,
              .world_output = world_output};
    }
    const double level = parts.price_model_variable == kNone
                             ? 1.0
                             : levels[parts.price_model_variable];
    size_t model = 0;
    while (model + 1 < parts.model_shares.size() &&
           parts.model_shares[model] < level) {
      ++model;
    }
    return {.multiplier = parts.multipliers[model].sample.At(
                levels[parts.price_multiplier_variable]),
            .world_output = world_output};
  }

  absl::Status Run(const double* levels, absl::Span<double> outputs) {
    SetDrivers(levels);
    RETURN_IF_ERROR(SetSpans(levels));
    SetPolicies(levels);
    sums.Clear(&left_out);
    walk.Run(scenario, horizon,
             [this](const AlikeDays& days) { sums.Add(days); });
    return sums.Take(PriceOfDraw(levels), outputs);
  }
};

DrawEvaluator::DrawEvaluator(const EnsembleModel& model)
    : workspace_(std::make_unique<Workspace>(model)) {}

DrawEvaluator::~DrawEvaluator() = default;

void DrawEvaluator::Use(const Setting& setting) {
  const size_t policies = workspace_->scenario.policies.size();
  workspace_->left_out = setting.left_out;
  workspace_->left_out.resize(policies, false);
  workspace_->free = setting.free;
}

absl::Status DrawEvaluator::Evaluate(absl::Span<const double> levels,
                                     absl::Span<double> outputs) {
  return workspace_->Run(levels.data(), outputs);
}

absl::Status DrawEvaluator::EvaluateAtMedian(absl::Span<double> outputs) {
  return workspace_->Run(nullptr, outputs);
}

int64_t DrawEvaluator::run_count() const {
  return workspace_->walk.run_count();
}

}  // namespace oilflow
