// All that pricing reads beside a world: parameters and posterior draws.

#ifndef OILFLOW_SERVICE_MARKET_PRICE_LIBRARY_H_
#define OILFLOW_SERVICE_MARKET_PRICE_LIBRARY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/market/curve_shape.h"
#include "service/market/elasticity_model.h"
#include "service/market/inventory_response.h"
#include "service/market/multiplier.h"
#include "service/market/news_response.h"
#include "service/market/offsets.h"
#include "service/market/parameter_set.h"
#include "service/market/response_draws.h"
#include "service/market/schwartz_smith.h"
#include "service/market/state_dependence.h"

namespace oilflow {

// Immutable, and safe to read from many threads.
struct PriceLibrary {
  ParameterSet parameters;
  // "default" first, then the published pairs.
  std::vector<ElasticityModel> elasticity_models;
  // What a pair without long-run elasticities of its own is given.
  ElasticityModel default_long_run;
  InventoryResponse inventory;
  ResponseDraws bh19;
  ResponseDraws km14;
  // Engine C, by mode, in the order of kMultiplierModels.
  std::vector<MultiplierModel> ex_ante_multipliers;
  std::vector<MultiplierModel> realised_multipliers;
  NewsResponse news;
  StateParameters state;
  // The defaults of offsets: all parts set.
  OffsetAssumptions offsets;
  // The first is the default of Brent; "wti-opec-2007-24" that of WTI.
  std::vector<CurveShape> shapes;
  // The first is the default of Brent; "wti-2007-25" that of WTI.
  std::vector<CurveDynamics> dynamics;
  // Log percent; of bh19's supply shifts.
  double innovation_sd_percent = 0;
  // Price change in percent per 1% fewer OECD stocks.
  double spread_per_stocks = 0;
  // OECD stocks in months of world output, to put responses in percent of them.
  double oecd_stocks_months = 0;
  // Full-carry bound: USD/bbl a month, and interest a year.
  double storage_cost = 0;
  double interest_rate = 0;
  // Change of product prices in US cents a gallon for a crude price that
  // changes by a dollar a barrel: 100 / 42 times the share that reaches them.
  double product_pass_through = 0;
  // How much of probability times multiplier times size is paid as premium.
  double risk_conversion = 0;
};

// Reads every number from `parameters` and the two files of draws. An error
// names the file, and the parameter or the line.
absl::StatusOr<PriceLibrary> MakePriceLibrary(ParameterSet parameters,
                                              absl::string_view bh19_file,
                                              absl::string_view bh19_text,
                                              absl::string_view km14_file,
                                              absl::string_view km14_text);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_PRICE_LIBRARY_H_
