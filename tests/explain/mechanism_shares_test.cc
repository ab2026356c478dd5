#include "service/explain/mechanism_shares.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/evaluation/evaluate.h"
#include "service/wire/convert_scenario.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

constexpr DollarsPerBarrel kBrent = 75.0 * kDollarsPerBarrel;

// Pressure on Iran, a restart, and an outage that shares the restart's line.
Scenario SmallScenario() {
  v1::Scenario proto = RegionWorld().scenarios.at("restart-maximum-pressure");
  *proto.mutable_horizon()->mutable_end_date() =
      ParseProto<google::type::Date>("year: 2025 month: 4 day: 1");
  proto.MergeFrom(ParseProto<v1::Scenario>(R"pb(
    policies {
      policy_id: "outage"
      start_date { year: 2025 month: 3 day: 10 }
      outage { arcs: "itp" loss_bpd: 60000 }
    }
    policies {
      policy_id: "late"
      start_date { year: 2025 month: 12 day: 1 }
      outage { producers: "south-fed" loss_bpd: 60000 }
    }
  )pb"));
  BadRequest bad;
  const ScenarioRequest asked =
      ScenarioFromProto(RegionWorld().network, proto, "scenario", &bad);
  EXPECT_THAT(bad.ToStatus(), IsOk());
  return asked.scenario;
}

Snapshot March() {
  return *RegionWorld().facts.Read(absl::CivilDay(2025, 3, 1), "");
}

// Mean barrels by mechanism.
std::map<Mechanism, double> LedgerOf(const Scenario& scenario) {
  const Evaluation evaluation =
      *Evaluate(RegionWorld().network, March(), scenario, kBrent);
  std::map<Mechanism, double> means;
  for (const LedgerLine& line : evaluation.ledger) {
    for (size_t d = 0; d < line.more_bpd.size(); ++d) {
      means[line.mechanism] +=
          static_cast<double>(line.more_bpd[d] - line.less_bpd[d]) /
          scenario.horizon.day_count;
    }
  }
  return means;
}

absl::StatusOr<std::vector<MechanismSplit>> SplitByMechanism(
    const Scenario& scenario) {
  int64_t told = 0;
  auto splits = SplitMechanisms(
      RegionWorld().network, March(), scenario, kBrent, AlwaysGoOn,
      [&](int64_t completed, int64_t total) {
        EXPECT_EQ(completed, ++told);
        EXPECT_EQ(total, int64_t{1} << scenario.policies.size());
        return absl::OkStatus();
      });
  return splits;
}

// The mean over all orders of what a policy adds to each mechanism.
TEST(MechanismSharesTest, AreTheMeanOverAllOrders) {
  const Scenario scenario = SmallScenario();
  const size_t n = scenario.policies.size();
  const auto splits = SplitByMechanism(scenario);
  ASSERT_THAT(splits, IsOk());
  std::vector<std::map<Mechanism, double>> shares(n);
  std::map<std::vector<bool>, std::map<Mechanism, double>> known;
  const auto ledger_of = [&](const std::vector<bool>& there) {
    if (known.count(there) == 0) {
      Scenario some = scenario;
      some.policies.clear();
      for (size_t p = 0; p < n; ++p) {
        if (there[p]) {
          some.policies.push_back(scenario.policies[p]);
        }
      }
      known[there] = LedgerOf(some);
    }
    return known[there];
  };
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), size_t{0});
  int orders = 0;
  do {
    ++orders;
    std::vector<bool> there(n);
    for (const size_t policy : order) {
      for (const auto& [mechanism, mean] : ledger_of(there)) {
        shares[policy][mechanism] -= mean;
      }
      there[policy] = true;
      for (const auto& [mechanism, mean] : ledger_of(there)) {
        shares[policy][mechanism] += mean;
      }
    }
  } while (std::next_permutation(order.begin(), order.end()));
  std::map<Mechanism, double> all = LedgerOf(scenario);
  EXPECT_GE(splits->size(), 2u);
  for (const MechanismSplit& split : *splits) {
    EXPECT_NEAR(split.total_bpd, all[split.mechanism], 1e-6);
    all.erase(split.mechanism);
    ASSERT_EQ(split.shares_bpd.size(), n);
    double sum = 0;
    for (size_t p = 0; p < n; ++p) {
      EXPECT_NEAR(split.shares_bpd[p], shares[p][split.mechanism] / orders,
                  1e-6);
      sum += split.shares_bpd[p];
    }
    EXPECT_NEAR(sum, split.total_bpd,
                1e-9 * std::max(1.0, std::abs(split.total_bpd)));
    // It comes too late to do anything.
    EXPECT_EQ(split.shares_bpd.back(), 0);
  }
  EXPECT_TRUE(all.empty());
}

TEST(MechanismSharesTest, NeedFromOneToEightPolicies) {
  Scenario scenario = SmallScenario();
  scenario.policies.clear();
  EXPECT_THAT(
      SplitByMechanism(scenario),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("from 1 to 8")));
  scenario.policies.resize(9);
  EXPECT_THAT(SplitByMechanism(scenario),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not 9")));
}

TEST(MechanismSharesTest, StopWhenTold) {
  EXPECT_THAT(
      SplitMechanisms(
          RegionWorld().network, March(), SmallScenario(), kBrent, AlwaysGoOn,
          [](int64_t, int64_t) { return absl::CancelledError("gone"); }),
      StatusIs(absl::StatusCode::kCancelled, "gone"));
}

}  // namespace
}  // namespace oilflow
