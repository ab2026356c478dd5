// A change of supply as people give it: a file, or a few flags.

#ifndef OILFLOW_CLIENT_PRICE_INPUT_H_
#define OILFLOW_CLIENT_PRICE_INPUT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/price_service.pb.h"

#include "client/curve_input.h"
#include "client/options.h"

namespace CLI {  // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}  // namespace CLI

namespace oilflow {

// Empty means not given.
struct PriceFlags {
  std::string file;
  std::string baseline;
  std::vector<std::string> changes;
  std::string from;
  std::string until;
  std::string mode;
  std::string already_priced;
  std::string start_price;
  std::string world_crude;
  std::string spare;
  CurveFlags curve;
  std::string rerun;
};

void AddPriceFlags(CLI::App* app, PriceFlags* flags);

// The request that the flags ask for. Those of a file stand unless a flag says
// otherwise; a token stands alone.
absl::StatusOr<v1::PriceSupplyChangeRequest> RequestOf(const Options& options,
                                                       const PriceFlags& flags);

// Adds `-450kb/d` as the component `change`, or `ID=-450kb/d` as the component
// `ID`, over the whole horizon.
absl::Status AddChange(absl::string_view text,
                       v1::PriceSupplyChangeRequest* request);

// That a token comes without anything that it holds already: `given` are pairs
// of a flag's name and whether it was given.
absl::Status CheckRerun(
    const Options& options,
    const std::vector<std::pair<absl::string_view, bool>>& given);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRICE_INPUT_H_
