// How much a test does by day, by night and under sanitizers.

#ifndef OILFLOW_TESTS_SUPPORT_NIGHTLY_H_
#define OILFLOW_TESTS_SUPPORT_NIGHTLY_H_

#include <cstdlib>
#include <string>

#include "tests/support/sanitized.h"

namespace oilflow {

// `nightly` with OILFLOW_NIGHTLY=1. Else `normal`, or `sanitized` under a
// sanitizer, where each takes ten times as long: a third if left out, as what
// code does to memory shows soon.
inline int Times(int normal, int nightly, int sanitized = 0) {
  const char* const value = std::getenv("OILFLOW_NIGHTLY");
  if (value != nullptr && std::string(value) == "1") {
    return nightly;
  }
  if (!kSanitized) {
    return normal;
  }
  return sanitized > 0 ? sanitized : (normal + 2) / 3;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NIGHTLY_H_
