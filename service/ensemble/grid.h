// All combinations of the values of a few parameters, in one order.
//
//   Axis ramp = {"policies[0].ramp_days", *LinearValues(0, 90, 4)};
//   Axis cut = {"policies[1].cut", {0.5e6, 1e6}};
//   Grid grid = *Grid::Create({ramp, cut});
//   grid.size();   // 8
//   grid.At(3);    // 30, 1e6: the last axis moves first

#ifndef OILFLOW_SERVICE_ENSEMBLE_GRID_H_
#define OILFLOW_SERVICE_ENSEMBLE_GRID_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace oilflow {

inline constexpr int kMaxAxes = 4;
inline constexpr int kMaxGridPoints = 1000000;

// A parameter, and what it is to be in turn.
struct Axis {
  std::string name;
  std::vector<double> values;
};

// `count` values at even distances, or at even ratios, from `from` to `to`,
// both exactly. At least 2, at most kMaxGridPoints; the ends are finite and
// differ, and above 0 for ratios.
absl::StatusOr<std::vector<double>> LinearValues(double from, double to,
                                                 int count);
absl::StatusOr<std::vector<double>> LogValues(double from, double to,
                                              int count);

class Grid {
 public:
  // An error that names the axis unless there are 1 to kMaxAxes, each with a
  // name of its own and at least one value, all finite, and at most
  // kMaxGridPoints points.
  static absl::StatusOr<Grid> Create(std::vector<Axis> axes);

  int size() const { return size_; }
  const std::vector<Axis>& axes() const { return axes_; }

  // The values of point `index`, 0 to size() - 1, by axis.
  std::vector<double> At(int index) const;

  // Visits the points from `first` on, in order, until one fails. To go on
  // after `first` points, start from there: nothing else is remembered. An
  // error unless `first` is 0 to size().
  absl::Status VisitFrom(
      int first,
      absl::FunctionRef<absl::Status(int index, absl::Span<const double>)>
          visit) const;

 private:
  Grid(std::vector<Axis> axes, int size)
      : axes_(std::move(axes)), size_(size) {}

  std::vector<Axis> axes_;
  int size_ = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_GRID_H_
