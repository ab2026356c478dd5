// Optima of circulations that change from day to day, each found from the last.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_BASIS_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_BASIS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

#include "service/allocation/problem.h"
#include "service/allocation/warm_kernels.h"
#include "service/allocation/warm_lines.h"
#include "service/allocation/warm_tree.h"

namespace oilflow {

// Where every draw begins: the best tree of one problem, and what costs may be.
// Immutable, and shared by all bases made from it.
class WarmStart {
 public:
  // `reference` is a problem like those to come: the nearer, the better.
  explicit WarmStart(const Problem& reference);

  const Problem& reference() const { return reference_; }
  const WarmTree& tree() const { return tree_; }

  // Whether costs round any cycle sum to less than 2^62 as long as none is
  // above its arc's limit. A cycle passes node 0 at most once, so that at most
  // two of its arcs touch it, and these may cost 2^60 each; the others may cost
  // what they do in the reference and an equal share of what is left of 2^62.
  bool costs_fit() const { return costs_fit_; }
  // By arc: the largest absolute cost.
  absl::Span<const int64_t> cost_limits() const { return cost_limits_; }
  // How many cents more or less an arc may cost than in the reference if its
  // costs float.
  int64_t MostCents(int arc) const;

 private:
  Problem reference_;
  bool costs_fit_ = true;
  std::vector<int64_t> cost_limits_;
  WarmTree tree_;
};

// What a basis did since it was made.
struct WarmCounts {
  int64_t solves = 0;
  // Of these, so many found nothing changed, needed a pivot, or were not proved
  // to have one optimum.
  int64_t unchanged = 0;
  int64_t misses = 0;
  int64_t unproven = 0;
  int64_t pivots = 0;
};

// The optimum of one day after the other, by a dual simplex that begins where
// the last day ended. `start` must outlive the basis. Not for use by two
// threads at once. Only the constructor allocates.
class WarmBasis {
 public:
  explicit WarmBasis(const WarmStart& start,
                     Kernels kernels = Kernels::kWidest);
  WarmBasis(WarmBasis&&) noexcept = default;
  WarmBasis& operator=(WarmBasis&&) noexcept = default;
  WarmBasis(const WarmBasis&) = delete;
  WarmBasis& operator=(const WarmBasis&) = delete;

  // Back to the tree and the costs of the start, when these are next needed.
  void Restart() { restarts_ = true; }
  bool restarts() const { return restarts_; }

  // To the tree, the costs and the floating arcs of another basis of the same
  // start and kernels: the nearer its last problem to the next one here, the
  // better.
  void RestartFrom(const WarmBasis& other);

  // What arcs cost from now on, by arc. A list as long as padded_count(), 0
  // past the last arc, is read in place, and another is copied.
  void SetCosts(absl::Span<const int64_t> costs);

  // For costs that float, which is faster: from now on SetCents says how many
  // cents more these arcs cost than SetCosts did, or the start. Those that
  // floated before come first, and in the same order.
  void LetFloat(absl::Span<const int> arcs) { tree_.LetFloat(arcs); }
  int floating_count() const { return tree_.floating_count(); }

  // By floating arc; costs must stay within the start's cost_limits(), as they
  // do up to MostCents() from those of the start. A list of padded_count(), 0
  // past the last floating arc.
  void SetCents(absl::Span<const int16_t> cents);

  // True if the flows are proved to be the only optimum for these capacities
  // and minimums (none if empty), by arc, none below 0; they depend on nothing
  // else. False if they are not: two flows may cost the same, a bound that
  // holds something back, such as kUnlimitedBpd or more, or a cost is too large
  // for the arithmetic, the search was given up, or nothing keeps to the
  // bounds. Lists as long as padded_count(), 0 past the last arc, are read in
  // place, and others are copied.
  bool Solve(absl::Span<const int32_t> capacities_bpd,
             absl::Span<const int32_t> minimums_bpd = {}) {
    ++counts_.solves;
    if ((restarts_ || lost_ || !costs_fit_) && !Prepare()) {
      return false;
    }
    const int64_t pivots = counts_.pivots;
    const WarmOutcome outcome = kernels_.repair(
        tree_, Padded(capacities_bpd, &capacities_),
        minimums_bpd.empty() ? nullptr : Padded(minimums_bpd, &minimums_),
        pivot_limit_, &counts_.pivots);
    counts_.misses += counts_.pivots != pivots;
    counts_.unchanged += tree_.unchanged;
    return (outcome == WarmOutcome::kOptimal && tree_.narrow()) ||
           Conclude(outcome);
  }

  // After a Solve that was true, until the next call.
  absl::Span<const int32_t> flows_bpd() const {
    return absl::MakeConstSpan(flows_, static_cast<size_t>(tree_.arc_count()));
  }

  // Potentials that prove the last optimum, as those of Solution do. Where
  // flows are at bounds that they would not leave anyway, others prove it too,
  // and it depends on the days before which are given.
  void Potentials(std::vector<int64_t>* potentials) const;

  int padded_count() const { return tree_.lanes(); }
  const WarmCounts& counts() const { return counts_; }

  // Solves give up after so many pivots.
  void set_pivot_limit(int64_t limit) { pivot_limit_ = limit; }

 private:
  void Begin();
  void Recover();
  bool Recost(const int64_t* costs);
  // Before a solve: whether there can be one.
  bool Prepare();
  // After a solve: whether the flows are proved.
  bool Conclude(WarmOutcome outcome);
  // Lists that are long enough are read in place.
  const int32_t* Padded(absl::Span<const int32_t> list,
                        LineVector<int32_t>* room) const {
    return static_cast<int>(list.size()) >= padded_count() ? list.data()
                                                           : Copied(list, room);
  }
  const int32_t* Copied(absl::Span<const int32_t> list,
                        LineVector<int32_t>* room) const;

  const WarmStart* start_;
  WarmKernels kernels_;
  WarmTree tree_;
  int64_t pivot_limit_ = 0;
  bool costs_fit_ = true;
  // Whether the tree is of no use any more.
  bool lost_ = false;
  bool restarts_ = true;
  LineVector<int64_t> costs_;
  LineVector<int16_t> cents_;
  LineVector<int32_t> capacities_;
  LineVector<int32_t> minimums_;
  // Where flows are 64 bits wide, their lower halves.
  std::vector<int32_t> narrowed_;
  const int32_t* flows_ = nullptr;
  WarmCounts counts_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_BASIS_H_
