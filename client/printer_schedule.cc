#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

std::string QuantileName(double quantile) {
  return quantile == 0.5 ? "at the median"
                         : absl::StrCat("at quantile ", ShowNumber(quantile));
}

// Why it is not in force: of what is uncertain, all that says no.
std::string WhyNot(const v1::PolicySchedule& schedule, double probability) {
  std::vector<std::string> reasons;
  if (probability == 0 || probability < 1 - schedule.quantile()) {
    reasons.push_back(absl::StrCat("probability ", ShowNumber(probability)));
  }
  for (const auto& gate : schedule.gates()) {
    if (!gate.has_date()) {
      reasons.push_back(absl::StrCat("gate ", gate.gate_id(), " stays shut"));
    }
  }
  if (reasons.empty()) {
    reasons.emplace_back("its gates do not all open in time");
  }
  return absl::StrCat("not in force: ", absl::StrJoin(reasons, ", "), " ",
                      QuantileName(schedule.quantile()));
}

// What its dates rest on.
std::string NoteOf(const v1::PolicySchedule& schedule, const v1::Policy& policy,
                   absl::CivilDay horizon_end) {
  std::vector<std::string> notes;
  const double probability =
      policy.has_probability() ? policy.probability() : 1;
  if (!schedule.happens()) {
    notes.push_back(WhyNot(schedule, probability));
  } else {
    if (DayOf(schedule.first_date()) >= horizon_end) {
      notes.emplace_back("begins after the horizon");
    }
    if (probability < 1) {
      notes.push_back(absl::StrCat("probability ", ShowNumber(probability), " ",
                                   QuantileName(schedule.quantile())));
    } else if (schedule.quantile() != 0.5) {
      notes.push_back(QuantileName(schedule.quantile()));
    }
    if (policy.has_rollover()) {
      notes.push_back(
          absl::StrCat("renewed every ", policy.rollover().period_days(),
                       " days with probability ",
                       ShowNumber(policy.rollover().renewal_probability())));
    }
  }
  for (const auto& gate : schedule.gates()) {
    if (gate.has_date()) {
      notes.push_back(absl::StrCat("gate ", gate.gate_id(), " opens ",
                                   ShowDate(gate.date())));
    }
  }
  return absl::StrJoin(notes, "; ");
}

}  // namespace

void PrintSchedules(const DayView& view, std::ostream& out) {
  const v1::EvaluateScenarioResponse& response = view.response;
  if (response.schedules().empty()) {
    return;
  }
  PrintTitle("When each policy is in force", out);
  Table table({"policy", "announced for", "from", "to", "days late", "why"},
              "llllrl");
  const absl::CivilDay horizon_end =
      DayOf(response.start_date()) + response.day_count();
  for (int p = 0; p < response.schedules_size(); ++p) {
    const v1::PolicySchedule& schedule = response.schedules(p);
    const v1::Policy& policy = response.scenario().policies(p);
    const bool happens = schedule.happens();
    table.Add({schedule.policy_id(), ShowDate(policy.start_date()),
               happens ? ShowDate(schedule.first_date()) : "-",
               !happens                  ? "-"
               : schedule.has_end_date() ? ShowDate(schedule.end_date())
                                         : "stays",
               schedule.has_days_late()
                   ? ShowFixed(schedule.days_late(), 0, /*sign=*/true)
                   : "-",
               NoteOf(schedule, policy, horizon_end)});
  }
  table.Print(out);
}

}  // namespace oilflow
