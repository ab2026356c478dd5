// A spanning tree of a circulation, with all that a dual simplex needs to move
// from it to the tree of another day.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_TREE_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

#include "service/allocation/problem.h"
#include "service/allocation/warm_lines.h"
#include "service/allocation/warm_lists.h"

namespace oilflow {

// How long the lists of a WarmTree of this problem are.
WarmShape WarmShapeOf(const Problem& problem);

// Arcs inside the tree carry what the others leave them. An arc outside it is
// at its capacity or at its minimum, and closes one cycle with the tree: one
// barrel more on it is one more on the arcs of `plus` and one less on those of
// `minus`. Its reduced cost is what that barrel costs.
//
// If an arc outside the tree is at its capacity where its reduced cost is
// below 0, and at its minimum where it is above, then the flows are optimal as
// soon as those of the tree keep to their bounds: for any capacities, so that
// yesterday's tree is where today's search begins.
//
// Every arc has a slot: one of the tree's, or one of those outside. As many are
// in the tree after a pivot as before, so that a pivot swaps the arcs of two
// slots; lists of cycles, and cycles as sets of slots of the tree, are half as
// long as if they were by arc. What comes and goes is by arc.
//
// Slots without an arc have the last lane for one. Lanes past the last arc are
// closed arcs outside the tree, in no slot.
class WarmTree {
 public:
  // Any spanning forest, along open arcs where there are such, with the flows
  // that it gives. Costs round any cycle must sum to less than 2^62.
  explicit WarmTree(const Problem& problem);

  // What `other`, made from the same problem, holds; allocates nothing.
  void CopyFrom(const WarmTree& other);

  int arc_count() const { return arc_count_; }
  const WarmShape& shape() const { return shape_; }
  int lanes() const { return shape_.lanes; }
  bool narrow() const { return IsNarrow(shape_); }

  // No capacity counts for more than this: see the constructor for why no sum
  // of flows overflows then. An arc outside the tree that is at a capacity
  // above it proves nothing.
  int64_t most_bpd() const { return most_bpd_; }

  // See WarmLists; which are of this shape, or of a kTree of 0.
  template <class Lists>
  Lists lists() {
    return Lists(memory_.data(), shape_, layout_);
  }

  // By arc. Int is int32_t if narrow() and else int64_t.
  template <class Int>
  const Int* flows() const {
    return reinterpret_cast<const Int*>(memory_.data() + layout_.flows);
  }
  const int64_t* costs() const {
    return reinterpret_cast<const int64_t*>(memory_.data() + layout_.costs);
  }
  bool InTree(int arc) const {
    const auto* const set =
        reinterpret_cast<const uint64_t*>(memory_.data() + layout_.in_tree);
    return ((set[arc / 64] >> (arc % 64)) & 1) != 0;
  }

  // Writes the flows of the tree by slot, too.
  void CopyTreeFlows();

  // Lets the costs of these arcs float. Those that cents were given for come
  // first, and in the same order.
  void LetFloat(absl::Span<const int> arcs);
  int floating_count() const { return floating_count_; }
  // By floating arc, as WarmLists has them; as long as there are lanes.
  const int32_t* floating() const {
    return reinterpret_cast<const int32_t*>(memory_.data() + layout_.floating);
  }
  const int16_t* given_cents() const {
    return reinterpret_cast<const int16_t*>(memory_.data() +
                                            layout_.given_cents);
  }
  const int16_t* priced_cents() const {
    return reinterpret_cast<const int16_t*>(memory_.data() +
                                            layout_.priced_cents);
  }

  // Whether any minimum is above 0.
  bool has_minimums = false;
  // Whether any reduced cost is 0.
  bool has_ties = false;
  // Whether the tree has lasted a day, or should as the one before it did; how
  // many pairs of arcs move, 0 if there are no rows of this tree; whether rows
  // were used again; and whether reduced costs wait for cents.
  bool lasts = false;
  int moving_count = 0;
  bool rows_paid = false;
  bool cents_wait = false;
  // Whether the flows are known to keep to their bounds, and those by arc to be
  // those of the tree.
  bool settled = false;
  // Whether the last problem was the one before it again.
  bool unchanged = false;

 private:
  template <class Lists>
  void Build(const Problem& problem, const std::vector<int>& forest);

  int arc_count_ = 0;
  WarmShape shape_;
  WarmLayout layout_;
  int64_t most_bpd_ = 0;
  int floating_count_ = 0;
  LineVector<std::byte> memory_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_TREE_H_
