// The arcs that levers act on without naming each.

#ifndef OILFLOW_SERVICE_EVALUATION_LEVER_ARCS_H_
#define OILFLOW_SERVICE_EVALUATION_LEVER_ARCS_H_

#include <set>
#include <vector>

#include "service/network/network.h"
#include "service/policy/lever.h"

namespace oilflow {

// The arcs on which a country's exports reach buyers or, where the network has
// none, those that trackers take for its exports: what sanctions hold.
std::vector<int> ExportArcs(const Network& network, int country);

// The arcs that an interdiction names, and those into its chokepoints' lanes.
std::vector<int> StoppedArcs(const Network& network,
                             const InterdictionLever& lever);

// The markets that oil on the arcs can reach.
std::set<int> MarketsBeyond(const Network& network,
                            const std::vector<int>& arcs);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_LEVER_ARCS_H_
