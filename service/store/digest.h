// SHA-256, as lower-case hex.

#ifndef OILFLOW_SERVICE_STORE_DIGEST_H_
#define OILFLOW_SERVICE_STORE_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace oilflow {

std::string Sha256Hex(absl::string_view bytes);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_STORE_DIGEST_H_
