#include "service/wire/convert_scenario.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

#include "service/allocation/problem.h"
#include "service/policy/conflicts.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_driver.h"
#include "service/wire/convert_policy.h"

namespace oilflow {
namespace {

constexpr size_t kMaxDisplayName = 120;
constexpr size_t kMaxDescription = 4000;
constexpr int kMaxSources = 20;
constexpr size_t kMaxSource = 400;
constexpr int kMaxModels = 10;
constexpr double kMaxTogetherBpd = 500e6;

Horizon HorizonFromProto(const v1::Scenario& proto, const std::string& path,
                         BadRequest* bad) {
  const std::string field = absl::StrCat(path, ".horizon");
  Horizon horizon;
  if (!proto.horizon().has_start_date() || !proto.horizon().has_end_date()) {
    bad->Add(field, "must have a start_date and an end_date");
    return horizon;
  }
  const auto start = DateFromProto(proto.horizon().start_date());
  const auto end = DateFromProto(proto.horizon().end_date());
  horizon.first_day = bad->Take(absl::StrCat(field, ".start_date"), start);
  bad->Take(absl::StrCat(field, ".end_date"), end);
  if (!start.ok() || !end.ok()) {
    return horizon;
  }
  const auto days = *end - *start;
  if (days < 1 || days > kMaxHorizonDays) {
    bad->Add(absl::StrCat(field, ".end_date"),
             absl::StrCat("must be 1 to ", kMaxHorizonDays,
                          " days after start_date, not ", days));
    return horizon;
  }
  horizon.day_count = static_cast<int>(days);
  return horizon;
}

std::vector<ElasticityModel> ModelsFromProto(const v1::MarketAssumptions& proto,
                                             const std::string& path,
                                             BadRequest* bad) {
  std::vector<ElasticityModel> models;
  if (proto.models_size() > kMaxModels) {
    bad->Add(absl::StrCat(path, ".models"),
             absl::StrCat("must be at most ", kMaxModels, ", not ",
                          proto.models_size()));
    return models;
  }
  std::set<std::string> taken;
  for (const ElasticityModel& model : PublishedModels()) {
    taken.insert(model.id);
  }
  for (int i = 0; i < proto.models_size(); ++i) {
    const v1::MarketAssumptions::Model& model = proto.models(i);
    const std::string field = absl::StrCat(path, ".models[", i, "]");
    if (!IsWellFormedId(model.model_id())) {
      bad->Add(absl::StrCat(field, ".model_id"),
               absl::StrCat("must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, "
                            "not \"",
                            model.model_id().substr(0, 80), "\""));
    } else if (!taken.insert(model.model_id()).second) {
      bad->Add(
          absl::StrCat(field, ".model_id"),
          absl::StrCat("is taken: ", model.model_id(), "; choose another"));
    }
    if (!model.has_supply_elasticity() || !model.has_demand_elasticity()) {
      bad->Add(field, "must have a supply_elasticity and a demand_elasticity");
      continue;
    }
    // Each alone beside one that is in range, so that the one at fault is
    // named.
    const absl::Status supply =
        CheckElasticities(model.supply_elasticity(), -1);
    const absl::Status demand = CheckElasticities(1, model.demand_elasticity());
    const absl::Status both =
        CheckElasticities(model.supply_elasticity(), model.demand_elasticity());
    if (!supply.ok()) {
      bad->Add(absl::StrCat(field, ".supply_elasticity"), supply.message());
    }
    if (!demand.ok()) {
      bad->Add(absl::StrCat(field, ".demand_elasticity"), demand.message());
    }
    if (supply.ok() && demand.ok() && !both.ok()) {
      bad->Add(field, both.message());
    } else if (both.ok() &&
               proto.shock_mode() == v1::MarketAssumptions::PATH_REALISED &&
               model.demand_elasticity() > -0.01) {
      bad->Add(absl::StrCat(field, ".demand_elasticity"),
               "must be at most -0.01 under PATH_REALISED, where nothing else "
               "clears the market");
    }
    models.push_back({.id = model.model_id(),
                      .display_name = model.model_id(),
                      .supply_elasticity = model.supply_elasticity(),
                      .demand_elasticity = model.demand_elasticity(),
                      .grade = "caller",
                      .source = "given with the request"});
  }
  return models;
}

MarketRequest MarketFromProto(const v1::MarketAssumptions& proto,
                              const std::string& path, BadRequest* bad) {
  MarketRequest market;
  switch (proto.shock_mode()) {
    case v1::MarketAssumptions::SHOCK_EX_ANTE:
      market.mode = ShockMode::kExAnte;
      break;
    case v1::MarketAssumptions::PATH_REALISED:
      market.mode = ShockMode::kPathRealised;
      break;
    default:
      bad->Add(
          absl::StrCat(path, ".shock_mode"),
          absl::StrCat(
              "must be SHOCK_EX_ANTE (a shift before anyone responds) or "
              "PATH_REALISED (output really missing), not ",
              static_cast<int>(proto.shock_mode()), ": it is never guessed"));
  }
  if (proto.has_start_price_usd_per_bbl()) {
    market.start_price =
        CheckNumber(absl::StrCat(path, ".start_price_usd_per_bbl"),
                    proto.start_price_usd_per_bbl(), 0.01, 1000, "USD/bbl", bad)
            .value_or(1) *
        kDollarsPerBarrel;
  }
  if (proto.has_world_crude_bpd()) {
    market.world_output =
        CheckNumber(absl::StrCat(path, ".world_crude_bpd"),
                    proto.world_crude_bpd(), 1e6, 200e6, "bpd", bad)
            .value_or(1e6) *
        kBarrelsPerDay;
  }
  market.models = ModelsFromProto(proto, path, bad);
  return market;
}

// Policies that cannot both be meant.
void CheckConflicts(const Network& network, const Scenario& scenario,
                    const std::string& path, BadRequest* bad) {
  for (const Conflict& conflict : FindConflicts(network, scenario)) {
    bad->Add(absl::StrCat(path, ".policies[", conflict.policy, "]"),
             absl::StrCat("must not overlap with policy ",
                          scenario.policies[conflict.other].id, ": ",
                          conflict.reason, ", first on ",
                          PrintDate(conflict.first_day),
                          "; end one before the other starts, or leave one "
                          "out"));
  }
}

// Policies together must stay where every sum of rates fits the wire.
void CheckSums(const Scenario& scenario, const std::string& path,
               BadRequest* bad) {
  const auto bpd = [](const std::optional<BarrelsPerDay>& rate) -> double {
    return rate.value_or(BarrelsPerDay()) / kBarrelsPerDay;
  };
  double production = 0;
  double demand = 0;
  for (const Policy& policy : scenario.policies) {
    if (const auto* lever = std::get_if<ProductionLever>(&policy.lever)) {
      production += bpd(lever->potential) + std::max(0.0, bpd(lever->change));
    } else if (const auto* wanted = std::get_if<DemandLever>(&policy.lever)) {
      demand += bpd(wanted->demand) + std::abs(bpd(wanted->change));
    } else if (const auto* stock =
                   std::get_if<StockReleaseLever>(&policy.lever)) {
      demand += bpd(stock->rate) + bpd(stock->refill);
    }
  }
  const auto check = [&](absl::string_view what, double total) {
    if (total > kMaxTogetherBpd) {
      bad->Add(absl::StrCat(path, ".policies"),
               absl::StrCat("must ", what, " by at most ",
                            PrintNumber(kMaxTogetherBpd), " bpd together, not ",
                            PrintNumber(total)));
    }
  };
  check("raise production", production);
  check("change demand and stocks", demand);
}

// The tiers of the allocation hold only so many mandated arcs apart.
void CheckMandates(const Network& network, const Scenario& scenario,
                   const std::string& path, BadRequest* bad) {
  std::set<int> mandated;
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    if (network.arcs()[a].rule == AllocationRule::kMandated) {
      mandated.insert(static_cast<int>(a));
    }
  }
  for (const Policy& policy : scenario.policies) {
    const auto* route = std::get_if<RouteLever>(&policy.lever);
    if (route != nullptr && route->mandated.has_value()) {
      mandated.insert(route->arcs.begin(), route->arcs.end());
    }
  }
  if (mandated.size() > kMaxMandatedArcs) {
    bad->Add(absl::StrCat(path, ".policies"),
             absl::StrCat("must mandate flow on at most ", kMaxMandatedArcs,
                          " arcs together, not ", mandated.size()));
  }
}

}  // namespace

