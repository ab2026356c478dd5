// A bar of a tornado, in characters.

#ifndef OILFLOW_CLIENT_TORNADO_BAR_H_
#define OILFLOW_CLIENT_TORNADO_BAR_H_

#include <string>

namespace oilflow {

// Where a bar lies on an axis that all bars share. All are finite, and the
// middle and both ends of the bar lie in [low, high].
struct TornadoEnds {
  double low = 0;
  double middle = 0;
  double high = 0;
  // With the input at its low and at its high level.
  double at_low = 0;
  double at_high = 0;
};

// 32 characters: `|` at the middle, `-` from there to `at_low`, `+` to
// `at_high`. Where both lie on one side, the nearer one covers the farther.
//
//   "        --------|++++           "
std::string TornadoBar(const TornadoEnds& ends);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_TORNADO_BAR_H_
