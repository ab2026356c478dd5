#include "tests/support/bad_input.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"

#include "tests/support/details.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

// Lives until the process ends, as threads of gRPC do.
Api& SharedApi() {
  static auto* const kApi = new Api();
  return *kApi;
}

grpc::Status Evaluate(Api& api, const v1::EvaluateScenarioRequest& request) {
  grpc::ClientContext context;
  v1::EvaluateScenarioResponse response;
  return api.evaluations().EvaluateScenario(&context, request, &response);
}

void ExpectOneErrorInfo(const BadCase& bad, const grpc::Status& status) {
  const auto infos = DetailsOf<google::rpc::ErrorInfo>(status);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].domain(), "oilflow.example.com");
  EXPECT_EQ(infos[0].reason(), bad.reason);
}

// The one field at fault is named, and no other.
void ExpectViolation(const BadCase& bad, const grpc::Status& status) {
  const auto requests = DetailsOf<google::rpc::BadRequest>(status);
  if (bad.field.empty()) {
    EXPECT_TRUE(requests.empty());
    for (const std::string& words : bad.says) {
      EXPECT_THAT(status.error_message(), HasSubstr(words));
    }
    return;
  }
  ASSERT_EQ(requests.size(), 1u);
  ASSERT_EQ(requests[0].field_violations_size(), 1)
      << requests[0].DebugString();
  const auto& violation = requests[0].field_violations(0);
  EXPECT_EQ(violation.field(), bad.field);
  for (const std::string& words : bad.says) {
    EXPECT_THAT(violation.description(), HasSubstr(words));
  }
  EXPECT_THAT(status.error_message(), HasSubstr(violation.description()));
}

void ExpectDetailOfCode(const BadCase& bad, const grpc::Status& status) {
  switch (bad.code) {
    case grpc::StatusCode::NOT_FOUND: {
      const auto resources = DetailsOf<google::rpc::ResourceInfo>(status);
      ASSERT_EQ(resources.size(), 1u);
      EXPECT_THAT(resources[0].resource_type(),
                  testing::StartsWith("oilflow.example.com/"));
      break;
    }
    case grpc::StatusCode::FAILED_PRECONDITION: {
      const auto failures = DetailsOf<google::rpc::PreconditionFailure>(status);
      ASSERT_EQ(failures.size(), 1u);
      ASSERT_GT(failures[0].violations_size(), 0);
      EXPECT_EQ(failures[0].violations(0).type(), "FACT");
      EXPECT_EQ(failures[0].violations(0).subject(), bad.subject);
      break;
    }
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      EXPECT_EQ(DetailsOf<google::rpc::QuotaFailure>(status).size(), 1u);
      break;
    default:
      break;
  }
}

bool IsPlainText(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return absl::ascii_iscntrl(c); });
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const BadCase& bad) {
  return out << bad.name;
}

v1::EvaluateScenarioRequest GoodRequest() {
  return ParseProto<v1::EvaluateScenarioRequest>(R"pb(
    scenario {
      baseline: "baselines/region"
      as_of { year: 2025 month: 3 day: 1 }
      horizon {
        start_date { year: 2025 month: 3 day: 1 }
        end_date { year: 2025 month: 3 day: 11 }
      }
      market { shock_mode: SHOCK_EX_ANTE }
    })pb");
}

Send With(const std::string& text) {
  return [text](Api& api) {
    v1::EvaluateScenarioRequest request = GoodRequest();
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &request))
        << text;
    return Evaluate(api, request);
  };
}

Send WithScenario(const std::string& text) {
  return With(absl::StrCat("scenario {", text, "}"));
}

Send WithPolicy(const std::string& text) {
  return WithScenario(absl::StrCat(
      "policies { policy_id: 'policy' start_date { year: 2025 month: 3 day: 1 ",
      "} ", text, " }"));
}

std::string InPolicy(const std::string& field) {
  return absl::StrCat("scenario.policies[0].", field);
}

Send Changed(const std::function<void(v1::EvaluateScenarioRequest*)>& change) {
  return [change](Api& api) {
    v1::EvaluateScenarioRequest request = GoodRequest();
    change(&request);
    return Evaluate(api, request);
  };
}

void ExpectRefused(const BadCase& bad) {
  SCOPED_TRACE(bad.name);
  const grpc::Status status = bad.send(SharedApi());
  SCOPED_TRACE(status.error_message().substr(0, 1000));
  EXPECT_EQ(status.error_code(), bad.code);
  EXPECT_TRUE(IsPlainText(status.error_message()));
  ExpectOneErrorInfo(bad, status);
  ExpectViolation(bad, status);
  ExpectDetailOfCode(bad, status);
  EXPECT_TRUE(Evaluate(SharedApi(), GoodRequest()).ok());
}

}  // namespace oilflow
