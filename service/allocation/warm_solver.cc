#include "service/allocation/warm_solver.h"

#include <cstddef>

namespace oilflow {

WarmSolver::WarmSolver(const WarmStart& start, Kernels kernels)
    : start_(&start),
      basis_(start, kernels),
      problem_(start.reference()),
      cold_(problem_),
      flows_bpd_(problem_.arcs.size()) {}

void WarmSolver::Restart() {
  basis_.Restart();
  for (size_t i = 0; i < problem_.arcs.size(); ++i) {
    problem_.arcs[i].cost = start_->reference().arcs[i].cost;
  }
}

void WarmSolver::SetCosts(absl::Span<const int64_t> costs) {
  basis_.SetCosts(costs);
  for (size_t i = 0; i < problem_.arcs.size(); ++i) {
    problem_.arcs[i].cost = costs[i];
  }
}

absl::Span<const int32_t> WarmSolver::HandOver(
    absl::Span<const int32_t> capacities_bpd,
    absl::Span<const int32_t> minimums_bpd) {
  for (size_t i = 0; i < problem_.arcs.size(); ++i) {
    problem_.arcs[i].capacity_bpd = capacities_bpd[i];
    problem_.arcs[i].minimum_bpd = minimums_bpd.empty() ? 0 : minimums_bpd[i];
  }
  solution_ = &cold_.Solve(problem_);
  for (size_t i = 0; i < flows_bpd_.size(); ++i) {
    flows_bpd_[i] = static_cast<int32_t>(solution_->flows_bpd[i]);
  }
  return flows_bpd_;
}

void WarmSolver::Potentials(std::vector<int64_t>* potentials) const {
  if (solution_ != nullptr) {
    *potentials = solution_->potentials;
  } else {
    basis_.Potentials(potentials);
  }
}

}  // namespace oilflow
