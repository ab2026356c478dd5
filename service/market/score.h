// How good a probability forecast was.

#ifndef OILFLOW_SERVICE_MARKET_SCORE_H_
#define OILFLOW_SERVICE_MARKET_SCORE_H_

#include <vector>

#include "service/market/sample.h"

namespace oilflow {

// Equally likely centres with the same normal noise around each: the forecast
// of a log price change. At least one centre; `noise_sd` above 0.
struct NoisyForecast {
  std::vector<double> centres;
  double noise_sd = 0;
};

// The centres of `effect` at 199 evenly spaced levels.
NoisyForecast ForecastOf(const Sample& effect, double noise_sd);

// Around one centre.
NoisyForecast PointForecast(double centre, double noise_sd);

// The chance that it is at most `value`.
double CumulativeAt(const NoisyForecast& forecast, double value);

// At kLevels, without an error: nothing is drawn.
Quantiles QuantilesOf(const NoisyForecast& forecast);

// Continuous ranked probability score, E|X - y| - E|X - X'| / 2, in closed form
// for mixtures of normals (Grimit and others 2006); less is better.
double Crps(const NoisyForecast& forecast, double realised);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_SCORE_H_
