// The region with a little of everything that levers can name, and scenarios on
// it.

#ifndef OILFLOW_TESTS_WIRE_TRADE_WORLD_H_
#define OILFLOW_TESTS_WIRE_TRADE_WORLD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "oilflow/v1/network.pb.h"
#include "oilflow/v1/scenario.pb.h"

#include "service/network/network.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_network.h"
#include "service/wire/convert_scenario.h"
#include "tests/support/fixtures.h"

namespace oilflow {

// The ids that are added begin with "test-", so that the region may grow.
inline const Network& TradeNetwork() {
  static const auto* const kNetwork = [] {
    v1::Network proto = ParseProto<v1::Network>(
        ReadSourceFile("fixtures/region/network.textproto"));
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(
        R"pb(
          nodes { node_id: "test-reserve" kind: STRATEGIC_STOCK }
          arcs {
            arc_id: "test-lease"
            origin_node: "krg-fields"
            destination_node: "krg-local"
            payer: "test-trader"
          }
          actors { actor_id: "test-trader" }
          channels { channel_id: "test-account" arcs: "test-lease" }
          operators { operator_id: "test-company" }
          stakes {
            stake_id: "test-block"
            operator_id: "test-company"
            asset: "krg-fields"
          }
          power_grids { grid_id: "test-grid" burn_node: "krg-local" }
          energy_links {
            link_id: "test-gas"
            carrier: GAS
            supplier: "iran"
            grid: "test-grid"
          }
          energy_links {
            link_id: "test-wires"
            carrier: POWER
            supplier: "iran"
            grid: "test-grid"
          }
        )pb",
        &proto));
    absl::StatusOr<Network> network = NetworkFromProto(proto);
    EXPECT_TRUE(network.ok()) << network.status();
    return new Network(*std::move(network));
  }();
  return *kNetwork;
}

// Ten days of March with one policy, of which `policy` is all but its id and
// its dates: the first day to the fourth. `more` is more of the scenario.
inline v1::Scenario ScenarioWith(const std::string& policy,
                                 const std::string& more = "") {
  return ParseProto<v1::Scenario>(absl::StrCat(
      "baseline: 'baselines/region' horizon {",
      "  start_date { year: 2025 month: 3 day: 1 }",
      "  end_date { year: 2025 month: 3 day: 11 } }",
      "market { shock_mode: PATH_REALISED }", "policies { policy_id: 'policy'",
      "  start_date { year: 2025 month: 3 day: 1 }",
      "  end_date { year: 2025 month: 3 day: 5 }", policy, "}", more));
}

// What is wrong with the scenario; empty if nothing is.
inline google::rpc::BadRequest FaultsOf(const v1::Scenario& scenario) {
  BadRequest bad;
  ScenarioFromProto(TradeNetwork(), scenario, "scenario", &bad);
  google::rpc::BadRequest faults;
  const auto payload =
      bad.ToStatus().GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) {
    EXPECT_TRUE(faults.ParseFromString(std::string(*payload)));
  }
  return faults;
}

// The scenario, which must have no faults.
inline Scenario Read(const v1::Scenario& proto) {
  BadRequest bad;
  const ScenarioRequest request =
      ScenarioFromProto(TradeNetwork(), proto, "scenario", &bad);
  EXPECT_TRUE(bad.ok()) << bad.ToStatus();
  return request.scenario;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_WIRE_TRADE_WORLD_H_
