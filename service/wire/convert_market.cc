#include "service/wire/convert_market.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/date.h"
#include "service/market/multiplier.h"
#include "service/network/network.h"
#include "service/units/bounds.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

constexpr int kMaxModels = 10;
constexpr double kMaxElasticity = 10;
constexpr int kMaxLeadMonths = 36;

// The pair alone; notes the one of the two that is at fault.
void CheckPair(const v1::MarketAssumptions::Model& model, bool realised,
               const std::string& field, BadRequest* bad) {
  // Each alone beside one that is in range.
  const absl::Status supply = CheckElasticities(model.supply_elasticity(), -1);
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
  } else if (both.ok() && realised && model.demand_elasticity() > -0.01) {
    bad->Add(absl::StrCat(field, ".demand_elasticity"),
             "must be at most -0.01 under PATH_REALISED, where nothing else "
             "clears the market");
  }
}

CallerModel ModelFromProto(const v1::MarketAssumptions::Model& proto,
                           bool realised, const std::string& field,
                           BadRequest* bad) {
  CallerModel model{.id = proto.model_id(),
                    .supply_elasticity = proto.supply_elasticity(),
                    .demand_elasticity = proto.demand_elasticity()};
  if (!proto.has_supply_elasticity() || !proto.has_demand_elasticity()) {
    bad->Add(field, "must have a supply_elasticity and a demand_elasticity");
  } else {
    CheckPair(proto, realised, field, bad);
  }
  // Nearer 0 than the short run would be a market that forgets how to respond.
  // If the short run itself is out of range, that has been said.
  const auto within = [](double number, double least, double most) {
    return number >= least && number <= most ? number : 0;
  };
  if (proto.has_long_run_supply_elasticity()) {
    model.long_run_supply_elasticity =
        CheckNumber(absl::StrCat(field, ".long_run_supply_elasticity"),
                    proto.long_run_supply_elasticity(),
                    within(model.supply_elasticity, 0, kMaxElasticity),
                    kMaxElasticity, "(supply_elasticity is the least)", bad);
  }
  if (proto.has_long_run_demand_elasticity()) {
    model.long_run_demand_elasticity =
        CheckNumber(absl::StrCat(field, ".long_run_demand_elasticity"),
                    proto.long_run_demand_elasticity(), -kMaxElasticity,
                    within(model.demand_elasticity, -kMaxElasticity, 0),
                    "(demand_elasticity is the most)", bad);
  }
  if (proto.has_annual_adjustment()) {
    const double share = proto.annual_adjustment();
    if (share > 0 && share < 1) {
      model.annual_adjustment = share;
    } else {
      bad->Add(
          absl::StrCat(field, ".annual_adjustment"),
          absl::StrCat("must be above 0 and below 1, not ", PrintNumber(share),
                       "; leave it out to take the service's own"));
    }
  }
  return model;
}

std::vector<CallerModel> ModelsFromProto(const v1::MarketAssumptions& proto,
                                         const std::string& path,
                                         BadRequest* bad) {
  std::vector<CallerModel> models;
  if (proto.models_size() > kMaxModels) {
    CheckSize(absl::StrCat(path, ".models"), proto.models_size(), kMaxModels,
              bad);
    return models;
  }
  const bool realised =
      proto.shock_mode() == v1::MarketAssumptions::PATH_REALISED;
  std::set<std::string> taken;
  for (int i = 0; i < proto.models_size(); ++i) {
    const std::string& id = proto.models(i).model_id();
    const std::string field = absl::StrCat(path, ".models[", i, "]");
    const std::string id_field = absl::StrCat(field, ".model_id");
    CheckId(id_field, id, bad);
    if (IsWellFormedId(id) && (IsOwnModel(id) || !taken.insert(id).second)) {
      bad->Add(id_field, absl::StrCat("is taken: ", id.substr(0, 80),
                                      "; choose another"));
    }
    models.push_back(ModelFromProto(proto.models(i), realised, field, bad));
  }
  return models;
}

