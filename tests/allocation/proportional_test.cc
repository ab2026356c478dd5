#include "service/allocation/proportional.h"

#include <algorithm>
#include <numeric>

#include "gtest/gtest.h"

#include "tests/support/random_world.h"

namespace oilflow {
namespace {

using Bpd = std::vector<int64_t>;

TEST(ShareOutTest, FollowsWeights) {
  EXPECT_EQ(ShareOut(15000, {750000, 250000}, {200000, 100000}),
            (Bpd{11250, 3750}));
}

TEST(ShareOutTest, PassesOnWhatAFullArcCannotTake) {
  EXPECT_EQ(ShareOut(100, {3, 1}, {50, 100}), (Bpd{50, 50}));
}

TEST(ShareOutTest, LeavesOutWhatNoneCanTake) {
  EXPECT_EQ(ShareOut(100, {1, 1}, {20, 30}), (Bpd{20, 30}));
  EXPECT_EQ(ShareOut(100, {0, 0}, {20, 30}), (Bpd{0, 0}));
}

TEST(ShareOutTest, NeverExceedsTotalOrCapsAndWastesNoRoom) {
  for (int seed = 0; seed < 5000; ++seed) {
    Dice dice(seed);
    const int64_t total = dice.Roll(0, 1000);
    Bpd weights;
    Bpd caps;
    int64_t open_room = 0;
    for (int64_t i = dice.Roll(1, 5); i > 0; --i) {
      weights.push_back(dice.Roll(0, 10));
      caps.push_back(dice.Roll(0, 400));
      open_room += weights.back() > 0 ? caps.back() : 0;
    }
    const Bpd shares = ShareOut(total, weights, caps);
    for (size_t i = 0; i < shares.size(); ++i) {
      ASSERT_LE(shares[i], caps[i]) << "seed " << seed;
    }
    ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), int64_t{0}),
              std::min(total, open_room))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace oilflow
