// What ensemble_bench times: whole ensembles, and the least that they could be.

#ifndef OILFLOW_TESTS_BENCH_ENSEMBLE_WORK_H_
#define OILFLOW_TESTS_BENCH_ENSEMBLE_WORK_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"

#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/make_draws.h"
#include "service/ensemble/sampler.h"
#include "service/ensemble/summary.h"

namespace oilflow {

// Draws that are made at a time, unless it is said otherwise.
inline constexpr int kChunk = 1000;

// Ends the program with what `status` says, unless it is OK.
void CheckOk(const absl::Status& status);

// Over all variables of the model, always with the same seed.
Sampler SamplerFor(const EnsembleModel& model);

// All draws, `chunk` at a time, and a summary of every column. Calls `on_first`
// once there is a summary of the first chunk.
std::vector<Summary> Simulate(const EnsembleModel& model, DrawMaker& maker,
                              int draws, int chunk,
                              const std::function<void()>& on_first);
std::vector<Summary> Simulate(const EnsembleModel& model, DrawMaker& maker,
                              int draws);

// The random inputs of some draws as DrawEvaluator needs them, and for every
// day one sweep that adds up the flow of a spanning tree, leaf to root.
void BareDraws(const EnsembleModel& model, const Sampler& sampler, int draws);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_ENSEMBLE_WORK_H_
