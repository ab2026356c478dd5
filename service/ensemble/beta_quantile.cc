#include "service/ensemble/beta_quantile.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "service/base/portable_math.h"
#include "service/ensemble/normal_quantile.h"
#include "sleef.h"

namespace oilflow {
namespace {

// The pieces of the table: normal quantiles from -8.5 to 8.5, beyond which no
// multiple of 2^-53 lies, in steps of a half, each with a polynomial of degree
// 11.
constexpr int kPiecesAside = 17;
constexpr size_t kTerms = 12;

double Log1p(double x) { return Sleef_cinz_log1pd1_u10purec(x); }

// log Gamma(x) less Stirling's (x - 1/2) log x - x + log(2 pi) / 2, so that
// what is large cancels before it is computed.
double StirlingError(double x) {
  if (x < 10) {
    return Sleef_cinz_lgammad1_u10purec(x) -
           ((x - 0.5) * PortableLog(x) - x +
            0.5 * PortableLog(2 * std::numbers::pi));
  }
  // B(2k) / (2k (2k - 1) x^(2k - 1)), Abramowitz and Stegun 6.1.41.
  const double square = 1 / (x * x);
  double sum = 1.0 / 156;
  for (const double coefficient : {-691.0 / 360360, 1.0 / 1188, -1.0 / 1680,
                                   1.0 / 1260, -1.0 / 360, 1.0 / 12}) {
    sum = sum * square + coefficient;
  }
  return sum / x;
}

// The continued fraction of the incomplete beta (Press and others, "Numerical
// Recipes", 6.4), by Lentz's method as they give it. For x below (a + 1) / (a +
// b + 2) it converges in about sqrt(max(a, b)) steps.
double ContinuedFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr double kEnough = 2e-16;
  constexpr int kMostSteps = 10000;
  const auto inverse = [](double value) {
    return 1 / (std::abs(value) < kTiny ? kTiny : value);
  };
  double c = 1;
  double d = inverse(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= kMostSteps; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = inverse(1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const double odd =
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = inverse(1 + odd * d);
    c = 1 + odd / c;
    const double factor = c * d;
    fraction *= factor;
    if (std::abs(factor - 1) <= kEnough) {
      break;
    }
  }
  return fraction;
}

// The lower tail of the distribution of y = log(x / (1 - x)), in which neither
// end of x loses digits. Its density x^a (1 - x)^b / B(a, b) is log-concave,
// and so is its distribution function.
class LogitBeta {
 public:
  LogitBeta(double a, double b)
      : a_(a),
        b_(b),
        mean_(a / (a + b)),
        mean_complement_(b / (a + b)),
        log_density_at_mean_(
            0.5 * PortableLog(a * mean_complement_ / (2 * std::numbers::pi)) +
            StirlingError(a + b) - StirlingError(a) - StirlingError(b)) {}

  struct Tail {
    double log_level = 0;
    // By y.
    double slope = 0;
  };

  Tail At(double y) const {
    // exp(-|y|) does not overflow, and the smaller of x and 1 - x keeps its
    // digits.
    const double e = PortableExp(-std::abs(y));
    const double greater = 1 / (1 + e);
    const double smaller = e / (1 + e);
    const double x = y < 0 ? smaller : greater;
    const double complement = y < 0 ? greater : smaller;
    const double log_density = LogDensity(y, e, x);
    if (x < (a_ + 1) / (a_ + b_ + 2)) {
      const double fraction = ContinuedFraction(a_, b_, x) / a_;
      return {log_density + PortableLog(fraction), 1 / fraction};
    }
    const double density = PortableExp(log_density);
    const double above = density * ContinuedFraction(b_, a_, complement) / b_;
    return {Log1p(-above), density / (1 - above)};
  }

  // The y below which `level`, at most a half, lies. On a rising concave
  // function Newton's step ends at or before the root wherever it begins, and
  // from there each gets closer: no bracket is needed.
  double Solve(double level, double start) const {
    constexpr int kMostSteps = 100;
    // Of the level. The error after a step is the square of that before.
    constexpr double kClose = 1e-8;
    const double log_level = PortableLog(level);
    double y = start;
    for (int step = 0; step < kMostSteps; ++step) {
      const Tail tail = At(y);
      const double lacking = log_level - tail.log_level;
      y += lacking / tail.slope;
      if (std::abs(lacking) <= kClose) {
        break;
      }
    }
    return y;
  }

  double Start() const { return PortableLog(a_ / b_); }

 private:
  // log(x^a (1 - x)^b / B(a, b)), from its value at the mean: of large shapes
  // only the difference is small.
  double LogDensity(double y, double e, double x) const {
    const double distance = x - mean_;
    if (std::abs(distance) < 0.5 * std::min(mean_, mean_complement_)) {
      return log_density_at_mean_ + a_ * Log1p(distance / mean_) +
             b_ * Log1p(-distance / mean_complement_);
    }
    const double log_greater = -Log1p(e);
    const double log_smaller = log_greater - std::abs(y);
    const double log_x = y < 0 ? log_smaller : log_greater;
    const double log_complement = y < 0 ? log_greater : log_smaller;
    return log_density_at_mean_ + a_ * (log_x - PortableLog(mean_)) +
           b_ * (log_complement - PortableLog(mean_complement_));
  }

  double a_;
  double b_;
  double mean_;
  double mean_complement_;
  double log_density_at_mean_;
};

double FromLogit(double y) {
  // Without overflow on either side.
  const double e = PortableExp(-std::abs(y));
  return y < 0 ? e / (1 + e) : 1 / (1 + e);
}

// Both tails: above a half the distribution of -y, whose shapes are swapped.
class TwoTails {
 public:
  TwoTails(double alpha, double beta)
      : lower_(alpha, beta), upper_(beta, alpha) {}

