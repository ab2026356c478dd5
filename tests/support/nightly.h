// How much a test does by day and by night.

#ifndef OILFLOW_TESTS_SUPPORT_NIGHTLY_H_
#define OILFLOW_TESTS_SUPPORT_NIGHTLY_H_

#include <cstdlib>
#include <string>

namespace oilflow {

// `nightly` with OILFLOW_NIGHTLY=1, else `normal`.
inline int Times(int normal, int nightly) {
  const char* const value = std::getenv("OILFLOW_NIGHTLY");
  return value != nullptr && std::string(value) == "1" ? nightly : normal;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NIGHTLY_H_
