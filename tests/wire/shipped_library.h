// The price library that is part of the program, and what tests of requests say
// with it.

#ifndef OILFLOW_TESTS_WIRE_SHIPPED_LIBRARY_H_
#define OILFLOW_TESTS_WIRE_SHIPPED_LIBRARY_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/market/price_library.h"
#include "service/wire/bad_request.h"
#include "tests/support/fixtures.h"

namespace oilflow {

inline const PriceLibrary& ShippedLibrary() {
  static const auto* const kLibrary = [] {
    const std::string folder = "fixtures/price_models/";
    const std::string parameters = folder + "parameters.csv";
    const std::string bh19 = folder + "bh2019_supply_irf_draws.csv";
    const std::string km14 = folder + "km14_style_supply_irf_draws.csv";
    absl::StatusOr<ParameterSet> set =
        ParameterSet::Parse(parameters, ReadSourceFile(parameters));
    EXPECT_TRUE(set.ok()) << set.status();
    absl::StatusOr<PriceLibrary> library =
        MakePriceLibrary(*std::move(set), bh19, ReadSourceFile(bh19), km14,
                         ReadSourceFile(km14));
    EXPECT_TRUE(library.ok()) << library.status();
    return new PriceLibrary(*std::move(library));
  }();
  return *kLibrary;
}

// What is wrong, as "field: description".
inline std::vector<std::string> FaultsIn(const BadRequest& bad) {
  std::vector<std::string> faults;
  const auto payload =
      bad.ToStatus().GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) {
    google::rpc::BadRequest detail;
    EXPECT_TRUE(detail.ParseFromString(std::string(*payload)));
    for (const auto& fault : detail.field_violations()) {
      faults.push_back(absl::StrCat(fault.field(), ": ", fault.description()));
    }
  }
  return faults;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_WIRE_SHIPPED_LIBRARY_H_
