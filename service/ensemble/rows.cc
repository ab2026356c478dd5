#include "service/ensemble/rows.h"

#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"

namespace oilflow {

absl::Status EvaluateFinite(EvaluateRows evaluate,
                            absl::Span<const double> levels, int row_count,
                            absl::Span<double> outputs) {
  RETURN_IF_ERROR(evaluate(levels, row_count, outputs));
  const size_t output_count = outputs.size() / row_count;
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (!std::isfinite(outputs[i])) {
      return absl::InternalError(absl::StrCat(
          "output ", i % output_count, " of row ", i / output_count, " is ",
          outputs[i], ": a model must give finite outputs"));
    }
  }
  return absl::OkStatus();
}

}  // namespace oilflow
