// Whose oil it is: apparent and true origin of exports.

#ifndef OILFLOW_SERVICE_EVALUATION_ORIGINS_H_
#define OILFLOW_SERVICE_EVALUATION_ORIGINS_H_

#include <cstdint>
#include <vector>

#include "service/allocation/day.h"
#include "service/network/network.h"

namespace oilflow {

// Barrels by country of origin, on every arc and at every node. Where oil of
// several countries meets it mixes, and every arc that leaves carries the mix
// in whole barrels, by largest remainder in the order of the arcs. What goes
// into a storage is of the mix; what comes out is taken for the storage's
// country's, whoever lifted it.
struct Origins {
  // By arc and country, barrels per day. They sum to the arc's flow.
  std::vector<std::vector<int64_t>> arc_bpd;
  // By node and country: what is delivered at sinks and put in storages.
  std::vector<std::vector<int64_t>> delivered_bpd;
};

Origins TraceOrigins(const Network& network, const DayFlows& flows);

// A country's barrels on a day.
struct CountryBalance {
  int64_t production_bpd = 0;
  // What its own sinks of domestic use take, of whatever origin.
  int64_t domestic_use_bpd = 0;
  // Its own oil that ends anywhere but in its own domestic use and storages,
  // and what leaves its storages for anywhere but its own domestic use.
  int64_t true_exports_bpd = 0;
  // What trackers see leave on the arcs that they take for its exports, and
  // what of that is other countries' oil.
  int64_t apparent_exports_bpd = 0;
  int64_t foreign_in_apparent_bpd = 0;
  // What reaches buyers on the arcs of its deliveries.
  int64_t deliveries_bpd = 0;
  // What goes into its storages less what comes out.
  int64_t storage_build_bpd = 0;
};

// By country.
std::vector<CountryBalance> BalancesOf(const Network& network,
                                       const DayFlows& flows);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_ORIGINS_H_
