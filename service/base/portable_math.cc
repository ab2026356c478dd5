#include "service/base/portable_math.h"

#include "sleef.h"

namespace oilflow {

double PortableLog(double x) { return Sleef_cinz_logd1_u10purec(x); }

double PortableExp(double x) { return Sleef_cinz_expd1_u10purec(x); }

}  // namespace oilflow
