// What an uncertain input may be: a family with its parameters, as a value.
//
//   const Distribution ramp = *MakeTriangular(30, 90, 240);
//   QuantileOf(ramp, 0.5);  // the median
//
// Everything goes through the quantile: a draw is the quantile of a level that
// is uniform in (0, 1), so that one level moves one input, and levels may come
// from any sampler and be made to depend on each other.

#ifndef OILFLOW_SERVICE_ENSEMBLE_DISTRIBUTION_H_
#define OILFLOW_SERVICE_ENSEMBLE_DISTRIBUTION_H_

#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "service/ensemble/beta_quantile.h"

namespace oilflow {

struct Point {
  double value = 0;
};

struct Uniform {
  double low = 0;
  double high = 0;
};

struct Triangular {
  double low = 0;
  double mode = 0;
  double high = 0;
};

// low + (high - low) X, X with the beta distribution of shapes 1 + lambda (mode
// - low) / (high - low) and 1 + lambda (high - mode) / (high - low): Vose
// (2008), "Risk Analysis", and with lambda = 4 that of Malcolm and others
// (1959), whose mean is (low + 4 mode + high) / 6.
struct Pert {
  double low = 0;
  double mode = 0;
  double high = 0;
  double lambda = 0;
  BetaQuantile shape;
};

struct Normal {
  double mean = 0;
  double standard_deviation = 0;
};

// exp(mu + sigma Z): of the logarithm, mean and standard deviation.
struct Lognormal {
  double mu = 0;
  double sigma = 0;
};

// low + (high - low) X, X with the beta distribution of these shapes.
struct Beta {
  double low = 0;
  double high = 0;
  BetaQuantile shape;
};

// 1 with `probability`, else 0: 1 at the high levels.
struct Bernoulli {
  double probability = 0;
};

// Values, ascending, and the probability of each and all before it; the last
// is 1.
struct Discrete {
  std::vector<double> values;
  std::vector<double> cumulative;
};

// The number of trials, 1 or more, until the first that succeeds: weeks until
// a gate opens.
struct Geometric {
  double success_probability = 0;
};

// Straight lines in the level, from low at 0 by the median at a half to high
// at 1: how a fact's own range is read. At a level of a driver that raises the
// fact it has the bits of the evaluation's ValueAt.
struct TwoPiece {
  double low = 0;
  double median = 0;
  double high = 0;
};

using Distribution =
    std::variant<Point, Uniform, Triangular, Pert, Normal, Lognormal, Beta,
                 Bernoulli, Discrete, Geometric, TwoPiece>;

inline constexpr double kDefaultPertLambda = 4;
inline constexpr int kMaxDiscreteValues = 100;

// Each is an error that names the field, its value and the range if a number is
// not finite or lies beyond 1e100 on either side, if low <= mode (or median)
// <= high does not hold, and as is said beside it.
absl::StatusOr<Distribution> MakePoint(double value);
absl::StatusOr<Distribution> MakeUniform(double low, double high);
absl::StatusOr<Distribution> MakeTriangular(double low, double mode,
                                            double high);
// lambda in (0, 1000]. Point if low = high.
absl::StatusOr<Distribution> MakePert(double low, double mode, double high,
                                      double lambda = kDefaultPertLambda);
// The standard deviation at least 0.
absl::StatusOr<Distribution> MakeNormal(double mean, double standard_deviation);
// sigma at least 0, and |mu| + 9 sigma at most 230, so that every draw is
// finite and above 0.
absl::StatusOr<Distribution> MakeLognormal(double mu, double sigma);
// Shapes in [0.05, 10,000].
absl::StatusOr<Distribution> MakeBeta(double alpha, double beta, double low = 0,
                                      double high = 1);
absl::StatusOr<Distribution> MakeBernoulli(double probability);
// From 1 to kMaxDiscreteValues values, a weight for each, at least 0 and with
// a sum above 0; in any order, and a value may come twice.
absl::StatusOr<Distribution> MakeDiscrete(absl::Span<const double> values,
                                          absl::Span<const double> weights);
// A probability in [1e-6, 1].
absl::StatusOr<Distribution> MakeGeometric(double success_probability);
absl::StatusOr<Distribution> MakeTwoPiece(double low, double median,
                                          double high);

// "triangular", "two-piece" and so on.
absl::string_view FamilyOf(const Distribution& distribution);

// The least value whose probability of not being exceeded reaches `level`, in
// (0, 1). It does not fall as the level rises, but by rounding: levels less
// than 1e-12 of themselves apart may come out a last digit in the wrong order.
double QuantileOf(const Distribution& distribution, double level);

// The same bits, many at once. The spans have one size and may be one.
void QuantilesOf(const Distribution& distribution,
                 absl::Span<const double> levels, absl::Span<double> values);

double MeanOf(const Distribution& distribution);

// The ends, which may be infinite.
double LowestOf(const Distribution& distribution);
double HighestOf(const Distribution& distribution);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_DISTRIBUTION_H_
