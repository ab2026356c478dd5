// Every day and stage of every library scenario, against CLP and by duals.

#include <set>
#include <vector>

#include "gtest/gtest.h"

#include "service/evaluation/baseline.h"
#include "service/evaluation/day_outcome.h"
#include "service/evaluation/walk.h"
#include "service/wire/convert_scenario.h"
#include "tests/support/clp_oracle.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

TEST(LibraryOptimalityTest, EveryDayIsTheUniqueOptimumThatClpFinds) {
  int days = 0;
  int problems = 0;
  for (const auto& [world_id, world] : EmbeddedWorlds()->all()) {
    DayAllocator allocator(world->network);
    for (const auto& [id, proto] : world->scenarios) {
      BadRequest bad;
      const ScenarioRequest request =
          ScenarioFromProto(world->network, proto, "scenario", &bad);
      const Snapshot snapshot = *world->facts.Read(request.as_of, "");
      const auto price = world->prices.At(snapshot.reading().as_of);
      const auto baseline =
          ReadBaseline(world->network, snapshot, request.scenario.horizon,
                       request.scenario.drivers, price->price);
      ASSERT_TRUE(baseline.ok()) << id << " " << baseline.status();
      Walk walk(world->network, request.scenario, *baseline);
      for (int d = 0; d < request.scenario.horizon.day_count; ++d) {
        const DayInputs inputs =
            walk.InputsOn(request.scenario.horizon.first_day + d);
        const DayOutcome outcome =
            EvaluateDay(world->network, request.scenario, inputs,
                        BaselineDay(world->network, *inputs.span,
                                    inputs.storages.front(), &allocator),
                        &allocator);
        walk.Pass(outcome);
        ++days;
        for (const StageFlows& stage : outcome.stages) {
          ASSERT_TRUE(allocator.Allocate(stage.limits.limits) == stage.flows);
          const Problem& problem = allocator.last_problem();
          const Solution& solution = allocator.last_solution();
          ASSERT_EQ(ProofError(problem, solution), "") << id << " day " << d;
          ASSERT_TRUE(IsUniqueOptimum(problem, solution)) << id << " day " << d;
          const double objective = ObjectiveCents(problem, solution);
          ASSERT_NEAR(objective, ClpObjectiveCents(problem),
                      1e-9 * std::abs(objective))
              << id << " day " << d;
          ++problems;
        }
      }
    }
  }
  // Some thousand days; were they none, nothing would have been shown.
  EXPECT_GT(days, 3000);
  EXPECT_GT(problems, 2 * 3000);
}

}  // namespace
}  // namespace oilflow
