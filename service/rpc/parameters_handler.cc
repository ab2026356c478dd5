#include "service/base/status_macros.h"
#include "service/rpc/handlers.h"
#include "service/rpc/page.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_parameter.h"

namespace oilflow {
namespace {

constexpr int kDefaultParameters = 1000;

}  // namespace

absl::Status ListPriceParameters(const Worlds& worlds,
                                 const v1::ListPriceParametersRequest& request,
                                 v1::ListPriceParametersResponse* response) {
  const PriceModels& models = worlds.price_models();
  const auto& parameters = models.library.parameters.parameters();
  BadRequest bad;
  const Page page = PageOf(request.page_size(), kDefaultParameters,
                           request.page_token(), models.parameters_sha256,
                           static_cast<int>(parameters.size()), &bad);
  RETURN_IF_ERROR(bad.ToStatus(page.reason));
  for (int i = page.first; i < page.end; ++i) {
    ToProto(parameters[i], response->add_parameters());
  }
  response->set_next_page_token(page.next_token);
  response->set_parameter_set_id(models.parameter_set_id);
  response->set_parameter_set_sha256(models.parameters_sha256);
  return absl::OkStatus();
}

}  // namespace oilflow
