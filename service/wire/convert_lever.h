// The levers of oilflow.v1.Policy, checked against a network.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_LEVER_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_LEVER_H_

#include "oilflow/v1/scenario.pb.h"

#include "service/policy/lever.h"
#include "service/policy/schedule.h"
#include "service/wire/lever_reader.h"

namespace oilflow {

// Each notes through the reader, which reads the same message, all that is
// wrong; if anything is, the result is not to be used.

// What flows: convert_lever_flow.cc.
RouteLever RouteFromProto(const v1::RouteLever& proto, LeverReader reader);
EnforcementLever EnforcementFromProto(const v1::EnforcementLever& proto,
                                      LeverReader reader);
SanctionsLever SanctionsFromProto(const v1::SanctionsLever& proto,
                                  LeverReader reader);
OutageLever OutageFromProto(const v1::OutageLever& proto, LeverReader reader);
InterdictionLever InterdictionFromProto(const v1::InterdictionLever& proto,
                                        LeverReader reader);

// What is lifted, kept and wanted: convert_lever_supply.cc.
ProductionLever ProductionFromProto(const v1::ProductionLever& proto,
                                    LeverReader reader);
QuotaLever QuotaFromProto(const v1::QuotaLever& proto, LeverReader reader);
OperatorLever OperatorFromProto(const v1::OperatorLever& proto,
                                LeverReader reader);
SpareLever SpareFromProto(const v1::SpareLever& proto, LeverReader reader);
// `schedule` is the policy's: a stock is bought back after it ends.
StockReleaseLever StockReleaseFromProto(const v1::StockReleaseLever& proto,
                                        const Schedule& schedule,
                                        LeverReader reader);
DemandLever DemandFromProto(const v1::DemandLever& proto, LeverReader reader);

// What is paid and what energy is bought: convert_lever_money.cc.
WaiverLever WaiverFromProto(const v1::WaiverLever& proto, LeverReader reader);
PaymentLever PaymentFromProto(const v1::PaymentLever& proto,
                              LeverReader reader);
FinanceLever FinanceFromProto(const v1::FinanceLever& proto,
                              LeverReader reader);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_LEVER_H_
