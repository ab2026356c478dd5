#include "service/base/portable_math.h"

#include <cassert>
#include <cmath>
#include <numbers>

#include "boost/math/special_functions/erf.hpp"

#include "sleef.h"

namespace oilflow {
namespace {

// 1 / sqrt(2 pi), the density at 0.
constexpr double kDensityAtZero =
    std::numbers::inv_sqrtpi / std::numbers::sqrt2;

// The quantile at p in (0, 0.5]. Near 0 nothing cancels: erfc is right to its
// last digits however small it is.
double LowerQuantile(double p) {
  // Without promotion to long double, and without exceptions at the ends.
  using Policy = boost::math::policies::policy<
      boost::math::policies::promote_double<false>,
      boost::math::policies::overflow_error<
          boost::math::policies::ignore_error>>;
  const double guess =
      -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Policy());
  // Boost calls libm, whose last bits differ between machines; six decimals do
  // not.
  double x = std::round(guess * 1e6) / 1e6;
  // Each Halley step triples the digits that are right: the first reaches them
  // all, the second takes away what its own rounding left.
  for (int step = 0; step < 2; ++step) {
    const double density = kDensityAtZero * PortableExp(-0.5 * x * x);
    const double newton = (PortableNormalCdf(x) - p) / density;
    x -= newton / (1 + 0.5 * x * newton);
  }
  return x;
}

}  // namespace

double PortableLog(double x) { return Sleef_cinz_logd1_u10purec(x); }

double PortableExp(double x) { return Sleef_cinz_expd1_u10purec(x); }

double PortableNormalCdf(double x) {
  return 0.5 * Sleef_cinz_erfcd1_u15purec(-x / std::numbers::sqrt2);
}

double PortableNormalQuantile(double p) {
  assert(p > 0 && p < 1);
  if (p == 0.5) {
    return 0;
  }
  // 1 - p is exact from a half up, so the upper tail is as good as the lower.
  return p < 0.5 ? LowerQuantile(p) : -LowerQuantile(1 - p);
}

}  // namespace oilflow
