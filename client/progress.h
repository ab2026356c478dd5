// How far a long call is, on one line of a terminal.

#ifndef OILFLOW_CLIENT_PROGRESS_H_
#define OILFLOW_CLIENT_PROGRESS_H_

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace oilflow {

struct ProgressState {
  int64_t completed = 0;
  // 0 until it is known.
  int64_t total = 0;
  // Of `completed`, those that were there before this call began.
  int64_t completed_before = 0;
  absl::Duration elapsed;
  // How long ago `completed` last grew.
  absl::Duration since_last;
  // What is counted: "draws".
  absl::string_view unit;
  // What is known so far; may be empty.
  std::string note;
};

// One line of less than `width` characters, all ASCII: a bar, percent, count,
// time left and the note. If not all fits, the bar is left out, and then what
// comes last. The time left is what it was when something last came, less the
// time since, and is left out after 2 s without anything. The last column of a
// terminal stays free: a character there would begin another line.
//
//   [#########-----------]  45%  4,500 of 10,000 draws, 3 s left, P50 +2.1
std::string RenderProgress(const ProgressState& state, int width);

// Draws the line over itself: from half a second on, so that quick calls show
// nothing and slow ones something within the first, and at most ten times a
// second.
class ProgressBar {
 public:
  // `out` must outlive it. Shows nothing if `width` is 0.
  ProgressBar(int width, absl::Time start, std::ostream* out)
      : width_(width), start_(start), out_(out) {}

  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { Clear(); }

  // What the next drawing shows; `elapsed` and `since_last` are filled in then.
  void Set(ProgressState state) { state_ = std::move(state); }

  // Draws, if it is time.
  void Tick(absl::Time now);

  // Leaves no trace of it.
  void Clear();

 private:
  int width_;
  absl::Time start_;
  std::ostream* out_;
  ProgressState state_;
  absl::Time drawn_ = absl::InfinitePast();
  // What had been completed, and when that was first seen.
  int64_t seen_ = 0;
  absl::Time seen_at_ = start_;
  // Characters that stand on the line.
  size_t on_line_ = 0;
};

// The width for a bar on standard error: 0 if that is no terminal that can show
// one, or if `is_quiet`.
int ProgressWidth(bool is_quiet);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PROGRESS_H_
