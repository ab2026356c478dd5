#include "service/market/multiplier.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/market/impulse_response.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr int kLevelCount = 2000;
// 2^kGridBits points.
constexpr int kGridBits = 11;
// The month of the first quarter at which draws are read, ex ante.
constexpr int kExAnteMonth = 2;
constexpr int kRealisedMonth = 3;

absl::StatusOr<double> AboveZero(const ParameterSet& parameters,
                                 absl::string_view id) {
  ASSIGN_OR_RETURN(const double value, parameters.Value(id));
  if (!(value > 0)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "parameter ", id, " must be above 0, not ", PrintNumber(value)));
  }
  return value;
}

// A normal of the sign that an elasticity has, by its size: cut at 0.
class ElasticitySize {
 public:
  ElasticitySize(double mean, double sd)
      : mean_(mean), sd_(sd), cut_(PortableNormalCdf(-mean / sd)) {}

  double At(double level) const {
    const double z = PortableNormalQuantile(cut_ + (1 - cut_) * level);
    return std::max(0.0, mean_ + sd_ * z);
  }

 private:
  double mean_;
  double sd_;
  // The share that is cut off.
  double cut_;
};

double EvenLevel(int i) { return (i + 0.5) / kLevelCount; }

std::vector<double> ToVector(absl::Span<const double> values) {
  return {values.begin(), values.end()};
}

// Percent at month 3 per 1% of output that stays missing.
std::vector<double> PathMatched(const ResponseDraws& draws) {
  const std::vector<double> loss(kRealisedMonth + 1, -0.01);
  const ResponsePath path = Respond(draws, ShockMode::kPathRealised, loss);
  std::vector<double> percent;
  for (const double log_price : path.LogPrice(kRealisedMonth)) {
    percent.push_back(100 * log_price);
  }
  return percent;
}

MultiplierModel BaumeisterHamilton(const ResponseDraws& draws, ShockMode mode) {
  const bool ex_ante = mode == ShockMode::kExAnte;
  return {.id = "bh19",
          .sample = Sample::Of(ex_ante ? ToVector(draws.Price(kExAnteMonth))
                                       : PathMatched(draws),
                               true),
          .grade = "R",
          .source = absl::StrCat(
              "Baumeister and Hamilton, American Economic Review 109(5), 2019: "
              "posterior draws, ",
              ex_ante ? "month 2" : "path-matched, month 3")};
}

// Lognormal above the median and below it, each with the spread of its own
// side: one lognormal does not go through all three.
absl::StatusOr<std::vector<double>> TwoSidedLognormal(
    const ParameterSet& parameters) {
  ASSIGN_OR_RETURN(
      const double p05,
      AboveZero(parameters, "multiplier.km14-style.lognormal.p05"));
  ASSIGN_OR_RETURN(
      const double p50,
      AboveZero(parameters, "multiplier.km14-style.lognormal.p50"));
  ASSIGN_OR_RETURN(
      const double p95,
      AboveZero(parameters, "multiplier.km14-style.lognormal.p95"));
  const double z95 = PortableNormalQuantile(0.95);
  const double below = PortableLog(p50 / p05) / z95;
  const double above = PortableLog(p95 / p50) / z95;
  std::vector<double> percent;
  for (int i = 0; i < kLevelCount; ++i) {
    const double z = PortableNormalQuantile(EvenLevel(i));
    percent.push_back(p50 * PortableExp((z < 0 ? below : above) * z));
  }
  return percent;
}

absl::StatusOr<MultiplierModel> KilianMurphyStyle(
    const ParameterSet& parameters, const ResponseDraws& draws,
    ShockMode mode) {
  const std::string set =
      "draws in the style of Kilian and Murphy, J. Applied Econometrics 29(3), "
      "2014: supply elasticity at most 0.0258, ";
  if (mode == ShockMode::kPathRealised) {
    return MultiplierModel{
        .id = "km14-style",
        .sample = Sample::Of(PathMatched(draws), true),
        .grade = "R",
        .source = absl::StrCat(set, "path-matched, month 3")};
  }
  ASSIGN_OR_RETURN(std::vector<double> percent, TwoSidedLognormal(parameters));
  return MultiplierModel{
      .id = "km14-style",
      .sample = Sample::Of(std::move(percent), false),
      .grade = "R",
      .source = absl::StrCat(
          set, "lognormal through the 5, 50 and 95% levels of month 2")};
}

// i with its kGridBits bits in reverse order.
uint32_t Reversed(uint32_t i) {
  uint32_t reversed = 0;
  for (int bit = 0; bit < kGridBits; ++bit) {
    reversed = reversed << 1 | (i >> bit & 1);
  }
  return reversed;
}

