#include "service/rpc/simulation_answer.h"

#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "absl/types/span.h"

#include "service/base/status_macros.h"
#include "service/ensemble/pairwise_sum.h"
#include "service/ensemble/variable.h"
#include "service/rpc/simulation_warnings.h"
#include "service/wire/convert_ensemble.h"

namespace oilflow {
namespace {

// Of fewer scramblings or draws in each, an error says nothing.
constexpr size_t kLeastForError = 2;

double MeanAt(absl::Span<const double> values, size_t first, size_t stride) {
  const size_t count = (values.size() - first + stride - 1) / stride;
  return PairwiseSum(0, count,
                     [&](size_t i) { return values[first + i * stride]; }) /
         static_cast<double>(count);
}

// The standard error of the mean of `terms`.
double StandardError(absl::Span<const double> terms, double mean) {
  const double n = static_cast<double>(terms.size());
  const double squares = PairwiseSum(0, terms.size(), [&](size_t i) {
    return (terms[i] - mean) * (terms[i] - mean);
  });
  return std::sqrt(squares / (n - 1) / n);
}

// The mean; its error is that of independent draws, or comes from how the
// scramblings differ.
Estimate MeanOf(absl::Span<const double> values,
                const SummaryOptions& options) {
  Estimate mean{MeanAt(values, 0, 1)};
  const auto scramblings = static_cast<size_t>(options.scrambling_count);
  if (scramblings == 0) {
    if (values.size() >= kLeastForError) {
      mean.error = StandardError(values, mean.value);
    }
    return mean;
  }
  if (values.size() >= kLeastForError * scramblings) {
    std::vector<double> of_each;
    for (size_t r = 0; r < scramblings; ++r) {
      of_each.push_back(MeanAt(values, r, scramblings));
    }
    mean.error = StandardError(of_each, MeanAt(of_each, 0, 1));
  }
  return mean;
}

}  // namespace

SimulationAnswer::SimulationAnswer(const Call& call,
                                   const Simulation& simulation,
                                   std::vector<double> at_median,
                                   Warnings of_sources)
    : call_(call),
      simulation_(simulation),
      at_median_(std::move(at_median)),
      of_sources_(std::move(of_sources)) {}

void SimulationAnswer::AddQuestion(
    v1::SimulateScenarioResponse* message) const {
  *message->mutable_request() = simulation_.request;
  *message->mutable_manifest() = simulation_.manifest;
}

v1::SimulateScenarioResponse SimulationAnswer::CountOnly(int draw_count) const {
  v1::SimulateScenarioResponse message;
  message.set_completed_count(draw_count);
  message.set_total_count(simulation_.draw_count());
  return message;
}

absl::StatusOr<v1::SimulateScenarioResponse> SimulationAnswer::SoFar(
    const DrawStore& store, int draw_count,
    std::vector<Summary>* summaries) const {
  const KeepGoing keep_going = call_.ToKeepGoing();
  v1::SimulateScenarioResponse message = CountOnly(draw_count);
  summaries->clear();
  for (int c = 0; c < simulation_.column_count(); ++c) {
    RETURN_IF_ERROR(keep_going());
    OutputNumbers numbers{.at_median_inputs = at_median_[c]};
    ASSIGN_OR_RETURN(
        numbers.summary,
        store.SummarizeFirst(draw_count, c, simulation_.options, keep_going));
    summaries->push_back(numbers.summary);
    const OutputColumn& column = simulation_.columns[c];
    if (!column.output.is_price()) {
      ASSIGN_OR_RETURN(const absl::Span<const double> values,
                       store.Values(c, {0, draw_count}));
      numbers.mean = MeanOf(values, simulation_.options);
    }
    ToProto(column, numbers, message.add_outputs());
  }
  return message;
}

void SimulationAnswer::Finish(std::optional<bool> stopped,
                              v1::SimulateScenarioResponse* message) const {
  message->set_finished(true);
  AddQuestion(message);
  AddVariables(message);
  if (stopped.has_value()) {
    message->set_stopped(*stopped);
  }
  AddSimulationWarnings(simulation_, of_sources_, message);
}

void SimulationAnswer::AddVariables(
    v1::SimulateScenarioResponse* message) const {
  std::set<std::string> seen;
  for (const auto* model : {&simulation_.model, &simulation_.against_model}) {
    if (!model->has_value()) {
      continue;
    }
    for (const Variable& variable : (*model)->variables()) {
      if (seen.insert(variable.name).second) {
        ToProto(variable, message->add_variables());
      }
    }
  }
  const Sampler& sampler = *simulation_.sampler;
  for (const CorrelationRepair& repair : sampler.copula().repairs()) {
    ToProto(repair, sampler.names(), message->add_repairs());
  }
}

}  // namespace oilflow
