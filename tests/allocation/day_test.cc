#include "service/allocation/day.h"

#include <tuple>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/clp_oracle.h"
#include "tests/support/naive_day.h"
#include "tests/support/random_world.h"

namespace oilflow {
namespace {

constexpr int kRandomDays = 10000;

auto Ranked(const DayValue& value) {
  return std::tuple(value.must_serve_bpd, value.mandated_bpd,
                    value.netback_cents);
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

TEST(DayAllocatorTest, EarnsWhatTheNaiveAllocationEarns) {
  for (int seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, false);
    const DayLimits limits = RandomLimits(network, &dice);
    DayAllocator allocator(network);
    const DayFlows flows = allocator.Allocate(limits);
    const DayFlows naive = NaiveAllocate(network, limits);
    ASSERT_EQ(Ranked(ValueOf(network, limits, flows)),
              Ranked(ValueOf(network, limits, naive)))
        << "seed " << seed;
  }
}

TEST(DayAllocatorTest, ConservesOilAtEveryNode) {
  for (int seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, true);
    DayAllocator allocator(network);
    const DayFlows flows = allocator.Allocate(RandomLimits(network, &dice));
    for (size_t n = 0; n < network.nodes().size(); ++n) {
      int64_t balance = flows.produced_bpd[n] - flows.delivered_bpd[n];
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

TEST(DayAllocatorTest, MoreCapacityNeverLowersTheValue) {
  for (int seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, false);
    DayLimits limits = RandomLimits(network, &dice);
    DayAllocator allocator(network);
    const DayFlows before = allocator.Allocate(limits);
    const auto value = Ranked(ValueOf(network, limits, before));
    const auto arc = static_cast<size_t>(
        dice.Roll(0, static_cast<int64_t>(network.arcs().size()) - 1));
    limits.arcs[arc].capacity_bpd += dice.Roll(1, 20);
    const DayFlows after = allocator.Allocate(limits);
    ASSERT_GE(Ranked(ValueOf(network, limits, after)), value)
        << "seed " << seed;
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
    limits_.arcs = {{.capacity_bpd = 200000, .group_weight = 750000},
                    {.capacity_bpd = 100000, .group_weight = 250000}};
    limits_.counted_cap_bpd = {kUnlimitedBpd};
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
  limits_.arcs[0].capacity_bpd = 120000;
  EXPECT_EQ(Flows(), (std::vector<int64_t>{120000, 80000}));
}

TEST_F(TwoRoadsTest, LeavesWhatAShutArcCannotTakeToTheOther) {
  limits_.arcs[0].capacity_bpd = 0;
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

TEST(TieWeightTest, DiffersByName) {
  EXPECT_NE(TieWeight("pipe"), TieWeight("road"));
  EXPECT_LT(TieWeight("pipe"), uint32_t{1} << kTieBits);
}

}  // namespace
}  // namespace oilflow