// 1/(es - ed), or -1/ed if supply does not respond.
absl::StatusOr<MultiplierModel> CaldaraCavalloIacoviello(
    const ParameterSet& parameters, ShockMode mode) {
  ASSIGN_OR_RETURN(const double supply_mean,
                   parameters.Value("multiplier.cci19.supply.mean"));
  ASSIGN_OR_RETURN(const double supply_sd,
                   AboveZero(parameters, "multiplier.cci19.supply.sd"));
  ASSIGN_OR_RETURN(const double demand_mean,
                   parameters.Value("multiplier.cci19.demand.mean"));
  ASSIGN_OR_RETURN(const double demand_sd,
                   AboveZero(parameters, "multiplier.cci19.demand.sd"));
  ASSIGN_OR_RETURN(const double floor,
                   AboveZero(parameters, "multiplier.denominator-floor"));
  const ElasticitySize supply(supply_mean, supply_sd);
  const ElasticitySize demand(-demand_mean, demand_sd);

  std::vector<double> gaps;
  if (mode == ShockMode::kPathRealised) {
    for (int i = 0; i < kLevelCount; ++i) {
      gaps.push_back(demand.At(EvenLevel(i)));
    }
  } else {
    // Hammersley's points: they fill the square evenly, so that neither
    // elasticity is tied to the other. Turning every second bit keeps them even
    // and takes them out of the corners, where both elasticities would be least
    // at once.
    constexpr uint32_t kPoints = 1 << kGridBits;
    constexpr uint32_t kTurned = 0x555;
    for (uint32_t i = 0; i < kPoints; ++i) {
      gaps.push_back(supply.At((i + 0.5) / kPoints) +
                     demand.At(((Reversed(i) ^ kTurned) + 0.5) / kPoints));
    }
  }
  int floored = 0;
  std::vector<double> percent;
  for (const double gap : gaps) {
    floored += gap < floor ? 1 : 0;
    percent.push_back(1 / std::max(gap, floor));
  }
  const double floored_share =
      static_cast<double>(floored) / static_cast<double>(gaps.size());
  return MultiplierModel{
      .id = "cci19",
      .sample = Sample::Of(std::move(percent), false),
      .floored_share = floored_share,
      .grade = "J",
      .source =
          "Caldara, Cavallo and Iacoviello, J. Monetary Economics 103, "
          "2019: elasticities; their spreads are judgement"};
}

absl::StatusOr<MultiplierModel> Practitioner(const ParameterSet& parameters) {
  ASSIGN_OR_RETURN(const double median,
                   AboveZero(parameters, "multiplier.practitioner.median"));
  ASSIGN_OR_RETURN(const double sigma,
                   AboveZero(parameters, "multiplier.practitioner.sigma-ln"));
  std::vector<double> percent;
  for (int i = 0; i < kLevelCount; ++i) {
    const double z = PortableNormalQuantile(EvenLevel(i));
    percent.push_back(median * PortableExp(sigma * z));
  }
  return MultiplierModel{
      .id = "practitioner",
      .sample = Sample::Of(std::move(percent), false),
      .grade = "J",
      .source =
          "lognormal set by published World Bank, US Treasury and EIA "
          "cases"};
}

}  // namespace

absl::StatusOr<std::vector<MultiplierModel>> MakeMultipliers(
    const ParameterSet& parameters, const ResponseDraws& bh19,
    const ResponseDraws& km14, ShockMode mode) {
  ASSIGN_OR_RETURN(MultiplierModel km14_style,
                   KilianMurphyStyle(parameters, km14, mode));
  ASSIGN_OR_RETURN(MultiplierModel cci19,
                   CaldaraCavalloIacoviello(parameters, mode));
  ASSIGN_OR_RETURN(MultiplierModel practitioner, Practitioner(parameters));
  return std::vector<MultiplierModel>{BaumeisterHamilton(bh19, mode),
                                      std::move(km14_style), std::move(cci19),
                                      std::move(practitioner)};
}

Sample Mix(const std::vector<MultiplierModel>& models,
           const std::array<double, 4>& shares) {
  assert(models.size() == shares.size());
  double sum = 0;
  for (const double share : shares) {
    sum += share;
  }
  assert(sum > 0);
  std::vector<const Sample*> parts;
  std::vector<double> scaled;
  for (size_t i = 0; i < models.size(); ++i) {
    parts.push_back(&models[i].sample);
    scaled.push_back(shares[i] / sum);
  }
  return Sample::Mixture(parts, scaled);
}

}  // namespace oilflow
