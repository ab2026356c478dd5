#include "service/wire/convert_sweep.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

#include "service/units/quantity_text.h"
#include "service/wire/check.h"

namespace oilflow {
namespace {

constexpr int kMaxAxisValues = 10000;
constexpr size_t kMaxParameterName = 200;

std::string FieldOf(int axis) { return absl::StrCat("axes[", axis, "]"); }

absl::StatusOr<std::vector<double>> ValuesOf(
    const v1::SweepAxis::Steps& steps) {
  return steps.logarithmic()
             ? LogValues(steps.from(), steps.to(), steps.count())
             : LinearValues(steps.from(), steps.to(), steps.count());
}

std::vector<double> StepsFromProto(const v1::SweepAxis::Steps& steps,
                                   const std::string& field, BadRequest* bad) {
  bool good = true;
  const auto fault = [&](absl::string_view of, absl::string_view description) {
    bad->Add(absl::StrCat(field, ".", of), description);
    good = false;
  };
  if (!steps.has_from()) {
    fault("from", "must be given: the first value");
  }
  if (!steps.has_to()) {
    fault("to", "must be given: the last value");
  }
  if (steps.count() < 2 || steps.count() > kMaxAxisValues) {
    fault("count", absl::StrCat("must be from 2 to ", kMaxAxisValues, ", not ",
                                steps.count()));
  }
  // What is wrong with one end only, before what is wrong between the two.
  for (const auto& [name, value] :
       {std::pair("from", steps.from()), std::pair("to", steps.to())}) {
    if (good && !std::isfinite(value)) {
      fault(name, absl::StrCat("must be a finite number, not ", value));
    } else if (good && steps.logarithmic() && value <= 0) {
      fault(name,
            absl::StrCat("must be above 0 beside logarithmic, not ", value));
    }
  }
  if (!good) {
    return {};
  }
  if (steps.from() == steps.to()) {
    fault("to", absl::StrCat("must differ from from, which is ", steps.from(),
                             " too"));
    return {};
  }
  return bad->Take(field, ValuesOf(steps));
}

std::vector<double> ListFromProto(const v1::SweepAxis::Values& list,
                                  const std::string& field, BadRequest* bad) {
  if (list.values().empty() || list.values_size() > kMaxAxisValues) {
    bad->Add(field, absl::StrCat("must be from 1 to ", kMaxAxisValues,
                                 " values, not ", list.values_size()));
    return {};
  }
  for (int i = 0; i < list.values_size(); ++i) {
    if (!std::isfinite(list.values(i))) {
      bad->Add(absl::StrCat(field, "[", i, "]"),
               absl::StrCat("must be a finite number, not ", list.values(i)));
      return {};
    }
  }
  return {list.values().begin(), list.values().end()};
}

}  // namespace

std::optional<Grid> GridFromProto(const AxisProtos& proto, BadRequest* bad) {
  BadRequest of_axes;
  if (proto.empty() || proto.size() > kMaxAxes) {
    of_axes.Add("axes", absl::StrCat("must be from 1 to ", kMaxAxes, ", not ",
                                     proto.size()));
  }
  UniqueIds names("axes", &of_axes);
  std::vector<Axis> axes;
  for (int i = 0; i < std::min(proto.size(), kMaxAxes); ++i) {
    const v1::SweepAxis& axis = proto[i];
    const std::string field = FieldOf(i);
    const std::string name = absl::StrCat(field, ".parameter");
    CheckText(name, axis.parameter(), kMaxParameterName, false, &of_axes);
    if (axis.parameter().empty()) {
      of_axes.Add(name,
                  "must be {policy_id}.{field}, {subject}.{measure} or "
                  "{driver_id}.level");
    } else {
      names.Check(name, axis.parameter(), i);
    }
    axes.push_back({.name = axis.parameter(), .values = {}});
    switch (axis.points_case()) {
      case v1::SweepAxis::kSteps:
        axes.back().values = StepsFromProto(
            axis.steps(), absl::StrCat(field, ".steps"), &of_axes);
        break;
      case v1::SweepAxis::kValues:
        axes.back().values = ListFromProto(
            axis.values(), absl::StrCat(field, ".values.values"), &of_axes);
        break;
      case v1::SweepAxis::POINTS_NOT_SET:
        of_axes.Add(absl::StrCat(field, ".steps"), "must be set, or values");
        break;
    }
  }
  std::optional<Grid> grid;
  if (of_axes.ok()) {
    absl::StatusOr<Grid> made = Grid::Create(std::move(axes));
    if (made.ok()) {
      grid = *std::move(made);
    } else {
      of_axes.Add("axes", made.status().message());
    }
  }
  bad->Take(of_axes);
  return grid;
}

bool CheckWhole(const std::string& field, double value,
                const FreeParameter& parameter, absl::string_view what_to_do,
                BadRequest* bad) {
  // As far as steps can miss by rounding.
  constexpr double kRounding = 1e-6;
  if (!parameter.is_whole() ||
      std::abs(value - std::round(value)) < kRounding) {
    return true;
  }
  bad->Add(field,
           absl::StrCat("must give ", parameter.name, " whole days, not ",
                        PrintNumber(value), what_to_do));
  return false;
}

void CheckRanges(const AxisProtos& proto, const Grid& grid,
                 const std::vector<FreeParameter>& parameters,
                 BadRequest* bad) {
  for (int i = 0; i < proto.size(); ++i) {
    const FreeParameter& parameter = parameters[i];
    const auto check = [&](const std::string& field, double value) {
      return CheckNumber(absl::StrCat(FieldOf(i), ".", field), value,
                         parameter.minimum, parameter.maximum, parameter.unit,
                         bad)
          .has_value();
    };
    if (proto[i].has_steps()) {
      check("steps.from", proto[i].steps().from());
      check("steps.to", proto[i].steps().to());
      for (const double value : grid.axes()[i].values) {
        if (!CheckWhole(absl::StrCat(FieldOf(i), ".steps.count"), value,
                        parameter,
                        ": choose ends and a count with whole days between, or "
                        "list the values",
                        bad)) {
          break;
        }
      }
      continue;
    }
    const auto& values = proto[i].values().values();
    for (int v = 0; v < values.size(); ++v) {
      // One of a list is enough to say what is allowed.
      const std::string field = absl::StrCat("values.values[", v, "]");
      if (!check(field, values[v]) ||
          !CheckWhole(absl::StrCat(FieldOf(i), ".", field), values[v],
                      parameter, "", bad)) {
        break;
      }
    }
  }
}

void ToProto(const SweptPoint& point, v1::SweepScenarioResponse::Point* proto) {
  proto->set_index(point.index);
  for (const double parameter : point.parameters) {
    proto->add_parameters(parameter);
  }
  for (const double value : point.answer.values) {
    proto->add_values(value);
  }
  for (const double error : point.answer.errors) {
    proto->add_errors(error);
  }
  proto->set_error(point.error);
}

}  // namespace oilflow
