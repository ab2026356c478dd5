#include <iostream>
#include <memory>

#include "oilflow/v1/price_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/call.h"
#include "client/commands.h"
#include "client/ore.h"
#include "client/output.h"
#include "client/price_input.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

absl::Status Price(const Options& options, const PriceFlags& flags) {
  ASSIGN_OR_RETURN(const v1::PriceSupplyChangeRequest request,
                   RequestOf(options, flags));
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::PriceService::NewStub(connection.channel());
  v1::PriceSupplyChangeResponse response;
  RETURN_IF_ERROR(Ask(options, [&](grpc::ClientContext* context) {
    return stub->PriceSupplyChange(context, request, &response);
  }));
  if (options.output == Output::kOre) {
    RETURN_IF_ERROR(PrintOre(response.price(), "supply-change",
                             flags.curve.ore_commodity, std::cout));
    return Flush();
  }
  return Print(options, response);
}

absl::Status ListParameters(const Options& options) {
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::PriceService::NewStub(connection.channel());
  const auto call = [&](grpc::ClientContext* context,
                        const v1::ListPriceParametersRequest& request,
                        v1::ListPriceParametersResponse* page) {
    return stub->ListPriceParameters(context, request, page);
  };
  const auto append = [](const v1::ListPriceParametersResponse& page,
                         v1::ListPriceParametersResponse* all) {
    all->MergeFrom(page);
  };
  ASSIGN_OR_RETURN(
      const auto response,
      (AllPages<v1::ListPriceParametersRequest,
                v1::ListPriceParametersResponse>(options, {}, call, append)));
  return Print(options, response);
}

}  // namespace

std::function<absl::Status(const Options&)> AddPrice(CLI::App* app) {
  auto flags = std::make_shared<PriceFlags>();
  AddPriceFlags(app, flags.get());
  app->footer(
      "Examples:\n"
      "  oilflow price --change=-450kb/d --from 2023-03-25 --until 2024-03-25 "
      "\\\n    --mode ex-ante --start-price 75USD/bbl --world-crude 83mb/d\n"
      "  oilflow price --change kirkuk=250kb/d --change opec=-1mb/d "
      "\\\n    --from 2025-03-01 --until 2026-03-01 --mode realised --spare "
      "1mb/d\n"
      "  oilflow price request.textproto --curve brent.csv --benchmark brent "
      "\\\n    --curve-mode path -o ore > stresstest.xml");
  return [flags](const Options& options) { return Price(options, *flags); };
}

std::function<absl::Status(const Options&)> AddParameters(CLI::App* app) {
  app->footer(
      "Examples:\n"
      "  oilflow parameters\n"
      "  oilflow parameters -o csv > parameters.csv");
  return ListParameters;
}

}  // namespace oilflow