  double Solve(double level) const {
    return level <= 0.5 ? lower_.Solve(level, lower_.Start())
                        : -upper_.Solve(1 - level, upper_.Start());
  }

  // At a normal quantile, from a y that is near.
  double SolveAtNormal(double normal, double near) const {
    const double level = PortableNormalCdf(-std::abs(normal));
    return normal <= 0 ? lower_.Solve(level, near)
                       : -upper_.Solve(level, -near);
  }

  // By how much of itself the level in the nearer tail changes with y.
  double SlopeAt(double normal, double y) const {
    return normal <= 0 ? lower_.At(y).slope : upper_.At(-y).slope;
  }

 private:
  LogitBeta lower_;
  LogitBeta upper_;
};

// By rising power, in t from -1 to 1, the polynomial through `values` at the
// points cos(pi (j + 1/2) / kTerms).
std::array<double, kTerms> Interpolate(
    const std::array<double, kTerms>& values) {
  std::array<double, kTerms> powers = {};
  // Chebyshev's T(k - 1) and T(k), by rising power.
  std::array<double, kTerms> before = {};
  std::array<double, kTerms> chebyshev = {1};
  for (size_t k = 0; k < kTerms; ++k) {
    double sum = 0;
    for (size_t j = 0; j < kTerms; ++j) {
      const double angle =
          static_cast<double>(k) * (static_cast<double>(j) + 0.5) / kTerms;
      sum += values[j] * Sleef_cinz_cospid1_u05purec(angle);
    }
    const double coefficient = (k == 0 ? 1.0 : 2.0) * sum / kTerms;
    std::array<double, kTerms> next = {};
    for (size_t i = 0; i <= k; ++i) {
      powers[i] += coefficient * chebyshev[i];
    }
    for (size_t i = 0; i + 1 < kTerms; ++i) {
      next[i + 1] = (k == 0 ? 1.0 : 2.0) * chebyshev[i];
    }
    for (size_t i = 0; i < kTerms; ++i) {
      next[i] -= before[i];
    }
    before = chebyshev;
    chebyshev = next;
  }
  return powers;
}

inline double Polynomial(const double* powers, double t) {
  double value = powers[kTerms - 1];
  for (size_t i = kTerms - 1; i > 0; --i) {
    value = value * t + powers[i - 1];
  }
  return value;
}

}  // namespace

double SolveBetaQuantile(double alpha, double beta, double level) {
  assert(level > 0 && level < 1);
  return FromLogit(TwoTails(alpha, beta).Solve(level));
}

BetaQuantile::BetaQuantile(double alpha, double beta)
    : alpha_(alpha), beta_(beta) {
  assert(alpha >= kLeastBetaShape && alpha <= kGreatestBetaShape);
  assert(beta >= kLeastBetaShape && beta <= kGreatestBetaShape);
  constexpr double kAllowedError = 1e-12;
  const TwoTails tails(alpha, beta);
  double near = tails.Solve(PortableNormalCdf(-kPiecesAside * 0.5));
  for (int piece = -kPiecesAside; piece < kPiecesAside; ++piece) {
    const double middle = 0.5 * piece + 0.25;
    std::array<double, kTerms> values = {};
    for (size_t j = kTerms; j > 0; --j) {
      const double t =
          Sleef_cinz_cospid1_u05purec((static_cast<double>(j) - 0.5) / kTerms);
      near = tails.SolveAtNormal(middle + 0.25 * t, near);
      values[j - 1] = near;
    }
    const std::array<double, kTerms> powers = Interpolate(values);
    // Where the polynomial is farthest from the points that it went through:
    // about the ends and the middle.
    for (const double t : {-1.0, 0.0, 1.0}) {
      const double normal = middle + 0.25 * t;
      const double y = tails.SolveAtNormal(normal, near);
      const double error = std::abs(Polynomial(powers.data(), t) - y);
      if (!(error * tails.SlopeAt(normal, y) <= kAllowedError)) {
        coefficients_.clear();
        return;
      }
    }
    coefficients_.insert(coefficients_.end(), powers.begin(), powers.end());
  }
}

double BetaQuantile::AtNormal(double level, double normal) const {
  const double halves = normal * 2;
  const double piece = std::floor(halves);
  if (!has_table() || piece < -kPiecesAside || piece >= kPiecesAside) {
    return SolveBetaQuantile(alpha_, beta_, level);
  }
  const auto index =
      static_cast<size_t>(static_cast<int>(piece) + kPiecesAside);
  return FromLogit(Polynomial(coefficients_.data() + index * kTerms,
                              2 * (halves - piece) - 1));
}

double BetaQuantile::operator()(double level) const {
  return AtNormal(level, NormalQuantile(level));
}

void BetaQuantile::At(absl::Span<const double> levels,
                      absl::Span<double> values) const {
  assert(levels.size() == values.size());
  constexpr size_t kBlock = 64;
  double normal[kBlock];
  for (size_t begin = 0; begin < levels.size(); begin += kBlock) {
    const size_t count = std::min(kBlock, levels.size() - begin);
    NormalQuantiles(levels.subspan(begin, count),
                    absl::MakeSpan(normal, count));
    for (size_t i = 0; i < count; ++i) {
      values[begin + i] = AtNormal(levels[begin + i], normal[i]);
    }
  }
}

}  // namespace oilflow
