// Functions that give the same bits on every machine.
//
// glibc picks other code with and without fused multiply-add, and so other last
// bits. SLEEF's `cinz` functions do not; its logarithm and exponential err by
// at most 1.0 units in the last place, its erfc by 1.5.

#ifndef OILFLOW_SERVICE_BASE_PORTABLE_MATH_H_
#define OILFLOW_SERVICE_BASE_PORTABLE_MATH_H_

namespace oilflow {

double PortableLog(double x);
double PortableExp(double x);

// The standard normal distribution function, by SLEEF's erfc.
double PortableNormalCdf(double x);

// Its inverse at p in (0, 1), to 1e-14: Boost.Math's value to six decimals,
// then Halley's steps with the functions above, so that no bit comes from libm.
// Odd around a half: for p above it, the quantile is that of 1 - p with the
// sign turned.
double PortableNormalQuantile(double p);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_PORTABLE_MATH_H_
