#include "service/policy/conflicts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/units/units.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

constexpr absl::CivilDay kFirstDay(2025, 3, 1);
constexpr int kDayCount = 100;

// What the levers below name.
enum CountryIndex { kIraq, kIran };
enum NodeIndex { kKirkuk, kBasra, kSpare, kAsia, kGridBurn, kReserve };
enum ArcIndex { kPipeline, kSeaLane, kTrucks, kSpareLane, kToGrid };
enum ChannelIndex { kNewYork, kBaghdad };
enum LinkIndex { kGasLink, kPowerLink };

const Network& SmallNetwork() {
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
Policy At(Lever lever, int from = 0, std::optional<int> until = std::nullopt) {
  Policy policy;
  policy.timing.start = kFirstDay + from;
  if (until.has_value()) {
    policy.timing.end = kFirstDay + *until;
  }
  policy.lever = std::move(lever);
  return policy;
}

std::vector<Conflict> ConflictsOf(std::vector<Policy> policies) {
  Scenario scenario;
  scenario.horizon = {.first_day = kFirstDay, .day_count = kDayCount};
  scenario.policies = std::move(policies);
  return FindConflicts(SmallNetwork(), scenario);
}

std::vector<std::string> ReasonsOf(const Lever& first, const Lever& second) {
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

RouteLever Route(std::vector<int> arcs, RouteLever::Status status) {
  RouteLever lever;
  lever.arcs = std::move(arcs);
  lever.status = status;
  return lever;
}

RouteLever Closes(std::vector<int> arcs) {
  return Route(std::move(arcs), RouteLever::Status::kClosed);
}

RouteLever Opens(std::vector<int> arcs) {
  return Route(std::move(arcs), RouteLever::Status::kOpen);
}

RouteLever Mandates(std::vector<int> arcs, double bpd) {
  RouteLever lever = Route(std::move(arcs), RouteLever::Status::kKeep);
  lever.mandated = Bpd(bpd);
  return lever;
}

RouteLever Limits(std::vector<int> arcs, double bpd) {
  RouteLever lever = Route(std::move(arcs), RouteLever::Status::kKeep);
  lever.limit = Bpd(bpd);
  return lever;
}

RouteLever Resizes(std::vector<int> arcs, double bpd) {
  RouteLever lever = Route(std::move(arcs), RouteLever::Status::kKeep);
  lever.capacity = Bpd(bpd);
  return lever;
}

InterdictionLever Interdicts(std::vector<int> arcs, double stopped_share) {
  InterdictionLever lever;
  lever.arcs = std::move(arcs);
  lever.stopped_share = stopped_share;
  return lever;
}

QuotaLever Quota(int country) {
  QuotaLever lever;
  lever.country = country;
  lever.regime = QuotaLever::Regime::kOffset;
  return lever;
}

SanctionsLever Sanctions(int country, double target_bpd) {
  SanctionsLever lever;
  lever.country = country;
  lever.target_exports = Bpd(target_bpd);
  return lever;
}

ProductionLever Potential(int producer, double bpd) {
  ProductionLever lever;
  lever.producer = producer;
  lever.potential = Bpd(bpd);
  return lever;
}

ProductionLever PotentialChange(int producer, double bpd) {
  ProductionLever lever;
  lever.producer = producer;
  lever.change = Bpd(bpd);
  return lever;
}

WaiverLever Waiver(std::vector<int> links) {
  WaiverLever lever;
  lever.links = std::move(links);
  lever.stopped_share = 0.5;
  return lever;
}

PaymentLever PaysShare(std::vector<int> arcs) {
  PaymentLever lever;
  lever.arcs = std::move(arcs);
  lever.paid_share = 0.9;
  return lever;
}

PaymentLever PaysAdvance(std::vector<int> arcs) {
  PaymentLever lever;
  lever.arcs = std::move(arcs);
  lever.advance = 16.0 * kDollarsPerBarrel;
  return lever;
}

PaymentLever PaysLate(std::vector<int> arcs) {
  PaymentLever lever;
  lever.arcs = std::move(arcs);
  lever.payment_delay_days = 60;
  return lever;
}

FinanceLever Bars(int channel) {
  FinanceLever lever;
  lever.channel = channel;
  lever.blocked_share = 0.5;
  return lever;
}

SpareLever Spare(std::vector<int> producers) {
  SpareLever lever;
  lever.producers = std::move(producers);
  lever.filled_share = 0.5;
  return lever;
}

StockReleaseLever Releases(int stock) {
  StockReleaseLever lever;
  lever.stock = stock;
  lever.rate = Bpd(1e6);
  return lever;
}

DemandLever Demand(int sink, double bpd) {
  DemandLever lever;
  lever.sink = sink;
  lever.demand = Bpd(bpd);
  return lever;
}

DemandLever DemandChange(int sink, double bpd) {
  DemandLever lever;
  lever.sink = sink;
  lever.change = Bpd(bpd);
  return lever;
}

struct Case {
  const char* name;
  Lever first;
  Lever second;
  std::vector<std::string> reasons;
};

// Every kind of conflict, and beside it what only looks like one.
std::vector<Case> Cases() {
  RouteLever shut_and_mandated = Closes({kPipeline});
  shut_and_mandated.mandated = Bpd(185e3);
  return {
      {"TwoQuotasOfOneCountry",
       Quota(kIraq),
       Quota(kIraq),
       {"both set a quota for iraq"}},
      {"QuotasOfTwoCountries", Quota(kIraq), Quota(kIran), {}},

      {"SanctionsWithDifferentTargets",
       Sanctions(kIran, 0),
       Sanctions(kIran, 1e6),
       {"both set a target for the exports of iran, and not the same"}},
      {"SanctionsWithOneTarget",
       Sanctions(kIran, 1e6),
       Sanctions(kIran, 1e6),
       {}},
      {"SanctionsOnTwoCountries",
       Sanctions(kIran, 0),
       Sanctions(kIraq, 1e6),
       {}},

      {"ClosedAndOpened",
       Closes({kPipeline}),
       Opens({kPipeline}),
       {"one closes pipeline and the other opens it"}},
      {"ClosedAndMandated",
       Closes({kPipeline}),
       Mandates({kPipeline}, 185e3),
       {"one closes pipeline and the other mandates it"}},
      {"ClosedAndLimited",
       Closes({kPipeline}),
       Limits({kPipeline}, 185e3),
       {"one closes pipeline and the other limits it"}},
      {"ClosedAndOpenedOnEachCommonArcOnce",
       Closes({kTrucks, kPipeline, kSeaLane, kTrucks}),
       Opens({kPipeline, kTrucks, kPipeline}),
       {"one closes trucks and the other opens it",
        "one closes pipeline and the other opens it"}},
      {"ClosedTwice", Closes({kPipeline}), Closes({kPipeline}), {}},
      {"OpenedTwice", Opens({kPipeline}), Opens({kPipeline}), {}},
      {"ClosedAndResized", Closes({kPipeline}), Resizes({kPipeline}, 1e6), {}},
      {"ClosedAndOpenedElsewhere",
       Closes({kPipeline}),
       Opens({kTrucks, kSeaLane}),
       {}},
      {"OpenedAndMandated",
       Opens({kPipeline}),
       Mandates({kPipeline}, 185e3),
       {}},
      {"LimitedAndMandated",
       Limits({kPipeline}, 50e3),
       Mandates({kPipeline}, 185e3),
       {}},
      {"LimitedTwice",
       Limits({kPipeline}, 50e3),
       Limits({kPipeline}, 60e3),
       {}},
      // They agree that it is closed; what the one says besides is its own.
      {"ClosedByBoth", Closes({kPipeline}), shut_and_mandated, {}},

      {"MandatesOfDifferentVolumes",
       Mandates({kPipeline}, 185e3),
       Mandates({kTrucks, kPipeline}, 400e3),
       {"both mandate a volume on pipeline, and not the same"}},
      {"MandatesOfOneVolume",
       Mandates({kPipeline}, 185e3),
       Mandates({kPipeline}, 185e3),
       {}},
      {"MandatesOnTwoArcs",
       Mandates({kPipeline}, 185e3),
       Mandates({kTrucks}, 400e3),
       {}},
      {"ClosedWithAMandateAndMandatedOtherwise",
       shut_and_mandated,
       Mandates({kPipeline}, 400e3),
       {"one closes pipeline and the other mandates it",
        "both mandate a volume on pipeline, and not the same"}},

      // What cannot be delivered is a shortfall.
      {"InterdictedInFullAndMandated",
       Interdicts({kPipeline}, 1),
       Mandates({kPipeline}, 185e3),
       {}},
      {"InterdictedInFullAndOpened",
       Interdicts({kPipeline}, 1),
       Opens({kPipeline}),
       {}},
      {"InterdictedTwice",
       Interdicts({kPipeline}, 1),
       Interdicts({kPipeline}, 0.5),
       {}},

      {"TwoTermsOfPaymentOnOneArc",
       PaysShare({kPipeline, kTrucks}),
       PaysAdvance({kTrucks}),
       {"both set the terms of payment on trucks"}},
      {"OneTermOfPaymentTwice",
       PaysAdvance({kPipeline}),
       PaysAdvance({kPipeline}),
       {"both set the terms of payment on pipeline"}},
      {"TermsOfPaymentAndALaterPayment",
       PaysShare({kPipeline}),
       PaysLate({kPipeline}),
       {}},
      {"TermsOfPaymentOnTwoArcs",
       PaysShare({kPipeline}),
       PaysAdvance({kTrucks}),
       {}},

      {"TwoStopsOfOneChannel",
       Bars(kNewYork),
       Bars(kNewYork),
       {"both bar new-york"}},
      {"StopsOfTwoChannels", Bars(kNewYork), Bars(kBaghdad), {}},

      {"TwoPotentialsOfOneProducer",
       Potential(kKirkuk, 300e3),
       Potential(kKirkuk, 435e3),
       {"both set the potential of kirkuk"}},
      {"PotentialAndChange",
       Potential(kKirkuk, 300e3),
       PotentialChange(kKirkuk, 50e3),
       {}},
      {"TwoChanges",
       PotentialChange(kKirkuk, 20e3),
       PotentialChange(kKirkuk, 50e3),
       {}},
      {"PotentialsOfTwoProducers",
       Potential(kKirkuk, 300e3),
       Potential(kBasra, 3e6),
       {}},

      {"TwoDemandsOfOneSink",
       Demand(kAsia, 20e6),
       Demand(kAsia, 21e6),
       {"both set the demand of asia"}},
      {"DemandAndChange", Demand(kAsia, 20e6), DemandChange(kAsia, 1e6), {}},
      {"TwoChangesOfDemand",
       DemandChange(kAsia, 2e6),
       DemandChange(kAsia, 1e6),
       {}},
      {"DemandsOfTwoSinks", Demand(kAsia, 20e6), Demand(kGridBurn, 1e5), {}},

      {"TwoUsesOfOneReserve",
       Spare({kSpare}),
       Spare({kKirkuk, kSpare}),
       {"both use the reserve of spare"}},
      {"UsesOfTwoReserves", Spare({kSpare}), Spare({kKirkuk}), {}},

      {"TwoReleasesOfOneStock",
       Releases(kReserve),
       Releases(kReserve),
       {"both draw reserve"}},

      {"TwoStopsOfOneLink",
       Waiver({kGasLink, kPowerLink}),
       Waiver({kPowerLink}),
       {"both stop power-link"}},
      {"StopsOfTwoLinks", Waiver({kGasLink}), Waiver({kPowerLink}), {}},

      {"TwoOutages",
       OutageLever{.arcs = {kPipeline}},
       OutageLever{.arcs = {kPipeline}},
       {}},
      {"TwoCrackdowns",
       EnforcementLever{.arcs = {kTrucks}},
       EnforcementLever{.arcs = {kTrucks}},
       {}},
      {"OneOperatorTwice", OperatorLever(), OperatorLever(), {}},
  };
}

TEST(FindConflictsTest, EveryKindIsFoundAndNothingElse) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ReasonsOf(c.first, c.second), ElementsAreArray(c.reasons))
        << c.name;
  }
}

