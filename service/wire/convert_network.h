// oilflow.v1.Network, as a Network.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_NETWORK_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_NETWORK_H_

#include "absl/status/statusor.h"

#include "oilflow/v1/network.pb.h"

#include "service/network/network.h"

namespace oilflow {

// An error names every field that is wrong; see Network::Create.
absl::StatusOr<Network> NetworkFromProto(const v1::Network& proto);

// Sets everything but the name.
void ToProto(const Network& network, v1::Network* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_NETWORK_H_
