// Which draws to make, what was drawn and what the draws come to, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_ENSEMBLE_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_ENSEMBLE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"

#include "oilflow/v1/ensemble.pb.h"

#include "service/ensemble/output.h"
#include "service/ensemble/rank_correlation.h"
#include "service/ensemble/sampler.h"
#include "service/ensemble/stopping_rule.h"
#include "service/ensemble/summary.h"
#include "service/ensemble/variable.h"
#include "service/wire/bad_request.h"

namespace oilflow {

inline constexpr int kMaxDrawCount = 10'000'000;

// How many draws a method makes; 0 is an answer at the median.
struct DrawLimits {
  int least = 1;
  int most = kMaxDrawCount;
  // Where the request does not say.
  int otherwise = 10'000;
};

struct SamplingRequest {
  SamplePlan plan;
  int draw_count = 0;
};

// Notes what is wrong in `bad`, under `path` (such as "sampling").
SamplingRequest SamplingFromProto(const v1::Sampling& proto,
                                  const DrawLimits& limits,
                                  const std::string& path, BadRequest* bad);

void ToProto(const SamplingRequest& sampling, v1::Sampling* proto);

// What summaries of the draws of a plan must know of it.
SummaryOptions SummaryOptionsOf(const SamplePlan& plan);

// What has to be known of which of `columns`, all of which a request asks for,
// the first if it does not say. Notes what is wrong in `bad`, under `path`;
// then there is no value.
std::optional<Precision> PrecisionFromProto(
    const v1::StoppingRule& proto, absl::Span<const OutputColumn> columns,
    const std::string& path, BadRequest* bad);

// The rule with all that it left open.
void ToProto(const Precision& precision, absl::Span<const OutputColumn> columns,
             v1::StoppingRule* proto);

// What is said of one column beside its summary.
struct OutputNumbers {
  Summary summary;
  // Missing for a price.
  std::optional<Estimate> mean;
  double at_median_inputs = 0;
};

// An error that is not known, because the draws are too few, is infinite.
void ToProto(const OutputColumn& column, const OutputNumbers& numbers,
             v1::OutputSummary* proto);

void ToProto(const Variable& variable, v1::DrawnVariable* proto);

// `names` are those of the variables.
void ToProto(const CorrelationRepair& repair,
             const std::vector<std::string>& names,
             v1::CorrelationRepair* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_ENSEMBLE_H_
