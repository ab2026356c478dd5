#include "service/ensemble/grid.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

absl::Status CheckEnds(double from, double to, int count) {
  if (count < 2 || count > kMaxGridPoints) {
    return absl::InvalidArgumentError(
        absl::StrCat("count must be 2 to ", kMaxGridPoints, ", not ", count));
  }
  if (!std::isfinite(from) || !std::isfinite(to) || from == to ||
      !std::isfinite(to - from)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "from and to must be finite and differ, not ", from, " and ", to));
  }
  return absl::OkStatus();
}

absl::Status CheckAxis(const std::vector<Axis>& axes, size_t index) {
  const Axis& axis = axes[index];
  if (axis.name.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("axis ", index, " must name its parameter"));
  }
  for (size_t i = 0; i < index; ++i) {
    if (axes[i].name == axis.name) {
      return absl::InvalidArgumentError(
          absl::StrCat("axes ", i, " and ", index, " are both ", axis.name,
                       ": a parameter may have one axis"));
    }
  }
  if (axis.values.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(axis.name, " has no values: its axis needs at least one"));
  }
  for (size_t i = 0; i < axis.values.size(); ++i) {
    if (!std::isfinite(axis.values[i])) {
      return absl::InvalidArgumentError(
          absl::StrCat("value ", i, " of ", axis.name,
                       " must be a finite number, not ", axis.values[i]));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<double>> LinearValues(double from, double to,
                                                 int count) {
  RETURN_IF_ERROR(CheckEnds(from, to, count));
  std::vector<double> values;
  for (int i = 0; i < count; ++i) {
    values.push_back(from +
                     (to - from) * (static_cast<double>(i) / (count - 1)));
  }
  values.back() = to;
  return values;
}

absl::StatusOr<std::vector<double>> LogValues(double from, double to,
                                              int count) {
  RETURN_IF_ERROR(CheckEnds(from, to, count));
  if (from <= 0 || to <= 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("from and to must be above 0 for even ratios, not ", from,
                     " and ", to));
  }
  const double log_from = PortableLog(from);
  ASSIGN_OR_RETURN(std::vector<double> values,
                   LinearValues(log_from, PortableLog(to), count));
  for (double& value : values) {
    value = PortableExp(value);
  }
  values.front() = from;
  values.back() = to;
  return values;
}

absl::StatusOr<Grid> Grid::Create(std::vector<Axis> axes) {
  if (axes.empty() || axes.size() > kMaxAxes) {
    return absl::InvalidArgumentError(
        absl::StrCat("a grid has 1 to ", kMaxAxes, " axes, not ", axes.size()));
  }
  int64_t size = 1;
  for (size_t i = 0; i < axes.size(); ++i) {
    RETURN_IF_ERROR(CheckAxis(axes, i));
    // Checked axis by axis, so that the product cannot overflow.
    if (axes[i].values.size() > static_cast<size_t>(kMaxGridPoints / size)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the grid has more than ", kMaxGridPoints, " points: give ",
          axes[i].name, " or another axis fewer than ", axes[i].values.size(),
          " values, or sweep in parts"));
    }
    size *= static_cast<int64_t>(axes[i].values.size());
  }
  return Grid(std::move(axes), static_cast<int>(size));
}

std::vector<double> Grid::At(int index) const {
  assert(index >= 0 && index < size_);
  std::vector<double> values(axes_.size());
  auto rest = static_cast<size_t>(index);
  for (size_t i = axes_.size(); i-- > 0;) {
    const std::vector<double>& along = axes_[i].values;
    values[i] = along[rest % along.size()];
    rest /= along.size();
  }
  return values;
}

absl::Status Grid::VisitFrom(
    int first,
    absl::FunctionRef<absl::Status(int index, absl::Span<const double>)> visit)
    const {
  if (first < 0 || first > size_) {
    return absl::OutOfRangeError(
        absl::StrCat("a grid of ", size_, " points can be taken up at 0 to ",
                     size_, ", not at ", first));
  }
  for (int index = first; index < size_; ++index) {
    RETURN_IF_ERROR(visit(index, At(index)));
  }
  return absl::OkStatus();
}

}  // namespace oilflow
