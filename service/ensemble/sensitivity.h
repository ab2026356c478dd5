// How much each group of variables does to each output, in every way that we
// know to say it.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SENSITIVITY_H_
#define OILFLOW_SERVICE_ENSEMBLE_SENSITIVITY_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "service/base/cancellation.h"
#include "service/ensemble/rows.h"
#include "service/ensemble/shapley_effects.h"
#include "service/ensemble/sobol_indices.h"
#include "service/ensemble/spearman.h"
#include "service/ensemble/variable_groups.h"

namespace oilflow {

inline constexpr int kMaxIndependentGroups = 30;
inline constexpr int kMaxDependentGroups = 10;
// All that an analysis keeps at once.
inline constexpr int64_t kMaxSensitivityBytes = int64_t{1} << 30;
// What is added up over resampled rows: less than a minute or two on one
// thread.
inline constexpr int64_t kMaxResampledTerms = 20'000'000'000;

struct SensitivityPlan {
  // All variables, each once.
  std::vector<NamedGroup> groups;
  // Whether some depend on each other: then Shapley effects take the place of
  // Sobol' indices.
  bool dependent = false;
  int column_count = 0;
  int output_count = 0;
  // Of each base sample; at least 2.
  int row_count = 0;
  int resample_count = 500;
  uint32_t seed = 1;
};

// Of one output.
struct GroupEffect {
  // Into Sensitivity::groups.
  int group = 0;
  // With the group at its 5% and at its 95% level and the rest at the median,
  // and how far apart these and the median are.
  double low = 0;
  double high = 0;
  double width = 0;
  // Of a group of one variable only.
  RankCorrelation rank;
  // Of independent groups, 95% intervals; missing if the output does not vary.
  std::optional<Index> first;
  std::optional<Index> total;
  // Of dependent groups, likewise: 1.96 standard errors to each side.
  std::optional<Index> shapley;
};

struct Sensitivity {
  // Those of the plan or, where these are too many, the ones that move some
  // output most and a "rest": the share of its widest bar is what counts.
  std::vector<NamedGroup> groups;
  // By output: variance of the base sample; the output with every level at one
  // half, which is the middle of all bars (a number that is drawn by its level
  // alone, as whether a policy happens, need not be there what it is when
  // nothing is drawn); and the effects, largest first.
  struct OfOutput {
    double variance = 0;
    double middle = 0;
    std::vector<GroupEffect> effects;
  };
  std::vector<OfOutput> outputs;
};

// How many rows AnalyzeEffects asks for in all.
int64_t RowCountOf(const SensitivityPlan& plan);

// INVALID_ARGUMENT if it would keep more than kMaxSensitivityBytes.
absl::Status CheckSensitivitySize(const SensitivityPlan& plan);

// INVALID_ARGUMENT if the bootstrap would add up more than kMaxResampledTerms.
absl::Status CheckResampling(const SensitivityPlan& plan);

// `level` has 2 column_count columns, two base samples; levels within each may
// depend on each other as far as groups do not. `complete` is called for
// dependent groups only. `value` says which value a level of a variable stands
// for, for ranks: levels of a yes or no tie. Stops soon after `keep_going` says
// so, or as soon as `evaluate` does.
absl::StatusOr<Sensitivity> AnalyzeEffects(
    const SensitivityPlan& plan, DrawLevel level, CompleteLevels complete,
    EvaluateRows evaluate,
    absl::FunctionRef<double(int column, double level)> value,
    const KeepGoing& keep_going = AlwaysGoOn);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SENSITIVITY_H_
