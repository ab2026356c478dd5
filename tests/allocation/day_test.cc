#include "service/allocation/day.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/clp_oracle.h"
#include "tests/support/naive_day.h"
#include "tests/support/random_world.h"

namespace oilflow {
namespace {

constexpr int kRandomDays = 10000;

// What the allocation makes as great as it can: a barrel drawn from a storage
// counts a cent less than one that was never put in.
auto Ranked(const Network& network, const DayLimits& limits,
            const DayFlows& flows) {
  const DayValue value = ValueOf(network, limits, flows);
  int64_t cents = value.netback_cents;
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    if (network.nodes()[n].kind == NodeKind::kStorage) {
      cents -= flows.drawn_bpd[n];
    }
  }
  return std::tuple(value.must_serve_bpd, value.mandated_bpd, cents);
}

TEST(DayAllocatorTest, FindsWhatClpFindsAndProvesIt) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, seed % 2 == 0);
    const DayLimits limits = RandomLimits(network, &dice);
    DayAllocator allocator(network);
    allocator.Allocate(limits);
    const Problem& problem = allocator.last_problem();
    const Solution& solution = allocator.last_solution();
    ASSERT_EQ(ProofError(problem, solution), "") << "seed " << seed;
    ASSERT_TRUE(IsUniqueOptimum(problem, solution)) << "seed " << seed;
    const double objective = ObjectiveCents(problem, solution);
    ASSERT_NEAR(objective, ClpObjectiveCents(problem),
                1e-9 * std::abs(objective) + 1e-3)
        << "seed " << seed;
  }
}

// Ties are broken alike, so it is the same oil, and not only oil of the same
// worth.
TEST(DayAllocatorTest, AllocatesWhatTheNaiveAllocationDoes) {
  for (int seed = 0; seed < 5000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, false);
    const DayLimits limits = RandomLimits(network, &dice);
    DayAllocator allocator(network);
    const DayFlows flows = allocator.Allocate(limits);
    const DayFlows naive = NaiveAllocate(network, limits);
    ASSERT_EQ(Ranked(network, limits, flows), Ranked(network, limits, naive))
        << "seed " << seed;
    ASSERT_TRUE(flows == naive) << "seed " << seed;
  }
}

TEST(DayAllocatorTest, ConservesOilAtEveryNode) {
  for (int seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, true);
    DayAllocator allocator(network);
    const DayFlows flows = allocator.Allocate(RandomLimits(network, &dice));
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      if (network.nodes()[n].kind == NodeKind::kStrategicStock) {
        continue;
      }
      int64_t balance = flows.produced_bpd[n] + flows.drawn_bpd[n] -
                        flows.delivered_bpd[n] - flows.filled_bpd[n];
      for (const int arc : network.arcs_to(static_cast<int>(n))) {
        balance += flows.arc_bpd[arc];
      }
      for (const int arc : network.arcs_from(static_cast<int>(n))) {
        balance -= flows.arc_bpd[arc];
      }
      ASSERT_EQ(balance, 0) << "seed " << seed << " node " << n;
    }
  }
}

TEST(DayAllocatorTest, KeepsToWhatStoragesCanTakeAndGive) {
  for (int seed = 0; seed < 5000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, true);
    DayAllocator allocator(network);
    const DayLimits limits = RandomLimits(network, &dice);
    const DayFlows flows = allocator.Allocate(limits);
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      const StorageLimits& storage = limits.storages[n];
      ASSERT_LE(flows.filled_bpd[n], storage.fill_bpd) << "seed " << seed;
      ASSERT_LE(flows.drawn_bpd[n], storage.draw_bpd) << "seed " << seed;
      // Nothing goes in only for other oil to come out.
      ASSERT_EQ(std::min(flows.filled_bpd[n], flows.drawn_bpd[n]), 0)
          << "seed " << seed;
      int64_t left = 0;
      for (const int arc : network.arcs_from(static_cast<int>(n))) {
        left += flows.arc_bpd[arc];
      }
      if (left > 0) {
        ASSERT_GE(flows.filled_bpd[n], storage.compulsory_fill_bpd)
            << "seed " << seed;
      }
    }
  }
}

// Where nothing must be filled: line fill is a rule, and no part of the
// optimum.
TEST(DayAllocatorTest, MoreCapacityNeverLowersTheValue) {
  for (int seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, false);
    DayLimits limits = RandomLimits(network, &dice);
    for (StorageLimits& storage : limits.storages) {
      storage.compulsory_fill_bpd = 0;
    }
    DayAllocator allocator(network);
    const DayFlows before = allocator.Allocate(limits);
    const auto value = Ranked(network, limits, before);
    const auto arc = static_cast<size_t>(
        dice.Roll(0, static_cast<int64_t>(network.arcs().size()) - 1));
    limits.arc_capacity_bpd[arc] += dice.Roll(1, 20);
    const DayFlows after = allocator.Allocate(limits);
    ASSERT_GE(Ranked(network, limits, after), value) << "seed " << seed;
  }
}

TEST(DayAllocatorTest, DoesNotDependOnWhatItSolvedBefore) {
  for (int seed = 0; seed < 500; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, true);
    const DayLimits limits = RandomLimits(network, &dice);
    DayAllocator used(network);
    used.Allocate(RandomLimits(network, &dice));
    DayAllocator fresh(network);
    ASSERT_TRUE(used.Allocate(limits) == fresh.Allocate(limits))
        << "seed " << seed;
  }
}

