// A spanning tree of a circulation, with all that a dual simplex needs to move
// from it to the tree of another day.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_TREE_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/allocation/problem.h"

namespace oilflow {

// Arcs inside the tree carry what the others leave them. An arc outside it is
// at its capacity or at its minimum, and closes one cycle with the tree: one
// barrel more on it is one more on the arcs of `plus` (it is one of them
// itself) and one less on those of `minus`. Its reduced cost is what that
// barrel costs. The cycles of tree arcs are empty.
//
// If an arc outside the tree is at its capacity where its reduced cost is
// below 0, and at its minimum where it is above, then the flows are optimal as
// soon as those of the tree keep to their bounds: for any capacities, so that
// yesterday's tree is where today's search begins.
//
// Sets of arcs are words of 64 bits; lists by arc have a lane for each bit, and
// lanes past the last arc are closed arcs in no cycle. Up to kNarrowWords words
// flows are 32 bits wide, and else 64.
class WarmTree {
 public:
  static constexpr int kNarrowWords = 4;

  // Any spanning forest, along open arcs where there are such, with the flows
  // that it gives. Costs round any cycle must sum to less than 2^62.
  explicit WarmTree(const Problem& problem);

  // What `other`, made from the same problem, holds; allocates nothing.
  void CopyFrom(const WarmTree& other);

  int arc_count() const { return arc_count_; }
  int words() const { return words_; }
  int lanes() const { return 64 * words_; }
  bool narrow() const { return words_ <= kNarrowWords; }

  // No capacity counts for more than this: see the constructor for why no sum
  // of flows overflows then. An arc outside the tree that is at a capacity
  // above it proves nothing.
  int64_t most_bpd() const { return most_bpd_; }

  // Int is int32_t if narrow() and else int64_t.
  template <class Int>
  Int* flows() {
    return At<Int>(flows_);
  }
  template <class Int>
  const Int* flows() const {
    return At<Int>(flows_);
  }
  // Of the last problem; no capacity above most_bpd().
  template <class Int>
  Int* capacities() {
    return At<Int>(capacities_);
  }
  template <class Int>
  Int* minimums() {
    return At<Int>(minimums_);
  }
  int64_t* costs() { return At<int64_t>(costs_); }
  const int64_t* costs() const { return At<int64_t>(costs_); }
  // 0 for arcs of the tree.
  int64_t* reduced_costs() { return At<int64_t>(reduced_); }

  // Word `w` of the cycles, by arc.
  uint64_t* plus(int w) { return At<uint64_t>(plus_) + lanes() * w; }
  uint64_t* minus(int w) { return At<uint64_t>(minus_) + lanes() * w; }

  // Sets of arcs: the tree; outside it, those at their capacity and those whose
  // reduced cost is 0.
  uint64_t* in_tree() { return At<uint64_t>(in_tree_); }
  const uint64_t* in_tree() const { return At<uint64_t>(in_tree_); }
  uint64_t* at_capacity() { return At<uint64_t>(at_capacity_); }
  uint64_t* free_of_cost() { return At<uint64_t>(free_of_cost_); }
  // Room for sets.
  uint64_t* row_plus() { return At<uint64_t>(row_plus_); }
  uint64_t* row_minus() { return At<uint64_t>(row_minus_); }
  uint64_t* candidates() { return At<uint64_t>(candidates_); }
  uint64_t* open() { return At<uint64_t>(open_); }

  // Whether any minimum is above 0.
  bool has_minimums = false;
  // Whether free_of_cost() has a member.
  bool has_ties = false;
  // Whether the flows are known to keep to their bounds.
  bool settled = false;
  // Whether the last problem was the one before it again.
  bool unchanged = false;

 private:
  struct alignas(64) Line {
    uint64_t words[8];
  };

  template <class T>
  T* At(size_t line) {
    return reinterpret_cast<T*>(&lines_[line]);
  }
  template <class T>
  const T* At(size_t line) const {
    return reinterpret_cast<const T*>(&lines_[line]);
  }
  void MakeRoom();
  void CloseCycles(const Problem& problem);

  int arc_count_ = 0;
  int words_ = 0;
  int64_t most_bpd_ = 0;
  std::vector<Line> lines_;
  // Where things begin, in lines.
  size_t flows_ = 0;
  size_t capacities_ = 0;
  size_t minimums_ = 0;
  size_t costs_ = 0;
  size_t reduced_ = 0;
  size_t plus_ = 0;
  size_t minus_ = 0;
  size_t in_tree_ = 0;
  size_t at_capacity_ = 0;
  size_t free_of_cost_ = 0;
  size_t row_plus_ = 0;
  size_t row_minus_ = 0;
  size_t candidates_ = 0;
  size_t open_ = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_TREE_H_
