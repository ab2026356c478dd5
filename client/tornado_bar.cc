#include "client/tornado_bar.h"

#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace oilflow {
namespace {

constexpr int kWidth = 32;

}  // namespace

std::string TornadoBar(const TornadoEnds& ends) {
  const double range = ends.high - ends.low;
  const auto column = [&](double value) {
    return range > 0 ? static_cast<int>(std::lround((value - ends.low) / range *
                                                    (kWidth - 1)))
                     : kWidth / 2;
  };
  const int middle = column(ends.middle);
  std::string bar(kWidth, ' ');
  const auto draw = [&](double end, char mark) {
    const int step = column(end) < middle ? -1 : 1;
    for (int i = column(end); i != middle; i -= step) {
      bar[static_cast<size_t>(i)] = mark;
    }
  };
  // The longer first, so that the shorter is seen.
  const bool low_is_longer = std::abs(column(ends.at_low) - middle) >=
                             std::abs(column(ends.at_high) - middle);
  draw(low_is_longer ? ends.at_low : ends.at_high, low_is_longer ? '-' : '+');
  draw(low_is_longer ? ends.at_high : ends.at_low, low_is_longer ? '+' : '-');
  bar[static_cast<size_t>(middle)] = '|';
  return bar;
}

}  // namespace oilflow
