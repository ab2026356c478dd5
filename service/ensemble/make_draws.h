// Makes draws on several threads.

#ifndef OILFLOW_SERVICE_ENSEMBLE_MAKE_DRAWS_H_
#define OILFLOW_SERVICE_ENSEMBLE_MAKE_DRAWS_H_

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/types/span.h"

#include "service/base/cancellation.h"
#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/sampler.h"

namespace oilflow {

// Makes draws for one setting of one model, on threads that live as long as
// this. Results do not depend on the number of threads: each draw is made on
// its own. Not for use by two threads at once.
class DrawMaker {
 public:
  // `model` and `sampler` must outlive it; the sampler has all variables of the
  // model. `thread_count` is at least 1.
  DrawMaker(const EnsembleModel& model, const Sampler& sampler,
            int thread_count);
  ~DrawMaker();

  void Use(const Setting& setting);

  // Draws [first_draw, first_draw + count), row by row: a column each. Stops
  // within 20 ms of `keep_going` saying so, and gives what it said; an error of
  // a draw is that of the first draw that has one.
  absl::Status Make(int64_t first_draw, int count, absl::Span<double> outputs,
                    const KeepGoing& keep_going);

  // The same for levels of one's own, row by row: a variable each.
  absl::Status MakeOf(absl::Span<const double> levels, int count,
                      absl::Span<double> outputs, const KeepGoing& keep_going);

 private:
  struct Team;
  std::unique_ptr<Team> team_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_MAKE_DRAWS_H_
