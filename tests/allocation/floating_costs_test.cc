#include <algorithm>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

#include "service/allocation/solver.h"
#include "service/allocation/warm_basis.h"
#include "tests/support/clp_oracle.h"
#include "tests/support/dice.h"
#include "tests/support/nightly.h"
#include "tests/support/vectors_up_to.h"
#include "tests/support/warm_networks.h"

namespace oilflow {
namespace {

// A basis whose costs float, with what they are.
class FloatingBasis {
 public:
  FloatingBasis(const WarmStart& start, Kernels kernels)
      : basis(start, kernels),
        cents_(static_cast<size_t>(basis.padded_count()), 0) {}

  // Costs of `problem`, which differ from those of `reference` by cents, and on
  // arcs in `floating` only.
  void SetCosts(const Problem& problem, const Problem& reference,
                const std::vector<int>& floating) {
    if (basis.floating_count() < static_cast<int>(floating.size())) {
      basis.LetFloat(floating);
    }
    for (size_t i = 0; i < floating.size(); ++i) {
      const int arc = floating[i];
      cents_[i] = static_cast<int16_t>(
          (problem.arcs[arc].cost - reference.arcs[arc].cost) / kCent);
    }
    basis.SetCents(cents_);
  }

  WarmBasis basis;

 private:
  std::vector<int16_t> cents_;
};

// The last optimum, with potentials that prove it.
Solution AnswerOf(const WarmBasis& basis) {
  Solution answer;
  answer.flows_bpd.assign(basis.flows_bpd().begin(), basis.flows_bpd().end());
  basis.Potentials(&answer.potentials);
  return answer;
}

struct FloatingWalk {
  CirculationShape shape;
  int64_t pivot_limit = 0;
  int64_t most_cents = 0;
};

// How many days were proved. Each against LEMON, with potentials that prove it,
// whichever way costs are set.
int64_t TakeFloatingWalk(const FloatingWalk& walk, int seed) {
  Dice dice(seed);
  const Problem reference = RandomCirculation(walk.shape, &dice);
  const WarmStart start(reference);
  FloatingBasis wide(start, Kernels::kWidest);
  FloatingBasis portable(start, Kernels::kPortable);
  Solver cold(reference);
  std::vector<int> floating;
  if (walk.pivot_limit > 0) {
    wide.basis.set_pivot_limit(walk.pivot_limit);
    portable.basis.set_pivot_limit(walk.pivot_limit);
  }
  Problem problem = reference;
  int64_t proved = 0;
  for (int day = 0; day < 60; ++day) {
    if (dice.OneIn(20)) {
      wide.basis.Restart();
      portable.basis.Restart();
    }
    const int arc = static_cast<int>(
        dice.Roll(0, static_cast<int>(reference.arcs.size()) - 1));
    if (dice.OneIn(5) &&
        std::find(floating.begin(), floating.end(), arc) == floating.end()) {
      floating.push_back(arc);
    }
    for (const int moved : floating) {
      const int64_t most = std::min(walk.most_cents, start.MostCents(moved));
      if (dice.OneIn(2)) {
        problem.arcs[moved].cost =
            reference.arcs[moved].cost + dice.Roll(-most, most) * kCent;
      }
    }
    if (dice.OneIn(2)) {
      MoveCapacities(walk.shape, &dice, &problem);
    }
    wide.SetCosts(problem, reference, floating);
    portable.SetCosts(problem, reference, floating);
    const bool found = wide.basis.Solve(Capacities(problem));
    EXPECT_EQ(portable.basis.Solve(Capacities(problem)), found);
    if (found) {
      ++proved;
      const Solution answer = AnswerOf(wide.basis);
      EXPECT_EQ(ProofError(problem, answer), "");
      EXPECT_EQ(answer.flows_bpd, cold.Solve(problem).flows_bpd);
      const Solution other = AnswerOf(portable.basis);
      EXPECT_EQ(other.flows_bpd, answer.flows_bpd);
      EXPECT_EQ(other.potentials, answer.potentials);
    }
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "seed " << seed << " day " << day;
      break;
    }
  }
  EXPECT_EQ(wide.basis.counts().pivots, portable.basis.counts().pivots);
  return proved;
}

FloatingWalk RandomWalk(int seed) {
  Dice dice(seed);
  return {.shape = {.nodes = static_cast<int>(dice.Roll(1, 60)),
                    .arcs = static_cast<int>(dice.Roll(2, 140)),
                    .ties = dice.OneIn(4)},
          .most_cents = dice.OneIn(2) ? 20 : 32767};
}

TEST(FloatingCostsTest, FindWhatLemonFinds) {
  int64_t proved = 0;
  const int networks = Times(150, 15000);
  for (int seed = 0; seed < networks && !HasFailure(); ++seed) {
    proved += TakeFloatingWalk(RandomWalk(seed), seed);
  }
  EXPECT_GT(proved, networks * 30);
}

TEST(FloatingCostsTest, FindWhatLemonFindsWithVectorsOf256Bits) {
  const VectorsUpTo limit(HWY_AVX2);
  if (!limit.is_narrower()) {
    GTEST_SKIP() << "no wider vectors here";
  }
  for (int seed = 0; seed < Times(150, 15000) && !HasFailure(); ++seed) {
    TakeFloatingWalk(RandomWalk(seed), seed);
  }
}

// On networks with more than 128 arcs outside the tree, and on those whose
// flows are 64 bits wide.
TEST(FloatingCostsTest, FindWhatLemonFindsOnLargeNetworks) {
  for (int seed = 0; seed < Times(6, 300) && !HasFailure(); ++seed) {
    const FloatingWalk walk{
        .shape = {.nodes = 60, .arcs = seed % 2 == 0 ? 230 : 400},
        .most_cents = 200};
    EXPECT_GT(TakeFloatingWalk(walk, seed), 0);
  }
}

// A search that is given up leaves a tree of no use; costs outlive it.
TEST(FloatingCostsTest, OutliveSearchesThatAreGivenUp) {
  int64_t proved = 0;
  const int networks = Times(100, 5000);
  for (int seed = 0; seed < networks && !HasFailure(); ++seed) {
    FloatingWalk walk = RandomWalk(seed);
    walk.pivot_limit = 2;
    proved += TakeFloatingWalk(walk, seed);
  }
  EXPECT_GT(proved, 0);
  EXPECT_LT(proved, networks * 60);
}

// Cents count from the costs that were set last.
TEST(FloatingCostsTest, FloatFromTheCostsThatAreSet) {
  int proved = 0;
  for (int seed = 0; seed < 50; ++seed) {
    Dice dice(seed);
    const CirculationShape shape;
    const Problem reference = RandomCirculation(shape, &dice);
    const WarmStart start(reference);
    for (const Kernels kernels : {Kernels::kWidest, Kernels::kPortable}) {
      FloatingBasis floating(start, kernels);
      floating.SetCosts(reference, reference, {0, 1, 2});
      Problem problem = reference;
      problem.arcs[0].cost += 5 * kCent;
      floating.SetCosts(problem, reference, {0, 1, 2});
      Problem set = problem;
      MoveCosts(shape, &dice, &set);
      std::vector<int64_t> costs;
      for (const ProblemArc& arc : set.arcs) {
        costs.push_back(arc.cost);
      }
      floating.basis.SetCosts(costs);
      Problem moved = set;
      moved.arcs[1].cost -= 3 * kCent;
      floating.SetCosts(moved, set, {0, 1, 2});
      Solver cold(moved);
      // What is lost on the way is found again.
      floating.basis.set_pivot_limit(0);
      floating.basis.Solve(Capacities(moved));
      floating.basis.set_pivot_limit(1000);
      if (floating.basis.Solve(Capacities(moved))) {
        ++proved;
        const Solution answer = AnswerOf(floating.basis);
        EXPECT_EQ(ProofError(moved, answer), "") << "seed " << seed;
        EXPECT_EQ(answer.flows_bpd, cold.Solve(moved).flows_bpd);
      }
    }
  }
  EXPECT_GT(proved, 50);
}

// A basis that begins where another is has its floating arcs, too.
TEST(FloatingCostsTest, AreTakenFromAnotherBasis) {
  int proved = 0;
  for (int seed = 0; seed < 50; ++seed) {
    Dice dice(seed);
    const CirculationShape shape;
    const Problem reference = RandomCirculation(shape, &dice);
    const WarmStart start(reference);
    for (const Kernels kernels : {Kernels::kWidest, Kernels::kPortable}) {
      Problem problem = reference;
      problem.arcs[3].cost += 40 * kCent;
      problem.arcs[5].cost -= 30 * kCent;
      FloatingBasis first(start, kernels);
      // The second time, reduced costs wait.
      first.SetCosts(reference, reference, {3, 4, 5});
      first.SetCosts(problem, reference, {3, 4, 5});
      FloatingBasis second(start, kernels);
      second.SetCosts(reference, reference, {7});
      second.basis.RestartFrom(first.basis);
      Solver cold(problem);
      // What waited is paid once, whether a search came between or not.
      for (int day = 0; day < 3; ++day) {
        MoveCapacities(shape, &dice, &problem);
        if (second.basis.Solve(Capacities(problem))) {
          ++proved;
          const Solution answer = AnswerOf(second.basis);
          EXPECT_EQ(ProofError(problem, answer), "") << "seed " << seed;
          EXPECT_EQ(answer.flows_bpd, cold.Solve(problem).flows_bpd);
        }
        problem.arcs[4].cost += 20 * kCent;
        second.SetCosts(problem, reference, {3, 4, 5});
      }
    }
  }
  EXPECT_GT(proved, 150);
}

}  // namespace
}  // namespace oilflow
