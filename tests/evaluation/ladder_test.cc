#include "service/evaluation/ladder.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "service/evaluation/ledger.h"
#include "tests/support/random_world.h"

namespace oilflow {
namespace {

// More and less of one mechanism on a day.
struct Line {
  Mechanism mechanism;
  int64_t more = 0;
  int64_t less = 0;
};

// A policy and its headline on a day.
struct Headline {
  Lever lever;
  int64_t gross = 0;
};

// An evaluation of one day, as the ledger leaves it.
LadderDay LadderOfDay(const std::vector<Line>& lines,
                      const std::vector<Headline>& headlines,
                      std::vector<int64_t> demand_change = {}) {
  Evaluation evaluation;
  evaluation.net_bpd = {0};
  for (const Line& line : lines) {
    evaluation.ledger.push_back({.mechanism = line.mechanism,
                                 .more_bpd = {line.more},
                                 .less_bpd = {line.less}});
    evaluation.net_bpd[0] += line.more - line.less;
  }
  evaluation.demand_change_bpd = std::move(demand_change);
  Scenario scenario;
  for (const Headline& headline : headlines) {
    scenario.policies.push_back({.lever = headline.lever});
    evaluation.gross_bpd.push_back({headline.gross});
  }
  const std::vector<LadderDay> ladder = LadderOf(evaluation, scenario);
  EXPECT_EQ(ladder.size(), 1);
  EXPECT_EQ(ladder[0].Net(), evaluation.net_bpd[0]);
  return ladder[0];
}

void ExpectDay(const LadderDay& day, const LadderDay& expected) {
  EXPECT_EQ(day.gross_bpd, expected.gross_bpd);
  EXPECT_EQ(day.rerouted_bpd, expected.rerouted_bpd);
  EXPECT_EQ(day.absorbed_bpd, expected.absorbed_bpd);
  EXPECT_EQ(day.spare_bpd, expected.spare_bpd);
  EXPECT_EQ(day.stock_release_bpd, expected.stock_release_bpd);
  EXPECT_EQ(day.demand_bpd, expected.demand_bpd);
}

TEST(LadderTest, TellsWhatBecameOfTheHeadline) {
  struct Case {
    const char* name;
    std::vector<Line> lines;
    std::vector<Headline> headlines;
    LadderDay expected;
  };
  const Case cases[] = {
      {"NothingHappens", {}, {}, {}},
      // A pipeline restarts with 185 and takes it all from trucks.
      {"RestartOfWhatWasTrucked",
       {{Mechanism::kRerouted, 185, 185}},
       {{RouteLever{}, 185}},
       {.gross_bpd = 185, .rerouted_bpd = -185}},
      // The same with 60 from wells that were shut.
      {"RestartOfWhatWasPartlyShutIn",
       {{Mechanism::kRerouted, 125, 125}, {Mechanism::kNew, 60, 0}},
       {{RouteLever{}, 185}},
       {.gross_bpd = 185, .rerouted_bpd = -125}},
      // A pipeline of 445 stops, and trucks carry 300 of it.
      {"HaltThatIsPartlyTrucked",
       {{Mechanism::kRerouted, 300, 300}, {Mechanism::kOutage, 0, 145}},
       {{OutageLever{}, -445}},
       {.gross_bpd = -445, .rerouted_bpd = 300}},
      // Iraq under its quota: 185 more in the north, as much less in the south.
      {"RestartUnderAQuota",
       {{Mechanism::kRerouted, 100, 100},
        {Mechanism::kNew, 85, 0},
        {Mechanism::kQuotaOffset, 0, 85}},
       {{RouteLever{}, 185}, {QuotaLever{}, 0}},
       {.gross_bpd = 185, .rerouted_bpd = -100, .absorbed_bpd = -85}},
      // Sanctions that leak 400 of 1,000, of which 250 go to sea; others lift
      // 200 and a stock sells 150.
      {"SanctionsAndWhatOthersDo",
       {{Mechanism::kSanctions, 0, 750},
        {Mechanism::kLeakage, 400, 0},
        {Mechanism::kStorage, 0, 250},
        {Mechanism::kSpareResponse, 200, 0},
        {Mechanism::kStockRelease, 150, 0}},
       {{SanctionsLever{}, -600}, {SpareLever{}, 200}},
       {.gross_bpd = -750,
        .absorbed_bpd = 150,
        .spare_bpd = 200,
        .stock_release_bpd = 150}},
      // A refill takes oil from the markets, spare capacity is shut again.
      {"TheOtherWayRound",
       {{Mechanism::kSpareResponse, 0, 70}, {Mechanism::kStockRelease, 0, 30}},
       {{SpareLever{}, -70}, {StockReleaseLever{}, -30}},
       {.spare_bpd = -70, .stock_release_bpd = -30}},
      // Displaced oil, oil used at home and oil out of tanks, each way.
      {"AbsorbedBothWays",
       {{Mechanism::kLost, 0, 100},
        {Mechanism::kDisplaced, 40, 10},
        {Mechanism::kDomesticUse, 7, 2},
        {Mechanism::kStorage, 25, 0}},
       {{EnforcementLever{}, -100}},
       {.gross_bpd = -100, .absorbed_bpd = 60}},
      // A line reopens for what was trucked while sanctions take 235 elsewhere:
      // each headline keeps its own sign.
      {"OppositePoliciesOnOneDay",
       {{Mechanism::kRerouted, 185, 185}, {Mechanism::kSanctions, 0, 235}},
       {{RouteLever{}, 185}, {SanctionsLever{}, -235}},
       {.gross_bpd = -50, .rerouted_bpd = -185}},
      // 185 of a line and 115 of the field that fills it are one oil.
      {"HeadlinesThatOverlap",
       {{Mechanism::kRerouted, 185, 185}, {Mechanism::kNew, 115, 0}},
       {{RouteLever{}, 300}, {ProductionLever{}, 115}},
       {.gross_bpd = 300, .rerouted_bpd = -185}},
      // Two producers each move some; 500 and 200 are named, and lost.
      {"SeveralLinesOfAKindSum",
       {{Mechanism::kRerouted, 120, 120},
        {Mechanism::kRerouted, 80, 80},
        {Mechanism::kInterdiction, 0, 500}},
       {{InterdictionLever{}, -500}, {EnforcementLever{}, -200}},
       {.gross_bpd = -700, .rerouted_bpd = 200}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    ExpectDay(LadderOfDay(test.lines, test.headlines), test.expected);
  }
}

// Only the headlines of policies that name outlets say which way oil moved. A
// large one of another kind does not turn the sign.
TEST(LadderTest, ResponsesAndSinksDoNotSayWhichWayOilMoved) {
  const Lever others[] = {SpareLever{}, StockReleaseLever{}, DemandLever{},
                          QuotaLever{}, WaiverLever{}};
  for (const Lever& other : others) {
    SCOPED_TRACE(absl::StrCat("lever ", other.index()));
    const std::vector<Line> moved = {{Mechanism::kRerouted, 50, 50}};
    ExpectDay(LadderOfDay(moved, {{RouteLever{}, 50}, {other, -9000}}),
              {.gross_bpd = 50, .rerouted_bpd = -50});
    ExpectDay(LadderOfDay(moved, {{other, 9000}, {RouteLever{}, -50}}),
              {.gross_bpd = -50, .rerouted_bpd = 50});
    ExpectDay(LadderOfDay(moved, {{other, 9000}}), {});
  }
}

TEST(LadderTest, EveryOtherLeverNamesOutlets) {
  const Lever named[] = {
      RouteLever{},      EnforcementLever{}, SanctionsLever{},
      ProductionLever{}, OutageLever{},      InterdictionLever{},
      PaymentLever{},    FinanceLever{},     OperatorLever{}};
  for (const Lever& lever : named) {
    SCOPED_TRACE(absl::StrCat("lever ", lever.index()));
    ExpectDay(LadderOfDay({{Mechanism::kRerouted, 50, 50}}, {{lever, -50}}),
              {.gross_bpd = -50, .rerouted_bpd = 50});
  }
}

TEST(LadderTest, LessDemandCountsLikeSupply) {
  const std::vector<Line> lines = {{Mechanism::kNew, 10, 0}};
  const std::vector<Headline> headlines = {{ProductionLever{}, 10}};
  EXPECT_EQ(LadderOfDay(lines, headlines, {-40}).demand_bpd, 40);
  EXPECT_EQ(LadderOfDay(lines, headlines, {40}).demand_bpd, -40);
  EXPECT_EQ(LadderOfDay(lines, headlines).demand_bpd, 0);
  // It is no part of what the markets get.
  EXPECT_EQ(LadderOfDay(lines, headlines, {-40}).Net(), 10);
}

TEST(LadderTest, EachDayIsItsOwn) {
  Evaluation evaluation;
  evaluation.ledger = {{.mechanism = Mechanism::kRerouted,
                        .more_bpd = {5, 0, 7},
                        .less_bpd = {5, 0, 7}},
                       {.mechanism = Mechanism::kLost,
                        .more_bpd = {0, 0, 0},
                        .less_bpd = {0, 3, 2}}};
  evaluation.net_bpd = {0, -3, -2};
  evaluation.gross_bpd = {{5, -3, -9}};
  evaluation.demand_change_bpd = {0, 1, -1};
  Scenario scenario;
  scenario.policies.push_back({.lever = RouteLever{}});
  const std::vector<LadderDay> ladder = LadderOf(evaluation, scenario);
  ASSERT_EQ(ladder.size(), 3);
  ExpectDay(ladder[0], {.gross_bpd = 5, .rerouted_bpd = -5});
  ExpectDay(ladder[1], {.gross_bpd = -3, .demand_bpd = -1});
  ExpectDay(ladder[2], {.gross_bpd = -9, .rerouted_bpd = 7, .demand_bpd = 1});
}

// On random ledgers: the ladder closes, and its first two steps are what the
// policies brought or took, without anything that has a step of its own.
TEST(LadderTest, ClosesOnRandomLedgers) {
  constexpr int kMechanisms = static_cast<int>(Mechanism::kStockRelease) + 1;
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Dice dice(seed);
    const auto days = static_cast<size_t>(dice.Roll(1, 5));
    Evaluation evaluation;
    evaluation.net_bpd.assign(days, 0);
    std::vector<std::map<Mechanism, int64_t>> by_mechanism(days);
    for (int64_t n = dice.Roll(0, 20); n > 0; --n) {
      LedgerLine line = {
          .mechanism = static_cast<Mechanism>(dice.Roll(0, kMechanisms - 1))};
      for (size_t d = 0; d < days; ++d) {
        const int64_t more = dice.Roll(0, 1000);
        const bool moved = line.mechanism == Mechanism::kRerouted;
        const int64_t less = moved ? more : dice.Roll(0, 1000);
        line.more_bpd.push_back(more);
        line.less_bpd.push_back(less);
        by_mechanism[d][line.mechanism] += moved ? more : more - less;
        evaluation.net_bpd[d] += more - less;
      }
      evaluation.ledger.push_back(line);
    }
    Scenario scenario;
    std::vector<int64_t> headline(days, 0);
    for (int64_t n = dice.Roll(0, 3); n > 0; --n) {
      scenario.policies.push_back({.lever = RouteLever{}});
      evaluation.gross_bpd.emplace_back();
      for (size_t d = 0; d < days; ++d) {
        evaluation.gross_bpd.back().push_back(dice.Roll(-2, 2));
        headline[d] += evaluation.gross_bpd.back().back();
      }
    }
    const std::vector<LadderDay> ladder = LadderOf(evaluation, scenario);
    ASSERT_EQ(ladder.size(), days);
    for (size_t d = 0; d < days; ++d) {
      auto& of = by_mechanism[d];
      const int64_t moved = of[Mechanism::kRerouted];
      // Every other sign or share of what moved is farther off.
      if (scenario.policies.empty()) {
        EXPECT_EQ(ladder[d].rerouted_bpd, 0);
      } else {
        const int64_t at_home = ladder[d].gross_bpd + ladder[d].rerouted_bpd;
        for (int64_t other = -moved; other <= moved; other += 1 + moved / 7) {
          EXPECT_LE(std::abs(ladder[d].gross_bpd - headline[d]),
                    std::abs(at_home - other - headline[d]));
        }
      }
      EXPECT_LE(std::abs(ladder[d].rerouted_bpd), moved);
      EXPECT_EQ(ladder[d].gross_bpd + ladder[d].rerouted_bpd,
                of[Mechanism::kNew] + of[Mechanism::kLost] +
                    of[Mechanism::kNoPaidOutlet] + of[Mechanism::kOutage] +
                    of[Mechanism::kSanctions] + of[Mechanism::kOperator] +
                    of[Mechanism::kInterdiction]);
      EXPECT_EQ(ladder[d].absorbed_bpd,
                of[Mechanism::kQuotaOffset] + of[Mechanism::kLeakage] +
                    of[Mechanism::kDisplaced] + of[Mechanism::kDomesticUse] +
                    of[Mechanism::kStorage]);
      EXPECT_EQ(ladder[d].spare_bpd, of[Mechanism::kSpareResponse]);
      EXPECT_EQ(ladder[d].stock_release_bpd, of[Mechanism::kStockRelease]);
      EXPECT_EQ(ladder[d].gross_bpd + ladder[d].rerouted_bpd +
                    ladder[d].absorbed_bpd + ladder[d].spare_bpd +
                    ladder[d].stock_release_bpd,
                evaluation.net_bpd[d]);
    }
  }
}

}  // namespace
}  // namespace oilflow
