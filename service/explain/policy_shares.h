// Splits what policies do together, on the same draws for every set of them.

#ifndef OILFLOW_SERVICE_EXPLAIN_POLICY_SHARES_H_
#define OILFLOW_SERVICE_EXPLAIN_POLICY_SHARES_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/explain/shapley.h"

namespace oilflow {

// All that a split keeps: statistics of every set, and the draws of one.
inline constexpr int64_t kMaxSharesBytes = int64_t{1} << 30;

// What of the draws is split.
enum class ShareStatistic { kExpectation, kMedian, kAtMedianInputs };

struct PolicySharesOptions {
  // 1 to kMaxPlayers.
  int policy_count = 0;
  int column_count = 0;
  // 0 for the answer at the median. With 1 errors are infinite.
  int draw_count = 0;
  // Whether draw i is from scrambling i % 16 of Sobol's sequence.
  bool scrambled = false;
  // Policies by number; one in none is a group of its own. Empty for no groups.
  std::vector<std::vector<int>> groups;
  // Of the orders that are taken above kMaxExactPlayers without groups.
  int order_pair_count = 200;
  uint32_t seed = 1;
};

struct PolicySplit {
  int column = 0;
  ShareStatistic statistic = ShareStatistic::kExpectation;
  // Its shares are Shapley values or, with groups, Owen's. `share_error` is
  // always there.
  ShapleySplit split;
};

// Fills in the outputs of the policies that are not left out: row-major, a row
// for each draw (one at the median), a column for each output. The same draws
// whatever is left out.
using EvaluateWithout = absl::FunctionRef<absl::Status(
    const std::vector<bool>& left_out, absl::Span<double> outputs)>;

// Hears how many sets of all are evaluated; may stop the work with an error.
using ReportSets =
    absl::FunctionRef<absl::Status(int64_t completed, int64_t total)>;

// Every statistic of every column, by column. With draws those are their
// expectation and their median, without it is the answer at the median.
//
// A Shapley value is linear: the share of the mean is the mean of each draw's
// share. That of a median is not, but follows from the medians of all sets.
// Errors over draws come from batches: draws i with the same i % 32, or of one
// scrambling, give shares of their own, and the standard error of these is the
// error. With orders sampled, their standard error is added to it in
// quadrature. A policy that does nothing has exactly nothing, and no error.
//
// Up to kMaxExactPlayers all 2^n sets are evaluated; above it the sets of the
// orders or, with groups, those that Owen's values need. INVALID_ARGUMENT for
// options out of range, and if they would take more than kMaxSharesBytes or
// kMaxOwenSets; the errors of `evaluate`, which ends the work, and `report`.
absl::StatusOr<std::vector<PolicySplit>> SplitPolicies(
    const PolicySharesOptions& options, EvaluateWithout evaluate,
    ReportSets report);

// What SplitPolicies would say without evaluating anything: of the policies and
// outputs, of the groups, and of how much it would take.
absl::Status CheckPolicyCount(const PolicySharesOptions& options);
absl::Status CheckShareGroups(const PolicySharesOptions& options);
absl::Status CheckSharesSize(const PolicySharesOptions& options);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_POLICY_SHARES_H_