Announcement AnnouncementFromProto(
    const v1::MarketAssumptions::Announcement& proto,
    std::optional<absl::CivilDay> first_day, const std::string& path,
    BadRequest* bad) {
  Announcement announcement;
  const std::string field = absl::StrCat(path, ".announced_date");
  if (proto.has_announced_date()) {
    const auto day = DateFromProto(proto.announced_date());
    announcement.day = bad->Take(field, day);
    if (day.ok() && first_day.has_value()) {
      const absl::CivilMonth earliest =
          absl::CivilMonth(*first_day) - kMaxLeadMonths;
      if (*day > *first_day || absl::CivilMonth(*day) < earliest) {
        bad->Add(
            field,
            absl::StrCat("must be from ", PrintDate(absl::CivilDay(earliest)),
                         " to ", PrintDate(*first_day),
                         ", which is the first day that is priced, not ",
                         PrintDate(*day),
                         "; leave announcement out if the market hears "
                         "of it when the barrels change"));
      }
    }
  } else {
    bad->Add(field, "must be given; leave announcement out if there was none");
  }
  if (proto.has_credibility()) {
    announcement.credibility =
        CheckNumber(absl::StrCat(path, ".credibility"), proto.credibility(), 0,
                    1, "share", bad)
            .value_or(1);
  }
  return announcement;
}

StateInput StateFromProto(const v1::MarketAssumptions::StateDependence& proto,
                          const std::string& path, BadRequest* bad) {
  StateInput state;
  if (proto.has_reachable_spare_bpd()) {
    state.reachable_spare =
        CheckNumber(absl::StrCat(path, ".reachable_spare_bpd"),
                    proto.reachable_spare_bpd(), 0, kMaxBpd, "bpd", bad)
            .value_or(0) *
        kBarrelsPerDay;
  }
  if (proto.has_surplus_bpd()) {
    state.surplus = CheckNumber(absl::StrCat(path, ".surplus_bpd"),
                                proto.surplus_bpd(), 0, kMaxBpd, "bpd", bad)
                        .value_or(0) *
                    kBarrelsPerDay;
  }
  return state;
}

RiskPremium PremiumFromProto(const v1::MarketAssumptions::RiskPremium& proto,
                             const std::string& path, BadRequest* bad) {
  RiskPremium premium;
  const std::string chance = absl::StrCat(path, ".probability_change");
  if (proto.has_probability_change()) {
    premium.probability_change =
        CheckNumber(chance, proto.probability_change(), -1, 1, "share", bad)
            .value_or(0);
  } else {
    bad->Add(chance, "must be given, from -1 to 1");
  }
  const std::string size = absl::StrCat(path, ".disruption_bpd");
  if (proto.has_disruption_bpd()) {
    premium.disruption =
        CheckNumberAbove(size, proto.disruption_bpd(), 0, kMaxBpd, "bpd", bad)
            .value_or(0) *
        kBarrelsPerDay;
  } else {
    bad->Add(size, "must be given, in bpd and above 0");
  }
  return premium;
}

ShockMode ShockModeFromProto(const v1::MarketAssumptions& proto,
                             const std::string& path, BadRequest* bad) {
  switch (proto.shock_mode()) {
    case v1::MarketAssumptions::SHOCK_EX_ANTE:
      return ShockMode::kExAnte;
    case v1::MarketAssumptions::PATH_REALISED:
      return ShockMode::kPathRealised;
    default:
      bad->Add(
          absl::StrCat(path, ".shock_mode"),
          absl::StrCat(
              "must be SHOCK_EX_ANTE (a shift before anyone responds) or "
              "PATH_REALISED (output really missing), not ",
              static_cast<int>(proto.shock_mode()), ": it is never guessed"));
      return ShockMode::kExAnte;
  }
}

}  // namespace

