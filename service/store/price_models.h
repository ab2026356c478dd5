// The price models that are part of the program.

#ifndef OILFLOW_SERVICE_STORE_PRICE_MODELS_H_
#define OILFLOW_SERVICE_STORE_PRICE_MODELS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "service/market/price_library.h"

namespace oilflow {

// Parameters and posterior draws, and which files they came from. Immutable.
struct PriceModels {
  PriceLibrary library;
  std::string parameter_set_id;
  // SHA-256 of the files, in hex.
  std::string parameters_sha256;
  std::string bh19_sha256;
  std::string km14_sha256;
};

// Reads the files below fixtures/price_models that are built in. An error names
// the file.
absl::StatusOr<std::shared_ptr<const PriceModels>> EmbeddedPriceModels();

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_STORE_PRICE_MODELS_H_
