#include "service/ensemble/shapley_effects.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/conditional_variance.h"
#include "service/ensemble/shapley_weights.h"

namespace oilflow {
namespace {

// So many rows are worth a call, whatever the number of threads.
constexpr size_t kRowsByCall = 8192;

bool IsExact(size_t group_count) { return group_count <= kMaxExactEffects; }

absl::Status Check(absl::Span<const Group> groups,
                   const ShapleyEffectsOptions& options) {
  RETURN_IF_ERROR(CheckGroups(groups, options.column_count, true));
  if (groups.size() > kMaxEffects) {
    return absl::InvalidArgumentError(
        absl::StrCat("Shapley effects are for at most ", kMaxEffects,
                     " groups, not ", groups.size()));
  }
  if (options.output_count < 1 || options.variance_row_count < 2 ||
      options.outer_count < 2 || options.inner_count < 2 ||
      options.order_count < 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        "Shapley effects need at least 1 output, 2 rows for the variance, 2 "
        "outer and 2 inner draws, and 2 orders, not ",
        options.output_count, ", ", options.variance_row_count, ", ",
        options.outer_count, ", ", options.inner_count, " and ",
        options.order_count));
  }
  const double draws = IsExact(groups.size())
                           ? static_cast<double>(uint64_t{1} << groups.size()) *
                                 options.outer_count
                           : static_cast<double>(options.order_count) *
                                 static_cast<double>(groups.size() - 1);
  // Draws are counted in 32 bits, and rows of a call in an int.
  if (draws > std::numeric_limits<uint32_t>::max() ||
      static_cast<double>(options.outer_count) * options.inner_count >
          std::numeric_limits<int>::max() / 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        "outer_count ", options.outer_count, " or order_count ",
        options.order_count, " is too large for ", groups.size(), " groups"));
  }
  return absl::OkStatus();
}

// `part` and `weight` times the whole variance, with independent errors. The
// weighted whole drops out of the share, but not from under it.
Effect MakeEffect(const MeanAndSpread& part, double weight,
                  const MeanAndSpread& whole) {
  Effect effect;
  effect.value = part.mean + weight * whole.mean;
  effect.error = std::sqrt(part.spread + weight * weight * whole.spread);
  if (whole.mean > 0) {
    const double ratio = part.mean / whole.mean;
    effect.share = effect.value / whole.mean;
    effect.share_error =
        std::sqrt(part.spread + ratio * ratio * whole.spread) / whole.mean;
  }
  return effect;
}

ShapleyEffects StartWith(const MeanAndSpread& whole) {
  return {whole.mean, std::sqrt(whole.spread), {}};
}

// What c(set) counts for group `i`.
double WeightOf(uint64_t set, size_t i, const std::vector<double>& weights) {
  const auto size = static_cast<size_t>(std::popcount(set));
  return (set >> i & 1) != 0 ? weights[size - 1] : -weights[size];
}

absl::StatusOr<std::vector<ShapleyEffects>> ByAllOrders(
    size_t group_count, const ShapleyEffectsOptions& options,
    const ConditionalVariance& conditional,
    const std::vector<MeanAndSpread>& wholes) {
  const auto outputs = static_cast<size_t>(options.output_count);
  const auto outer = static_cast<size_t>(options.outer_count);
  const std::vector<double> weights =
      ShapleyWeights(static_cast<int>(group_count));
  const uint64_t all = (uint64_t{1} << group_count) - 1;
  // [output][group]
  std::vector<std::vector<MeanAndSpread>> parts(
      outputs, std::vector<MeanAndSpread>(group_count));
  std::vector<double> terms(outer);
  for (uint64_t set = 1; set < all; ++set) {
    ASSIGN_OR_RETURN(const std::vector<double> inner,
                     conditional.Inner(static_cast<uint32_t>(set), {set}));
    for (size_t k = 0; k < outputs; ++k) {
      for (size_t o = 0; o < outer; ++o) {
        terms[o] = inner[o * outputs + k];
      }
      const MeanAndSpread c = MeanOfTerms(terms);
      for (size_t i = 0; i < group_count; ++i) {
        const double weight = WeightOf(set, i, weights);
        parts[k][i].mean += weight * c.mean;
        parts[k][i].spread += weight * weight * c.spread;
      }
    }
  }
  std::vector<ShapleyEffects> all_effects;
  for (size_t k = 0; k < outputs; ++k) {
    ShapleyEffects effects = StartWith(wholes[k]);
    for (const MeanAndSpread& part : parts[k]) {
      effects.effects.push_back(MakeEffect(part, weights.back(), wholes[k]));
    }
    all_effects.push_back(std::move(effects));
  }
  return all_effects;
}

