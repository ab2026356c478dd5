// What is wrong with the parts of a network.

#ifndef OILFLOW_SERVICE_NETWORK_CHECK_PARTS_H_
#define OILFLOW_SERVICE_NETWORK_CHECK_PARTS_H_

#include <string>
#include <vector>

#include "service/network/network.h"

namespace oilflow {

// Every fault, a sentence each, in the order of the parts; empty if there is
// none. Cycles are not looked for.
std::vector<std::string> FaultsOf(const NetworkParts& parts);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_NETWORK_CHECK_PARTS_H_
