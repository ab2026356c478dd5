// Evaluate against the naive evaluator, on every small world.

#include <cstddef>
#include <map>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "gtest/gtest.h"

#include "service/evaluation/evaluate.h"
#include "service/wire/convert_scenario.h"
#include "tests/support/fixtures.h"
#include "tests/support/naive_evaluate.h"
#include "tests/support/random_scenario.h"
#include "tests/support/sanitized.h"

namespace oilflow {
namespace {

constexpr int kRandomWorlds = kSanitized ? 60 : 1000;

// What the naive days say of `get`, as a column.
template <typename Get>
auto Column(const std::vector<NaiveDayResult>& days, const Get& get) {
  std::vector<std::decay_t<decltype(get(days[0]))>> column;
  for (const NaiveDayResult& day : days) {
    column.push_back(get(day));
  }
  return column;
}

void ExpectFlowsAgree(const Network& network, const Evaluation& evaluation,
                      const std::vector<NaiveDayResult>& naive) {
  const auto expect = [&](const std::string& id, const RateChange& rates,
                          const auto& get) {
    EXPECT_EQ(rates.baseline_bpd,
              Column(naive, [&](const auto& day) { return get(day.baseline); }))
        << id << " without policies";
    EXPECT_EQ(rates.scenario_bpd,
              Column(naive, [&](const auto& day) { return get(day.scenario); }))
        << id << " with policies";
  };
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    expect(network.arcs()[a].id, evaluation.arcs[a],
           [&](const DayFlows& flows) { return flows.arc_bpd[a]; });
  }
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    expect(network.nodes()[n].id, evaluation.nodes[n],
           [&](const DayFlows& flows) {
             return flows.produced_bpd[n] + flows.delivered_bpd[n];
           });
  }
  EXPECT_EQ(evaluation.net_bpd,
            Column(naive, [](const auto& day) { return day.net_bpd; }));
}

void ExpectStocksAgree(const Network& network, const Evaluation& evaluation,
                       const std::vector<NaiveDayResult>& naive) {
  for (const StockSeries& stock : evaluation.stocks) {
    const std::string& id = network.nodes()[stock.node].id;
    const auto contents = [&](std::vector<int64_t> NaiveDayResult::*content) {
      return Column(
          naive, [&](const auto& day) { return (day.*content)[stock.node]; });
    };
    EXPECT_EQ(stock.baseline_bbl,
              contents(&NaiveDayResult::baseline_content_bbl))
        << id;
    EXPECT_EQ(stock.scenario_bbl,
              contents(&NaiveDayResult::scenario_content_bbl))
        << id;
    EXPECT_EQ(stock.filled.scenario_bpd,
              Column(naive,
                     [&](const auto& day) {
                       return day.scenario.filled_bpd[stock.node];
                     }))
        << id;
    EXPECT_EQ(stock.drawn.scenario_bpd,
              Column(naive,
                     [&](const auto& day) {
                       return day.scenario.drawn_bpd[stock.node];
                     }))
        << id;
  }
}

void ExpectEnergyAgrees(const Network& network, const Evaluation& evaluation,
                        const std::vector<NaiveDayResult>& naive) {
  // Grids that lose nothing are left out.
  std::map<int, const EnergySeries*> series;
  for (const EnergySeries& one : evaluation.energy) {
    series[one.grid] = &one;
  }
  for (size_t g = 0; g < network.power_grids().size(); ++g) {
    for (size_t d = 0; d < naive.size(); ++d) {
      const NaiveEnergy& energy = naive[d].energy[g];
      if (series.count(static_cast<int>(g)) == 0) {
        EXPECT_EQ(energy, NaiveEnergy()) << "day " << d;
        continue;
      }
      const EnergySeries& found = *series[static_cast<int>(g)];
      EXPECT_NEAR(found.power_lost_mw[d], energy.power_lost_mw, 1e-9)
          << "day " << d;
      EXPECT_NEAR(found.liquids_needed_bpd[d], energy.liquids_needed_bpd, 1e-9)
          << "day " << d;
      EXPECT_EQ(found.liquids_burned_bpd[d], energy.liquids_burned_bpd)
          << "day " << d;
      EXPECT_NEAR(found.unserved_mw[d], energy.unserved_mw, 1e-9)
          << "day " << d;
    }
  }
}

void ExpectResponsesAgree(const Evaluation& evaluation,
                          const std::vector<NaiveDayResult>& naive) {
  ASSERT_EQ(evaluation.spare.size(), naive[0].spare.size());
  for (size_t s = 0; s < evaluation.spare.size(); ++s) {
    const auto reach = [&](int64_t NaiveReach::*rate) {
      return Column(naive, [&](const auto& day) { return day.spare[s].*rate; });
    };
    EXPECT_EQ(evaluation.spare[s].capacity_bpd,
              reach(&NaiveReach::capacity_bpd));
    EXPECT_EQ(evaluation.spare[s].reachable_bpd,
              reach(&NaiveReach::reachable_bpd));
    EXPECT_EQ(evaluation.spare[s].asked_bpd, reach(&NaiveReach::asked_bpd));
  }
  if (!evaluation.demand_change_bpd.empty()) {
    EXPECT_EQ(evaluation.demand_change_bpd, Column(naive, [](const auto& day) {
                return day.demand_change_bpd;
              }));
  }
}

void ExpectAgree(const Network& network, const FactBook& book,
                 absl::CivilDay as_of, const Scenario& scenario, double brent) {
  const auto evaluation = Evaluate(network, *book.Read(as_of, ""), scenario,
                                   brent * kDollarsPerBarrel);
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  const auto naive =
      NaiveEvaluate(network, book.facts(), as_of, scenario, brent);
  ExpectFlowsAgree(network, *evaluation, naive);
  ExpectStocksAgree(network, *evaluation, naive);
  ExpectEnergyAgrees(network, *evaluation, naive);
  ExpectResponsesAgree(*evaluation, naive);
}

TEST(NaiveTest, AgreesOnTheTwoNodes) {
  const World& world = TwoNodesWorld();
  ASSERT_FALSE(world.scenarios.empty());
  for (const auto& [id, proto] : world.scenarios) {
    SCOPED_TRACE(id);
    BadRequest bad;
    const ScenarioRequest request =
        ScenarioFromProto(world.network, proto, "scenario", &bad);
    ASSERT_TRUE(bad.ok());
    ExpectAgree(world.network, world.facts, *request.as_of, request.scenario,
                kRandomBrent);
  }
}

TEST(NaiveTest, AgreesOnRandomWorldsWithEveryLever) {
  for (int seed = 0; seed < kRandomWorlds; ++seed) {
    Dice dice(seed);
    const Network network = RandomEconomy(&dice);
    const std::vector<Fact> facts = RandomFacts(network, &dice);
    const Scenario scenario = RandomScenario(network, facts, &dice);
    ExpectAgree(network, *FactBook::Create(facts), kRandomFirstDay, scenario,
                kRandomBrent);
    ASSERT_FALSE(HasFailure())
        << "seed " << seed << Describe(network, facts, scenario);
  }
}

}  // namespace
}  // namespace oilflow
