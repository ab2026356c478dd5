// How rates, prices and shares become whole barrels and cents.

#ifndef OILFLOW_TESTS_SUPPORT_NAIVE_NUMBERS_H_
#define OILFLOW_TESTS_SUPPORT_NAIVE_NUMBERS_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/units/units.h"

namespace oilflow::naive {

inline double Bpd(BarrelsPerDay rate) { return rate / kBarrelsPerDay; }

inline int64_t WholeBpd(BarrelsPerDay rate) { return std::llround(Bpd(rate)); }

inline int64_t Cents(DollarsPerBarrel price) {
  return std::llround(100 * (price / kDollarsPerBarrel));
}

// `share` of the way.
inline int64_t Toward(int64_t from, int64_t to, double share) {
  return from + std::llround(share * static_cast<double>(to - from));
}

inline int64_t Part(int64_t of, double share) {
  return std::llround(share * static_cast<double>(of));
}

inline void NoMoreThan(int64_t cap, int64_t* what) {
  *what = std::min(*what, cap);
}

inline int64_t NotBelowZero(int64_t what) { return what < 0 ? 0 : what; }

// `total` in proportion to `weights`: rounded down, and what is left one by one
// to those that were rounded most, of equals to the first.
inline std::vector<int64_t> Parts(int64_t total,
                                  const std::vector<int64_t>& weights) {
  int64_t sum = 0;
  for (const int64_t weight : weights) {
    sum += weight;
  }
  std::vector<int64_t> parts;
  std::vector<int64_t> remainders;
  int64_t left = total;
  for (const int64_t weight : weights) {
    parts.push_back(sum == 0 ? 0 : total * weight / sum);
    remainders.push_back(sum == 0 ? 0 : total * weight % sum);
    left -= parts.back();
  }
  for (; sum > 0 && left > 0; --left) {
    const auto most = std::max_element(remainders.begin(), remainders.end());
    ++parts[static_cast<size_t>(most - remainders.begin())];
    *most = -1;
  }
  return parts;
}

}  // namespace oilflow::naive

#endif  // OILFLOW_TESTS_SUPPORT_NAIVE_NUMBERS_H_
