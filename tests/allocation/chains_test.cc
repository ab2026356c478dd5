#include "service/allocation/chains.h"

#include <vector>

#include "gtest/gtest.h"

#include "service/allocation/solver.h"
#include "service/allocation/warm_tree.h"
#include "tests/support/clp_oracle.h"
#include "tests/support/dice.h"
#include "tests/support/nightly.h"
#include "tests/support/warm_networks.h"

namespace oilflow {
namespace {

Problem Circulation(int nodes, std::vector<ProblemArc> arcs) {
  return {.node_count = nodes, .arcs = std::move(arcs)};
}

TEST(ChainsTest, AreOneArcEach) {
  // Two fields that meet in a port with one buyer: the second has a way of two
  // pipelines to it.
  const Problem problem = Circulation(
      6, {{.from = 4, .to = 5, .capacity_bpd = 50, .cost = 3},
          {.from = 5, .to = 2, .capacity_bpd = 40, .minimum_bpd = 5, .cost = 4},
          {.from = 0, .to = 4, .capacity_bpd = 60, .cost = 1},
          {.from = 0, .to = 1, .capacity_bpd = 100, .cost = 2},
          {.from = 1, .to = 2, .capacity_bpd = 90, .cost = 5},
          {.from = 2, .to = 3, .capacity_bpd = 80, .cost = 6},
          {.from = 3, .to = 0, .capacity_bpd = 70, .cost = -20}});
  const Chains chains = JoinChains(problem);
  EXPECT_EQ(chains.chain, (std::vector<int>{0, 0, 0, 1, 1, 2, 2}));
  EXPECT_TRUE(chains.any());
  ASSERT_EQ(chains.problem.arcs.size(), 3);
  EXPECT_EQ(chains.problem.node_count, 2);
  const ProblemArc& second = chains.problem.arcs[0];
  EXPECT_EQ(second.from, 0);
  EXPECT_EQ(second.to, 1);
  EXPECT_EQ(second.capacity_bpd, 40);
  EXPECT_EQ(second.minimum_bpd, 5);
  EXPECT_EQ(second.cost, 8);
  EXPECT_EQ(chains.problem.arcs[1].capacity_bpd, 90);
  EXPECT_EQ(chains.problem.arcs[2].from, 1);
  EXPECT_EQ(chains.problem.arcs[2].to, 0);
  EXPECT_EQ(chains.problem.arcs[2].capacity_bpd, 70);
  EXPECT_EQ(chains.problem.arcs[2].cost, -14);
}

TEST(ChainsTest, GoFromNodeZeroBackToIt) {
  const Problem problem =
      Circulation(3, {{.from = 0, .to = 1, .capacity_bpd = 7, .cost = 1},
                      {.from = 1, .to = 2, .capacity_bpd = 5, .cost = 1},
                      {.from = 2, .to = 0, .capacity_bpd = 6, .cost = -3}});
  const Chains chains = JoinChains(problem);
  ASSERT_EQ(chains.problem.arcs.size(), 1);
  EXPECT_EQ(chains.problem.node_count, 1);
  EXPECT_EQ(chains.problem.arcs[0].from, 0);
  EXPECT_EQ(chains.problem.arcs[0].to, 0);
  EXPECT_EQ(chains.problem.arcs[0].capacity_bpd, 5);
  EXPECT_EQ(chains.problem.arcs[0].cost, -1);
}

TEST(ChainsTest, MayCloseFarFromNodeZero) {
  const Problem problem =
      Circulation(4, {{.from = 1, .to = 2, .capacity_bpd = 7, .cost = 1},
                      {.from = 2, .to = 1, .capacity_bpd = 5, .cost = -4},
                      {.from = 3, .to = 3, .capacity_bpd = 2, .cost = -1}});
  const Chains chains = JoinChains(problem);
  EXPECT_EQ(chains.chain, (std::vector<int>{0, 0, 1}));
  ASSERT_EQ(chains.problem.arcs.size(), 2);
  EXPECT_EQ(chains.problem.arcs[0].from, chains.problem.arcs[0].to);
  EXPECT_EQ(chains.problem.arcs[0].capacity_bpd, 5);
  EXPECT_EQ(chains.problem.arcs[0].cost, -3);
}

TEST(ChainsTest, EndWhereWaysMeetOrPart) {
  // Two arcs from node 1 to node 2, and a node that nothing touches.
  const Problem problem =
      Circulation(4, {{.from = 0, .to = 1, .capacity_bpd = 9, .cost = 1},
                      {.from = 1, .to = 2, .capacity_bpd = 5, .cost = 1},
                      {.from = 1, .to = 2, .capacity_bpd = 6, .cost = 2},
                      {.from = 2, .to = 0, .capacity_bpd = 8, .cost = -9}});
  const Chains chains = JoinChains(problem);
  EXPECT_EQ(chains.chain, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_FALSE(chains.any());
  EXPECT_EQ(chains.problem.node_count, 3);
  EXPECT_TRUE(JoinChains({}).problem.arcs.empty());
}

// LEMON's optimum of the chains, carried by all links, is that of the whole
// and, where this has but one, the only one.
TEST(ChainsTest, CarryTheOptimumOfTheWhole) {
  int joined = 0;
  int compared = 0;
  for (int seed = 0; seed < Times(300, 30000); ++seed) {
    Dice dice(seed);
    const int nodes = static_cast<int>(dice.Roll(2, 25));
    Problem problem = RandomCirculation(
        {.nodes = nodes, .arcs = nodes + static_cast<int>(dice.Roll(0, 12))},
        &dice);
    Solution whole = Solver(problem).Solve(problem);
    if (dice.OneIn(2)) {
      AddMinimums(whole, &dice, &problem);
      whole = Solver(problem).Solve(problem);
    }
    if (!IsUniqueOptimum(problem, whole)) {
      continue;
    }
    ++compared;
    const Chains chains = JoinChains(problem);
    joined += chains.any();
    const Solution by_chain = Solver(chains.problem).Solve(chains.problem);
    ASSERT_TRUE(IsUniqueOptimum(chains.problem, by_chain)) << "seed " << seed;
    for (size_t i = 0; i < problem.arcs.size(); ++i) {
      ASSERT_EQ(by_chain.flows_bpd[chains.chain[i]], whole.flows_bpd[i])
          << "seed " << seed << ", arc " << i;
    }
  }
  EXPECT_GT(compared, Times(200, 20000));
  EXPECT_GT(joined, compared / 2);
}

// A field with so many pipelines in a row, beside others with one.
Problem FieldsWithOneLongWay(int fields, int pipelines) {
  Problem problem{.node_count = 2};
  const auto add = [&](int from, int to, int64_t cost) {
    problem.arcs.push_back(
        {.from = from, .to = to, .capacity_bpd = 10, .cost = cost});
  };
  add(1, 0, -100);
  for (int i = 0; i < fields; ++i) {
    add(0, 1, i);
  }
  int node = 0;
  for (int i = 0; i < pipelines; ++i) {
    const int next = problem.node_count++;
    add(node, next, 1);
    node = next;
  }
  add(node, 1, 1);
  return problem;
}

TEST(ChainsTest, AreJoinedWhereListsGetShorter) {
  // 32 slots of the tree are enough with and without.
  const Problem few = FieldsWithOneLongWay(20, 5);
  ASSERT_EQ(WarmShapeOf(few), WarmShapeOf(JoinChains(few).problem));
  const Chains alone = JoinChainsIfShorter(few);
  EXPECT_FALSE(alone.any());
  ASSERT_EQ(alone.problem.arcs.size(), few.arcs.size());
  EXPECT_EQ(alone.problem.node_count, few.node_count);
  for (size_t i = 0; i < few.arcs.size(); ++i) {
    EXPECT_EQ(alone.chain[i], static_cast<int>(i));
    EXPECT_EQ(alone.problem.arcs[i].cost, few.arcs[i].cost);
  }
  const Problem many = FieldsWithOneLongWay(20, 35);
  const Chains joined = JoinChainsIfShorter(many);
  EXPECT_TRUE(joined.any());
  EXPECT_EQ(joined.problem.arcs.size(), 22);
}

}  // namespace
}  // namespace oilflow
