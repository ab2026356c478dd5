#include "service/ensemble/normal_quantile.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "service/base/portable_math.h"

namespace oilflow {
namespace {

using Coefficients = std::array<double, 8>;

// The tables of the algorithm, by rising power. A: the centre; C: the tails
// until the fifth root of the logarithm; E: beyond.
constexpr Coefficients kA = {3.3871328727963666080e0, 1.3314166789178437745e2,
                             1.9715909503065514427e3, 1.3731693765509461125e4,
                             4.5921953931549871457e4, 6.7265770927008700853e4,
                             3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr Coefficients kB = {1.0,
                             4.2313330701600911252e1,
                             6.8718700749205790830e2,
                             5.3941960214247511077e3,
                             2.1213794301586595867e4,
                             3.9307895800092710610e4,
                             2.8729085735721942674e4,
                             5.2264952788528545610e3};
constexpr Coefficients kC = {
    1.42343711074968357734e0,  4.63033784615654529590e0,
    5.76949722146069140550e0,  3.64784832476320460504e0,
    1.27045825245236838258e0,  2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients kD = {1.0,
                             2.05319162663775882187e0,
                             1.67638483018380384940e0,
                             6.89767334985100004550e-1,
                             1.48103976427480074590e-1,
                             1.51986665636164571966e-2,
                             5.47593808499534494600e-4,
                             1.05075007164441684324e-9};
constexpr Coefficients kE = {
    6.65790464350110377720e0,  5.46378491116411436990e0,
    1.78482653991729133580e0,  2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients kF = {1.0,
                             5.99832206555887937690e-1,
                             1.36929880922735805310e-1,
                             1.48753612908506148525e-2,
                             7.86869131145613259100e-4,
                             1.84631831751005468180e-5,
                             1.42151175831644588870e-7,
                             2.04426310338993978564e-15};

// How far from a half the centre reaches.
constexpr double kCentre = 0.425;

inline double Ratio(const Coefficients& above, const Coefficients& below,
                    double x) {
  double numerator = above[7];
  double denominator = below[7];
  for (int i = 6; i >= 0; --i) {
    numerator = numerator * x + above[i];
    denominator = denominator * x + below[i];
  }
  return numerator / denominator;
}

inline double CentralQuantile(double level) {
  const double q = level - 0.5;
  return q * Ratio(kA, kB, kCentre * kCentre - q * q);
}

bool IsCentral(double level) { return std::abs(level - 0.5) <= kCentre; }

double TailQuantile(double level) {
  // 1 - level is exact from a half up.
  const double tail = level < 0.5 ? level : 1 - level;
  const double r = std::sqrt(-PortableLog(tail));
  const double value = r <= 5 ? Ratio(kC, kD, r - 1.6) : Ratio(kE, kF, r - 5);
  return level < 0.5 ? -value : value;
}

}  // namespace

double NormalQuantile(double level) {
  assert(level > 0 && level < 1);
  return IsCentral(level) ? CentralQuantile(level) : TailQuantile(level);
}

void NormalQuantiles(absl::Span<const double> levels,
                     absl::Span<double> values) {
  assert(levels.size() == values.size());
  // The centre's formula for all, which compilers turn into vector
  // instructions; then the 15% in the tails one by one.
  constexpr size_t kBlock = 64;
  double level[kBlock];
  double value[kBlock];
  for (size_t begin = 0; begin < levels.size(); begin += kBlock) {
    const size_t count = std::min(kBlock, levels.size() - begin);
    std::fill(std::copy_n(levels.data() + begin, count, level), level + kBlock,
              0.5);
    for (size_t i = 0; i < kBlock; ++i) {
      value[i] = CentralQuantile(level[i]);
    }
    for (size_t i = 0; i < count; ++i) {
      if (!IsCentral(level[i])) {
        value[i] = TailQuantile(level[i]);
      }
    }
    std::copy_n(value, count, values.data() + begin);
  }
}

}  // namespace oilflow
