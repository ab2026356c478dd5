#include "tests/bench/ensemble_work.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "service/ensemble/draw_store.h"
#include "service/ensemble/model_parts.h"
#include "tests/bench/ensemble_case.h"
#include "tests/bench/ensemble_clock.h"

namespace oilflow {
namespace {

constexpr uint32_t kSeed = 1;

std::vector<Summary> SummarizeAll(const DrawStore& store) {
  std::vector<Summary> summaries;
  for (int output = 0; output < store.output_count(); ++output) {
    summaries.push_back(*store.SummarizeFirst(store.complete(), output, {}));
  }
  return summaries;
}

}  // namespace

void CheckOk(const absl::Status& status) {
  if (!status.ok()) {
    FailBench(status.ToString());
  }
}

Sampler SamplerFor(const EnsembleModel& model) {
  const EnsembleModel* const models[] = {&model};
  return *SamplerOf({.seed = kSeed}, models);
}

std::vector<Summary> Simulate(const EnsembleModel& model, DrawMaker& maker,
                              int draws, int chunk,
                              const std::function<void()>& on_first) {
  const size_t columns = model.columns().size();
  DrawStore store = *DrawStore::Create(draws, static_cast<int>(columns));
  std::vector<double> rows;
  for (int first = 0; first < draws; first += chunk) {
    const int count = std::min(chunk, draws - first);
    rows.resize(static_cast<size_t>(count) * columns);
    CheckOk(maker.Make(first, count, absl::MakeSpan(rows), AlwaysGoOn));
    CheckOk(store.Put(first, rows));
    if (first == 0 && on_first != nullptr) {
      SummarizeAll(store);
      on_first();
    }
  }
  return SummarizeAll(store);
}

std::vector<Summary> Simulate(const EnsembleModel& model, DrawMaker& maker,
                              int draws) {
  return Simulate(model, maker, draws, kChunk, nullptr);
}

void BareDraws(const EnsembleModel& model, const Sampler& sampler, int draws) {
  constexpr int kBlock = 64;
  const EnsembleModel::Parts& parts = model.parts();
  const Network& network = *parts.question.network;
  const size_t nodes = network.nodes().size();
  // Each node below the first that an arc leads to; sinks meet outside.
  std::vector<size_t> above(nodes, nodes);
  for (size_t n = 0; n < nodes; ++n) {
    if (!network.arcs_from(static_cast<int>(n)).empty()) {
      above[n] = static_cast<size_t>(
          network.arcs()[network.arcs_from(static_cast<int>(n)).front()].to);
    }
  }
  const std::vector<int>& order = network.topological_order();
  const size_t days = parts.span_of_day.size();
  std::vector<double> levels(sampler.names().size() * kBlock);
  std::vector<double> values(kBlock);
  std::vector<int64_t> supply(nodes + 1, 1000);
  std::vector<int64_t> flow(nodes + 1);
  for (int first = 0; first < draws; first += kBlock) {
    const int count = std::min(kBlock, draws - first);
    sampler.Fill(static_cast<uint64_t>(first), count,
                 absl::MakeSpan(levels).first(sampler.names().size() * count));
    for (const FactSource& source : parts.sources) {
      if (source.kind == FactSource::Kind::kOwnRange) {
        QuantilesOf(source.range,
                    absl::MakeConstSpan(levels).subspan(
                        static_cast<size_t>(source.index) * count, count),
                    absl::MakeSpan(values).first(count));
        KeepAlive(values.data());
      }
    }
    for (size_t day = 0; day < days * count; ++day) {
      std::copy(supply.begin(), supply.end(), flow.begin());
      for (const int node : order) {
        flow[above[node]] += flow[node];
      }
      KeepAlive(flow.data());
    }
  }
}

}  // namespace oilflow
