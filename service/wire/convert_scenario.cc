#include "service/wire/convert_scenario.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/allocation/problem.h"
#include "service/policy/conflicts.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_driver.h"
#include "service/wire/convert_horizon.h"
#include "service/wire/convert_market.h"
#include "service/wire/convert_policy.h"
#include "service/wire/convert_uncertainties.h"

namespace oilflow {
namespace {

constexpr size_t kMaxDescription = 4000;
constexpr int kMaxSources = 20;
constexpr size_t kMaxSource = 400;
constexpr double kMaxTogetherBpd = 500e6;

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
  request.scenario.horizon =
      HorizonFromProto(proto.horizon(), absl::StrCat(path, ".horizon"), bad);
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
  std::optional<absl::CivilDay> first_day;
  if (request.scenario.horizon.day_count > 0) {
    first_day = request.scenario.horizon.first_day;
  }
  request.market = MarketFromProto(proto.market(), first_day,
                                   absl::StrCat(path, ".market"), bad);
  request.uncertainties = UncertaintiesFromProto(
      proto.uncertainties(), absl::StrCat(path, ".uncertainties"), bad);
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
