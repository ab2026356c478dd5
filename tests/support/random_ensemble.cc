#include "tests/support/random_ensemble.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "service/base/status_macros.h"
#include "service/facts/measure.h"
#include "service/policy/parameter.h"
#include "tests/support/price_library.h"
#include "tests/support/random_scenario.h"

namespace oilflow {
namespace {

// Every output that the evaluation knows too.
std::vector<OutputColumn> AllColumns(const Network& network,
                                     const Scenario& scenario, bool priced) {
  std::vector<std::string> names = {"net_supply_bpd"};
  if (priced) {
    names.insert(names.end(), {"price_usd_per_bbl", "curve-6m.price_percent"});
  }
  for (const Country& country : network.countries()) {
    for (const char* what :
         {"production_bpd", "production_change_bpd", "tracked_exports_bpd",
          "tracked_exports_change_bpd"}) {
      names.push_back(absl::StrCat(country.id, ".", what));
    }
  }
  for (const Arc& arc : network.arcs()) {
    names.push_back(arc.id + ".flow_bpd");
    names.push_back(arc.id + ".flow_change_bpd");
  }
  for (const Node& node : network.nodes()) {
    if (node.kind == NodeKind::kMarket || node.kind == NodeKind::kDomesticUse) {
      names.push_back(node.id + ".delivered_bpd");
      names.push_back(node.id + ".delivered_change_bpd");
    } else if (node.kind == NodeKind::kStorage ||
               node.kind == NodeKind::kStrategicStock) {
      names.push_back(node.id + ".content_bbl");
    }
  }
  for (const PowerGrid& grid : network.power_grids()) {
    names.push_back(grid.id + ".unserved_mw");
  }
  for (const Actor& actor : network.actors()) {
    names.push_back(actor.id + ".revenue_usd_per_day");
    names.push_back(actor.id + ".revenue_change_usd_per_day");
  }
  for (const Policy& policy : scenario.policies) {
    names.push_back(policy.id + ".in_force_share");
  }
  std::vector<OutputColumn> columns;
  // Over the horizon: of months a price has a mean of its own.
  columns.push_back(*ParseOutput(network, scenario, "price_percent"));
  for (const std::string& name : names) {
    const auto column = ParseOutput(network, scenario, name);
    EXPECT_TRUE(column.ok()) << column.status();
    for (const OutputColumn& one :
         WithMonths(*column, scenario.horizon, true)) {
      columns.push_back(one);
    }
  }
  return columns;
}

// Gives some facts a range about their value.
void AddRanges(std::vector<Fact>* facts, Dice* dice) {
  for (Fact& fact : *facts) {
    if (dice->OneIn(2) && fact.value > 0) {
      fact.low = std::floor(fact.value * 0.7);
      // A share ends at 1.
      fact.high = std::min(std::ceil(fact.value * 1.3),
                           FindMeasure(fact.measure)->maximum);
    }
  }
}

// Makes timings a matter of chance.
void AddChance(Scenario* scenario, Dice* dice) {
  scenario->drivers.push_back({.id = "cause", .display_name = "Cause"});
  for (Policy& policy : scenario->policies) {
    if (dice->OneIn(3)) {
      policy.schedule.probability = 0.6;
    }
    if (dice->OneIn(3)) {
      Gate gate;
      gate.id = "gate";
      gate.weekly_hazard = 0.7;
      if (dice->OneIn(2)) {
        gate.driver = 0;
      }
      policy.schedule.gates.push_back(gate);
    }
    if (dice->OneIn(4)) {
      policy.schedule.driver = 0;
    }
  }
}

// Draws some numbers of policies and replaces some facts.
Uncertainties RandomUncertainties(const Scenario& scenario,
                                  const std::vector<Fact>& facts, Dice* dice) {
  Uncertainties uncertainties;
  for (const PolicyNumber& number : PolicyNumbersOf(scenario)) {
    const Policy& policy = scenario.policies[number.policy];
    const auto value = NumberOf(number, policy);
    if (!value.has_value() || !WhyFixed(number, policy).empty() ||
        !dice->OneIn(3)) {
      continue;
    }
    const double low = std::max(number.field->minimum, *value * 0.5);
    const double high = std::min(number.field->maximum, *value * 1.5 + 1);
    if (low < high && number.field->unit != "USD") {
      uncertainties.parameters.push_back(
          {.name = absl::StrCat(policy.id, ".", number.field->name),
           .distribution = *MakeUniform(low, high)});
    }
  }
  for (const Fact& fact : facts) {
    const std::string name = absl::StrCat(fact.subject, ".", fact.measure);
    if (fact.measure == measure::kPotential && fact.value > 0 &&
        fact.known_at <= kRandomFirstDay && dice->OneIn(4) &&
        std::none_of(uncertainties.parameters.begin(),
                     uncertainties.parameters.end(),
                     [&](const auto& one) { return one.name == name; })) {
      uncertainties.parameters.push_back(
          {.name = name,
           .distribution = *MakeTriangular(std::floor(fact.value * 0.5),
                                           fact.value, fact.value * 1.5)});
    }
  }
  return uncertainties;
}

absl::Status TryMakeRandomEnsemble(Dice* dice, bool priced,
                                   RandomEnsemble* made) {
  made->network = std::make_unique<const Network>(RandomEconomy(dice));
  made->facts = RandomFacts(*made->network, dice);
  Scenario scenario = RandomScenario(*made->network, made->facts, dice);
  AddRanges(&made->facts, dice);
  AddChance(&scenario, dice);
  ResolveTimings(&scenario);
  made->book = std::make_unique<const FactBook>(*FactBook::Create(made->facts));
  made->snapshot =
      std::make_unique<const Snapshot>(*made->book->Read(kRandomFirstDay, ""));
  EnsembleQuestion question;
  question.network = made->network.get();
  question.snapshot = made->snapshot.get();
  question.prices = &TestLibrary();
  question.uncertainties = RandomUncertainties(scenario, made->facts, dice);
  question.price.start_price = kRandomBrent * kDollarsPerBarrel;
  question.price.world_output = 83e6 * kBarrelsPerDay;
  // The first of them is moved from outside.
  if (!question.uncertainties.parameters.empty() && dice->OneIn(2)) {
    question.free_parameters = {question.uncertainties.parameters[0].name};
  }
  question.columns = AllColumns(*made->network, scenario, priced);
  question.scenario = std::move(scenario);
  auto model = EnsembleModel::Create(std::move(question));
  RETURN_IF_ERROR(model.status());
  made->model = std::make_unique<const EnsembleModel>(*std::move(model));
  return absl::OkStatus();
}

}  // namespace

RandomEnsemble MakeRandomEnsemble(Dice* dice, bool priced) {
  RandomEnsemble made;
  absl::Status status;
  // One world in a thousand has policies that make a route too dear together.
  do {
    status = TryMakeRandomEnsemble(dice, priced, &made);
  } while (absl::IsOutOfRange(status));
  EXPECT_TRUE(status.ok()) << status;
  return made;
}

}  // namespace oilflow
