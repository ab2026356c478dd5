#include "client/quantile_text.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/format.h"

namespace oilflow {

std::array<Level, 5> LevelsOf(const v1::Quantiles& quantiles) {
  return {{
      {"P5", "p05", quantiles.p05(), quantiles.p05_error()},
      {"P16", "p16", quantiles.p16(), quantiles.p16_error()},
      {"P50", "p50", quantiles.p50(), quantiles.p50_error()},
      {"P84", "p84", quantiles.p84(), quantiles.p84_error()},
      {"P95", "p95", quantiles.p95(), quantiles.p95_error()},
  }};
}

v1::Quantiles Times(const v1::Quantiles& quantiles, double factor) {
  v1::Quantiles scaled;
  scaled.set_p05(factor * quantiles.p05());
  scaled.set_p16(factor * quantiles.p16());
  scaled.set_p50(factor * quantiles.p50());
  scaled.set_p84(factor * quantiles.p84());
  scaled.set_p95(factor * quantiles.p95());
  scaled.set_p05_error(factor * quantiles.p05_error());
  scaled.set_p16_error(factor * quantiles.p16_error());
  scaled.set_p50_error(factor * quantiles.p50_error());
  scaled.set_p84_error(factor * quantiles.p84_error());
  scaled.set_p95_error(factor * quantiles.p95_error());
  return scaled;
}

std::string ShowLevel(const Level& level) {
  return ShowWithError(level.value, level.error, /*sign=*/true);
}

std::string ShowBand(const v1::Quantiles& quantiles) {
  const std::array<Level, 5> levels = LevelsOf(quantiles);
  return absl::StrCat(ShowLevel(levels[2]), " [", ShowLevel(levels[1]), " ... ",
                      ShowLevel(levels[3]), "]");
}

const v1::PriceBand* FindBand(const v1::PriceEffect& month,
                              v1::PriceEngine engine,
                              absl::string_view model_id) {
  for (const v1::PriceBand& band : month.bands()) {
    if (band.engine() == engine && band.model_id() == model_id) {
      return &band;
    }
  }
  return nullptr;
}

const v1::PriceEffect* LargestMonth(const v1::PriceImpact& price) {
  const auto size = [](const v1::PriceEffect& month) {
    const v1::PriceBand* mixture =
        FindBand(month, v1::PRICE_ENGINE_MULTIPLIER, "mixture");
    // Where there is a mixture it decides, and the change only where it ties.
    return std::pair(
        mixture == nullptr ? 0 : std::abs(mixture->log_price_change().p50()),
        std::abs(month.net_bpd()));
  };
  const v1::PriceEffect* largest = nullptr;
  for (const v1::PriceEffect& month : price.months()) {
    if (largest == nullptr || size(month) > size(*largest)) {
      largest = &month;
    }
  }
  return largest;
}

}  // namespace oilflow
