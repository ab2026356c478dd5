// Requests for a simulation, spoilt.

#ifndef OILFLOW_TESTS_SUPPORT_BAD_SIMULATIONS_H_
#define OILFLOW_TESTS_SUPPORT_BAD_SIMULATIONS_H_

#include <functional>
#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"

namespace oilflow {

using Spoil = std::function<void(v1::SimulateScenarioRequest*)>;

// Twenty draws of the good request: every case spoils this.
inline v1::SimulateScenarioRequest GoodSimulation() {
  v1::SimulateScenarioRequest request;
  *request.mutable_source()->mutable_scenario() = GoodRequest().scenario();
  request.mutable_sampling()->set_draw_count(20);
  return request;
}

// To the end of the stream.
inline grpc::Status SendToTheEnd(Api& api,
                                 const v1::SimulateScenarioRequest& request) {
  grpc::ClientContext context;
  const auto reader = api.ensembles().SimulateScenario(&context, request);
  v1::SimulateScenarioResponse response;
  while (reader->Read(&response)) {
  }
  return reader->Finish();
}

// The good simulation, changed.
inline Send Spoilt(const Spoil& spoil) {
  return [spoil](Api& api) {
    v1::SimulateScenarioRequest request = GoodSimulation();
    spoil(&request);
    return SendToTheEnd(api, request);
  };
}

// The same with text format merged into it.
inline Send Also(const std::string& text) {
  return Spoilt([text](auto* request) {
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, request))
        << text;
  });
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_BAD_SIMULATIONS_H_
