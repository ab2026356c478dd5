// On the wire: when policies are in force, and the accounts of stocks, money,
// energy and spare capacity.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_ACCOUNTS_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_ACCOUNTS_H_

#include "oilflow/v1/evaluation_service.pb.h"

#include "service/evaluation/evaluate.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Sets schedules, stocks, accounts, payments, arrears, energy, spare and the
// change of demand. Every policy of the scenario has a schedule.
void AccountsToProto(const Evaluation& evaluation, const Network& network,
                     const Scenario& scenario,
                     v1::EvaluateScenarioResponse* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_ACCOUNTS_H_
