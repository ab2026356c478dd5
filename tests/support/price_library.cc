#include "tests/support/price_library.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

#include "service/base/status_macros.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

absl::StatusOr<PriceLibrary> ReadLibrary() {
  const std::string parameters = "fixtures/price_models/parameters.csv";
  const std::string bh19 = "fixtures/price_models/bh2019_supply_irf_draws.csv";
  const std::string km14 =
      "fixtures/price_models/km14_style_supply_irf_draws.csv";
  ASSIGN_OR_RETURN(ParameterSet set,
                   ParameterSet::Parse(parameters, ReadSourceFile(parameters)));
  return MakePriceLibrary(std::move(set), bh19, ReadSourceFile(bh19), km14,
                          ReadSourceFile(km14));
}

}  // namespace

const PriceLibrary& TestLibrary() {
  static const auto* const library = [] {
    absl::StatusOr<PriceLibrary> read = ReadLibrary();
    if (!read.ok()) {
      std::cerr << read.status() << "\n";
      std::abort();
    }
    return new PriceLibrary(*std::move(read));
  }();
  return *library;
}

}  // namespace oilflow
