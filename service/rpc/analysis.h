// What the methods that take an answer apart share: how a stream tells how far
// it is, and what to know before using an answer.

#ifndef OILFLOW_SERVICE_RPC_ANALYSIS_H_
#define OILFLOW_SERVICE_RPC_ANALYSIS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "oilflow/v1/fact.pb.h"

#include "service/rpc/call.h"
#include "service/rpc/ensemble_source.h"
#include "service/rpc/warnings.h"
#include "service/store/world.h"

namespace oilflow {

// Where the uncertainties of `source` stand in a request.
inline constexpr char kUncertaintiesPath[] = "source.scenario.uncertainties";

// Whether to tell that `completed` of `total` are done, `before` of them for
// longer: about a hundred times, by count and never by the clock, so that the
// same question has the same messages; not at the end, which comes with the
// answer.
bool IsTimeToTell(int64_t before, int64_t completed, int64_t total);

// What a handler goes on or ends with, given what `send` gave: CANCELLED if the
// client has gone.
absl::Status CheckSent(bool sent);

// A model whose free parameters are `names`, the i-th of which stands at
// `fields[i]`: errors say whether it is that or the uncertainties. What takes a
// value from outside is not drawn, and so depends on nothing: correlations with
// it are taken out of `source`.
absl::StatusOr<EnsembleModel> ModelWithFree(
    const Worlds& worlds, EnsembleSource* source,
    const std::vector<OutputColumn>& columns,
    const std::vector<std::string>& names,
    const std::vector<std::string>& fields);

// CORRELATION_REPAIRED, if `sampler` could not take them as they were asked.
void AddRepairWarnings(const Sampler& sampler, Warnings* warnings);

// The warnings of EvaluateScenario for the same scenario and reading; none if
// that answer would be too large to give. To be asked for before anything is
// drawn, so that what EvaluateScenario refuses is refused at once.
absl::StatusOr<Warnings> SourceWarnings(const Worlds& worlds,
                                        const EnsembleSource& source,
                                        const v1::Reading& reading,
                                        const Call& call);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_ANALYSIS_H_
