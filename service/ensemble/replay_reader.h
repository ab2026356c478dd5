// Stands in for FactReader where the facts of a span are drawn.

#ifndef OILFLOW_SERVICE_ENSEMBLE_REPLAY_READER_H_
#define OILFLOW_SERVICE_ENSEMBLE_REPLAY_READER_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"

namespace oilflow {

// Gives the values of slots in their order, whatever is asked by name: a span
// is always read in the order in which it was read first.
class ReplayReader {
 public:
  // Both must outlive the reader; slots below 0 hold nothing.
  ReplayReader(const std::vector<int>& slots, const std::vector<double>& values)
      : slots_(slots), values_(values) {}

  std::optional<double> Maybe(absl::string_view, absl::string_view) {
    const int slot = slots_[next_++];
    return slot < 0 ? std::nullopt
                    : std::optional(values_[static_cast<size_t>(slot)]);
  }

  double Or(absl::string_view subject, absl::string_view measure,
            double otherwise) {
    return Maybe(subject, measure).value_or(otherwise);
  }

  double Required(absl::string_view subject, absl::string_view measure) {
    return Or(subject, measure, 0);
  }

 private:
  const std::vector<int>& slots_;
  const std::vector<double>& values_;
  size_t next_ = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_REPLAY_READER_H_
