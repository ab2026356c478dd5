// A scenario made ready to be asked many times.

#ifndef OILFLOW_SERVICE_ENSEMBLE_ENSEMBLE_MODEL_H_
#define OILFLOW_SERVICE_ENSEMBLE_ENSEMBLE_MODEL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/ensemble/output.h"
#include "service/ensemble/sampler.h"
#include "service/ensemble/uncertainties.h"
#include "service/ensemble/variable.h"
#include "service/facts/fact_book.h"
#include "service/market/price_impact.h"
#include "service/market/price_library.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What is asked. All that is pointed to must outlive the model.
struct EnsembleQuestion {
  const Network* network = nullptr;
  const Snapshot* snapshot = nullptr;
  const PriceLibrary* prices = nullptr;
  // With timings resolved.
  Scenario scenario;
  Uncertainties uncertainties;
  PriceAssumptions price;
  // The fact that price.world_output is the value of; null if it is none.
  const Fact* world_output = nullptr;
  // Whether reachable spare capacity is that of the scenario's spare policies.
  bool spare_is_open = false;
  // At least one.
  std::vector<OutputColumn> columns;
  // Parameters that take a value from outside: of sweeps and goals. At most 4;
  // one that is uncertain is then not drawn.
  std::vector<std::string> free_parameters;
};

// A parameter that takes a value from outside.
struct FreeParameter {
  std::string name;
  // Of its values.
  std::string unit;
  // What it may be.
  double minimum = 0;
  double maximum = 0;

  // Days are whole: a value between two stands for the nearer.
  bool is_whole() const { return unit == "days"; }
};

// Which policies are left out, and the values of free parameters.
struct Setting {
  // By policy; empty means that none is.
  std::vector<bool> left_out;
  // By free parameter.
  std::vector<double> free;
};

// Immutable, and safe to read from many threads.
class EnsembleModel {
 public:
  // Errors: those of Evaluate, for every day on which a policy could be in
  // force in some draw; INVALID_ARGUMENT with the name of a parameter or a
  // correlation that is unknown, cannot be drawn or has values that are not
  // allowed.
  static absl::StatusOr<EnsembleModel> Create(EnsembleQuestion question);

  EnsembleModel(EnsembleModel&&) noexcept;
  EnsembleModel& operator=(EnsembleModel&&) noexcept;
  ~EnsembleModel();

  const std::vector<Variable>& variables() const;
  const std::vector<OutputColumn>& columns() const;
  const std::vector<FreeParameter>& free_parameters() const;
  int policy_count() const;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit EnsembleModel(std::unique_ptr<const Parts> parts);

  std::unique_ptr<const Parts> parts_;
};

// The sampler that a simulation of `models`, one or two, draws from: over the
// names of the variables of all, each once.
absl::StatusOr<Sampler> SamplerOf(
    const SamplePlan& plan, absl::Span<const EnsembleModel* const> models);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_ENSEMBLE_MODEL_H_
