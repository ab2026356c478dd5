#include "service/rpc/log.h"

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace oilflow {

void Log(absl::string_view line) {
  const std::string whole =
      absl::StrCat(absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(),
                                    absl::UTCTimeZone()),
                   " ", line, "\n");
  std::fwrite(whole.data(), 1, whole.size(), stderr);
}

}  // namespace oilflow
