#include "service/explain/mechanism_shares.h"

#include <cstddef>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

#include "service/base/status_macros.h"
#include "service/evaluation/evaluate.h"
#include "service/explain/shapley.h"

namespace oilflow {
namespace {

constexpr int kMechanismCount = static_cast<int>(Mechanism::kStockRelease) + 1;

Scenario OnlyWith(const Scenario& scenario, uint64_t set) {
  Scenario some = scenario;
  some.policies.clear();
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    if ((set >> p & 1) != 0) {
      some.policies.push_back(scenario.policies[p]);
    }
  }
  return some;
}

// By mechanism: sums of whole barrels over the days of the horizon, which no
// order can move, over their number.
void FillMeans(const Evaluation& evaluation, absl::Span<double> means) {
  std::vector<int64_t> barrels(means.size());
  for (const LedgerLine& line : evaluation.ledger) {
    for (size_t d = 0; d < line.more_bpd.size(); ++d) {
      barrels[static_cast<size_t>(line.mechanism)] +=
          line.more_bpd[d] - line.less_bpd[d];
    }
  }
  for (size_t m = 0; m < means.size(); ++m) {
    means[m] = static_cast<double>(barrels[m]) / evaluation.horizon.day_count;
  }
}

}  // namespace

absl::StatusOr<std::vector<MechanismSplit>> SplitMechanisms(
    const Network& network, const Snapshot& snapshot, const Scenario& scenario,
    DollarsPerBarrel brent, const KeepGoing& keep_going,
    absl::FunctionRef<absl::Status(int64_t completed, int64_t total)> report) {
  const size_t policy_count = scenario.policies.size();
  if (policy_count < 1 || policy_count > kMaxMechanismPolicies) {
    return absl::InvalidArgumentError(
        absl::StrCat("needs from 1 to ", kMaxMechanismPolicies,
                     " policies, not ", policy_count));
  }
  std::set<Mechanism> used;
  int64_t completed = 0;
  const auto fill = [&](absl::Span<const uint64_t> sets,
                        absl::Span<double> values) -> absl::Status {
    for (const uint64_t set : sets) {
      ASSIGN_OR_RETURN(const Evaluation evaluation,
                       Evaluate(network, snapshot, OnlyWith(scenario, set),
                                brent, keep_going));
      FillMeans(evaluation,
                values.subspan(completed * kMechanismCount, kMechanismCount));
      for (const LedgerLine& line : evaluation.ledger) {
        used.insert(line.mechanism);
      }
      ++completed;
      RETURN_IF_ERROR(report(completed, static_cast<int64_t>(sets.size())));
    }
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(std::vector<ShapleySplit> all,
                   SplitMany({.player_count = static_cast<int>(policy_count),
                              .output_count = kMechanismCount},
                             fill));
  std::vector<MechanismSplit> splits;
  for (const Mechanism mechanism : used) {
    ShapleySplit& split = all[static_cast<size_t>(mechanism)];
    splits.push_back({.mechanism = mechanism,
                      .total_bpd = split.total,
                      .shares_bpd = std::move(split.share)});
  }
  return splits;
}

}  // namespace oilflow
