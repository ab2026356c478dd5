// Short ways to write levers on a small network, and what is in conflict.

#ifndef OILFLOW_TESTS_SUPPORT_LEVERS_H_
#define OILFLOW_TESTS_SUPPORT_LEVERS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/conflicts.h"
#include "service/units/units.h"

namespace oilflow {

inline constexpr absl::CivilDay kFirstDay(2025, 3, 1);
inline constexpr int kDayCount = 100;

// What the levers below name.
enum CountryIndex { kIraq, kIran };
enum NodeIndex { kKirkuk, kBasra, kSpare, kAsia, kGridBurn, kReserve };
enum ArcIndex { kPipeline, kSeaLane, kTrucks, kSpareLane, kToGrid };
enum ChannelIndex { kNewYork, kBaghdad };
enum LinkIndex { kGasLink, kPowerLink };

inline const Network& SmallNetwork() {
  static const auto* const network = [] {
    NetworkParts parts;
    parts.countries = {{.id = "iraq", .has_quota = true}, {.id = "iran"}};
    const auto node = [&](const std::string& id, NodeKind kind,
                          std::optional<int> country) {
      Node added;
      added.id = id;
      added.kind = kind;
      added.country = country;
      parts.nodes.push_back(added);
    };
    node("kirkuk", NodeKind::kProducer, kIraq);
    node("basra", NodeKind::kProducer, kIraq);
    node("spare", NodeKind::kProducer, kIran);
    node("asia", NodeKind::kMarket, std::nullopt);
    node("grid-burn", NodeKind::kDomesticUse, kIraq);
    node("reserve", NodeKind::kStrategicStock, std::nullopt);
    parts.nodes[kSpare].spare = true;
    const auto arc = [&](const std::string& id, int from, int to) {
      Arc added;
      added.id = id;
      added.from = from;
      added.to = to;
      parts.arcs.push_back(added);
    };
    arc("pipeline", kKirkuk, kAsia);
    arc("sea-lane", kBasra, kAsia);
    arc("trucks", kKirkuk, kAsia);
    arc("spare-lane", kSpare, kAsia);
    arc("to-grid", kBasra, kGridBurn);
    parts.power_grids = {{.id = "iraqi-grid", .burn_node = kGridBurn}};
    parts.energy_links = {{.id = "gas-link", .supplier = kIran},
                          {.id = "power-link",
                           .carrier = EnergyCarrier::kPower,
                           .supplier = kIran}};
    parts.channels = {{.id = "new-york", .arcs = {kSeaLane}},
                      {.id = "baghdad", .links = {kGasLink}}};
    parts.operators = {{.id = "operator"}};
    absl::StatusOr<Network> made = Network::Create(std::move(parts));
    EXPECT_TRUE(made.ok()) << made.status();
    return new Network(*std::move(made));
  }();
  return *network;
}

// From kFirstDay + `from`, until the day before kFirstDay + `until` if that is
// given.
inline Policy At(Lever lever, int from = 0,
                 std::optional<int> until = std::nullopt) {
  Policy policy;
  policy.timing.start = kFirstDay + from;
  if (until.has_value()) {
    policy.timing.end = kFirstDay + *until;
  }
  policy.lever = std::move(lever);
  return policy;
}

inline std::vector<Conflict> ConflictsOf(std::vector<Policy> policies) {
  Scenario scenario;
  scenario.horizon = {.first_day = kFirstDay, .day_count = kDayCount};
  scenario.policies = std::move(policies);
  return FindConflicts(SmallNetwork(), scenario);
}

inline std::vector<std::string> ReasonsOf(const Lever& first,
                                          const Lever& second) {
  std::vector<std::string> reasons;
  for (const Conflict& conflict : ConflictsOf({At(first), At(second)})) {
    EXPECT_EQ(conflict.other, 0) << conflict.reason;
    EXPECT_EQ(conflict.policy, 1) << conflict.reason;
    EXPECT_EQ(conflict.first_day, kFirstDay) << conflict.reason;
    EXPECT_NE(conflict.reason.find(conflict.subject), std::string::npos)
        << conflict.reason;
    reasons.push_back(conflict.reason);
  }
  return reasons;
}

constexpr BarrelsPerDay Bpd(double bpd) { return bpd * kBarrelsPerDay; }

inline RouteLever Route(std::vector<int> arcs, RouteLever::Status status) {
  RouteLever lever;
  lever.arcs = std::move(arcs);
  lever.status = status;
  return lever;
}

inline RouteLever Closes(std::vector<int> arcs) {
  return Route(std::move(arcs), RouteLever::Status::kClosed);
}

inline RouteLever Opens(std::vector<int> arcs) {
  return Route(std::move(arcs), RouteLever::Status::kOpen);
}

inline RouteLever Mandates(std::vector<int> arcs, double bpd) {
  RouteLever lever = Route(std::move(arcs), RouteLever::Status::kKeep);
  lever.mandated = Bpd(bpd);
  return lever;
}

inline RouteLever Limits(std::vector<int> arcs, double bpd) {
  RouteLever lever = Route(std::move(arcs), RouteLever::Status::kKeep);
  lever.limit = Bpd(bpd);
  return lever;
}

inline RouteLever Resizes(std::vector<int> arcs, double bpd) {
  RouteLever lever = Route(std::move(arcs), RouteLever::Status::kKeep);
  lever.capacity = Bpd(bpd);
  return lever;
}

inline InterdictionLever Interdicts(std::vector<int> arcs,
                                    double stopped_share) {
  InterdictionLever lever;
  lever.arcs = std::move(arcs);
  lever.stopped_share = stopped_share;
  return lever;
}

inline QuotaLever Quota(int country) {
  QuotaLever lever;
  lever.country = country;
  lever.regime = QuotaLever::Regime::kOffset;
  return lever;
}

inline SanctionsLever Sanctions(int country, double target_bpd) {
  SanctionsLever lever;
  lever.country = country;
  lever.target_exports = Bpd(target_bpd);
  return lever;
}

inline ProductionLever Potential(int producer, double bpd) {
  ProductionLever lever;
  lever.producer = producer;
  lever.potential = Bpd(bpd);
  return lever;
}

inline ProductionLever PotentialChange(int producer, double bpd) {
  ProductionLever lever;
  lever.producer = producer;
  lever.change = Bpd(bpd);
  return lever;
}

inline WaiverLever Waiver(std::vector<int> links) {
  WaiverLever lever;
  lever.links = std::move(links);
  lever.stopped_share = 0.5;
  return lever;
}

inline PaymentLever PaysShare(std::vector<int> arcs) {
  PaymentLever lever;
  lever.arcs = std::move(arcs);
  lever.paid_share = 0.9;
  return lever;
}

inline PaymentLever PaysAdvance(std::vector<int> arcs) {
  PaymentLever lever;
  lever.arcs = std::move(arcs);
  lever.advance = 16.0 * kDollarsPerBarrel;
  return lever;
}

inline PaymentLever PaysLate(std::vector<int> arcs) {
  PaymentLever lever;
  lever.arcs = std::move(arcs);
  lever.payment_delay_days = 60;
  return lever;
}

inline FinanceLever Bars(int channel) {
  FinanceLever lever;
  lever.channel = channel;
  lever.blocked_share = 0.5;
  return lever;
}

inline SpareLever Spare(std::vector<int> producers) {
  SpareLever lever;
  lever.producers = std::move(producers);
  lever.filled_share = 0.5;
  return lever;
}

inline StockReleaseLever Releases(int stock) {
  StockReleaseLever lever;
  lever.stock = stock;
  lever.rate = Bpd(1e6);
  return lever;
}

inline DemandLever Demand(int sink, double bpd) {
  DemandLever lever;
  lever.sink = sink;
  lever.demand = Bpd(bpd);
  return lever;
}

inline DemandLever DemandChange(int sink, double bpd) {
  DemandLever lever;
  lever.sink = sink;
  lever.change = Bpd(bpd);
  return lever;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_LEVERS_H_
