// A day of Evaluate against one bare LEMON solve of that day's last problem, on
// the region network over 365 days.
//
//   evaluate_bench [ROUNDS]

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "service/evaluation/baseline.h"
#include "service/evaluation/day_outcome.h"
#include "service/evaluation/evaluate.h"
#include "service/evaluation/walk.h"
#include "service/store/world.h"
#include "service/wire/convert_scenario.h"
#include "tests/bench/medians.h"

namespace oilflow {
namespace {

void Run(const World& world, const std::string& id, int rounds) {
  BadRequest bad;
  const ScenarioRequest request = ScenarioFromProto(
      world.network, world.scenarios.at(id), "scenario", &bad);
  const Scenario& scenario = request.scenario;
  const Snapshot snapshot = *world.facts.Read(request.as_of, "");
  const DollarsPerBarrel brent =
      world.prices.At(snapshot.reading().as_of)->price;
  const Baseline baseline = *ReadBaseline(
      world.network, snapshot, scenario.horizon, scenario.drivers, brent);

  // The last problem of every day: what a solver alone would be given.
  DayAllocator allocator(world.network);
  std::vector<Problem> problems;
  Walk walk(world.network, scenario, baseline);
  for (int d = 0; d < scenario.horizon.day_count; ++d) {
    const DayInputs inputs = walk.InputsOn(scenario.horizon.first_day + d);
    walk.Pass(EvaluateDay(world.network, scenario, inputs,
                          BaselineDay(world.network, *inputs.span,
                                      inputs.storages.front(), &allocator),
                          &allocator));
    problems.push_back(allocator.last_problem());
  }
  Solver solver(problems.front());
  EvaluationWork work;
  const std::vector<double> seconds = MedianSeconds(
      rounds,
      {[&] { work = Evaluate(world.network, snapshot, scenario, brent)->work; },
       [&] {
         for (const Problem& problem : problems) {
           solver.Solve(problem);
         }
       }});
  const int days = scenario.horizon.day_count;
  std::printf(
      "%-26s %4d days, %3d distinct, %5.2f solves/day: Evaluate %7.2f us/day, "
      "bare LEMON %5.2f us/solve, ratio %5.2f (%.2f per solve)\n",
      id.c_str(), days, work.distinct_day_count,
      static_cast<double>(work.solve_count) / days, 1e6 * seconds[0] / days,
      1e6 * seconds[1] / days, seconds[0] / seconds[1],
      seconds[0] / (seconds[1] / days * static_cast<double>(work.solve_count)));
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 21;
  const oilflow::Worlds worlds = *oilflow::Worlds::Embedded();
  const oilflow::World& world = *worlds.Find("region");
  for (const char* id : {"restart-185", "restart-300-60-offset",
                         "iran-to-zero-2018", "restart-maximum-pressure"}) {
    oilflow::Run(world, id, rounds);
  }
  return 0;
}
