// The random numbers of an ensemble: a level in (0, 1) for each variable of
// each draw.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SAMPLER_H_
#define OILFLOW_SERVICE_ENSEMBLE_SAMPLER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "service/ensemble/rank_correlation.h"
#include "service/ensemble/sobol_points.h"

namespace oilflow {

enum class Sampling {
  kRandom,
  // Scrambled Sobol' points: smooth outputs converge faster.
  kSobol,
};

struct SamplePlan {
  uint32_t seed = 0;
  Sampling sampling = Sampling::kRandom;
  // Of Sobol' points: how many independent estimates an error is taken from.
  int scrambling_count = 16;
};

// What `variable` of UniformDraw a name stands for: its 32-bit FNV-1a hash with
// the highest bit set, so that no name meets the small numbers that others use.
uint32_t VariableOf(absl::string_view name);

// A draw depends only on (seed, draw, variable) and, with correlations, on the
// variables that it depends on: never on which draws are made beside it.
// Immutable and safe to use from many threads.
class Sampler {
 public:
  // With kRandom the levels of a variable are UniformDraw(seed, draw,
  // VariableOf(name)): they stay what they are if others come and go. With
  // kSobol its dimension is its place in the list, so the variables that matter
  // most do best in front. `correlations` are between places in the list.
  //
  // Errors if a name comes twice, if two names have one hash, and as of
  // SobolPoints and GaussianCopula.
  static absl::StatusOr<Sampler> Create(
      const SamplePlan& plan, std::vector<std::string> names,
      const std::vector<CorrelatedPair>& correlations, bool repair);

  // Draws [first_draw, first_draw + count), all below 2^32:
  // levels[variable * count + i] is that of draw first_draw + i.
  void Fill(uint64_t first_draw, int count, absl::Span<double> levels) const;

  const SamplePlan& plan() const { return plan_; }
  const std::vector<std::string>& names() const { return names_; }
  const GaussianCopula& copula() const { return copula_; }

 private:
  Sampler(const SamplePlan& plan, std::vector<std::string> names,
          GaussianCopula copula);

  SamplePlan plan_;
  std::vector<std::string> names_;
  std::vector<uint32_t> variables_;
  // With kSobol, if there are any variables.
  std::optional<SobolPoints> sobol_;
  GaussianCopula copula_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SAMPLER_H_
