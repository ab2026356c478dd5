// RETURN_IF_ERROR and ASSIGN_OR_RETURN, which Debian 12's Abseil lacks.

#ifndef OILFLOW_SERVICE_BASE_STATUS_MACROS_H_
#define OILFLOW_SERVICE_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the calling function if `expr`, an absl::Status, is an error.
#define RETURN_IF_ERROR(expr)                                         \
  do {                                                                \
    if (absl::Status oilflow_status = (expr); !oilflow_status.ok()) { \
      return oilflow_status;                                          \
    }                                                                 \
  } while (false)

// Sets `lhs` to the value of `expr`, an absl::StatusOr, or returns its error.
#define ASSIGN_OR_RETURN(lhs, expr) \
  OILFLOW_ASSIGN_OR_RETURN_(OILFLOW_CONCAT_(status_or_, __LINE__), lhs, expr)

#define OILFLOW_ASSIGN_OR_RETURN_(status_or, lhs, expr) \
  auto status_or = (expr);                              \
  if (!status_or.ok()) {                                \
    return std::move(status_or).status();               \
  }                                                     \
  lhs = *std::move(status_or)

#define OILFLOW_CONCAT_(a, b) OILFLOW_CONCAT_INNER_(a, b)
#define OILFLOW_CONCAT_INNER_(a, b) a##b

#endif  // OILFLOW_SERVICE_BASE_STATUS_MACROS_H_