ScenarioRequest ScenarioFromProto(const Network& network,
                                  const v1::Scenario& proto,
                                  absl::string_view scenario_path,
                                  BadRequest* bad) {
  const std::string path(scenario_path);
  ScenarioRequest request;
  CheckText(absl::StrCat(path, ".display_name"), proto.display_name(),
            kMaxDisplayName, false, bad);
  CheckText(absl::StrCat(path, ".description"), proto.description(),
            kMaxDescription, true, bad);
  CheckSize(absl::StrCat(path, ".sources"), proto.sources_size(), kMaxSources,
            bad);
  for (int i = 0; i < std::min(proto.sources_size(), kMaxSources); ++i) {
    CheckText(absl::StrCat(path, ".sources[", i, "]"), proto.sources(i),
              kMaxSource, false, bad);
  }
  if (proto.has_as_of()) {
    request.as_of =
        bad->Take(absl::StrCat(path, ".as_of"), DateFromProto(proto.as_of()));
  }
  request.scenario.horizon = HorizonFromProto(proto, path, bad);
  request.scenario.drivers = DriversFromProto(proto, path, bad);
  CheckSize(absl::StrCat(path, ".policies"), proto.policies_size(),
            kMaxPolicies, bad);
  UniqueIds ids("policies", bad);
  for (int i = 0; i < std::min(proto.policies_size(), kMaxPolicies); ++i) {
    const std::string field = absl::StrCat(path, ".policies[", i, "]");
    request.scenario.policies.push_back(PolicyFromProto(
        network, request.scenario.drivers, proto.policies(i), field, bad));
    ids.Check(absl::StrCat(field, ".policy_id"),
              request.scenario.policies.back().id, i);
  }
  request.market =
      MarketFromProto(proto.market(), absl::StrCat(path, ".market"), bad);
  if (bad->ok()) {
    ResolveTimings(&request.scenario);
    CheckConflicts(network, request.scenario, path, bad);
    CheckMandates(network, request.scenario, path, bad);
    CheckSums(request.scenario, path, bad);
  }
  if (request.market.mode == ShockMode::kExAnte) {
    for (size_t i = 0; bad->ok() && i < request.scenario.policies.size(); ++i) {
      if (IsExplicitOffset(request.scenario.policies[i], network)) {
        bad->Add(absl::StrCat(path, ".market.shock_mode"),
                 absl::StrCat(
                     "must be PATH_REALISED beside policy ",
                     request.scenario.policies[i].id,
                     ", which writes out a response of others: SHOCK_EX_ANTE "
                     "has the average response in its elasticities already, "
                     "and would count it twice; leave the policy out, or price "
                     "the realised path"));
      }
    }
  }
  return request;
}

}  // namespace oilflow
