// A small scenario to take apart, and the streams of the handlers that do so.

#ifndef OILFLOW_TESTS_SUPPORT_ANALYSES_H_
#define OILFLOW_TESTS_SUPPORT_ANALYSES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/handlers.h"
#include "service/rpc/rerun_token.h"
#include "tests/support/fixtures.h"

namespace oilflow {

template <typename Request, typename Response>
using Handler = absl::Status (*)(const Worlds&, const Call&, int,
                                 const Request&,
                                 absl::FunctionRef<bool(const Response&)>);

// Every message of a stream, or the error that ended it.
template <typename Request, typename Response>
absl::StatusOr<std::vector<Response>> Collect(
    Handler<Request, Response> handler, const Request& request,
    int thread_count = 2) {
  std::vector<Response> messages;
  const absl::Status status = handler(*EmbeddedWorlds(), Call(), thread_count,
                                      request, [&](const Response& message) {
                                        messages.push_back(message);
                                        return true;
                                      });
  if (!status.ok()) {
    return status;
  }
  return messages;
}

// The same; a failure and one empty message if there is an error. Counts must
// grow to the total, which only the last has reached.
template <typename Request, typename Response>
std::vector<Response> CollectAll(Handler<Request, Response> handler,
                                 const Request& request, int thread_count = 2) {
  const auto messages = Collect(handler, request, thread_count);
  EXPECT_TRUE(messages.ok()) << messages.status();
  if (!messages.ok() || messages->empty()) {
    return std::vector<Response>(1);
  }
  for (size_t i = 0; i < messages->size(); ++i) {
    const Response& message = (*messages)[i];
    const bool is_last = i + 1 == messages->size();
    EXPECT_EQ(message.completed_count() == message.total_count(), is_last);
    if (i > 0) {
      EXPECT_GT(message.completed_count(),
                (*messages)[i - 1].completed_count());
    }
  }
  return *messages;
}

// What ends the stream of a client that goes away after `count` messages.
template <typename Request, typename Response>
absl::Status LeaveAfter(int count, Handler<Request, Response> handler,
                        const Request& request) {
  return handler(*EmbeddedWorlds(), Call(), 2, request,
                 [&](const Response&) { return --count > 0; });
}

template <typename Response>
std::string AllBytes(const std::vector<Response>& messages) {
  std::string bytes;
  for (const Response& message : messages) {
    bytes += DeterministicBytes(message);
  }
  return bytes;
}

// Twelve weeks of spring 2025 with a restart, pressure on Iran, two outages
// that are alike, and a policy that starts too late to do anything.
inline v1::Scenario ScenarioToTakeApart() {
  v1::Scenario scenario =
      RegionWorld().scenarios.at("restart-maximum-pressure");
  *scenario.mutable_horizon()->mutable_end_date() =
      ParseProto<google::type::Date>("year: 2025 month: 5 day: 24");
  scenario.MergeFrom(ParseProto<v1::Scenario>(R"pb(
    policies {
      policy_id: "twin-a"
      start_date { year: 2025 month: 4 day: 1 }
      outage { producers: "south-fed" loss_bpd: 50000 }
    }
    policies {
      policy_id: "twin-b"
      start_date { year: 2025 month: 4 day: 1 }
      outage { producers: "south-fed" loss_bpd: 50000 }
    }
    policies {
      policy_id: "late"
      start_date { year: 2026 month: 1 day: 1 }
      outage { producers: "south-fed" loss_bpd: 90000 }
    }
  )pb"));
  return scenario;
}

// The mean change of supply, from EvaluateScenario.
inline double EvaluatedNet(const v1::Scenario& scenario,
                           const v1::Reading& reading = {}) {
  v1::EvaluateScenarioRequest request;
  *request.mutable_scenario() = scenario;
  *request.mutable_reading() = reading;
  v1::EvaluateScenarioResponse response;
  const absl::Status status =
      EvaluateScenario(*EmbeddedWorlds(), Call(), request, &response);
  EXPECT_TRUE(status.ok()) << status;
  double sum = 0;
  for (const auto net : response.ledger().net_bpd()) {
    sum += static_cast<double>(net);
  }
  return sum / response.day_count();
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_ANALYSES_H_
