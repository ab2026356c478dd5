// Logarithm and exponential that give the same bits on every machine.
//
// glibc picks other code with and without fused multiply-add, and so other last
// bits. SLEEF's `cinz` functions do not; they err by at most 1.0 units in the
// last place.

#ifndef OILFLOW_SERVICE_BASE_PORTABLE_MATH_H_
#define OILFLOW_SERVICE_BASE_PORTABLE_MATH_H_

namespace oilflow {

double PortableLog(double x);
double PortableExp(double x);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_PORTABLE_MATH_H_