// Which of the two comes first in the scenario decides the order of arcs, but
// not what is in conflict.
TEST(FindConflictsTest, EveryKindIsFoundTheOtherWayRound) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ReasonsOf(c.second, c.first),
                testing::UnorderedElementsAreArray(c.reasons))
        << c.name;
  }
}

TEST(FindConflictsTest, LeversOfDifferentKindsAreNeverInConflict) {
  for (const Case& a : Cases()) {
    for (const Case& b : Cases()) {
      if (a.first.index() != b.second.index()) {
        EXPECT_THAT(ReasonsOf(a.first, b.second), IsEmpty())
            << a.name << " and " << b.name;
      }
    }
  }
}

TEST(FindConflictsTest, APolicyIsInNoConflictWithItself) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ConflictsOf({At(c.first)}), IsEmpty()) << c.name;
  }
}

TEST(FindConflictsTest, ThoseThatNeverMeetAreInNoConflict) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ConflictsOf({At(c.first, 0, 10), At(c.second, 10)}), IsEmpty())
        << c.name << ", one after the other";
    Policy never = At(c.second);
    never.timing.happens = false;
    EXPECT_THAT(ConflictsOf({At(c.first), never}), IsEmpty())
        << c.name << ", the second does not happen";
    EXPECT_THAT(ConflictsOf({never, At(c.first)}), IsEmpty())
        << c.name << ", the first does not happen";
    Policy unrealised = At(c.second);
    unrealised.realised_share = 0;
    EXPECT_THAT(ConflictsOf({At(c.first), unrealised}), IsEmpty())
        << c.name << ", nothing of the second is realised";
  }
}

