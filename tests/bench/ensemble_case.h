// A library scenario made ready to be simulated, for benchmarks.

#ifndef OILFLOW_TESTS_BENCH_ENSEMBLE_CASE_H_
#define OILFLOW_TESTS_BENCH_ENSEMBLE_CASE_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

#include "service/ensemble/ensemble_model.h"
#include "service/facts/fact_book.h"
#include "service/store/world.h"

namespace oilflow {

// Says what is wrong on stderr, and ends the program.
[[noreturn]] void FailBench(absl::string_view what);

// A scenario whose uncertainty is that of the facts' own ranges, and what is
// asked of it: net supply and price of the horizon and of every month, and the
// flow on one arc.
class EnsembleCase {
 public:
  // `worlds` must outlive it. Ends the program if there is no such scenario.
  EnsembleCase(const Worlds& worlds, const std::string& scenario_id,
               absl::string_view arc_id);
  EnsembleCase(const EnsembleCase&) = delete;
  EnsembleCase& operator=(const EnsembleCase&) = delete;

  const std::string& id() const { return id_; }
  const std::string& arc_id() const { return arc_id_; }
  const World& world() const { return *world_; }
  int day_count() const { return question_.scenario.horizon.day_count; }

  // Over the scenario's own horizon.
  EnsembleModel Model() const;

  // Net supply and price alone, over a horizon of another length. An error if
  // facts are missing.
  absl::StatusOr<EnsembleModel> ModelOver(int day_count) const;

 private:
  std::string id_;
  std::string arc_id_;
  std::shared_ptr<const World> world_;
  std::unique_ptr<Snapshot> snapshot_;
  EnsembleQuestion question_;
};

// The columns of EnsembleCase::Model begin with these.
inline constexpr size_t kNetColumn = 0;
inline constexpr size_t kFlowColumn = 1;
inline constexpr size_t kPriceColumn = 2;

// The share of the days of the horizon that are allocated and not carried over
// from the day before, with every fact at its own value.
double ShareAllocated(const EnsembleModel& model);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_ENSEMBLE_CASE_H_
