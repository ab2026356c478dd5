// Quantiles, and where in an answer to find them.

#ifndef OILFLOW_CLIENT_QUANTILE_TEXT_H_
#define OILFLOW_CLIENT_QUANTILE_TEXT_H_

#include <array>
#include <string>

#include "absl/strings/string_view.h"

#include "oilflow/v1/price.pb.h"
#include "oilflow/v1/quantiles.pb.h"

namespace oilflow {

// One level: its value and what another sample would move it by.
struct Level {
  // `P5`, and `p05` for a column of a spreadsheet.
  absl::string_view name;
  absl::string_view column;
  double value = 0;
  double error = 0;
};

// P5, P16, P50, P84 and P95.
std::array<Level, 5> LevelsOf(const v1::Quantiles& quantiles);

// Every value and error times `factor`, above 0: as hundredths, say.
v1::Quantiles Times(const v1::Quantiles& quantiles, double factor);

// A value with its sign and the digits that its error bears.
std::string ShowLevel(const Level& level);

// P50 [P16 ... P84], as `-2.1 [-3.4 ... -1.0]`.
std::string ShowBand(const v1::Quantiles& quantiles);

// The band of an engine and a model in a month; nullptr if there is none.
const v1::PriceBand* FindBand(const v1::PriceEffect& month,
                              v1::PriceEngine engine,
                              absl::string_view model_id);

// The month of the largest median effect of the mixture, or else of the largest
// change; nullptr if there is no month.
const v1::PriceEffect* LargestMonth(const v1::PriceImpact& price);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_QUANTILE_TEXT_H_
