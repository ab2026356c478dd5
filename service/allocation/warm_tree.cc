#include "service/allocation/warm_tree.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <numeric>

namespace oilflow {
namespace {

constexpr int kWordBits = 64;
// Far from 0, and from overflow.
constexpr int64_t kNoCost = int64_t{1} << 62;

template <class Set>
void Insert(Set* set, int member) {
  constexpr int kBits = 8 * sizeof(Set);
  set[member / kBits] |= Set{1} << (member % kBits);
}

// The least of the shapes that there are kernels for, or, above kNarrowSlots,
// any. If a slot stays without an arc, then the last lane does, too.
WarmShape ShapeFor(int inside, int outside, int arcs) {
  for (const WarmShape& shape : kWarmShapes) {
    const int slots = shape.tree_slots + shape.outside_slots;
    if (inside <= shape.tree_slots && outside <= shape.outside_slots &&
        arcs <= std::min(shape.lanes - 1, slots)) {
      return shape;
    }
  }
  const int words = std::max(inside, outside) / kWordBits + 1;
  const int slots = std::max(kNarrowSlots + kWordBits, words * kWordBits);
  return {slots, slots, 2 * slots};
}

int Find(std::vector<int>& parents, int node) {
  while (parents[node] != node) {
    node = parents[node] = parents[parents[node]];
  }
  return node;
}

// A spanning forest, as the arcs in it. Greedy, open arcs first.
std::vector<int> SpanningForest(const Problem& problem) {
  std::vector<int> parents(problem.node_count);
  std::iota(parents.begin(), parents.end(), 0);
  std::vector<int> forest;
  for (const bool open : {true, false}) {
    for (size_t i = 0; i < problem.arcs.size(); ++i) {
      const ProblemArc& arc = problem.arcs[i];
      const int from = Find(parents, arc.from);
      const int to = Find(parents, arc.to);
      if ((arc.capacity_bpd > 0) == open && from != to) {
        parents[from] = to;
        forest.push_back(static_cast<int>(i));
      }
    }
  }
  return forest;
}

// The way from each node to the root of its part of the forest.
struct WayUp {
  int node = -1;
  int arc = -1;
  int depth = 0;
  // Whether the arc leads up.
  bool along = false;
};

std::vector<WayUp> WaysUp(const Problem& problem,
                          const std::vector<int>& forest) {
  std::vector<std::vector<int>> touching(problem.node_count);
  for (const int arc : forest) {
    touching[problem.arcs[arc].from].push_back(arc);
    touching[problem.arcs[arc].to].push_back(arc);
  }
  std::vector<WayUp> ways(problem.node_count);
  std::vector<bool> seen(problem.node_count, false);
  for (int root = 0; root < problem.node_count; ++root) {
    std::vector<int> waiting;
    if (!seen[root]) {
      waiting.push_back(root);
      seen[root] = true;
    }
    while (!waiting.empty()) {
      const int node = waiting.back();
      waiting.pop_back();
      for (const int arc : touching[node]) {
        const bool along = problem.arcs[arc].to == node;
        const int other = along ? problem.arcs[arc].from : problem.arcs[arc].to;
        if (!seen[other]) {
          seen[other] = true;
          ways[other] = {node, arc, ways[node].depth + 1, along};
          waiting.push_back(other);
        }
      }
    }
  }
  return ways;
}

}  // namespace

WarmShape WarmShapeOf(const Problem& problem) {
  const int arcs = static_cast<int>(problem.arcs.size());
  const int inside = static_cast<int>(SpanningForest(problem).size());
  return ShapeFor(inside, arcs - inside, arcs);
}

WarmTree::WarmTree(const Problem& problem)
    : arc_count_(static_cast<int>(problem.arcs.size())), layout_(WarmShape()) {
  const std::vector<int> forest = SpanningForest(problem);
  const int inside = static_cast<int>(forest.size());
  const int outside = arc_count_ - inside;
  shape_ = ShapeFor(inside, outside, arc_count_);
  layout_ = WarmLayout(shape_);
  memory_.assign(layout_.size, std::byte{0});
  // A tree arc carries a sum of what arcs outside the tree carry, each at most
  // once, so no flow exceeds outside * most_bpd; a flow less a bound, or with
  // one arc outside moved from bound to bound, not two times most_bpd more.
  // Where they are wide there is room for any, but what is said to have no
  // limit must not be found full.
  constexpr int64_t kMostNarrow = std::numeric_limits<int32_t>::max();
  most_bpd_ = narrow() ? kMostNarrow / (outside + 2) : kUnlimitedBpd - 1;
  if (shape_.tree_slots > 32) {
    Build<WarmLists<int32_t, 0, 0, 0>>(problem, forest);
  } else if (shape_.outside_slots > 32) {
    Build<WarmLists<int32_t, 0, 0, 0, uint32_t>>(problem, forest);
  } else {
    Build<WarmLists<int32_t, 0, 0, 0, uint32_t, uint32_t>>(problem, forest);
  }
}

template <class Lists>
void WarmTree::Build(const Problem& problem, const std::vector<int>& forest) {
  const Lists tree = lists<Lists>();
  std::fill_n(tree.tree_arcs(), tree.tree_slots(), tree.lanes() - 1);
  std::fill_n(tree.outside_arcs(), tree.outside_slots(), tree.lanes() - 1);
  int32_t inside = 0;
  for (const int arc : forest) {
    Insert(tree.in_tree(), arc);
    tree.slots()[arc] = inside;
    tree.tree_arcs()[inside++] = arc;
  }
  int32_t outside = 0;
  for (int arc = 0; arc < arc_count_; ++arc) {
    tree.costs()[arc] = problem.arcs[arc].cost;
    if (!InTree(arc)) {
      tree.slots()[arc] = outside;
      tree.outside_arcs()[outside++] = arc;
    }
  }
  // Slots without an arc are no ties, whatever happens.
  std::fill_n(tree.reduced_costs(), tree.outside_slots(), kNoCost);
  const std::vector<WayUp> ways = WaysUp(problem, forest);
  for (int slot = 0; slot < outside; ++slot) {
    const int own = tree.outside_arcs()[slot];
    const ProblemArc& arc = problem.arcs[own];
    int64_t reduced = arc.cost;
    const auto pass = [&](int on, bool along) {
      constexpr int kBits = 8 * sizeof(typename Lists::TreeSet);
      const int at = tree.slots()[on];
      auto* const cycles =
          along ? tree.plus(at / kBits) : tree.minus(at / kBits);
      Insert(cycles + slot, at % kBits);
      reduced += along ? problem.arcs[on].cost : -problem.arcs[on].cost;
    };
    // Back from the arc's end to its beginning, through where they meet.
    int back = arc.to;
    int front = arc.from;
    while (back != front) {
      if (ways[back].depth >= ways[front].depth) {
        pass(ways[back].arc, ways[back].along);
        back = ways[back].node;
      } else {
        pass(ways[front].arc, !ways[front].along);
        front = ways[front].node;
      }
    }
    tree.reduced_costs()[slot] = reduced;
    if (reduced < 0) {
      Insert(tree.at_capacity(), own);
      Insert(tree.full(), slot);
    } else if (reduced == 0) {
      Insert(tree.ties(), slot);
      has_ties = true;
    }
  }
}

void WarmTree::CopyTreeFlows() {
  const auto copy = [](const auto& tree) {
    for (int slot = 0; slot < tree.tree_slots(); ++slot) {
      tree.tree_flows()[slot] = tree.flows()[tree.tree_arcs()[slot]];
    }
  };
  if (narrow()) {
    copy(lists<WarmLists<int32_t, 0, 0, 0>>());
  } else {
    copy(lists<WarmLists<int64_t, 0, 0, 0>>());
  }
}

void WarmTree::CopyFrom(const WarmTree& other) {
  assert(memory_.size() == other.memory_.size());
  std::memcpy(memory_.data(), other.memory_.data(), layout_.kept);
  has_minimums = other.has_minimums;
  has_ties = other.has_ties;
  settled = other.settled;
  cents_wait = other.cents_wait;
  lasts = false;
  rows_paid = false;
  moving_count = 0;
}

void WarmTree::LetFloat(absl::Span<const int> arcs) {
  assert(arcs.size() <= static_cast<size_t>(arc_count_));
  std::copy(arcs.begin(), arcs.end(),
            reinterpret_cast<int32_t*>(memory_.data() + layout_.floating));
  floating_count_ = static_cast<int>(arcs.size());
}

}  // namespace oilflow
