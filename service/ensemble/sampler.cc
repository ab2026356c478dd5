#include "service/ensemble/sampler.h"

#include <cassert>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/philox.h"

namespace oilflow {

uint32_t VariableOf(absl::string_view name) {
  // Fowler, Noll and Vo's offset and prime for 32 bits.
  uint32_t hash = 2166136261;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  }
  return hash | uint32_t{1} << 31;
}

Sampler::Sampler(const SamplePlan& plan, std::vector<std::string> names,
                 GaussianCopula copula)
    : plan_(plan), names_(std::move(names)), copula_(std::move(copula)) {
  variables_.reserve(names_.size());
  for (const std::string& name : names_) {
    variables_.push_back(VariableOf(name));
  }
}

absl::StatusOr<Sampler> Sampler::Create(
    const SamplePlan& plan, std::vector<std::string> names,
    const std::vector<CorrelatedPair>& correlations, bool repair) {
  std::map<uint32_t, absl::string_view> taken;
  for (const std::string& name : names) {
    const auto [other, is_new] = taken.emplace(VariableOf(name), name);
    if (is_new) {
      continue;
    }
    if (other->second == name) {
      return absl::InvalidArgumentError(
          absl::StrCat("a variable must be named once, not twice: ", name));
    }
    return absl::InvalidArgumentError(absl::StrCat(
        "the variables ", other->second, " and ", name,
        " would have the same random numbers, as their names have the same "
        "hash: rename one"));
  }
  ASSIGN_OR_RETURN(GaussianCopula copula,
                   GaussianCopula::Create(names, correlations, repair));
  Sampler sampler(plan, std::move(names), std::move(copula));
  if (plan.sampling == Sampling::kSobol && !sampler.names_.empty()) {
    ASSIGN_OR_RETURN(
        sampler.sobol_,
        SobolPoints::Create(static_cast<int>(sampler.names_.size()), plan.seed,
                            plan.scrambling_count));
  }
  return sampler;
}

void Sampler::Fill(uint64_t first_draw, int count,
                   absl::Span<double> levels) const {
  const auto draws = static_cast<size_t>(count);
  assert(levels.size() == names_.size() * draws);
  assert(first_draw + draws <= uint64_t{1} << 32);
  const auto first = static_cast<uint32_t>(first_draw);
  for (size_t i = 0; i < names_.size(); ++i) {
    const absl::Span<double> row = levels.subspan(i * draws, draws);
    if (sobol_.has_value()) {
      sobol_->Fill(first, static_cast<int>(i), row);
    } else {
      UniformDraws(plan_.seed, first, variables_[i], row);
    }
  }
  copula_.Apply(count, levels);
}

}  // namespace oilflow
