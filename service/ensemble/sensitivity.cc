#include "service/ensemble/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/pairwise_sum.h"
#include "service/ensemble/tornado.h"

namespace oilflow {
namespace {

constexpr double kConfidence = 0.95;
// Standard errors to each side of a normal estimate, for that.
constexpr double kErrorsAside = 1.96;
constexpr int kInnerCount = 3;
// So that these share no random number with what is drawn, nor each other.
constexpr uint32_t kBootstrapSeed = 0x85EBCA6B;
constexpr uint32_t kShapleySeed = 0xC2B2AE35;

int MostGroups(const SensitivityPlan& plan) {
  return plan.dependent ? kMaxDependentGroups : kMaxIndependentGroups;
}

int GroupCount(const SensitivityPlan& plan) {
  return std::min(static_cast<int>(plan.groups.size()), MostGroups(plan));
}

ShapleyEffectsOptions OptionsOf(const SensitivityPlan& plan) {
  return {.column_count = plan.column_count,
          .output_count = plan.output_count,
          .variance_row_count = plan.row_count,
          .outer_count = plan.row_count,
          .inner_count = kInnerCount,
          .order_count = plan.row_count,
          .seed = plan.seed ^ kShapleySeed};
}

std::vector<Group> ColumnsOf(absl::Span<const NamedGroup> groups) {
  std::vector<Group> columns;
  for (const NamedGroup& group : groups) {
    columns.push_back(group.columns);
  }
  return columns;
}

// One group at a time: a tornado whose variables are groups.
absl::StatusOr<std::vector<Tornado>> MoveGroups(const SensitivityPlan& plan,
                                                EvaluateRows evaluate) {
  const size_t groups = plan.groups.size();
  const auto columns = static_cast<size_t>(plan.column_count);
  return MakeTornadoes({.column_count = static_cast<int>(groups),
                        .output_count = plan.output_count},
                       [&](absl::Span<const double> levels, int row_count,
                           absl::Span<double> outputs) {
                         std::vector<double> all(columns * row_count);
                         for (int row = 0; row < row_count; ++row) {
                           for (size_t g = 0; g < groups; ++g) {
                             for (const int column : plan.groups[g].columns) {
                               all[columns * row + column] =
                                   levels[groups * row + g];
                             }
                           }
                         }
                         return evaluate(all, row_count, outputs);
                       });
}

// By group: its widest bar of any output, as a share of that output's widest.
std::vector<double> WidthsOf(const std::vector<Tornado>& tornadoes,
                             size_t group_count) {
  std::vector<double> widths(group_count);
  for (const Tornado& tornado : tornadoes) {
    const double widest = tornado.bars.front().width;
    for (const TornadoBar& bar : tornado.bars) {
      if (widest > 0) {
        widths[bar.variable] =
            std::max(widths[bar.variable], bar.width / widest);
      }
    }
  }
  return widths;
}

// The base sample and what comes of it.
struct Base {
  // Row-major.
  std::vector<double> levels;
  std::vector<double> outputs;
};

absl::StatusOr<Base> DrawBase(const SensitivityPlan& plan, DrawLevel level,
                              EvaluateRows evaluate) {
  Base base;
  for (int row = 0; row < plan.row_count; ++row) {
    for (int column = 0; column < plan.column_count; ++column) {
      base.levels.push_back(level(row, column));
    }
  }
  base.outputs.resize(static_cast<size_t>(plan.row_count) * plan.output_count);
  RETURN_IF_ERROR(EvaluateFinite(evaluate, base.levels, plan.row_count,
                                 absl::MakeSpan(base.outputs)));
  return base;
}

std::vector<double> ColumnOf(absl::Span<const double> rows, size_t column,
                             size_t columns) {
  std::vector<double> values;
  for (size_t at = column; at < rows.size(); at += columns) {
    values.push_back(rows[at]);
  }
  return values;
}

double VarianceOf(absl::Span<const double> values) {
  const auto count = static_cast<double>(values.size());
  const double mean =
      PairwiseSum(0, values.size(), [&](size_t i) { return values[i]; }) /
      count;
  return PairwiseSum(0, values.size(),
                     [&](size_t i) {
                       return (values[i] - mean) * (values[i] - mean);
                     }) /
         (count - 1);
}

Index Around(double value, double error) {
  return {.value = value,
          .low = value - kErrorsAside * error,
          .high = value + kErrorsAside * error};
}

// What counts first when effects are put in order.
double SizeOf(const GroupEffect& effect) {
  const std::optional<Index>& index =
      effect.shapley.has_value() ? effect.shapley : effect.total;
  return index.has_value() ? index->value : 0;
}

}  // namespace

int64_t RowCountOf(const SensitivityPlan& plan) {
  const int64_t rows = plan.row_count;
  const int64_t groups = GroupCount(plan);
  const int64_t screening = 2 * static_cast<int64_t>(plan.groups.size()) + 1;
  // Once more for the groups that are left.
  const int64_t bars =
      plan.groups.size() > static_cast<size_t>(groups) ? 2 * groups + 1 : 0;
  int64_t effects = rows * (groups + 2);
  if (plan.dependent) {
    // Every set, drawn over and over; above that many groups orders, with one
    // outer draw at each place.
    const int64_t steps =
        groups <= kMaxExactEffects ? (int64_t{1} << groups) - 2 : groups - 1;
    effects = rows + steps * rows * kInnerCount;
  }
  return screening + bars + rows + effects;
}

absl::Status CheckSensitivitySize(const SensitivityPlan& plan) {
  // Two base samples and their rows; every output.
  const double rows = plan.row_count;
  const double most_rows =
      plan.dependent ? static_cast<double>(RowCountOf(plan)) : rows;
  // Both indices of each resample, and one resample of rows.
  const double resampled =
      plan.dependent
          ? 0
          : 2.0 * plan.resample_count * GroupCount(plan) * plan.output_count +
                rows;
  const double bytes =
      8.0 * (rows * 3 * plan.column_count + most_rows * 2 * plan.column_count +
             static_cast<double>(RowCountOf(plan)) * 2 * plan.output_count +
             resampled);
  if (bytes > static_cast<double>(kMaxSensitivityBytes)) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be fewer: ", plan.row_count, " draws of ",
                     plan.column_count, " variables in ", GroupCount(plan),
                     " groups take up to ", std::ceil(bytes / (1 << 20)),
                     " MiB, more than ", kMaxSensitivityBytes >> 20,
                     "; ask for fewer draws, or for fewer groups"));
  }
  return absl::OkStatus();
}

