// Market assumptions in a line, and what they come to or are refused for.

#ifndef OILFLOW_TESTS_SUPPORT_MARKETS_H_
#define OILFLOW_TESTS_SUPPORT_MARKETS_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/wire/convert_market.h"
#include "tests/support/faults.h"
#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"

namespace oilflow {

inline constexpr absl::CivilDay kMarchFirst(2025, 3, 1);

inline v1::MarketAssumptions Market(const std::string& text) {
  return ParseProto<v1::MarketAssumptions>(
      absl::StrCat("shock_mode: PATH_REALISED ", text));
}

inline std::vector<std::string> FaultsOf(const v1::MarketAssumptions& proto) {
  BadRequest bad;
  const MarketRequest market =
      MarketFromProto(proto, kMarchFirst, "market", &bad);
  if (bad.ok()) {
    ResolveMarket(TestLibrary(), market, "market", &bad);
  }
  return FaultsIn(bad);
}

// What the request comes to, which must be without faults.
inline ResolvedMarket Resolved(const v1::MarketAssumptions& proto) {
  BadRequest bad;
  const MarketRequest market =
      MarketFromProto(proto, kMarchFirst, "market", &bad);
  ResolvedMarket resolved =
      ResolveMarket(TestLibrary(), market, "market", &bad);
  EXPECT_THAT(FaultsIn(bad), testing::IsEmpty());
  return resolved;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_MARKETS_H_