TEST(FindConflictsTest, TheFirstCommonDayIsGiven) {
  struct Span {
    int from;
    std::optional<int> until;
    int recovery_days = 0;
  };
  struct Meeting {
    const char* name;
    Span first;
    Span second;
    std::optional<int> day;
  };
  const Meeting meetings[] = {
      {"Always", {0, {}}, {0, {}}, 0},
      {"SinceBeforeTheHorizon", {-30, {}}, {-20, {}}, 0},
      {"FromTheLaterStart", {5, {}}, {12, {}}, 12},
      {"OnOneDay", {0, 11}, {10, {}}, 10},
      {"OneAfterTheOther", {0, 10}, {10, {}}, std::nullopt},
      {"WhileTheFirstFades", {0, 10, 4}, {12, {}}, 12},
      // Faded on day 13: 4 steps from day 10.
      {"OnceTheFirstHasFaded", {0, 10, 4}, {13, {}}, std::nullopt},
      {"OnlyBeforeTheHorizon", {-30, -1}, {-20, {}}, std::nullopt},
      {"OnTheLastDay", {0, {}}, {kDayCount - 1, {}}, kDayCount - 1},
      {"OnlyAfterTheHorizon", {0, {}}, {kDayCount, {}}, std::nullopt},
      {"EndBeforeStart", {0, {}}, {20, 10}, std::nullopt},
  };
  for (const Meeting& m : meetings) {
    Policy first = At(Quota(kIraq), m.first.from, m.first.until);
    Policy second = At(Quota(kIraq), m.second.from, m.second.until);
    first.timing.recovery_days = m.first.recovery_days;
    second.timing.recovery_days = m.second.recovery_days;
    for (const bool swapped : {false, true}) {
      const std::vector<Conflict> conflicts =
          swapped ? ConflictsOf({second, first}) : ConflictsOf({first, second});
      ASSERT_EQ(conflicts.size(), m.day.has_value() ? 1u : 0u) << m.name;
      if (m.day.has_value()) {
        EXPECT_EQ(conflicts[0].first_day, kFirstDay + *m.day) << m.name;
      }
    }
  }
}

