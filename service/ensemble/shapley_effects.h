// How much of an output's variance is due to which inputs, dependent or not.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SHAPLEY_EFFECTS_H_
#define OILFLOW_SERVICE_ENSEMBLE_SHAPLEY_EFFECTS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/ensemble/groups.h"
#include "service/ensemble/rows.h"

namespace oilflow {

// Up to here every order of the groups is counted; above, orders at random.
inline constexpr int kMaxExactEffects = 6;
inline constexpr int kMaxEffects = 63;

// Draws the levels of some variables given those of the others. `levels` and
// `uniforms` are row-major, a column for each variable; in each row of `levels`
// the columns in `given`, ascending, are filled in, and the function fills in
// the others, each in (0, 1), from the row's uniforms in (0, 1) and nothing
// else. With `given` empty it draws all. ConditionalNormal::Complete does it
// for a Gaussian copula; independent variables take their uniforms.
using CompleteLevels = absl::FunctionRef<absl::Status(
    absl::Span<const int> given, absl::Span<const double> uniforms,
    int row_count, absl::Span<double> levels)>;

// A part of the variance, in the square of the output's unit, and that part
// over the whole variance; with standard errors. The share is missing if the
// output does not vary. Never below 0 but for the error.
struct Effect {
  double value = 0;
  double error = 0;
  std::optional<double> share;
  std::optional<double> share_error;
};

struct ShapleyEffects {
  double variance = 0;
  double variance_error = 0;
  // By group; they sum to `variance`.
  std::vector<Effect> effects;
};

struct ShapleyEffectsOptions {
  int column_count = 0;
  int output_count = 0;
  // N_v, at least 2: rows for the whole variance.
  int variance_row_count = 10000;
  // N_o, at least 2: how often the variables outside of a set are drawn. Only
  // up to kMaxExactEffects groups; above, once for each place of an order,
  // which is best (Song and others 2016).
  int outer_count = 1000;
  // N_i, at least 2: how often those in the set are drawn given the others. 3
  // is best (Song and others 2016).
  int inner_count = 3;
  // m, at least 2; only above kMaxExactEffects groups.
  int order_count = 1000;
  // Of UniformDraw. Outer draw o of step j: draw j N_o + o, variables 0 to
  // columns - 1; its inner draw i: the next columns, and so on; then those of
  // the rows for the variance and of the orders. A step is a set, as bits, of
  // groups, or a place in an order.
  uint32_t seed = 0;
};

// By output. With c(S) = E[Var(Y | X_-S)], X_-S all variables but those of the
// groups in S, which is 0 for none of them and Var(Y) for all:
//
//   Sh_i = sum_S |S|! (d - |S| - 1)! / d! [c(S + i) - c(S)]
//
// (Owen 2014; Song, Nelson and Staum 2016; Iooss and Prieur 2019). c(S) is the
// mean of N_o sample variances of N_i outputs. For up to kMaxExactEffects
// groups each set is estimated once and counts as often as there are orders
// with it (Broto, Bachoc and Depecker 2020): N_v + (2^d - 2) N_o N_i rows.
// Above, along m random orders: N_v + m (d - 1) N_i rows. Errors are those
// of the means, the whole variance's included.
//
// Every column must be in a group. Groups may depend on each other; variables
// that depend within a group are no trouble either.
absl::StatusOr<std::vector<ShapleyEffects>> EstimateShapleyEffects(
    absl::Span<const Group> groups, const ShapleyEffectsOptions& options,
    CompleteLevels complete, EvaluateRows evaluate);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SHAPLEY_EFFECTS_H_
