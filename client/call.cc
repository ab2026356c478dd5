#include "client/call.h"

#include <cstdint>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "service/units/quantity_text.h"

namespace oilflow {

std::string ElapsedText(
    const std::multimap<grpc::string_ref, grpc::string_ref>& trailers) {
  const auto found = trailers.find("oilflow-elapsed-us");
  int64_t elapsed_us = 0;
  if (found == trailers.end() ||
      !absl::SimpleAtoi(
          absl::string_view(found->second.data(), found->second.size()),
          &elapsed_us)) {
    return "oilflow: the service does not say how long it took\n";
  }
  return absl::StrCat("oilflow: answered in ", PrintWhole(elapsed_us), " us\n");
}

void SayElapsed(const Options& options, const grpc::ClientContext& context) {
  if (options.time) {
    std::cerr << ElapsedText(context.GetServerTrailingMetadata());
  }
}

}  // namespace oilflow
