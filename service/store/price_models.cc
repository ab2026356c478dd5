#include "service/store/price_models.h"

#include <utility>

#include "absl/strings/string_view.h"

#include "service/base/status_macros.h"
#include "service/store/digest.h"
#include "service/store/embedded.h"

namespace oilflow {
namespace {

constexpr char kParameterSetId[] = "oilflow-price-parameters-2026-11-22";
constexpr char kParametersFile[] = "price_models/parameters.csv";
constexpr char kBh19File[] = "price_models/bh2019_supply_irf_draws.csv";
constexpr char kKm14File[] = "price_models/km14_style_supply_irf_draws.csv";

absl::string_view Embedded(const char* file) {
  return EmbeddedFiles().find(file)->second;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const PriceModels>> EmbeddedPriceModels() {
  ASSIGN_OR_RETURN(
      ParameterSet parameters,
      ParameterSet::Parse(kParametersFile, Embedded(kParametersFile)));
  ASSIGN_OR_RETURN(
      PriceLibrary library,
      MakePriceLibrary(std::move(parameters), kBh19File, Embedded(kBh19File),
                       kKm14File, Embedded(kKm14File)));
  return std::make_shared<const PriceModels>(
      PriceModels{.library = std::move(library),
                  .parameter_set_id = kParameterSetId,
                  .parameters_sha256 = Sha256Hex(Embedded(kParametersFile)),
                  .bh19_sha256 = Sha256Hex(Embedded(kBh19File)),
                  .km14_sha256 = Sha256Hex(Embedded(kKm14File))});
}

}  // namespace oilflow
