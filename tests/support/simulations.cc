#include "tests/support/simulations.h"

#include "gtest/gtest.h"

#include "service/base/status_macros.h"
#include "service/rpc/draw_values.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/rerun_token.h"
#include "tests/support/fixtures.h"

namespace oilflow {

v1::SimulateScenarioRequest SmallSimulation() {
  v1::SimulateScenarioRequest request;
  v1::Scenario* scenario = request.mutable_source()->mutable_scenario();
  *scenario = RegionWorld().scenarios.at("restart-gates");
  *scenario->mutable_horizon()->mutable_end_date() =
      ParseProto<google::type::Date>("year: 2025 month: 3 day: 31");
  // So that in most draws, and not in all, they open within the horizon.
  for (auto& gate : *scenario->mutable_policies(0)->mutable_gates()) {
    gate.set_weekly_hazard(0.6);
  }
  *scenario->mutable_uncertainties() = ParseProto<v1::Uncertainties>(R"pb(
    parameters {
      parameter: "restart.realised_share"
      distribution { triangular { low: 0.5 mode: 0.9 high: 1 } }
    })pb");
  request.mutable_sampling()->set_draw_count(3000);
  return request;
}

absl::StatusOr<Messages> Simulate(const v1::SimulateScenarioRequest& request,
                                  int thread_count) {
  Messages messages;
  RETURN_IF_ERROR(
      SimulateScenario(*EmbeddedWorlds(), Call(), thread_count, request,
                       [&](const v1::SimulateScenarioResponse& message) {
                         messages.push_back(message);
                         return true;
                       }));
  return messages;
}

Messages SimulatePart(v1::SimulateScenarioRequest request, int first, int end) {
  request.mutable_draws()->set_first_draw(first);
  request.mutable_draws()->set_end_draw(end);
  const absl::StatusOr<Messages> messages = Simulate(request);
  EXPECT_TRUE(messages.ok()) << messages.status();
  return messages.ok() ? *messages : Messages();
}

absl::StatusOr<v1::SimulateScenarioResponse> Merge(
    const std::vector<NamedPart>& parts) {
  std::vector<v1::MergeSimulationRequest> requests;
  for (const NamedPart& part : parts) {
    for (const v1::SimulateScenarioResponse& message : part.messages) {
      v1::MergeSimulationRequest& request = requests.emplace_back();
      request.set_part(part.name);
      *request.mutable_message() = message;
    }
  }
  return MergeMessages(requests);
}

absl::StatusOr<v1::SimulateScenarioResponse> MergeMessages(
    const std::vector<v1::MergeSimulationRequest>& requests) {
  v1::SimulateScenarioResponse response;
  size_t next = 0;
  RETURN_IF_ERROR(MergeSimulation(
      *EmbeddedWorlds(), Call(),
      [&](v1::MergeSimulationRequest* request) -> absl::StatusOr<bool> {
        if (next == requests.size()) {
          return false;
        }
        *request = requests[next++];
        return true;
      },
      &response));
  return response;
}

std::vector<double> ColumnOf(const Messages& part, int column, int count) {
  std::vector<double> values;
  for (const v1::SimulateScenarioResponse& message : part) {
    const std::vector<double> piece = FromBytes(message.values().values());
    for (size_t i = column; i < piece.size(); i += count) {
      values.push_back(piece[i]);
    }
  }
  return values;
}

std::string BytesOf(const Messages& messages) {
  std::string bytes;
  for (const v1::SimulateScenarioResponse& message : messages) {
    bytes += DeterministicBytes(message);
  }
  return bytes;
}

}  // namespace oilflow
