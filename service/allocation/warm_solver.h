// Exact optima of circulations that change from day to day, whatever they are.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_SOLVER_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_SOLVER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

#include "service/allocation/problem.h"
#include "service/allocation/solver.h"
#include "service/allocation/warm_basis.h"

namespace oilflow {

// A WarmBasis, and a Solver for what it does not prove: the flows are those of
// the Solver always, and what was solved before does not matter. `start` must
// outlive the solver. Not for use by two threads at once. Only the constructor
// allocates, and the Solver at its first use.
//
//   const WarmStart start(problem);
//   WarmSolver solver(start);
//   for (draw) {
//     solver.Restart();
//     for (day) {
//       flows = solver.Solve(capacities);
//     }
//   }
class WarmSolver {
 public:
  explicit WarmSolver(const WarmStart& start,
                      Kernels kernels = Kernels::kWidest);

  // See WarmBasis.
  void Restart();
  void SetCosts(absl::Span<const int64_t> costs);

  // The optimal flows by arc, valid until the next call. There must be some
  // that keep to the bounds.
  absl::Span<const int32_t> Solve(absl::Span<const int32_t> capacities_bpd,
                                  absl::Span<const int32_t> minimums_bpd = {}) {
    if (basis_.Solve(capacities_bpd, minimums_bpd)) {
      solution_ = nullptr;
      return basis_.flows_bpd();
    }
    return HandOver(capacities_bpd, minimums_bpd);
  }

  // Potentials that prove the last flows.
  void Potentials(std::vector<int64_t>* potentials) const;

  int padded_count() const { return basis_.padded_count(); }
  // `unproven` were handed over to the Solver.
  const WarmCounts& counts() const { return basis_.counts(); }
  void set_pivot_limit(int64_t limit) { basis_.set_pivot_limit(limit); }

 private:
  absl::Span<const int32_t> HandOver(absl::Span<const int32_t> capacities_bpd,
                                     absl::Span<const int32_t> minimums_bpd);

  const WarmStart* start_;
  WarmBasis basis_;
  Problem problem_;
  Solver cold_;
  // Of the last problem, if it was handed over.
  const Solution* solution_ = nullptr;
  std::vector<int32_t> flows_bpd_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_SOLVER_H_
