// What a request leaves open of the price, from the library.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

#include "service/market/two_speed.h"
#include "service/wire/check.h"
#include "service/wire/convert_curve.h"
#include "service/wire/convert_market.h"

namespace oilflow {
namespace {

// The element of `known` with this id; else notes the ids that there are.
template <typename T>
T Named(absl::string_view what, const std::string& id,
        const std::vector<T>& known, const std::string& field,
        BadRequest* bad) {
  std::vector<absl::string_view> ids;
  for (const T& one : known) {
    if (one.id == id) {
      return one;
    }
    ids.push_back(one.id);
  }
  bad->Add(field,
           NotKnown(absl::StrCat(what, " (", absl::StrJoin(ids, ", "), ")"), id,
                    ids));
  return T();
}

}  // namespace

CurveRequest ResolveCurve(const PriceLibrary& library, const CurveInput& input,
                          const std::string& path, BadRequest* bad) {
  CurveRequest request = input.request;
  request.shape = Named("a shape of the library", input.shape_id,
                        library.shapes, absl::StrCat(path, ".shape_id"), bad);
  request.dynamics =
      Named("a model of the library", input.dynamics_id, library.dynamics,
            absl::StrCat(path, ".dynamics_id"), bad);
  request.interest_rate = input.interest_rate.value_or(library.interest_rate);
  request.storage_cost =
      input.storage_cost.value_or(library.storage_cost * kDollarsPerBarrel);
  return request;
}

ResolvedMarket ResolveMarket(const PriceLibrary& library,
                             const MarketRequest& request,
                             const std::string& path, BadRequest* bad) {
  ResolvedMarket resolved;
  PriceAssumptions& assumptions = resolved.assumptions;
  assumptions.mode = request.mode;
  if (request.start_price.has_value()) {
    assumptions.start_price = *request.start_price;
  }
  if (request.world_output.has_value()) {
    assumptions.world_output = *request.world_output;
  }
  assumptions.models = library.elasticity_models;
  const ElasticityModel& own = library.default_long_run;
  for (size_t i = 0; i < request.models.size(); ++i) {
    const CallerModel& model = request.models[i];
    assumptions.models.push_back(
        {.id = model.id,
         .display_name = model.id,
         .supply_elasticity = model.supply_elasticity,
         .demand_elasticity = model.demand_elasticity,
         // Never nearer 0 than the short run.
         .long_run_supply_elasticity =
             model.long_run_supply_elasticity.value_or(std::max(
                 model.supply_elasticity, own.long_run_supply_elasticity)),
         .long_run_demand_elasticity =
             model.long_run_demand_elasticity.value_or(std::min(
                 model.demand_elasticity, own.long_run_demand_elasticity)),
         .annual_adjustment =
             model.annual_adjustment.value_or(own.annual_adjustment),
         .grade = "caller",
         .source = "given with the request"});
    const absl::Status adjusts =
        CheckAdjustment(assumptions.models.back(), request.mode);
    if (!adjusts.ok()) {
      bad->Add(absl::StrCat(path, ".models[", i, "].annual_adjustment"),
               adjusts.message());
    }
  }
  assumptions.mixture = request.mixture;
  assumptions.already_priced = request.already_priced;
  assumptions.announcement = request.announcement;
  if (request.state.has_value()) {
    const double spare = library.offsets.spare.has_value()
                             ? library.offsets.spare->reachable_bpd
                             : 0;
    assumptions.state = MarketState{
        .reachable_spare =
            request.state->reachable_spare.value_or(spare * kBarrelsPerDay),
        .surplus = request.state->surplus};
  }
  assumptions.risk_premium = request.risk_premium;
  assumptions.differential = request.differential;
  if (request.curve.has_value()) {
    resolved.curve = ResolveCurve(library, *request.curve,
                                  absl::StrCat(path, ".curve"), bad);
  }
  return resolved;
}

}  // namespace oilflow