TEST(FindConflictsTest, ComeInTheOrderOfThePolicies) {
  std::vector<std::string> found;
  for (const Conflict& conflict : ConflictsOf({
           At(Closes({kPipeline, kTrucks})),
           At(Quota(kIraq)),
           At(Quota(kIraq), 7),
           At(Opens({kTrucks, kPipeline}), 3),
           At(Quota(kIraq), 5),
       })) {
    found.push_back(absl::StrCat(conflict.other, "-", conflict.policy, " ",
                                 conflict.subject, " from day ",
                                 conflict.first_day - kFirstDay));
  }
  EXPECT_THAT(found, ElementsAre("0-3 pipeline from day 3",
                                 "0-3 trucks from day 3", "1-2 iraq from day 7",
                                 "1-4 iraq from day 5", "2-4 iraq from day 7"));
}

TEST(FindConflictsTest, ResolvedTimingsDecide) {
  // Closed until it opens, one week in seven: five weeks at the median.
  Gate gate;
  gate.weekly_hazard = 1.0 / 7;
  Scenario scenario;
  scenario.horizon = {.first_day = kFirstDay, .day_count = kDayCount};
  scenario.policies.resize(2);
  scenario.policies[0].lever = Closes({kPipeline});
  scenario.policies[0].schedule.start = kFirstDay;
  scenario.policies[0].schedule.end = kFirstDay + 35;
  scenario.policies[1].lever = Opens({kPipeline});
  scenario.policies[1].schedule.start = kFirstDay;
  scenario.policies[1].schedule.gates = {gate};
  ResolveTimings(&scenario);
  EXPECT_THAT(FindConflicts(SmallNetwork(), scenario), IsEmpty());
  scenario.policies[0].schedule.end = kFirstDay + 36;
  ResolveTimings(&scenario);
  const std::vector<Conflict> conflicts =
      FindConflicts(SmallNetwork(), scenario);
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].first_day, kFirstDay + 35);
}

