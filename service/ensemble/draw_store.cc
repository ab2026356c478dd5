#include "service/ensemble/draw_store.h"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <new>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"

namespace oilflow {

absl::StatusOr<DrawStore> DrawStore::Create(int draw_count, int output_count) {
  if (draw_count < 1 || output_count < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("a store needs at least 1 draw and 1 output, not ",
                     draw_count, " and ", output_count));
  }
  const auto draws = static_cast<size_t>(draw_count);
  const auto outputs = static_cast<size_t>(output_count);
  std::unique_ptr<double[]> values;
  // Fewer bytes than a size counts, which operator new would throw for.
  if (draws <= std::numeric_limits<size_t>::max() / 16 / outputs) {
    values.reset(new (std::nothrow) double[draws * outputs]);
  }
  if (values == nullptr) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "there is no room for ", draw_count, " draws of ", output_count,
        " outputs, 8 bytes each: ask for fewer of either"));
  }
  return DrawStore(draw_count, output_count, std::move(values));
}

absl::Status DrawStore::CheckBlock(int first,
                                   absl::Span<const double> rows) const {
  const auto outputs = static_cast<size_t>(output_count_);
  if (rows.empty() || rows.size() % outputs != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("a block must have whole draws of ", output_count_,
                     " values, at least one, not ", rows.size(), " values"));
  }
  const size_t count = rows.size() / outputs;
  if (first < 0 || first > draw_count_ ||
      count > static_cast<size_t>(draw_count_ - first)) {
    return absl::OutOfRangeError(absl::StrCat(
        "draws ", first, " to ", first + static_cast<int64_t>(count) - 1,
        " are not among 0 to ", draw_count_ - 1));
  }
  const int last = first + static_cast<int>(count);
  const auto next = ranges_.lower_bound(first);
  const bool meets_next = next != ranges_.end() && next->first < last;
  const bool meets_previous =
      next != ranges_.begin() && std::prev(next)->second > first;
  if (meets_next || meets_previous) {
    const auto& [old_first, old_last] =
        meets_previous ? *std::prev(next) : *next;
    return absl::AlreadyExistsError(absl::StrCat(
        "draws ", first, " to ", last - 1, " meet draws ", old_first, " to ",
        old_last - 1, ", which have come: put each draw once"));
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!std::isfinite(rows[i])) {
      return absl::InvalidArgumentError(
          absl::StrCat("output ", i % outputs, " of draw ", first + i / outputs,
                       " is ", rows[i], ": every value must be finite"));
    }
  }
  return absl::OkStatus();
}

absl::Status DrawStore::CheckOutput(int output) const {
  if (output < 0 || output >= output_count_) {
    return absl::OutOfRangeError(absl::StrCat(
        "output ", output, " is not among 0 to ", output_count_ - 1));
  }
  return absl::OkStatus();
}

absl::Status DrawStore::Put(int first, absl::Span<const double> rows) {
  RETURN_IF_ERROR(CheckBlock(first, rows));
  const auto outputs = static_cast<size_t>(output_count_);
  const size_t count = rows.size() / outputs;
  for (int output = 0; output < output_count_; ++output) {
    double* column = Column(output) + first;
    const double* value = rows.data() + output;
    for (size_t i = 0; i < count; ++i, value += outputs) {
      // -0 and 0 are equal: which of them a quantile is would be left to the
      // sort. Adding 0 takes the sign away.
      column[i] = *value + 0.0;
    }
  }
  int last = first + static_cast<int>(count);
  auto next = ranges_.lower_bound(first);
  if (next != ranges_.end() && next->first == last) {
    last = next->second;
    next = ranges_.erase(next);
  }
  if (next != ranges_.begin() && std::prev(next)->second == first) {
    std::prev(next)->second = last;
  } else {
    ranges_.emplace(first, last);
  }
  return absl::OkStatus();
}

int DrawStore::complete() const {
  const auto first = ranges_.begin();
  return first != ranges_.end() && first->first == 0 ? first->second : 0;
}

std::vector<DrawRange> DrawStore::Missing() const {
  std::vector<DrawRange> missing;
  int next = 0;
  for (const auto& [first, last] : ranges_) {
    if (first > next) {
      missing.push_back({next, first});
    }
    next = last;
  }
  if (next < draw_count_) {
    missing.push_back({next, draw_count_});
  }
  return missing;
}

absl::Span<const double> DrawStore::Values(int output) const {
  assert(CheckOutput(output).ok());
  return {Column(output), static_cast<size_t>(complete())};
}

absl::StatusOr<absl::Span<const double>> DrawStore::Values(
    int output, DrawRange draws) const {
  RETURN_IF_ERROR(CheckOutput(output));
  if (draws.first < 0 || draws.first >= draws.last ||
      draws.last > draw_count_) {
    return absl::OutOfRangeError(
        absl::StrCat("draws ", draws.first, " to ", draws.last - 1,
                     " are not some of 0 to ", draw_count_ - 1));
  }
  for (const DrawRange& gap : Missing()) {
    if (gap.first < draws.last && gap.last > draws.first) {
      return absl::FailedPreconditionError(
          absl::StrCat("draws ", gap.first, " to ", gap.last - 1,
                       " have not come, and draws ", draws.first, " to ",
                       draws.last - 1, " are asked for"));
    }
  }
  return absl::MakeConstSpan(Column(output) + draws.first,
                             static_cast<size_t>(draws.last - draws.first));
}

absl::StatusOr<Summary> DrawStore::SummarizeFirst(
    int draw_count, int output, const SummaryOptions& options,
    const KeepGoing& keep_going) const {
  ASSIGN_OR_RETURN(const absl::Span<const double> values,
                   Values(output, {0, draw_count}));
  return Summarize(values, options, keep_going);
}

}  // namespace oilflow
