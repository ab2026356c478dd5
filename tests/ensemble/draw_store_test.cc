#include "service/ensemble/draw_store.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The rows of some draws of two outputs.
std::vector<double> Rows(DrawRange draws) {
  std::vector<double> rows;
  for (int i = draws.first; i < draws.last; ++i) {
    rows.push_back(UniformDraw(1, i, 0) - 0.3);
    rows.push_back(std::floor(5 * UniformDraw(1, i, 1)) - 2);
  }
  return rows;
}

DrawStore StoreOf(int total, const std::vector<DrawRange>& blocks) {
  DrawStore store = *DrawStore::Create(total, 2);
  for (const DrawRange& block : blocks) {
    EXPECT_TRUE(store.Put(block.first, Rows(block)).ok());
  }
  return store;
}

TEST(DrawStoreTest, CountsDrawsWithoutAGap) {
  DrawStore store = *DrawStore::Create(10, 2);
  EXPECT_EQ(store.complete(), 0);
  EXPECT_THAT(store.Missing(), ElementsAre(DrawRange{0, 10}));
  ASSERT_TRUE(store.Put(4, Rows({4, 6})).ok());
  EXPECT_EQ(store.complete(), 0);
  EXPECT_THAT(store.Missing(), ElementsAre(DrawRange{0, 4}, DrawRange{6, 10}));
  ASSERT_TRUE(store.Put(0, Rows({0, 2})).ok());
  EXPECT_EQ(store.complete(), 2);
  ASSERT_TRUE(store.Put(2, Rows({2, 4})).ok());
  EXPECT_EQ(store.complete(), 6);
  ASSERT_TRUE(store.Put(6, Rows({6, 10})).ok());
  EXPECT_EQ(store.complete(), 10);
  EXPECT_THAT(store.Missing(), IsEmpty());
}

TEST(DrawStoreTest, KeepsEveryValueWhereItBelongs) {
  const DrawStore store = StoreOf(9, {{6, 9}, {0, 1}, {1, 6}});
  const std::vector<double> rows = Rows({0, 9});
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(store.Values(0)[i], rows[2 * i]);
    EXPECT_EQ(store.Values(1)[i], rows[2 * i + 1]);
  }
  EXPECT_THAT(*store.Values(1, {3, 5}), ElementsAre(rows[7], rows[9]));
}

void ExpectSame(const Estimate& a, const Estimate& b) {
  EXPECT_EQ(a.value, b.value);
  EXPECT_EQ(a.error, b.error);
}

TEST(DrawStoreTest, NoCutOfTheDrawsChangesABit) {
  const DrawStore whole = StoreOf(4000, {{0, 4000}});
  std::vector<DrawRange> blocks;
  for (int first = 0, i = 0; first < 4000; ++i) {
    const int last = std::min(first + 1 + i * 37 % 101, 4000);
    blocks.push_back({first, last});
    first = last;
  }
  // Neither forwards nor backwards.
  for (size_t i = 0; i < blocks.size(); ++i) {
    std::swap(blocks[i], blocks[i * 61 % blocks.size()]);
  }
  const DrawStore cut = StoreOf(4000, blocks);
  for (int scramblings : {0, 16}) {
    for (int output : {0, 1}) {
      for (int n : {1000, 3999, 4000}) {
        const Summary a = *whole.SummarizeFirst(n, output, {0.05, scramblings});
        const Summary b = *cut.SummarizeFirst(n, output, {0.05, scramblings});
        for (size_t i = 0; i < kLevels.size(); ++i) {
          ExpectSame(a.quantile[i], b.quantile[i]);
        }
        ExpectSame(a.rise, b.rise);
        ExpectSame(a.fall, b.fall);
        ExpectSame(a.shortfall_low, b.shortfall_low);
        ExpectSame(a.shortfall_high, b.shortfall_high);
      }
    }
  }
}

TEST(DrawStoreTest, FirstDrawsAreSummarizedAsIfThereWereNoOthers) {
  const DrawStore few = StoreOf(500, {{0, 500}});
  const DrawStore many = StoreOf(2000, {{0, 2000}});
  ExpectSame(few.SummarizeFirst(500, 0, {})->shortfall_low,
             many.SummarizeFirst(500, 0, {})->shortfall_low);
  EXPECT_EQ(many.SummarizeFirst(500, 0, {})->draw_count, 500);
}

TEST(DrawStoreTest, NamesTheDrawsThatAreMissing) {
  const DrawStore store = StoreOf(100, {{0, 30}, {50, 60}});
  EXPECT_TRUE(store.SummarizeFirst(30, 0, {}).ok());
  const absl::Status status = store.SummarizeFirst(31, 0, {}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("draws 30 to 49 have not come"));
  EXPECT_TRUE(store.Values(0, {50, 60}).ok());
  EXPECT_FALSE(store.Values(0, {49, 60}).ok());
  EXPECT_FALSE(store.Values(0, {60, 60}).ok());
  EXPECT_FALSE(store.Values(2, {50, 60}).ok());
  EXPECT_FALSE(store.SummarizeFirst(101, 0, {}).ok());
}

TEST(DrawStoreTest, RefusesABlockAndStaysAsItIs) {
  DrawStore store = StoreOf(10, {{4, 6}});
  struct Case {
    const char* name;
    int first;
    std::vector<double> rows;
    const char* message;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const Case cases[] = {
      {"NoDraw", 0, {}, "at least one"},
      {"HalfADraw", 0, {1, 2, 3}, "whole draws of 2"},
      {"BeforeTheFirst", -1, {1, 2}, "draws -1 to -1"},
      {"AfterTheLast", 9, {1, 2, 3, 4}, "draws 9 to 10"},
      {"TwiceFromBelow", 3, {1, 2, 3, 4}, "meet draws 4 to 5"},
      {"TwiceFromAbove", 5, {1, 2, 3, 4}, "meet draws 4 to 5"},
      {"TwiceWithin", 5, {1, 2}, "meet draws 4 to 5"},
      {"TwiceAround", 3, {1, 2, 3, 4, 5, 6, 7, 8}, "meet draws 4 to 5"},
      {"Nan", 0, {1, 2, 3, nan}, "output 1 of draw 1 is nan"},
      {"Infinite", 7, {-infinity, 2}, "output 0 of draw 7 is -inf"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(std::string(store.Put(c.first, c.rows).message()),
                HasSubstr(c.message))
        << c.name;
    EXPECT_THAT(store.Missing(), ElementsAre(DrawRange{0, 4}, DrawRange{6, 10}))
        << c.name;
  }
}

TEST(DrawStoreTest, ZeroHasNoSign) {
  DrawStore store = *DrawStore::Create(2, 1);
  ASSERT_TRUE(store.Put(0, {-0.0, 0.0}).ok());
  EXPECT_FALSE(std::signbit(store.SummarizeFirst(2, 0, {})->minimum));
}

TEST(DrawStoreTest, RefusesASizeThatNoMemoryHolds) {
  EXPECT_FALSE(DrawStore::Create(0, 1).ok());
  EXPECT_FALSE(DrawStore::Create(1, 0).ok());
  const int most = std::numeric_limits<int>::max();
  EXPECT_EQ(DrawStore::Create(most, most).status().code(),
            absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace oilflow