absl::Status CheckResampling(const SensitivityPlan& plan) {
  if (plan.dependent) {
    return absl::OkStatus();
  }
  // Bounds on each of the factors keep this far from overflowing a double.
  const double terms_by_resample = static_cast<double>(plan.row_count) *
                                   (GroupCount(plan) + 2) * plan.output_count;
  const double most = static_cast<double>(kMaxResampledTerms);
  if (terms_by_resample * plan.resample_count > most) {
    return absl::InvalidArgumentError(absl::StrCat(
        "must be at most ", std::floor(most / terms_by_resample), " with ",
        plan.row_count, " draws of ", plan.output_count, " outputs and ",
        GroupCount(plan), " groups, not ", plan.resample_count,
        "; ask for fewer resamples, draws, outputs or groups"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Sensitivity> AnalyzeEffects(
    const SensitivityPlan& plan, DrawLevel level, CompleteLevels complete,
    EvaluateRows evaluate,
    absl::FunctionRef<double(int column, double level)> value,
    const KeepGoing& keep_going) {
  ASSIGN_OR_RETURN(std::vector<Tornado> tornadoes, MoveGroups(plan, evaluate));
  SensitivityPlan kept = plan;
  kept.groups = KeepWidest(plan.groups, WidthsOf(tornadoes, plan.groups.size()),
                           MostGroups(plan));
  if (kept.groups.size() < plan.groups.size()) {
    ASSIGN_OR_RETURN(tornadoes, MoveGroups(kept, evaluate));
  }
  ASSIGN_OR_RETURN(const Base base, DrawBase(kept, level, evaluate));
  const std::vector<Group> groups = ColumnsOf(kept.groups);
  std::vector<SobolIndices> indices;
  std::vector<ShapleyEffects> effects;
  if (plan.dependent) {
    ASSIGN_OR_RETURN(effects, EstimateShapleyEffects(groups, OptionsOf(kept),
                                                     complete, evaluate));
  } else {
    ASSIGN_OR_RETURN(indices, EstimateSobolIndices(
                                  groups,
                                  {.row_count = plan.row_count,
                                   .column_count = plan.column_count,
                                   .output_count = plan.output_count,
                                   .resample_count = plan.resample_count,
                                   .bootstrap_seed = plan.seed ^ kBootstrapSeed,
                                   .confidence = kConfidence},
                                  level, evaluate, keep_going));
  }

  // By group of one variable: its ranks.
  std::vector<std::vector<double>> ranks(groups.size());
  for (size_t g = 0; g < groups.size(); ++g) {
    RETURN_IF_ERROR(keep_going());
    if (groups[g].size() == 1) {
      const int column = groups[g][0];
      std::vector<double> drawn =
          ColumnOf(base.levels, column, plan.column_count);
      for (double& one : drawn) {
        one = value(column, one);
      }
      ranks[g] = MidRanks(drawn);
    }
  }
  Sensitivity result{.groups = kept.groups, .outputs = {}};
  for (int output = 0; output < plan.output_count; ++output) {
    RETURN_IF_ERROR(keep_going());
    const std::vector<double> drawn =
        ColumnOf(base.outputs, output, plan.output_count);
    const std::vector<double> output_ranks = MidRanks(drawn);
    Sensitivity::OfOutput& of = result.outputs.emplace_back();
    of.variance = VarianceOf(drawn);
    of.middle = tornadoes[output].middle;
    // The widest bars come first, and stay so among equal effects.
    for (const TornadoBar& bar : tornadoes[output].bars) {
      const auto g = static_cast<size_t>(bar.variable);
      GroupEffect effect{.group = bar.variable,
                         .low = bar.low,
                         .high = bar.high,
                         .width = bar.width};
      if (!ranks[g].empty()) {
        effect.rank = CorrelationOfRanks(ranks[g], output_ranks);
      }
      if (plan.dependent) {
        const Effect& share = effects[output].effects[g];
        if (share.share.has_value()) {
          effect.shapley = Around(*share.share, share.share_error.value_or(0));
        }
      } else {
        effect.first = indices[output].first[g];
        effect.total = indices[output].total[g];
      }
      of.effects.push_back(std::move(effect));
    }
    std::stable_sort(of.effects.begin(), of.effects.end(),
                     [](const GroupEffect& a, const GroupEffect& b) {
                       return SizeOf(a) > SizeOf(b);
                     });
  }
  return result;
}

}  // namespace oilflow
