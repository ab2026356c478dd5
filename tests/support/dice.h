// Random numbers that are the same on every run.

#ifndef OILFLOW_TESTS_SUPPORT_DICE_H_
#define OILFLOW_TESTS_SUPPORT_DICE_H_

#include <cstdint>
#include <random>

namespace oilflow {

// Whole numbers in [least, most], by a generator whose numbers the C++ standard
// fixes (its distributions are not fixed).
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  int64_t Roll(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(
                       engine_() % static_cast<uint64_t>(most - least + 1));
  }
  // In [low, high).
  double Between(double low, double high) {
    // 53 bits are all that a double of [0, 1) has.
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  bool OneIn(int64_t n) { return Roll(1, n) == 1; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_DICE_H_
