// Spoilt requests, and what must be said of them.

#ifndef OILFLOW_TESTS_SUPPORT_BAD_INPUT_H_
#define OILFLOW_TESTS_SUPPORT_BAD_INPUT_H_

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "tests/support/api.h"

namespace oilflow {

using Send = std::function<grpc::Status(Api&)>;

struct BadCase {
  std::string name;
  Send send;
  // The one field that must be named. Empty for errors that are about no field.
  std::string field;
  // What must be said of it: the value given, what is allowed, what to do.
  std::vector<std::string> says;
  grpc::StatusCode code = grpc::StatusCode::INVALID_ARGUMENT;
  std::string reason = "INVALID_FIELD";
  // What must be known first, for FAILED_PRECONDITION.
  std::string subject = "";
};

std::ostream& operator<<(std::ostream& out, const BadCase& bad);

// For INSTANTIATE_TEST_SUITE_P.
inline std::string CaseName(const testing::TestParamInfo<BadCase>& info) {
  return info.param.name;
}

// Ten days of the region without policies: every case spoils this.
v1::EvaluateScenarioRequest GoodRequest();

// The good request, with text format merged into it.
Send With(const std::string& text);

// The good request, with these fields of its scenario merged into it.
Send WithScenario(const std::string& text);

// The good request with one policy, of which `text` is all but id and start.
Send WithPolicy(const std::string& text);

// The path of a field of that policy.
std::string InPolicy(const std::string& field);

// The good request, changed in a way that text format cannot.
Send Changed(const std::function<void(v1::EvaluateScenarioRequest*)>& change);

// What is said of ids and of rates.
inline constexpr char kIdRule[] = "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$";
inline constexpr char kRateRule[] = "0 to 200000000 bpd";

// Any other request of a service.
template <typename Stub, typename Request, typename Response>
Send CallOf(Stub& (Api::*stub)(),
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Response*),
            const Request& request) {
  return [=](Api& api) {
    grpc::ClientContext context;
    Response response;
    return ((api.*stub)().*method)(&context, request, &response);
  };
}

// Sends the case to a server that all cases share, and checks its code, its
// details, its words, and that the server answers a good request afterwards.
void ExpectRefused(const BadCase& bad);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_BAD_INPUT_H_
