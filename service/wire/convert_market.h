// oilflow.v1.MarketAssumptions.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_MARKET_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_MARKET_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "oilflow/v1/market.pb.h"

#include "service/market/elasticity_model.h"
#include "service/market/forward_curve.h"
#include "service/market/price_impact.h"
#include "service/market/price_library.h"
#include "service/units/units.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_curve.h"

namespace oilflow {

// A pair of elasticities of the caller's own.
struct CallerModel {
  std::string id;
  double supply_elasticity = 0;
  double demand_elasticity = 0;
  std::optional<double> long_run_supply_elasticity;
  std::optional<double> long_run_demand_elasticity;
  std::optional<double> annual_adjustment;
};

// That the effect depends on the state of the market.
struct StateInput {
  std::optional<BarrelsPerDay> reachable_spare;
  BarrelsPerDay surplus;
};

// What a request says of the price; what is missing is taken from the data and
// the library.
struct MarketRequest {
  ShockMode mode = ShockMode::kExAnte;
  std::optional<DollarsPerBarrel> start_price;
  std::optional<BarrelsPerDay> world_output;
  // Beside the service's own.
  std::vector<CallerModel> models;
  // By kMultiplierModels; 0 for a model that the caller did not name.
  std::array<double, 4> mixture = {0.25, 0.25, 0.25, 0.25};
  double already_priced = 0;
  std::optional<Announcement> announcement;
  std::optional<StateInput> state;
  std::optional<RiskPremium> risk_premium;
  DollarsPerBarrel differential;
  std::optional<CurveInput> curve;
};

using MixtureWeights =
    google::protobuf::RepeatedPtrField<v1::MarketAssumptions::MixtureWeight>;

// By kMultiplierModels; equal if there are none. Notes what is wrong in `bad`,
// under `list`, the path of the field.
std::array<double, 4> MixtureFromProto(const MixtureWeights& proto,
                                       const std::string& list,
                                       BadRequest* bad);

// Notes all that is wrong in `bad`, under `path` (such as "scenario.market").
// `first_day` is the first that is priced; missing if it could not be read, and
// then what depends on it is not checked.
MarketRequest MarketFromProto(const v1::MarketAssumptions& proto,
                              std::optional<absl::CivilDay> first_day,
                              const std::string& path, BadRequest* bad);

// A market request with the library's numbers in place of what it leaves out.
struct ResolvedMarket {
  // Start price and world output are there only if the request gave them; the
  // volatility is not. Reachable spare capacity that it did not give is the
  // library's.
  PriceAssumptions assumptions;
  std::optional<CurveRequest> curve;
};

// Notes names that the library does not have.
ResolvedMarket ResolveMarket(const PriceLibrary& library,
                             const MarketRequest& request,
                             const std::string& path, BadRequest* bad);

// Notes a disruption that would leave the world without oil: to be asked once
// the world's output is known, if the request does not give it.
void CheckDisruption(const RiskPremium& premium, BarrelsPerDay world_output,
                     const std::string& path, BadRequest* bad);

// Fills in every default that the request and the library determine: not the
// price, the world's output, the caller's long run, or what spare capacity is
// reachable. A second time changes nothing.
void FillDefaults(const PriceLibrary& library,
                  std::optional<absl::CivilDay> first_day,
                  v1::MarketAssumptions* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_MARKET_H_
