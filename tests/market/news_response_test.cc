#include "service/market/news_response.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace oilflow {
namespace {

// Kaenzig (2021): responses to supply news that raises the price by 10%.
const std::vector<NewsResponse::Point>& Price() {
  static const auto* const kPrice = new std::vector<NewsResponse::Point>{
      {0, 10}, {1, 12.3}, {12, 9.3}, {24, 5.5}, {36, 3.2}};
  return *kPrice;
}

const std::vector<NewsResponse::Point>& Stocks() {
  static const auto* const kStocks =
      new std::vector<NewsResponse::Point>{{0, 0.32}, {12, 0.57}};
  return *kStocks;
}

TEST(NewsPathTest, TenPercentNewsIsAsPublished) {
  const std::vector<double> path = NewsPath(Price(), std::log(1.1), 37);
  ASSERT_EQ(path.size(), 37u);
  for (const NewsResponse::Point& point : Price()) {
    EXPECT_NEAR(path[point.month], point.percent, 1e-13) << point.month;
  }
}

TEST(NewsPathTest, IsLinearBetweenMonthsAndHeldAfterTheLast) {
  const std::vector<double> path = NewsPath(Price(), std::log(1.1), 60);
  EXPECT_NEAR(path[2], 12.3 + (9.3 - 12.3) / 11, 1e-13);
  EXPECT_NEAR(path[18], (9.3 + 5.5) / 2, 1e-13);
  EXPECT_NEAR(path[30], (5.5 + 3.2) / 2, 1e-13);
  EXPECT_EQ(path[37], path[36]);
  EXPECT_EQ(path[59], path[36]);
}

// News of +5% moves the price by 5% in its month, not by 100 ln(1.05).
TEST(NewsPathTest, FirstMonthIsThePercentOfTheNews) {
  for (const double percent : {-40.0, -5.0, -0.1, 0.1, 5.0, 10.0, 60.0}) {
    const double log_change = std::log1p(percent / 100);
    EXPECT_NEAR(NewsPath(Price(), log_change, 1).front(), percent, 1e-12);
    EXPECT_NEAR(NewsPath(Price(), log_change, 13)[12], 0.93 * percent, 1e-12);
  }
}

TEST(NewsPathTest, NoNewsIsNothing) {
  for (const double percent : NewsPath(Price(), 0, 40)) {
    EXPECT_EQ(percent, 0);
  }
  EXPECT_TRUE(NewsPath(Price(), 0.1, 0).empty());
}

// Stocks are held for dearer times; a loss of barrels draws them down instead
// (ImpulseResponseTest.StocksFallOnALoss).
TEST(NewsPathTest, StocksRiseOnBadNews) {
  for (const double percent : NewsPath(Stocks(), std::log(1.05), 24)) {
    EXPECT_GT(percent, 0);
  }
  for (const double percent : NewsPath(Stocks(), std::log(0.95), 24)) {
    EXPECT_LT(percent, 0);
  }
}

}  // namespace
}  // namespace oilflow
