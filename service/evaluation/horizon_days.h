// What a horizon's days come to, column by column.

#ifndef OILFLOW_SERVICE_EVALUATION_HORIZON_DAYS_H_
#define OILFLOW_SERVICE_EVALUATION_HORIZON_DAYS_H_

#include <cstddef>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/evaluation/baseline.h"
#include "service/evaluation/day_report.h"
#include "service/evaluation/evaluate.h"
#include "service/facts/fact_book.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// A report for each day of the horizon; the same pointer for days that are
// alike.
struct HorizonDays {
  const Network& network;
  const Scenario& scenario;
  const Baseline& baseline;
  std::vector<const DayReport*> days;

  absl::CivilDay DateOf(size_t day) const {
    return scenario.horizon.first_day + static_cast<int>(day);
  }
};

// Two columns of what `get` finds in the flows of every day.
template <typename Get>
RateChange Column(const HorizonDays& in, const Get& get) {
  RateChange column;
  column.baseline_bpd.reserve(in.days.size());
  column.scenario_bpd.reserve(in.days.size());
  for (const DayReport* day : in.days) {
    column.baseline_bpd.push_back(get(day->outcome.baseline().flows));
    column.scenario_bpd.push_back(get(day->outcome.scenario().flows));
  }
  return column;
}

// Each fills the part of the evaluation that it is named for.
void FillFlows(const HorizonDays& in, Evaluation* evaluation);
void FillCountries(const HorizonDays& in, Evaluation* evaluation);
void FillLedger(const HorizonDays& in, Evaluation* evaluation);
void FillQuotaPositions(const HorizonDays& in, Evaluation* evaluation);
void FillEnergy(const HorizonDays& in, Evaluation* evaluation);
void FillSpare(const HorizonDays& in, Evaluation* evaluation);
void FillDemand(const HorizonDays& in, Evaluation* evaluation);

// What the reader must be warned of.
void FillIdleProducers(const HorizonDays& in, Evaluation* evaluation);
void FillCutsBeyondPotential(const HorizonDays& in, Evaluation* evaluation);
void FillCutsBeyondFlow(const HorizonDays& in, Evaluation* evaluation);
void FillUnknownSpare(const HorizonDays& in, Evaluation* evaluation);

// The facts that the numbers rest on.
void FillFacts(const HorizonDays& in, Evaluation* evaluation);

// Figures of other sources that the answer is held against: streams, products
// and the counts of secondary sources.
void FillPublished(const Network& network, const Snapshot& snapshot,
                   const Scenario& scenario, Evaluation* evaluation);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_HORIZON_DAYS_H_
