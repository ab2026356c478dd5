// Says of an error where it happened.

#ifndef OILFLOW_SERVICE_BASE_CONTEXT_H_
#define OILFLOW_SERVICE_BASE_CONTEXT_H_

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// `status`, an error, with `context` and a colon in front of its message; its
// code and its reason stay.
inline absl::Status InContext(absl::string_view context,
                              const absl::Status& status) {
  absl::Status result(status.code(),
                      absl::StrCat(context, ": ", status.message()));
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    result.SetPayload(type, payload);
  });
  return result;
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_CONTEXT_H_
