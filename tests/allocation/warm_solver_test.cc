#include "service/allocation/warm_solver.h"

#include <vector>

#include "gtest/gtest.h"

#include "service/allocation/warm_kernels.h"
#include "tests/support/clp_oracle.h"
#include "tests/support/dice.h"
#include "tests/support/nightly.h"
#include "tests/support/vectors_up_to.h"
#include "tests/support/warm_networks.h"

namespace oilflow {
namespace {

// Empty if there are none, as a caller may leave them out then.
std::vector<int32_t> Minimums(const Problem& problem) {
  std::vector<int32_t> minimums;
  bool any = false;
  for (const ProblemArc& arc : problem.arcs) {
    minimums.push_back(static_cast<int32_t>(arc.minimum_bpd));
    any |= arc.minimum_bpd > 0;
  }
  return any ? minimums : std::vector<int32_t>{};
}

std::vector<int64_t> Costs(const Problem& problem) {
  std::vector<int64_t> costs;
  for (const ProblemArc& arc : problem.arcs) {
    costs.push_back(arc.cost);
  }
  return costs;
}

// The flows as a Solution, with the potentials that prove them.
Solution Answer(WarmSolver* solver, const Problem& problem) {
  const absl::Span<const int32_t> flows =
      solver->Solve(Capacities(problem), Minimums(problem));
  Solution answer;
  answer.flows_bpd.assign(flows.begin(), flows.end());
  solver->Potentials(&answer.potentials);
  return answer;
}

struct Walk {
  CirculationShape shape;
  int draws = 1;
  int days = 1;
  bool costs_move = false;
  bool minimums = false;
};

// Takes all of `walk`, with problems that begin with `seed`; every day against
// LEMON, proved, and the same from portable loops as from wide ones.
WarmCounts TakeWalk(const Walk& walk, int seed) {
  Dice dice(seed);
  const Problem reference = RandomCirculation(walk.shape, &dice);
  const WarmStart start(reference);
  WarmSolver wide(start, Kernels::kWidest);
  WarmSolver portable(start, Kernels::kPortable);
  Solver cold(reference);
  for (int draw = 0; draw < walk.draws; ++draw) {
    Problem problem = reference;
    wide.Restart();
    portable.Restart();
    for (int day = 0; day < walk.days; ++day) {
      if (day > 0) {
        MoveCapacities(walk.shape, &dice, &problem);
      }
      if (walk.costs_move && dice.OneIn(2)) {
        MoveCosts(walk.shape, &dice, &problem);
        wide.SetCosts(Costs(problem));
        portable.SetCosts(Costs(problem));
      }
      if (walk.minimums && dice.OneIn(2)) {
        AddMinimums(cold.Solve(problem), &dice, &problem);
      }
      const Solution answer = Answer(&wide, problem);
      const Solution& expected = cold.Solve(problem);
      EXPECT_EQ(ProofError(problem, answer), "")
          << "seed " << seed << " draw " << draw << " day " << day;
      // More than asked for: where the optimum is not the only one, too.
      EXPECT_EQ(answer.flows_bpd, expected.flows_bpd)
          << "seed " << seed << " draw " << draw << " day " << day;
      const Solution other = Answer(&portable, problem);
      EXPECT_EQ(other.flows_bpd, answer.flows_bpd);
      EXPECT_EQ(other.potentials, answer.potentials);
      if (testing::Test::HasFailure()) {
        return wide.counts();
      }
    }
  }
  EXPECT_EQ(wide.counts().pivots, portable.counts().pivots);
  EXPECT_EQ(wide.counts().unproven, portable.counts().unproven);
  return wide.counts();
}

TEST(WarmSolverTest, FindsWhatLemonFindsOnSmallNetworks) {
  const int networks = Times(40, 7000);
  for (int seed = 0; seed < networks; ++seed) {
    Dice dice(seed);
    const Walk walk{.shape = {.nodes = static_cast<int>(dice.Roll(1, 12)),
                              .arcs = static_cast<int>(dice.Roll(1, 30)),
                              .most_bpd = dice.OneIn(2) ? 10 : 1000000},
                    .draws = 4,
                    .days = 40,
                    .costs_move = dice.OneIn(2),
                    .minimums = dice.OneIn(3)};
    TakeWalk(walk, seed);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
}

// Each shape of lists (kWarmShapes) is other code, and so is what is above them
// all; 64 arcs are just too many for the lanes of the smaller ones.
void WalkNetworksOfAnySize(int seeds) {
  struct Size {
    int nodes;
    int arcs;
    int days;
  };
  for (const Size& size :
       {Size{31, 59, 600}, Size{31, 63, 300}, Size{32, 64, 300},
        Size{20, 68, 300}, Size{40, 65, 300}, Size{60, 120, 300},
        Size{64, 128, 150}, Size{70, 190, 150}, Size{80, 256, 100},
        Size{90, 300, 100}, Size{120, 520, 40}, Size{256, 2100, 4}}) {
    for (int seed = 0; seed < seeds; ++seed) {
      const Walk walk{.shape = {.nodes = size.nodes, .arcs = size.arcs},
                      .draws = 2,
                      .days = size.days,
                      .costs_move = seed % 2 == 1,
                      .minimums = seed % 4 == 3};
      TakeWalk(walk, seed);
      ASSERT_FALSE(testing::Test::HasFailure())
          << size.arcs << " arcs, seed " << seed;
    }
  }
}

TEST(WarmSolverTest, FindsWhatLemonFindsOnNetworksOfAnySize) {
  WalkNetworksOfAnySize(Times(4, 40));
}

// Where vectors are wider, the loops of 256 bits, which are others in part,
// would else go untested.
TEST(WarmSolverTest, FindsWhatLemonFindsWithVectorsOf256Bits) {
  const VectorsUpTo limit(HWY_AVX2);
  if (!limit.is_narrower()) {
    GTEST_SKIP() << "no wider vectors here";
  }
  WalkNetworksOfAnySize(Times(4, 40));
}

TEST(WarmSolverTest, WithoutVectorsLoopsArePortable) {
  const VectorsUpTo limit(HWY_EMU128);
  for (const WarmShape& shape : kWarmShapes) {
    EXPECT_EQ(ChooseWarmKernels(Kernels::kWidest, shape).repair,
              ChooseWarmKernels(Kernels::kPortable, shape).repair);
  }
}

TEST(WarmSolverTest, FindsWhatLemonFindsWhereManyOptimaCostTheSame) {
  int64_t handed_over = 0;
  int64_t solves = 0;
  for (int seed = 0; seed < Times(20, 400); ++seed) {
    const Walk walk{.shape = {.nodes = 8, .arcs = 20, .ties = true},
                    .draws = 2,
                    .days = 30,
                    .costs_move = seed % 2 == 1};
    const WarmCounts counts = TakeWalk(walk, seed);
    handed_over += counts.unproven;
    solves += counts.solves;
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
  EXPECT_GT(handed_over, 0);
  EXPECT_LT(handed_over, solves);
}

TEST(WarmSolverTest, HandsOverOnlyWhereACapacityWithoutLimitBinds) {
  const Walk walk{.shape = {.nodes = 31, .arcs = 59}, .draws = 4, .days = 200};
  WarmCounts counts;
  for (int seed = 0; seed < 4; ++seed) {
    counts = TakeWalk(walk, seed);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
    EXPECT_LT(counts.unproven, counts.solves / 10) << "seed " << seed;
    EXPECT_GT(counts.misses, 0);
  }
}

// The flow of a draw must not depend on the draws before it, nor on the day
// before it.
TEST(WarmSolverTest, DoesNotDependOnWhatItSolvedBefore) {
  for (const bool ties : {false, true}) {
    Dice dice(7);
    const CirculationShape shape{.nodes = 20, .arcs = 50, .ties = ties};
    const Problem reference = RandomCirculation(shape, &dice);
    const WarmStart start(reference);
    WarmSolver used(start);
    Problem problem = reference;
    for (int day = 0; day < 200; ++day) {
      MoveCapacities(shape, &dice, &problem);
      MoveCosts(shape, &dice, &problem);
      used.SetCosts(Costs(problem));
      const std::vector<int64_t> flows = Answer(&used, problem).flows_bpd;
      WarmSolver fresh(start);
      fresh.SetCosts(Costs(problem));
      ASSERT_EQ(Answer(&fresh, problem).flows_bpd, flows) << "day " << day;
    }
    used.Restart();
    WarmSolver fresh(start);
    EXPECT_EQ(Answer(&used, reference).flows_bpd,
              Answer(&fresh, reference).flows_bpd);
  }
}

TEST(WarmSolverTest, HandsOverWhatTakesTooManyPivots) {
  Dice dice(3);
  const CirculationShape shape{.nodes = 31, .arcs = 59};
  const Problem reference = RandomCirculation(shape, &dice);
  const WarmStart start(reference);
  Solver cold(reference);
  for (const int64_t limit : {0, 1, 2}) {
    WarmSolver solver(start);
    solver.set_pivot_limit(limit);
    Problem problem = reference;
    for (int day = 0; day < 300; ++day) {
      MoveCapacities(shape, &dice, &problem);
      if (day % 3 == 0) {
        MoveCosts(shape, &dice, &problem);
        solver.SetCosts(Costs(problem));
      }
      ASSERT_EQ(Answer(&solver, problem).flows_bpd,
                cold.Solve(problem).flows_bpd)
          << "day " << day;
    }
    EXPECT_GT(solver.counts().unproven, 0);
    EXPECT_LE(solver.counts().pivots, limit * solver.counts().solves);
  }
}

// Sixty arcs without limit: if all were full, sums would pass 2^31.
TEST(WarmSolverTest, DoesNotOverflowWhereEveryArcIsFull) {
  Problem problem;
  problem.node_count = 3;
  for (int i = 0; i < 60; ++i) {
    problem.arcs.push_back({.from = i % 3,
                            .to = (i + 1) % 3,
                            .capacity_bpd = kUnlimitedBpd,
                            .cost = ScaledCost(-100, Tier::kVoluntary, i)});
  }
  const WarmStart start(problem);
  WarmSolver solver(start);
  Solver cold(problem);
  EXPECT_EQ(Answer(&solver, problem).flows_bpd, cold.Solve(problem).flows_bpd);
  // Nothing that is without limit can bind any more.
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    problem.arcs[i].capacity_bpd = i % 3 == 0 ? 1000000 : kUnlimitedBpd;
  }
  EXPECT_EQ(Answer(&solver, problem).flows_bpd, cold.Solve(problem).flows_bpd);
}

TEST(WarmSolverTest, HandsOverCostsThatItCannotAddUp) {
  Problem problem;
  problem.node_count = 3;
  const int64_t huge = (int64_t{1} << 60) + 12345;
  problem.arcs = {{.from = 0, .to = 1, .capacity_bpd = 10},
                  {.from = 1, .to = 2, .capacity_bpd = 8},
                  {.from = 2, .to = 0, .capacity_bpd = 9, .cost = -5}};
  const WarmStart start(problem);
  WarmSolver solver(start);
  EXPECT_EQ(Answer(&solver, problem).flows_bpd,
            (std::vector<int64_t>{8, 8, 8}));
  EXPECT_EQ(solver.counts().unproven, 0);
  problem.arcs[2].cost = -huge;
  solver.SetCosts(Costs(problem));
  EXPECT_EQ(Answer(&solver, problem).flows_bpd,
            (std::vector<int64_t>{8, 8, 8}));
  EXPECT_EQ(solver.counts().unproven, 1);
  problem.arcs[2].cost = 5;
  solver.SetCosts(Costs(problem));
  EXPECT_EQ(Answer(&solver, problem).flows_bpd,
            (std::vector<int64_t>{0, 0, 0}));
  EXPECT_EQ(solver.counts().unproven, 1);
}

TEST(WarmSolverTest, ReturnsAtOnceWhereNothingChanged) {
  Dice dice(11);
  const CirculationShape shape{.nodes = 31, .arcs = 59};
  const Problem reference = RandomCirculation(shape, &dice);
  const WarmStart start(reference);
  WarmSolver solver(start);
  const std::vector<int64_t> once = Answer(&solver, reference).flows_bpd;
  const int64_t misses = solver.counts().misses;
  EXPECT_EQ(Answer(&solver, reference).flows_bpd, once);
  EXPECT_EQ(solver.counts().misses, misses);
}

}  // namespace
}  // namespace oilflow
