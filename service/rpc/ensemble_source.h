// What the methods of EnsembleService share: a scenario made ready to be asked
// many times.

#ifndef OILFLOW_SERVICE_RPC_ENSEMBLE_SOURCE_H_
#define OILFLOW_SERVICE_RPC_ENSEMBLE_SOURCE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/scenario.pb.h"
#include "oilflow/v1/scenario_source.pb.h"

#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/output.h"
#include "service/ensemble/sampler.h"
#include "service/facts/fact_book.h"
#include "service/rpc/pricing.h"
#include "service/store/world.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {

// A `ScenarioSource`, checked.
struct EnsembleSource {
  // Where it stands in the request, such as "source".
  std::string path;
  std::shared_ptr<const World> world;
  // As sent, or of the library.
  v1::Scenario scenario;
  ScenarioRequest asked;
  // Missing, and the source not to be used, if something is wrong with it.
  std::unique_ptr<const Snapshot> snapshot;
  PricedFrom from;
};

// Reads and checks `source` under `path` (such as "source"), noting in `bad`
// what is wrong with it: the violations of EvaluateScenario, with their paths
// below it. Other errors are those of EvaluateScenario.
absl::StatusOr<EnsembleSource> ReadSource(const Worlds& worlds,
                                          const v1::ScenarioSource& source,
                                          absl::string_view path,
                                          BadRequest* bad);

// The same, with an error for what is wrong.
absl::StatusOr<EnsembleSource> ReadSource(const Worlds& worlds,
                                          const v1::ScenarioSource& source,
                                          absl::string_view path);

// At most so many outputs may be asked for.
inline constexpr int kMaxOutputs = 20;

// The columns of `names`, or of `otherwise` if there are none, noting what is
// wrong in `bad` under `outputs`.
std::vector<OutputColumn> ColumnsOf(
    const EnsembleSource& source,
    const google::protobuf::RepeatedPtrField<std::string>& names,
    const std::vector<std::string>& otherwise, bool monthly, BadRequest* bad);

// `source` and `worlds` must outlive the model, but `source` may be moved.
// Errors are those of EnsembleModel::Create, a parameter's under
// `parameter_path`.
absl::StatusOr<EnsembleModel> ModelOf(const Worlds& worlds,
                                      const EnsembleSource& source,
                                      std::vector<OutputColumn> columns,
                                      std::vector<std::string> free_parameters,
                                      absl::string_view parameter_path);

// What Sampler::Create makes of a plan.
using MakeSampler =
    absl::FunctionRef<absl::StatusOr<Sampler>(const SamplePlan& plan)>;

// The sampler of `plan`. What it cannot take is said of `sampling` if it could
// draw the same at random, and else of the correlations under
// `uncertainties_path`.
absl::StatusOr<Sampler> SamplerFrom(const SamplePlan& plan,
                                    absl::string_view uncertainties_path,
                                    MakeSampler make);

// The same of all that `models` draw.
absl::StatusOr<Sampler> SamplerFrom(
    const SamplePlan& plan, absl::string_view uncertainties_path,
    absl::Span<const EnsembleModel* const> models);

// The source with what it left open: the scenario itself with its defaults, and
// the reading.
v1::ScenarioSource Filled(const Worlds& worlds, const EnsembleSource& source);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_ENSEMBLE_SOURCE_H_
