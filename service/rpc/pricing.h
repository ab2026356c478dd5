// Prices a ladder of supply: what every method that answers a price shares.

#ifndef OILFLOW_SERVICE_RPC_PRICING_H_
#define OILFLOW_SERVICE_RPC_PRICING_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/facts/fact_book.h"
#include "service/market/forward_curve.h"
#include "service/market/price_impact.h"
#include "service/store/price_models.h"
#include "service/store/world.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_market.h"
#include "service/wire/convert_price.h"

namespace oilflow {

// What an answer's price starts from, and where that comes from.
struct PricedFrom {
  PriceAssumptions assumptions;
  PriceProvenance provenance;
  std::optional<CurveRequest> curve;
  // The state is asked for, and how much spare capacity is in reach is not
  // said: the parameters' stands there until someone knows better.
  bool spare_is_open = false;
};

// What the request leaves open of the price, from the world's data and the
// models' parameters. FACTS_MISSING and PRICE_MISSING name what to give
// instead; what else is wrong is noted in `bad`, under `path`.
absl::StatusOr<PricedFrom> PriceFrom(const World& world,
                                     const PriceModels& models,
                                     const MarketRequest& market,
                                     const Snapshot& snapshot,
                                     absl::CivilDay first_day,
                                     const std::string& path, BadRequest* bad);

// Barrels to price: by month, and the mean over the days of the horizon.
struct SupplyToPrice {
  absl::CivilDay first_day;
  int day_count = 0;
  std::vector<LadderMonth> ladder;
  double horizon_mean_bpd = 0;
};

struct Priced {
  PriceImpact impact;
  // Missing unless a curve was sent.
  std::optional<ShockedCurve> curve;
};

// OUT_OF_RANGE, naming `path` as where the change was asked for, if a model
// cannot price it.
absl::StatusOr<Priced> PriceSupply(const PriceModels& models,
                                   const PricedFrom& from,
                                   const SupplyToPrice& supply,
                                   absl::string_view path);

// Adds the fields of the market that data and parameters filled in: their
// values stand in the price, because a request sent back must mean the same.
void AddDataDefaults(const MarketRequest& market, const std::string& path,
                     std::vector<std::string>* fields);

// Everything of `proto` but attribution and audit.
void ToProto(const Priced& priced, const PriceLibrary& library,
             const PricedFrom& from, absl::string_view baseline_id,
             v1::PriceImpact* proto);

// What the stocks of engine B suggest that the spread of a PATH curve changes
// by, in percent of price; missing without such a curve, or one of a year.
std::optional<double> SpreadFromStocks(const PriceLibrary& library,
                                       const PricedFrom& from,
                                       const Priced& priced);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_PRICING_H_
