// How large what comes from outside may be, whoever says it.

#ifndef OILFLOW_SERVICE_UNITS_BOUNDS_H_
#define OILFLOW_SERVICE_UNITS_BOUNDS_H_

namespace oilflow {

// The largest rate that facts, levers, events and requests may have, barrels a
// day: about twice what the world produces (wld-01 in
// fixtures/region/facts.csv). Flows of 32 bits rely on it for
// what is not added up.
inline constexpr double kMaxBpd = 200e6;

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_UNITS_BOUNDS_H_
