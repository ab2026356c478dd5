// The audit of a price: what it follows from and what limits it.

#ifndef OILFLOW_SERVICE_RPC_AUDIT_H_
#define OILFLOW_SERVICE_RPC_AUDIT_H_

#include <string>
#include <vector>

#include "oilflow/v1/price.pb.h"

#include "service/rpc/pricing.h"
#include "service/store/price_models.h"
#include "service/store/world.h"

namespace oilflow {

// What only the method knows.
struct AuditOf {
  // Paths of the request that were filled in.
  std::vector<std::string> defaulted_fields;
  // Whether parameters of offsets were used.
  bool offsets = false;
  // Why the effect was not split among its parts; empty if it was, or there is
  // but one.
  std::string unattributed;
  std::string rerun_token;
};

// Sets `proto->audit` from the rest of `proto` and from what it was made of.
void FillAudit(const World& world, const PriceModels& models,
               const PricedFrom& from, const Priced& priced,
               const AuditOf& what, v1::PriceImpact* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_AUDIT_H_
