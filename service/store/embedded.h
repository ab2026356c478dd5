// The files of fixtures/ that are part of the program.

#ifndef OILFLOW_SERVICE_STORE_EMBEDDED_H_
#define OILFLOW_SERVICE_STORE_EMBEDDED_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace oilflow {

// By path below fixtures/, such as "region/facts.csv".
const std::map<std::string, absl::string_view>& EmbeddedFiles();

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_STORE_EMBEDDED_H_
