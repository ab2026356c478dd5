#include "service/ensemble/philox.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::ElementsAreArray;

// kat_vectors of the Random123 distribution, philox4x32 with 10 rounds.
TEST(EnsemblePhiloxTest, GivesTheKnownAnswers) {
  struct Case {
    const char* name;
    std::array<uint32_t, 4> counter;
    std::array<uint32_t, 2> key;
    std::array<uint32_t, 4> expected;
  };
  const Case cases[] = {
      {"Zeros",
       {0, 0, 0, 0},
       {0, 0},
       {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {"Ones",
       {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {"Pi",
       {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(Philox(c.counter, c.key), ElementsAreArray(c.expected))
        << c.name;
  }
}

TEST(UniformDrawsTest, HasTheBitsOfUniformDraw) {
  struct Case {
    uint32_t seed;
    uint32_t first_draw;
    uint32_t variable;
    size_t count;
  };
  const Case cases[] = {
      {0, 0, 0, 100000},
      {20250303, 9'999'000, 0x80000007, 1000},
      {0xffffffff, 0xffffff00, 0xffffffff, 256},
      {1, 3, 5, 0},
      {1, 3, 5, 1},
      {1, 3, 5, 17},
  };
  for (const Case& c : cases) {
    // One more, which must stay as it is.
    std::vector<double> levels(c.count + 1, -1);
    UniformDraws(c.seed, c.first_draw, c.variable,
                 absl::MakeSpan(levels).first(c.count));
    for (size_t i = 0; i < c.count; ++i) {
      ASSERT_EQ(levels[i],
                UniformDraw(c.seed, c.first_draw + static_cast<uint32_t>(i),
                            c.variable))
          << "seed " << c.seed << " count " << c.count << " at " << i;
    }
    EXPECT_EQ(levels.back(), -1);
  }
}

}  // namespace
}  // namespace oilflow
