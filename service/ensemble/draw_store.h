// The values of many outputs, draw by draw, as they arrive.
//
//   ASSIGN_OR_RETURN(DrawStore store, DrawStore::Create(10000, 2));
//   RETURN_IF_ERROR(store.Put(500, rows));  // draws 500, 501, ...
//   store.complete();                       // 0: the first 500 are missing
//   RETURN_IF_ERROR(store.Put(0, others));
//   ASSIGN_OR_RETURN(Summary s, store.SummarizeFirst(1000, 0, {}));

#ifndef OILFLOW_SERVICE_ENSEMBLE_DRAW_STORE_H_
#define OILFLOW_SERVICE_ENSEMBLE_DRAW_STORE_H_

#include <cstddef>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/base/cancellation.h"
#include "service/ensemble/summary.h"

namespace oilflow {

// Draws first, ..., last - 1.
struct DrawRange {
  int first = 0;
  int last = 0;

  friend bool operator==(const DrawRange& a, const DrawRange& b) {
    return a.first == b.first && a.last == b.last;
  }
};

// Draws 0 to draw_count - 1 of outputs 0 to output_count - 1, each draw put
// once. Eight bytes for each value and nothing else that grows with the draws;
// the pages of draws that have not come are not touched. A summary works on a
// copy of one output for as long as it takes. What is said about the draws does
// not depend on how they were cut into blocks, nor on the order in which these
// came. Not to be put to from two threads at once.
class DrawStore {
 public:
  // Both at least 1. RESOURCE_EXHAUSTED if there is no room.
  static absl::StatusOr<DrawStore> Create(int draw_count, int output_count);

  int draw_count() const { return draw_count_; }
  int output_count() const { return output_count_; }

  // `rows` holds whole draws, a row for each, a column for each output. An
  // error, and nothing changed, if a draw is out of range or has come before,
  // or a value is not finite. A zero keeps no sign.
  absl::Status Put(int first, absl::Span<const double> rows);

  // How many draws from 0 on are there without a gap.
  int complete() const;

  // The draws that have not come, ascending.
  std::vector<DrawRange> Missing() const;

  // Of one output: draws 0 to complete() - 1.
  absl::Span<const double> Values(int output) const;

  // Of one output: `draws`, all of them there.
  absl::StatusOr<absl::Span<const double>> Values(int output,
                                                  DrawRange draws) const;

  // The summary of one output over draws 0 to draw_count - 1. An error, naming
  // the gap, unless they are there; or that of `keep_going`, as Summarize.
  absl::StatusOr<Summary> SummarizeFirst(
      int draw_count, int output, const SummaryOptions& options,
      const KeepGoing& keep_going = AlwaysGoOn) const;

 private:
  DrawStore(int draw_count, int output_count, std::unique_ptr<double[]> values)
      : draw_count_(draw_count),
        output_count_(output_count),
        values_(std::move(values)) {}

  double* Column(int output) const {
    return values_.get() + static_cast<size_t>(output) * draw_count_;
  }

  absl::Status CheckBlock(int first, absl::Span<const double> rows) const;
  absl::Status CheckOutput(int output) const;

  int draw_count_ = 0;
  int output_count_ = 0;
  // Output by output.
  std::unique_ptr<double[]> values_;
  // What has come: first draw to the one after the last, never touching.
  std::map<int, int> ranges_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_DRAW_STORE_H_
