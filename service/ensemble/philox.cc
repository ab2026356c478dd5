#include "service/ensemble/philox.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace oilflow {
namespace {

// Draws that go through the rounds side by side: enough to keep the multipliers
// busy while each round waits for the one before it.
constexpr size_t kLanes = 16;
constexpr int kRounds = 10;

// The constants of Philox4x32: multipliers, and what each round adds to the
// key.
constexpr uint64_t kMultiplier0 = 0xD2511F53;
constexpr uint64_t kMultiplier1 = 0xCD9E8D57;
constexpr uint32_t kKeyStep0 = 0x9E3779B9;
constexpr uint32_t kKeyStep1 = 0xBB67AE85;

// The counters of `n` lanes, a word at a time.
template <size_t n>
struct Lanes {
  alignas(64) uint32_t word[4][n];
};

// Whole numbers only and no branches: every compiler and machine gives the same
// bits, with vector instructions or without.
template <size_t n>
void Scramble(std::array<uint32_t, 2> key, Lanes<n>& lanes) {
  for (int round = 0; round < kRounds; ++round) {
    for (size_t i = 0; i < n; ++i) {
      const uint64_t product0 = kMultiplier0 * lanes.word[0][i];
      const uint64_t product1 = kMultiplier1 * lanes.word[2][i];
      lanes.word[0][i] =
          static_cast<uint32_t>(product1 >> 32) ^ lanes.word[1][i] ^ key[0];
      lanes.word[1][i] = static_cast<uint32_t>(product1);
      lanes.word[2][i] =
          static_cast<uint32_t>(product0 >> 32) ^ lanes.word[3][i] ^ key[1];
      lanes.word[3][i] = static_cast<uint32_t>(product0);
    }
    key[0] += kKeyStep0;
    key[1] += kKeyStep1;
  }
}

// UniformDraw's odd multiple of 2^-53. The first 52 bits become those of a
// number in [1, 2); what is then taken away and added is exact.
double LevelOf(uint32_t word0, uint32_t word1) {
  const uint64_t bits = uint64_t{word0} << 32 | word1;
  const auto above_one =
      std::bit_cast<double>(uint64_t{0x3ff} << 52 | bits >> 12);
  return (above_one - 1) + 0x1p-53;
}

}  // namespace

std::array<uint32_t, 4> Philox(std::array<uint32_t, 4> counter,
                               std::array<uint32_t, 2> key) {
  Lanes<1> lanes = {{{counter[0]}, {counter[1]}, {counter[2]}, {counter[3]}}};
  Scramble(key, lanes);
  return {lanes.word[0][0], lanes.word[1][0], lanes.word[2][0],
          lanes.word[3][0]};
}

void UniformDraws(uint32_t seed, uint32_t first_draw, uint32_t variable,
                  absl::Span<double> levels) {
  for (size_t begin = 0; begin < levels.size(); begin += kLanes) {
    Lanes<kLanes> lanes;
    for (size_t i = 0; i < kLanes; ++i) {
      lanes.word[0][i] = first_draw + static_cast<uint32_t>(begin + i);
      lanes.word[1][i] = variable;
      lanes.word[2][i] = 0;
      lanes.word[3][i] = 0;
    }
    Scramble({seed, 0}, lanes);
    double block[kLanes];
    for (size_t i = 0; i < kLanes; ++i) {
      block[i] = LevelOf(lanes.word[0][i], lanes.word[1][i]);
    }
    std::copy_n(block, std::min(kLanes, levels.size() - begin),
                levels.begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

}  // namespace oilflow
