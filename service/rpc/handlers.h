// The methods of the API as plain functions.
//
// Handlers know protos and the domain, not gRPC: each converts the request,
// computes, and converts the result. All read `worlds` and write nothing else.

#ifndef OILFLOW_SERVICE_RPC_HANDLERS_H_
#define OILFLOW_SERVICE_RPC_HANDLERS_H_

#include "absl/status/status.h"

#include "oilflow/v1/backtest_service.pb.h"
#include "oilflow/v1/baseline_service.pb.h"
#include "oilflow/v1/evaluation_service.pb.h"
#include "oilflow/v1/price_service.pb.h"
#include "oilflow/v1/scenario_service.pb.h"

#include "service/rpc/call.h"
#include "service/store/world.h"

namespace oilflow {

absl::Status GetNetwork(const Worlds& worlds,
                        const v1::GetNetworkRequest& request,
                        v1::Network* response);

absl::Status ListFacts(const Worlds& worlds,
                       const v1::ListFactsRequest& request,
                       v1::ListFactsResponse* response);

absl::Status GetScenario(const Worlds& worlds,
                         const v1::GetScenarioRequest& request,
                         v1::Scenario* response);

absl::Status ListScenarios(const Worlds& worlds,
                           const v1::ListScenariosRequest& request,
                           v1::ListScenariosResponse* response);

absl::Status ListLevers(const v1::ListLeversRequest& request,
                        v1::ListLeversResponse* response);

// Stops soon after `call` is cancelled or its deadline passes.
absl::Status EvaluateScenario(const Worlds& worlds, const Call& call,
                              const v1::EvaluateScenarioRequest& request,
                              v1::EvaluateScenarioResponse* response);

// Stops as EvaluateScenario does.
absl::Status PriceSupplyChange(const Worlds& worlds, const Call& call,
                               const v1::PriceSupplyChangeRequest& request,
                               v1::PriceSupplyChangeResponse* response);

absl::Status ListPriceParameters(const Worlds& worlds,
                                 const v1::ListPriceParametersRequest& request,
                                 v1::ListPriceParametersResponse* response);

// Stops as EvaluateScenario does.
absl::Status RunBacktest(const Worlds& worlds, const Call& call,
                         const v1::RunBacktestRequest& request,
                         v1::RunBacktestResponse* response);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_HANDLERS_H_
