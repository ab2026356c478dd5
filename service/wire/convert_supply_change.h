// oilflow.v1.PriceSupplyChangeRequest.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SUPPLY_CHANGE_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SUPPLY_CHANGE_H_

#include <string>
#include <vector>

#include "oilflow/v1/price_service.pb.h"

#include "service/market/offsets.h"
#include "service/market/price_library.h"
#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_market.h"

namespace oilflow {

// A named change of supply.
struct SupplyComponent {
  std::string id;
  // On every day of the horizon; below 0 for a loss.
  std::vector<double> change_bpd;
};

struct SupplyChangeRequest {
  Horizon horizon;
  // At least one.
  std::vector<SupplyComponent> components;
  // Nothing under kExAnte.
  OffsetAssumptions offsets;
  MarketRequest market;
};

// Whether the request asks an earlier question again. Notes whatever is set
// beside the token: it could not be heeded.
bool IsRerun(const v1::PriceSupplyChangeRequest& proto, BadRequest* bad);

// Checks every field but baseline and reading, of a request that is no rerun;
// notes all that is wrong in `bad`. What the offsets leave out is the
// library's.
SupplyChangeRequest SupplyChangeFromProto(
    const PriceLibrary& library, const v1::PriceSupplyChangeRequest& proto,
    BadRequest* bad);

// Fills in every default that the request and the library determine, also of
// its market. A second time changes nothing; a rerun stays as it is.
void FillDefaults(const PriceLibrary& library,
                  v1::PriceSupplyChangeRequest* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SUPPLY_CHANGE_H_
