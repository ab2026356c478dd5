// A network of another region, made only of data and read from its folder as a
// user's would be, gives the answers that were worked out beside it by hand.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

// Days are counted from 1, as in answers.md.
struct Span {
  int first;
  int last;
  int64_t net_bpd;
  // What each day adds to the one before.
  int64_t step_bpd = 0;
};

class OtherRegionTest : public testing::Test {
 protected:
  OtherRegionTest() {
    absl::StatusOr<Worlds> worlds =
        LoadWorlds({"sudans=" OILFLOW_SOURCE_DIR "/fixtures/sudans"});
    EXPECT_THAT(worlds, IsOk());
    api_ = std::make_unique<Api>(
        ServerOptions(), std::make_shared<const Worlds>(*std::move(worlds)));
  }

  void ExpectNet(const std::string& id, const std::vector<Span>& spans,
                 int64_t sum_bbl) {
    const auto response = api_->EvaluateNamed(id);
    ASSERT_THAT(response, IsOk());
    int64_t sum = 0;
    for (const int32_t net : response->ledger().net_bpd()) {
      sum += net;
    }
    EXPECT_EQ(sum, sum_bbl);
    ASSERT_EQ(response->day_count(), spans.back().last);
    for (const Span& span : spans) {
      for (int day = span.first; day <= span.last; ++day) {
        ASSERT_EQ(response->ledger().net_bpd(day - 1),
                  span.net_bpd + (day - span.first) * span.step_bpd)
            << id << " day " << day;
      }
    }
  }

  std::unique_ptr<Api> api_;
};

TEST_F(OtherRegionTest, ARuptureIsFeltOnceTheTanksAreDry) {
  ExpectNet("sudans-rupture-2024",
            {{1, 9, 0},
             {10, 15, -20000},
             {16, 16, -80000},
             {17, 342, -100000},
             {343, 361, -95000, 5000},
             {362, 366, 0}},
            -33750000);
}

TEST_F(OtherRegionTest, AShutdownOverFees) {
  ExpectNet("sudans-fee-shutdown-2012",
            {{1, 12, -270000}, {13, 13, -310000}, {14, 366, -350000}},
            -127100000);
}

TEST_F(OtherRegionTest, ARestartWaitsForItsGatesAndFillsItsLine) {
  ExpectNet("sudans-restart",
            {{1, 123, 0},
             {124, 124, 20000},
             {125, 173, 41000, 1000},
             {174, 365, 90000}},
            20485000);
}

}  // namespace
}  // namespace oilflow
