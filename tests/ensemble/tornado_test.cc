#include "service/ensemble/tornado.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

using testing::ElementsAre;

// 10 x0 - x1 + 10 x2 - 100 (x3 - 0.5)^2, and 7 whatever happens.
absl::Status Model(absl::Span<const double> levels, int row_count,
                   absl::Span<double> outputs) {
  for (int row = 0; row < row_count; ++row) {
    const double* x = levels.data() + 5 * row;
    outputs[2 * row] =
        10 * x[0] - x[1] + 10 * x[2] - 100 * (x[3] - 0.5) * (x[3] - 0.5);
    outputs[2 * row + 1] = 7;
  }
  return absl::OkStatus();
}

std::vector<int> OrderOf(const Tornado& tornado) {
  std::vector<int> order;
  for (const TornadoBar& bar : tornado.bars) {
    order.push_back(bar.variable);
  }
  return order;
}

TEST(TornadoTest, WidestIsFirstAndTiesKeepTheirOrder) {
  const std::vector<Tornado> tornadoes = *MakeTornadoes({5, 2}, Model);
  const Tornado& tornado = tornadoes[0];
  EXPECT_DOUBLE_EQ(tornado.middle, 10 * 0.5 - 0.5 + 10 * 0.5);
  // 3 lowers the output by 100 * 0.45^2 = 20.25 at either end.
  EXPECT_THAT(OrderOf(tornado), ElementsAre(3, 0, 2, 1, 4));
  EXPECT_DOUBLE_EQ(tornado.bars[0].width, 20.25);
  EXPECT_DOUBLE_EQ(tornado.bars[0].low, tornado.bars[0].high);
  EXPECT_NEAR(tornado.bars[1].width, 9, 1e-14);
  EXPECT_NEAR(tornado.bars[1].low, 0.5 + 4.5, 1e-14);
  EXPECT_NEAR(tornado.bars[1].high, 9.5 + 4.5, 1e-14);
  // A rise of 1 lowers.
  EXPECT_GT(tornado.bars[3].low, tornado.bars[3].high);
  EXPECT_EQ(tornado.bars[4].width, 0);
  EXPECT_THAT(OrderOf(tornadoes[1]), ElementsAre(0, 1, 2, 3, 4));
}

TEST(TornadoTest, LevelsMayBeOthers) {
  const Tornado tornado = (*MakeTornadoes({5, 2, 0.25, 0.75}, Model))[0];
  EXPECT_THAT(OrderOf(tornado), ElementsAre(3, 0, 2, 1, 4));
  EXPECT_DOUBLE_EQ(tornado.bars[0].width, 6.25);
  EXPECT_DOUBLE_EQ(tornado.bars[1].width, 5);
}

TEST(TornadoTest, RefusesLevelsThatAreNotToEitherSide) {
  EXPECT_FALSE(MakeTornadoes({0, 2}, Model).ok());
  EXPECT_FALSE(MakeTornadoes({5, 0}, Model).ok());
  EXPECT_FALSE(MakeTornadoes({5, 2, 0, 0.9}, Model).ok());
  EXPECT_FALSE(MakeTornadoes({5, 2, 0.5, 0.9}, Model).ok());
  EXPECT_FALSE(MakeTornadoes({5, 2, 0.1, 0.5}, Model).ok());
  EXPECT_FALSE(MakeTornadoes({5, 2, 0.1, 1}, Model).ok());
}

}  // namespace
}  // namespace oilflow
