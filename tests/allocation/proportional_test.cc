#include "service/allocation/proportional.h"

#include <algorithm>
#include <numeric>

#include "gtest/gtest.h"

#include "tests/support/random_world.h"

namespace oilflow {
namespace {

using Bpd = std::vector<int64_t>;
__extension__ using Wide = __int128;

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

TEST(ShareOutTest, NeverExceedsTotalOrCapsAndWastesNoRoomAndKeepsProportions) {
  for (int seed = 0; seed < 5000; ++seed) {
    Dice dice(seed);
    // Small ones, those of facts, and more than need no memory.
    const int64_t most = dice.OneIn(2) ? 1000 : kUnlimitedBpd;
    const int64_t most_weight = dice.OneIn(2) ? 10 : int64_t{1} << 40;
    const int64_t total = dice.Roll(0, most);
    Bpd weights;
    Bpd caps;
    int64_t open_room = 0;
    for (int64_t i = dice.Roll(1, dice.OneIn(10) ? 40 : 5); i > 0; --i) {
      weights.push_back(dice.OneIn(8) ? 0 : dice.Roll(0, most_weight));
      caps.push_back(dice.OneIn(4) ? 0 : dice.Roll(0, most * 2 / 5));
      open_room += weights.back() > 0 ? caps.back() : 0;
    }
    const Bpd shares = ShareOut(total, weights, caps);
    for (size_t i = 0; i < shares.size(); ++i) {
      ASSERT_LE(shares[i], caps[i]) << "seed " << seed;
      // Arcs that have room left keep their proportions, to the barrel.
      for (size_t j = 0; j < i; ++j) {
        if (shares[i] < caps[i] && shares[j] < caps[j]) {
          const Wide more =
              Wide{shares[i]} * weights[j] - Wide{shares[j]} * weights[i];
          ASSERT_LE(more < 0 ? -more : more, Wide{weights[i]} + weights[j])
              << "seed " << seed;
        }
      }
    }
    ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), int64_t{0}),
              std::min(total, open_room))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace oilflow
