// Engine C: how many percent of price for one percent of supply, by model and
// mixed.

#ifndef OILFLOW_SERVICE_MARKET_MULTIPLIER_H_
#define OILFLOW_SERVICE_MARKET_MULTIPLIER_H_

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/market/elasticity_model.h"
#include "service/market/parameter_set.h"
#include "service/market/response_draws.h"
#include "service/market/sample.h"

namespace oilflow {

// In the order in which they are reported.
inline constexpr std::array<absl::string_view, 4> kMultiplierModels = {
    "bh19", "km14-style", "cci19", "practitioner"};

// What one model says of the multiplier.
struct MultiplierModel {
  std::string id;
  Sample sample;
  // Share whose elasticities differed by less than the floor and were taken to
  // differ by it: 1/(es - ed) has no mean and no bound without one.
  double floored_share = 0;
  std::string grade;
  std::string source;
};

// The four models. kExAnte: of the first quarter (month 2 of bh19).
// kPathRealised: at month 3 of a loss that lasts, path-matched for bh19 and
// km14-style. Draws keep their rows; lognormals and normals are taken at evenly
// spaced quantiles, so no random numbers are used. Errors: a parameter is
// missing, or one that must be is not above 0.
absl::StatusOr<std::vector<MultiplierModel>> MakeMultipliers(
    const ParameterSet& parameters, const ResponseDraws& bh19,
    const ResponseDraws& km14, ShockMode mode);

// The mixture, with shares by model that are scaled to sum to 1: above 0 in
// sum, none below 0.
Sample Mix(const std::vector<MultiplierModel>& models,
           const std::array<double, 4>& shares);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_MULTIPLIER_H_
