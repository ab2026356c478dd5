// All that an answer follows from.

#ifndef OILFLOW_SERVICE_RPC_MANIFEST_H_
#define OILFLOW_SERVICE_RPC_MANIFEST_H_

#include "google/protobuf/message.h"

#include "oilflow/v1/evaluation.pb.h"

#include "service/store/world.h"

namespace oilflow {

// `asked` is the scenario or the request as resolved: its SHA-256 is of its
// bytes with fields in order.
void FillManifest(const World& world, const v1::Reading& reading,
                  const google::protobuf::Message& asked,
                  v1::Manifest* manifest);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_MANIFEST_H_