std::array<double, 4> MixtureFromProto(const MixtureWeights& proto,
                                       const std::string& list,
                                       BadRequest* bad) {
  if (proto.empty()) {
    return MarketRequest().mixture;
  }
  const std::vector<absl::string_view> known(kMultiplierModels.begin(),
                                             kMultiplierModels.end());
  std::array<double, 4> weights = {};
  if (proto.size() > static_cast<int>(known.size())) {
    CheckSize(list, proto.size(), static_cast<int>(known.size()), bad);
    return weights;
  }
  UniqueIds ids("mixture_weights", bad);
  bool all_read = true;
  for (int i = 0; i < proto.size(); ++i) {
    const auto& row = proto[i];
    const std::string field = absl::StrCat(list, "[", i, "]");
    const std::string id_field = absl::StrCat(field, ".model_id");
    const auto model = std::find(known.begin(), known.end(), row.model_id());
    if (model == known.end()) {
      bad->Add(id_field, NotKnown(absl::StrCat("a model of the mixture (",
                                               absl::StrJoin(known, ", "), ")"),
                                  row.model_id(), known));
    } else {
      ids.Check(id_field, row.model_id(), i);
    }
    const std::string weight_field = absl::StrCat(field, ".weight");
    std::optional<double> weight;
    if (row.has_weight()) {
      weight = CheckNumber(weight_field, row.weight(), 0, 1, "share", bad);
    } else {
      bad->Add(weight_field, "must be given, from 0 to 1");
    }
    if (model == known.end() || !weight.has_value()) {
      all_read = false;
    } else {
      weights[model - known.begin()] = *weight;
    }
  }
  if (all_read && *std::max_element(weights.begin(), weights.end()) <= 0) {
    bad->Add(list,
             "must have a weight above 0; leave the list out for equal "
             "weights");
  }
  return weights;
}

MarketRequest MarketFromProto(const v1::MarketAssumptions& proto,
                              std::optional<absl::CivilDay> first_day,
                              const std::string& path, BadRequest* bad) {
  MarketRequest market;
  market.mode = ShockModeFromProto(proto, path, bad);
  if (proto.has_start_price_usd_per_bbl()) {
    market.start_price =
        CheckNumber(absl::StrCat(path, ".start_price_usd_per_bbl"),
                    proto.start_price_usd_per_bbl(), 0.01, 1000, "USD/bbl", bad)
            .value_or(1) *
        kDollarsPerBarrel;
  }
  if (proto.has_world_crude_bpd()) {
    const auto output =
        CheckNumber(absl::StrCat(path, ".world_crude_bpd"),
                    proto.world_crude_bpd(), 1e6, kMaxBpd, "bpd", bad);
    if (output.has_value()) {
      market.world_output = *output * kBarrelsPerDay;
    }
  }
  market.models = ModelsFromProto(proto, path, bad);
  market.mixture = MixtureFromProto(
      proto.mixture_weights(), absl::StrCat(path, ".mixture_weights"), bad);
  if (proto.has_already_priced()) {
    market.already_priced =
        CheckNumber(absl::StrCat(path, ".already_priced"),
                    proto.already_priced(), 0, 1, "share", bad)
            .value_or(0);
  }
  if (proto.has_announcement()) {
    market.announcement =
        AnnouncementFromProto(proto.announcement(), first_day,
                              absl::StrCat(path, ".announcement"), bad);
  }
  if (proto.has_state_dependence()) {
    market.state = StateFromProto(proto.state_dependence(),
                                  absl::StrCat(path, ".state_dependence"), bad);
  }
  if (proto.has_risk_premium()) {
    market.risk_premium = PremiumFromProto(
        proto.risk_premium(), absl::StrCat(path, ".risk_premium"), bad);
    if (market.world_output.has_value()) {
      CheckDisruption(*market.risk_premium, *market.world_output, path, bad);
    }
  }
  if (proto.has_differential_change_usd_per_bbl()) {
    market.differential =
        CheckNumber(absl::StrCat(path, ".differential_change_usd_per_bbl"),
                    proto.differential_change_usd_per_bbl(), -1000, 1000,
                    "USD/bbl", bad)
            .value_or(0) *
        kDollarsPerBarrel;
  }
  if (proto.has_curve()) {
    market.curve = CurveFromProto(proto.curve(), first_day,
                                  absl::StrCat(path, ".curve"), bad);
  }
  return market;
}

void CheckDisruption(const RiskPremium& premium, BarrelsPerDay world_output,
                     const std::string& path, BadRequest* bad) {
  if (!(premium.disruption < world_output)) {
    bad->Add(
        absl::StrCat(path, ".risk_premium.disruption_bpd"),
        absl::StrCat("must be below the world's output of ",
                     PrintNumber(world_output / kBarrelsPerDay), " bpd, not ",
                     PrintNumber(premium.disruption / kBarrelsPerDay)));
  }
}

}  // namespace oilflow