// A field, two roads in proportion, two markets.
class TwoRoadsTest : public testing::Test {
 protected:
  TwoRoadsTest() : network_(MakeNetwork()), allocator_(network_) {
    limits_.potential_bpd = {200000, 0, 0};
    limits_.demand_bpd = {0, kUnlimitedBpd, kUnlimitedBpd};
    limits_.price_cents = {0, 3000, 3500};
    limits_.arc_capacity_bpd = {200000, 100000};
    limits_.arcs = {{.group_weight = 750000}, {.group_weight = 250000}};
    limits_.counted_cap_bpd = {kUnlimitedBpd};
    limits_.storages.resize(3);
  }

  static Network MakeNetwork() {
    NetworkParts parts;
    parts.countries = {{.id = "home"}};
    parts.nodes = {{.id = "field", .kind = NodeKind::kProducer, .country = 0},
                   {.id = "near", .kind = NodeKind::kMarket},
                   {.id = "far", .kind = NodeKind::kMarket}};
    parts.arcs = {{.id = "first", .from = 0, .to = 1, .group = 0},
                  {.id = "second", .from = 0, .to = 2, .group = 0}};
    parts.groups = {{.id = "roads", .arcs = {0, 1}}};
    return *Network::Create(parts);
  }

  std::vector<int64_t> Flows() { return allocator_.Allocate(limits_).arc_bpd; }

  Network network_;
  DayAllocator allocator_;
  DayLimits limits_;
};

TEST_F(TwoRoadsTest, KeepsShares) {
  EXPECT_EQ(Flows(), (std::vector<int64_t>{150000, 50000}));
}

TEST_F(TwoRoadsTest, KeepsSharesWhenTheGroupIsCutBack) {
  limits_.potential_bpd[0] = 15000;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{11250, 3750}));
}

TEST_F(TwoRoadsTest, LeavesWhatAFullArcCannotTakeToTheOther) {
  limits_.arc_capacity_bpd[0] = 120000;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{120000, 80000}));
}

TEST_F(TwoRoadsTest, LeavesWhatAShutArcCannotTakeToTheOther) {
  limits_.arc_capacity_bpd[0] = 0;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{0, 100000}));
}

TEST_F(TwoRoadsTest, LeavesARoadThatDoesNotPay) {
  limits_.price_cents[2] = -100;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{200000, 0}));
}

TEST_F(TwoRoadsTest, LeavesShareOfABlockedMarketToTheOther) {
  limits_.demand_bpd[1] = 0;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{0, 100000}));
}

// A field, a line with a tank, a refinery that is served first, a market.
class LineTest : public testing::Test {
 protected:
  LineTest() : network_(MakeNetwork()), allocator_(network_) {
    limits_.potential_bpd = {100, 0, 0, 0};
    limits_.demand_bpd = {0, 0, 30, kUnlimitedBpd};
    limits_.price_cents = {0, 0, 6000, 7000};
    limits_.arc_capacity_bpd = {100, 100, 100};
    limits_.arcs.resize(3);
    limits_.counted_cap_bpd = {kUnlimitedBpd};
    limits_.storages.resize(4);
    limits_.storages[1] = {.fill_bpd = 500, .value_cents = 5000};
  }

  static Network MakeNetwork() {
    NetworkParts parts;
    parts.countries = {{.id = "home"}};
    parts.nodes = {{.id = "field", .kind = NodeKind::kProducer, .country = 0},
                   {.id = "line", .kind = NodeKind::kStorage, .country = 0},
                   {.id = "refinery",
                    .kind = NodeKind::kDomesticUse,
                    .country = 0,
                    .must_serve = true},
                   {.id = "market", .kind = NodeKind::kMarket}};
    parts.arcs = {{.id = "in", .from = 0, .to = 1},
                  {.id = "home-out", .from = 1, .to = 2},
                  {.id = "out", .from = 1, .to = 3}};
    return *Network::Create(parts);
  }

  std::vector<int64_t> Flows() { return allocator_.Allocate(limits_).arc_bpd; }

  Network network_;
  DayAllocator allocator_;
  DayLimits limits_;
};

TEST_F(LineTest, LetsOilPassWhereAnOutletPaysMore) {
  EXPECT_EQ(Flows(), (std::vector<int64_t>{100, 30, 70}));
}

TEST_F(LineTest, TakesOilInWhereNoOutletPaysMore) {
  limits_.price_cents[3] = 4000;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{100, 30, 0}));
}

TEST_F(LineTest, DrawsWhereAnOutletPaysMore) {
  limits_.storages[1].draw_bpd = 20;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{100, 30, 90}));
}

TEST_F(LineTest, FillsTheLineBeforeAnythingLeavesIt) {
  limits_.storages[1].compulsory_fill_bpd = 60;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{100, 30, 10}));
}

TEST_F(LineTest, FillsTheLineBeforeWhoeverIsServedFirst) {
  limits_.storages[1].compulsory_fill_bpd = 500;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{100, 0, 0}));
}

TEST_F(LineTest, FillingDrawsNoOilThatWouldNotCome) {
  limits_.storages[1].compulsory_fill_bpd = 500;
  limits_.price_cents = {0, 0, -100, -100};
  limits_.demand_bpd[2] = 0;
  limits_.storages[1].value_cents = -100;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{0, 0, 0}));
}

TEST(TieWeightTest, DiffersByName) {
  EXPECT_NE(TieWeight("pipe"), TieWeight("road"));
  EXPECT_LT(TieWeight("pipe"), uint32_t{1} << kTieBits);
}

}  // namespace
}  // namespace oilflow
