#include "service/ensemble/order_statistics.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gtest/gtest.h"

#include "service/base/random.h"
#include "service/market/sample.h"

namespace oilflow {
namespace {

// Sample's definition is the one: 1, 2, ..., n as values are ranks.
TEST(OrderStatisticsTest, RanksAreThoseOfASample) {
  for (int n : {1, 2, 3, 4, 5, 6, 7, 10, 19, 20, 49, 100, 199, 1000, 2048}) {
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 0.0);
    const Sample sample = Sample::Of(values, true);
    for (int k = 1; k < n; ++k) {
      for (const double level : {static_cast<double>(k) / n, k * (1.0 / n),
                                 (k + 0.5) / n, k / (n + 0.5)}) {
        ASSERT_EQ(RankAt(n, level), sample.At(level)) << n << " " << level;
      }
    }
    for (const double level : {-0.5, 0.0, 1e-13, 1.0, 1.5}) {
      ASSERT_EQ(RankAt(n, level), sample.At(level)) << n << " " << level;
    }
    const Quantiles quantiles = sample.AtLevels();
    for (size_t i = 0; i < kLevels.size(); ++i) {
      const RankBand band = RankBandAt(n, kLevels[i]);
      ASSERT_EQ(band.at, quantiles.value[i]) << n;
      ASSERT_EQ(0.5 * static_cast<double>(band.high - band.low),
                quantiles.error[i])
          << n << " " << kLevels[i];
    }
  }
}

TEST(OrderStatisticsTest, PlacesWhatSortingWouldPlace) {
  for (uint32_t round = 0; round < 200; ++round) {
    const size_t n = 1 + static_cast<size_t>(UniformDraw(1, round, 0) * 60);
    std::vector<double> values;
    for (uint32_t i = 0; i < n; ++i) {
      // With ties.
      values.push_back(static_cast<int>(UniformDraw(2, round, i) * 20));
    }
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    std::vector<size_t> ranks;
    for (uint32_t i = 0; i < round % 17; ++i) {
      ranks.push_back(static_cast<size_t>(UniformDraw(3, round, i) *
                                          static_cast<double>(n)));
    }
    ASSERT_TRUE(PlaceRanks(ranks, absl::MakeSpan(values)).ok());
    for (const size_t rank : ranks) {
      ASSERT_EQ(values[rank], sorted[rank]);
    }
    std::sort(values.begin(), values.end());
    ASSERT_EQ(values, sorted);
  }
}

TEST(OrderStatisticsTest, StopsBetweenRanksWhenToldTo) {
  std::vector<double> values = {5, 3, 1, 4, 2};
  int asked = 0;
  const absl::Status stopped =
      PlaceRanks({0, 2, 4}, absl::MakeSpan(values), [&] {
        return ++asked > 1 ? absl::CancelledError("enough") : absl::OkStatus();
      });
  EXPECT_EQ(stopped.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(asked, 2);
  std::sort(values.begin(), values.end());
  EXPECT_EQ(values, (std::vector<double>{1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace oilflow