// What an order adds by group: the steps between the c along it, the last of
// which goes up to the whole variance.
struct Steps {
  // [output][group][order]
  std::vector<std::vector<std::vector<double>>> gain;
  // By group, in how many orders it is the last.
  std::vector<int> last_count;
};

absl::StatusOr<Steps> WalkOrders(size_t group_count,
                                 const ShapleyEffectsOptions& options,
                                 const ConditionalVariance& conditional,
                                 const std::vector<MeanAndSpread>& wholes) {
  const auto outputs = static_cast<size_t>(options.output_count);
  const size_t steps_by_order = group_count - 1;
  const size_t rows_by_order = steps_by_order * options.inner_count;
  const int orders_by_call =
      static_cast<int>(std::max<size_t>(1, kRowsByCall / rows_by_order));
  Steps steps;
  steps.gain.assign(outputs, std::vector<std::vector<double>>(group_count));
  steps.last_count.resize(group_count);
  for (int first = 0; first < options.order_count; first += orders_by_call) {
    const int end = std::min(first + orders_by_call, options.order_count);
    std::vector<std::vector<int>> orders;
    std::vector<uint64_t> sets;
    for (int m = first; m < end; ++m) {
      orders.push_back(conditional.Order(m));
      uint64_t set = 0;
      for (size_t j = 0; j < steps_by_order; ++j) {
        set |= uint64_t{1} << orders.back()[j];
        sets.push_back(set);
      }
      ++steps.last_count[orders.back().back()];
    }
    ASSIGN_OR_RETURN(
        const std::vector<double> inner,
        conditional.Inner(static_cast<uint32_t>(first * steps_by_order), sets));
    for (size_t m = 0; m < orders.size(); ++m) {
      for (size_t k = 0; k < outputs; ++k) {
        double before = 0;
        for (size_t j = 0; j < group_count; ++j) {
          const double c = j == steps_by_order
                               ? wholes[k].mean
                               : inner[(m * steps_by_order + j) * outputs + k];
          steps.gain[k][orders[m][j]].push_back(c - before);
          before = c;
        }
      }
    }
  }
  return steps;
}

absl::StatusOr<std::vector<ShapleyEffects>> ByRandomOrders(
    size_t group_count, const ShapleyEffectsOptions& options,
    const ConditionalVariance& conditional,
    const std::vector<MeanAndSpread>& wholes) {
  ASSIGN_OR_RETURN(const Steps steps,
                   WalkOrders(group_count, options, conditional, wholes));
  std::vector<ShapleyEffects> all_effects;
  for (size_t k = 0; k < wholes.size(); ++k) {
    ShapleyEffects effects = StartWith(wholes[k]);
    for (size_t i = 0; i < group_count; ++i) {
      MeanAndSpread part = MeanOfTerms(steps.gain[k][i]);
      const double weight =
          static_cast<double>(steps.last_count[i]) / options.order_count;
      part.mean -= weight * wholes[k].mean;
      effects.effects.push_back(MakeEffect(part, weight, wholes[k]));
    }
    all_effects.push_back(std::move(effects));
  }
  return all_effects;
}

}  // namespace

absl::StatusOr<std::vector<ShapleyEffects>> EstimateShapleyEffects(
    absl::Span<const Group> groups, const ShapleyEffectsOptions& options,
    CompleteLevels complete, EvaluateRows evaluate) {
  RETURN_IF_ERROR(Check(groups, options));
  ShapleyEffectsOptions used = options;
  if (!IsExact(groups.size())) {
    used.outer_count = 1;
  }
  const ConditionalVariance conditional(groups, used, complete, evaluate);
  ASSIGN_OR_RETURN(const std::vector<MeanAndSpread> wholes,
                   conditional.Whole());
  return IsExact(groups.size())
             ? ByAllOrders(groups.size(), used, conditional, wholes)
             : ByRandomOrders(groups.size(), used, conditional, wholes);
}

}  // namespace oilflow