// Against a plain search, day by day, over random timings.
TEST(FindConflictsTest, AgreesWithAPlainSearch) {
  std::mt19937_64 random(20250320);
  const auto below = [&](int end) {
    return static_cast<int>(random() % static_cast<uint64_t>(end));
  };
  int met = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Policy> policies;
    for (int p = 0; p < 6; ++p) {
      Policy policy = At(Quota(below(2)), below(150) - 20);
      policy.timing.ramp_days = 1 + below(10);
      if (below(4) > 0) {
        policy.timing.end = policy.timing.start + 1 + below(30);
        policy.timing.recovery_days = below(10);
      }
      policy.timing.happens = below(5) > 0;
      policies.push_back(policy);
    }
    std::vector<std::string> expected;
    for (size_t i = 0; i < policies.size(); ++i) {
      for (size_t j = i + 1; j < policies.size(); ++j) {
        const int country = std::get<QuotaLever>(policies[i].lever).country;
        if (country != std::get<QuotaLever>(policies[j].lever).country) {
          continue;
        }
        for (int day = 0; day < kDayCount; ++day) {
          if (policies[i].ShareInForce(kFirstDay + day) > 0 &&
              policies[j].ShareInForce(kFirstDay + day) > 0) {
            expected.push_back(absl::StrCat(i, " ", j, " ", day));
            break;
          }
        }
      }
    }
    std::vector<std::string> found;
    for (const Conflict& conflict : ConflictsOf(policies)) {
      found.push_back(absl::StrCat(conflict.other, " ", conflict.policy, " ",
                                   conflict.first_day - kFirstDay));
    }
    ASSERT_EQ(found, expected) << round;
    met += static_cast<int>(found.size());
  }
  EXPECT_GT(met, 300);
}

}  // namespace
}  // namespace oilflow
