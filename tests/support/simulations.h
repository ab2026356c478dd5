// A small simulation, whole and in parts, asked of the handlers themselves.

#ifndef OILFLOW_TESTS_SUPPORT_SIMULATIONS_H_
#define OILFLOW_TESTS_SUPPORT_SIMULATIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "oilflow/v1/ensemble_service.pb.h"

namespace oilflow {

using Messages = std::vector<v1::SimulateScenarioResponse>;

// 3,000 draws of 2025-02-24 to 2025-03-30, of a restart behind gates whose
// realised share is uncertain, beside the facts' own ranges.
v1::SimulateScenarioRequest SmallSimulation();

// Every message of the stream, or the error that ended it.
absl::StatusOr<Messages> Simulate(const v1::SimulateScenarioRequest& request,
                                  int thread_count = 2);

// Draws [first, end) of it; a failure and nothing if there is an error.
Messages SimulatePart(v1::SimulateScenarioRequest request, int first, int end);

struct NamedPart {
  std::string name;
  Messages messages;
};

// One part after another.
absl::StatusOr<v1::SimulateScenarioResponse> Merge(
    const std::vector<NamedPart>& parts);

// The same one by one.
absl::StatusOr<v1::SimulateScenarioResponse> MergeMessages(
    const std::vector<v1::MergeSimulationRequest>& requests);

// The values of a part, draw by draw, of its column.
std::vector<double> ColumnOf(const Messages& part, int column, int count);

// As bytes, so that a difference in the last digit shows.
std::string BytesOf(const Messages& messages);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_SIMULATIONS_H_
