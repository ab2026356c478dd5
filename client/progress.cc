#include "client/progress.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "service/units/quantity_text.h"
#include <sys/ioctl.h>

namespace oilflow {
namespace {

constexpr absl::Duration kQuietAtFirst = absl::Milliseconds(500);
constexpr absl::Duration kBetweenDrawings = absl::Milliseconds(100);
// Of silence, after which nothing is guessed of the time left.
constexpr absl::Duration kStalled = absl::Seconds(2);
constexpr int kBarWidth = 20;
constexpr int kUsualWidth = 80;

// `40 s left`, `3 min left`; empty while there is nothing to go by.
std::string TimeLeft(const ProgressState& state) {
  const int64_t made = state.completed - state.completed_before;
  const int64_t left = state.total - state.completed;
  if (made <= 0 || left <= 0 || state.since_last > kStalled) {
    return "";
  }
  // Pieces come at intervals: between them the estimate of the last one runs
  // down, where one from the time elapsed alone would grow.
  const double since_last = absl::ToDoubleSeconds(state.since_last);
  const double seconds = (absl::ToDoubleSeconds(state.elapsed) - since_last) *
                             static_cast<double>(left) /
                             static_cast<double>(made) -
                         since_last;
  if (seconds <= 0) {
    return "";
  }
  if (seconds < 100) {
    return absl::StrFormat("%d s left", std::lround(std::ceil(seconds)));
  }
  if (seconds < 6000) {
    return absl::StrFormat("%d min left", std::lround(seconds / 60));
  }
  return absl::StrFormat("%d h left", std::lround(seconds / 3600));
}

}  // namespace

std::string RenderProgress(const ProgressState& state, int width) {
  const auto room = static_cast<size_t>(std::max(width - 1, 0));
  std::string bar;
  std::string line;
  if (state.total <= 0) {
    line =
        absl::StrFormat("working, %d s", absl::ToInt64Seconds(state.elapsed));
  } else {
    const int64_t completed =
        std::clamp<int64_t>(state.completed, 0, state.total);
    // Rounded down: 100% is when all is done.
    const double share =
        static_cast<double>(completed) / static_cast<double>(state.total);
    const auto full = static_cast<size_t>(std::floor(share * kBarWidth));
    bar = absl::StrCat("[", std::string(full, '#'),
                       std::string(kBarWidth - full, '-'), "] ");
    line = absl::StrFormat(
        "%3d%%  %s of %s %s", static_cast<int>(std::floor(share * 100)),
        PrintWhole(completed), PrintWhole(state.total), state.unit);
    const std::string left = TimeLeft(state);
    if (!left.empty()) {
      absl::StrAppend(&line, ", ", left);
    }
  }
  if (!state.note.empty()) {
    absl::StrAppend(&line, ", ", state.note);
  }
  // What is known is worth more than the bar.
  if (bar.size() + line.size() <= room) {
    line = bar + line;
  }
  return line.substr(0, room);
}

void ProgressBar::Tick(absl::Time now) {
  if (state_.completed != seen_) {
    seen_ = state_.completed;
    seen_at_ = now;
  }
  if (width_ <= 0 || now - start_ < kQuietAtFirst ||
      now - drawn_ < kBetweenDrawings) {
    return;
  }
  drawn_ = now;
  state_.elapsed = now - start_;
  state_.since_last = now - seen_at_;
  const std::string line = RenderProgress(state_, width_);
  const std::string rest(on_line_ - std::min(on_line_, line.size()), ' ');
  *out_ << "\r" << line << rest << std::flush;
  on_line_ = line.size();
}

void ProgressBar::Clear() {
  if (on_line_ == 0) {
    return;
  }
  *out_ << "\r" << std::string(on_line_, ' ') << "\r" << std::flush;
  on_line_ = 0;
}

int ProgressWidth(bool is_quiet) {
  const char* terminal = std::getenv("TERM");
  if (is_quiet || isatty(STDERR_FILENO) == 0 ||
      (terminal != nullptr && absl::string_view(terminal) == "dumb")) {
    return 0;
  }
  winsize size = {};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
             ? size.ws_col
             : kUsualWidth;
}

}  // namespace oilflow
