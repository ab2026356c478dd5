// Joint posterior draws of how output, price and stocks respond to a supply
// shift, month by month.

#ifndef OILFLOW_SERVICE_MARKET_RESPONSE_DRAWS_H_
#define OILFLOW_SERVICE_MARKET_RESPONSE_DRAWS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace oilflow {

// Months that are estimated: lags 0 to 17.
inline constexpr int kResponseMonths = 18;

// A row of the file is one draw and stays together: columns are never resampled
// apart, because elasticities depend on each other strongly. Percent for a
// shift that lowers world output by 1% ex ante.
class ResponseDraws {
 public:
  // Columns q0..q17 (log output), p0..p17 (log real price) and, if there are
  // any, i0..i17 (inventories in percent of a month's world output); others are
  // passed by. Errors name file, line and column: a column missing, a number
  // that is not finite, q0 not below -0.01 (nothing to match a path with),
  // fewer than 100 or more than 100,000 draws.
  static absl::StatusOr<ResponseDraws> Parse(absl::string_view file,
                                             absl::string_view text);

  int draw_count() const { return draw_count_; }
  bool has_inventory() const { return !inventory_.empty(); }

  // By draw. A lag beyond the last that is estimated gives the last.
  absl::Span<const double> Output(int lag) const;
  absl::Span<const double> Price(int lag) const;
  // Only if there are inventories.
  absl::Span<const double> Inventory(int lag) const;

 private:
  ResponseDraws() = default;

  // By lag, then draw.
  absl::Span<const double> At(const std::vector<double>& values, int lag) const;

  int draw_count_ = 0;
  std::vector<double> output_;
  std::vector<double> price_;
  std::vector<double> inventory_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_RESPONSE_DRAWS_H_
