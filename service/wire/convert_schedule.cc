#include "service/wire/convert_schedule.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_driver.h"

namespace oilflow {
namespace {

constexpr int kMaxGates = 20;

Gate GateFromProto(const v1::Gate& proto, const std::vector<Driver>& drivers,
                   const std::string& path, BadRequest* bad) {
  Gate gate;
  gate.id = proto.gate_id();
  CheckId(absl::StrCat(path, ".gate_id"), gate.id, bad);
  gate.display_name = proto.display_name();
  CheckText(absl::StrCat(path, ".display_name"), gate.display_name,
            kMaxDisplayName, false, bad);
  const std::string hazard_field = absl::StrCat(path, ".weekly_hazard");
  switch (proto.opening_case()) {
    case v1::Gate::kWeeklyHazard:
      gate.weekly_hazard = proto.weekly_hazard();
      if (!(*gate.weekly_hazard > 0 && *gate.weekly_hazard <= 1)) {
        bad->Add(hazard_field,
                 absl::StrCat("must be above 0 and at most 1, not ",
                              PrintNumber(*gate.weekly_hazard),
                              ": it is the chance of any one week"));
      }
      break;
    case v1::Gate::kOpenDate:
      gate.open_day = bad->Take(absl::StrCat(path, ".open_date"),
                                DateFromProto(proto.open_date()));
      break;
    case v1::Gate::OPENING_NOT_SET:
      bad->Add(hazard_field, "must be given, or open_date");
      break;
  }
  gate.driver =
      FindDriver(drivers, absl::StrCat(path, ".driver"), proto.driver(), bad);
  return gate;
}

std::vector<Gate> GatesFromProto(const v1::Policy& proto,
                                 const std::vector<Driver>& drivers,
                                 const std::string& path, BadRequest* bad) {
  std::vector<Gate> gates;
  CheckSize(absl::StrCat(path, ".gates"), proto.gates_size(), kMaxGates, bad);
  UniqueIds ids("gates", bad);
  for (int i = 0; i < std::min(proto.gates_size(), kMaxGates); ++i) {
    const std::string field = absl::StrCat(path, ".gates[", i, "]");
    gates.push_back(GateFromProto(proto.gates(i), drivers, field, bad));
    ids.Check(absl::StrCat(field, ".gate_id"), gates.back().id, i);
  }
  return gates;
}

Rollover RolloverFromProto(const v1::Rollover& proto, const std::string& path,
                           BadRequest* bad) {
  Rollover rollover;
  rollover.period_days = static_cast<int>(
      CheckNumber(absl::StrCat(path, ".period_days"), proto.period_days(), 1,
                  kMaxHorizonDays, "days", bad)
          .value_or(1));
  const std::string renewal = absl::StrCat(path, ".renewal_probability");
  if (!proto.has_renewal_probability()) {
    bad->Add(renewal, "must be given, from 0 to 1 share");
    return rollover;
  }
  rollover.renewal_probability =
      CheckNumber(renewal, proto.renewal_probability(), 0, 1, "share", bad)
          .value_or(1);
  return rollover;
}

// The dates of a policy, each after those that must come before it.
void ReadDates(const v1::Policy& proto, const std::string& path,
               LeverReader reader, BadRequest* bad, Schedule* schedule) {
  bool has_start = false;
  if (!proto.has_start_date()) {
    reader.Add("start_date", "must be set");
  } else {
    const auto start = DateFromProto(proto.start_date());
    schedule->start = bad->Take(absl::StrCat(path, ".start_date"), start);
    has_start = start.ok();
  }
  if (proto.has_end_date()) {
    const auto end = DateFromProto(proto.end_date());
    schedule->end = bad->Take(absl::StrCat(path, ".end_date"), end);
    if (has_start && end.ok() && *end <= schedule->start) {
      reader.Add("end_date", absl::StrCat("must be after start_date, ",
                                          PrintDate(schedule->start), ", not ",
                                          PrintDate(*end)));
    }
  }
  if (proto.has_announced_date()) {
    const auto announced = DateFromProto(proto.announced_date());
    schedule->announced =
        bad->Take(absl::StrCat(path, ".announced_date"), announced);
    if (has_start && announced.ok() && *announced > schedule->start) {
      reader.Add("announced_date",
                 absl::StrCat("must not be after start_date, ",
                              PrintDate(schedule->start), ", not ",
                              PrintDate(*announced)));
    }
  }
}

}  // namespace

Schedule ScheduleFromProto(const v1::Policy& proto,
                           const std::vector<Driver>& drivers,
                           const std::string& path, LeverReader reader,
                           BadRequest* bad) {
  Schedule schedule;
  ReadDates(proto, path, reader, bad, &schedule);
  schedule.delay_days = static_cast<int>(*reader.Number("delay_days"));
  schedule.gates = GatesFromProto(proto, drivers, path, bad);
  switch (proto.ramp_shape()) {
    case v1::Policy::RAMP_SHAPE_UNSPECIFIED:
    case v1::Policy::LINEAR:
      schedule.ramp_shape = RampShape::kLinear;
      break;
    case v1::Policy::LOGISTIC:
      schedule.ramp_shape = RampShape::kLogistic;
      break;
    default:
      reader.Add("ramp_shape",
                 absl::StrCat("must be LINEAR, LOGISTIC or unset, not ",
                              static_cast<int>(proto.ramp_shape())));
  }
  schedule.ramp_days = static_cast<int>(*reader.Number("ramp_days"));
  schedule.recovery_days = static_cast<int>(*reader.Number("recovery_days"));
  if (schedule.recovery_days > 0 && !proto.has_end_date()) {
    reader.Add("recovery_days", "must be left out unless end_date is set");
  }
  if (proto.has_rollover()) {
    schedule.rollover = RolloverFromProto(proto.rollover(),
                                          absl::StrCat(path, ".rollover"), bad);
  }
  schedule.probability = *reader.Number("probability");
  schedule.driver =
      FindDriver(drivers, reader.Field("driver"), proto.driver(), bad);
  return schedule;
}

}  // namespace oilflow
