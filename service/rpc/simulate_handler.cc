#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/base/status_macros.h"
#include "service/rpc/analysis.h"
#include "service/rpc/draw_values.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/simulation.h"
#include "service/rpc/simulation_answer.h"
#include "service/rpc/simulation_warnings.h"

namespace oilflow {
namespace {

using Send = absl::FunctionRef<bool(const v1::SimulateScenarioResponse&)>;

// Draws are made in blocks, so that what is not yet stored stays small.
constexpr int kBlockValues = 1 << 20;
constexpr int kBlockDraws = 1 << 16;

// Makes draws [first, last) and puts them into `store`.
absl::Status DrawInto(int first, int last, const KeepGoing& keep_going,
                      SimulationDraws* draws, DrawStore* store) {
  const int columns = store->output_count();
  const int block = std::clamp(kBlockValues / columns, 1, kBlockDraws);
  std::vector<double> rows;
  while (first < last) {
    const int count = std::min(block, last - first);
    rows.resize(static_cast<size_t>(count) * columns);
    RETURN_IF_ERROR(
        draws->Make(first, count, absl::MakeSpan(rows), keep_going));
    RETURN_IF_ERROR(store->Put(first, rows));
    first += count;
  }
  return absl::OkStatus();
}

// Where a message says how far it is, without summaries: about a hundred times,
// never closer than kFirstCheckpoint draws to each other or to a checkpoint. It
// is by count, so that the stream is the same every time.
int CountStep(int total) {
  constexpr int64_t kTimes = 100;
  const int64_t apart = kTimes * kFirstCheckpoint;
  return static_cast<int>((total + apart - 1) / apart * kFirstCheckpoint);
}

// Draws [first, checkpoint), with messages that say how far it is.
absl::Status DrawUpTo(int first, int checkpoint, const Call& call,
                      const SimulationAnswer& answer, SimulationDraws* draws,
                      DrawStore* store, Send send) {
  const int step = CountStep(store->draw_count());
  for (int64_t next = (first / step + 1) * int64_t{step};
       next + kFirstCheckpoint <= checkpoint; next += step) {
    const int told = static_cast<int>(next);
    RETURN_IF_ERROR(DrawInto(first, told, call.ToKeepGoing(), draws, store));
    first = told;
    RETURN_IF_ERROR(CheckSent(send(answer.CountOnly(told))));
  }
  return DrawInto(first, checkpoint, call.ToKeepGoing(), draws, store);
}

// All draws, with summaries at each checkpoint: where these are does not depend
// on the time that draws take, so that the stream is the same every time.
absl::Status SimulateWhole(const Call& call, const Simulation& simulation,
                           Warnings of_sources, SimulationDraws* draws,
                           Send send) {
  ASSIGN_OR_RETURN(
      DrawStore store,
      DrawStore::Create(simulation.draw_count(), simulation.column_count()));
  std::optional<StoppingRule> rule;
  if (simulation.precision.has_value()) {
    ASSIGN_OR_RETURN(rule, StoppingRule::Create({*simulation.precision},
                                                simulation.draw_count()));
  }
  ASSIGN_OR_RETURN(std::vector<double> at_median, AtMedianInputs(simulation));
  const SimulationAnswer answer(call, simulation, std::move(at_median),
                                std::move(of_sources));
  std::vector<Summary> summaries;
  int done = 0;
  for (const int checkpoint : Checkpoints(simulation.draw_count())) {
    RETURN_IF_ERROR(
        DrawUpTo(done, checkpoint, call, answer, draws, &store, send));
    ASSIGN_OR_RETURN(v1::SimulateScenarioResponse message,
                     answer.SoFar(store, checkpoint, &summaries));
    if (done == 0) {
      answer.AddQuestion(&message);
    }
    done = checkpoint;
    std::optional<bool> enough;
    if (rule.has_value()) {
      enough = rule->Judge(done,
                           [&](int output) -> const Summary& {
                             return summaries[output];
                           })
                   .met;
    }
    const bool is_last =
        enough.value_or(false) || done == simulation.draw_count();
    if (is_last) {
      answer.Finish(enough, &message);
    }
    RETURN_IF_ERROR(CheckSent(send(message)));
    if (is_last) {
      break;
    }
  }
  return absl::OkStatus();
}

// Some of the draws, as they are: the question, pieces of values, and what was
// drawn.
absl::Status SimulatePart(const Call& call, const Simulation& simulation,
                          SimulationDraws* draws, Send send) {
  const SimulationAnswer answer(call, simulation, {}, {});
  const DrawRange part = *simulation.part;
  const int total = part.last - part.first;
  v1::SimulateScenarioResponse question;
  question.set_total_count(total);
  answer.AddQuestion(&question);
  RETURN_IF_ERROR(CheckSent(send(question)));

  const int columns = simulation.column_count();
  const int in_piece = DrawsInPiece(columns);
  std::vector<double> rows;
  for (int first = part.first; first < part.last; first += in_piece) {
    const int count = std::min(in_piece, part.last - first);
    rows.resize(static_cast<size_t>(count) * columns);
    RETURN_IF_ERROR(
        draws->Make(first, count, absl::MakeSpan(rows), call.ToKeepGoing()));
    v1::SimulateScenarioResponse piece;
    piece.set_completed_count(first + count - part.first);
    piece.set_total_count(total);
    piece.mutable_values()->set_first_draw(first);
    piece.mutable_values()->set_draw_count(count);
    piece.mutable_values()->set_values(ToBytes(rows));
    RETURN_IF_ERROR(CheckSent(send(piece)));
  }

  v1::SimulateScenarioResponse last;
  last.set_completed_count(total);
  last.set_total_count(total);
  last.set_finished(true);
  answer.AddQuestion(&last);
  answer.AddVariables(&last);
  return CheckSent(send(last));
}

}  // namespace

absl::Status SimulateScenario(const Worlds& worlds, const Call& call,
                              int thread_count,
                              const v1::SimulateScenarioRequest& request,
                              Send send) {
  ASSIGN_OR_RETURN(const Simulation simulation,
                   PrepareSimulation(worlds, request));
  // Of a part too: it is of no use if the whole is refused.
  ASSIGN_OR_RETURN(Warnings of_sources,
                   WarningsOfSources(worlds, call, simulation));
  SimulationDraws draws(simulation, thread_count);
  return simulation.part.has_value()
             ? SimulatePart(call, simulation, &draws, send)
             : SimulateWhole(call, simulation, std::move(of_sources), &draws,
                             send);
}

}  // namespace oilflow
