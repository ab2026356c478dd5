// Requests with no fault, with several and with very many.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/details.h"

namespace oilflow {
namespace {

TEST(BadInputTest, TheRequestThatEveryCaseSpoilsIsGood) {
  Api api;
  EXPECT_TRUE(Changed([](auto*) {})(api).ok());
  EXPECT_TRUE(
      WithScenario("description: 'one\\ntwo' horizon { end_date { year: 2028 "
                   "month: 3 day: 1 } }")(api)
          .ok())
      << "1,096 days, and a description of two lines";
}

TEST(BadInputTest, EveryFaultOfARequestIsNamedAtOnce) {
  Api api;
  const grpc::Status status = With(R"pb(
    scenario {
      display_name: "\t"
      as_of { month: 13 }
      horizon { end_date { day: 1 } }
      policies {
        policy_id: "P"
        realised_share: 2
        route { arcs: "itpp" mandated_bpd: -1 limit_bpd: nan }
      }
      policies {
        policy_id: "second"
        start_date { year: 2025 month: 3 day: 1 }
        quota { country: "iran" regime: OFFSET }
      }
      market {
        shock_mode: SHOCK_MODE_UNSPECIFIED
        models { model_id: "mine" supply_elasticity: -1 demand_elasticity: 1 }
      }
    }
    reading { latest_fact: "nothing" }
  )pb")(api);
  const auto requests = DetailsOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(requests.size(), 1u);
  std::vector<std::string> fields;
  for (const auto& violation : requests[0].field_violations()) {
    fields.push_back(violation.field());
  }
  EXPECT_THAT(fields,
              testing::UnorderedElementsAre(
                  "scenario.display_name", "scenario.as_of",
                  "scenario.horizon.end_date", "scenario.policies[0].policy_id",
                  "scenario.policies[0].start_date",
                  "scenario.policies[0].realised_share",
                  "scenario.policies[0].route.arcs[0]",
                  "scenario.policies[0].route.mandated_bpd",
                  "scenario.policies[0].route.limit_bpd",
                  "scenario.policies[1].quota.country",
                  "scenario.policies[1].quota.offset_share",
                  "scenario.market.shock_mode",
                  "scenario.market.models[0].supply_elasticity",
                  "scenario.market.models[0].demand_elasticity",
                  "reading.latest_fact"));
  EXPECT_THAT(status.error_message(), testing::HasSubstr("and 14 more"));
}

// A client's trailers hold 8 KiB, and a call that overflows them says nothing.
TEST(BadInputTest, ManyFaultsAreCountedAndListedAsFarAsTrailersHold) {
  Api api({.listen = "127.0.0.1:0"});
  const auto stub = v1::EvaluationService::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", api.server().port()),
                          grpc::InsecureChannelCredentials()));
  v1::EvaluateScenarioRequest request = GoodRequest();
  for (int i = 0; i < 100; ++i) {
    request.mutable_scenario()->add_policies()->set_policy_id(
        std::string(200, 'P'));
  }
  // Each has a bad id, no start and no lever; all but the first repeat the id.
  const int faults = 100 * 3 + 99;
  grpc::ClientContext context;
  v1::EvaluateScenarioResponse response;
  const grpc::Status status =
      stub->EvaluateScenario(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << status.error_message();
  const auto requests = DetailsOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_GE(requests[0].field_violations_size(), 10);
  EXPECT_EQ(requests[0].field_violations(0).field(),
            "scenario.policies[0].policy_id");
  EXPECT_THAT(status.error_message(),
              testing::HasSubstr(absl::StrCat("and ", faults - 1, " more")));
}

}  // namespace
}  // namespace oilflow
