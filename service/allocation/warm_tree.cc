#include "service/allocation/warm_tree.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <numeric>

namespace oilflow {
namespace {

constexpr int kWordBits = 64;

bool Has(const uint64_t* set, int arc) {
  return (set[arc / kWordBits] >> (arc % kWordBits)) & 1;
}

void Insert(uint64_t* set, int arc) {
  set[arc / kWordBits] |= uint64_t{1} << (arc % kWordBits);
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

WarmTree::WarmTree(const Problem& problem)
    : arc_count_(static_cast<int>(problem.arcs.size())),
      words_(std::max((arc_count_ + kWordBits - 1) / kWordBits, 1)) {
  // A tree arc carries a sum of what arcs outside the tree carry, each at most
  // once, so no flow exceeds outside * most_bpd; a flow less a bound, or with
  // one arc outside moved from bound to bound, not two times most_bpd more.
  const std::vector<int> forest = SpanningForest(problem);
  const int64_t outside = arc_count_ - static_cast<int64_t>(forest.size());
  constexpr int64_t kMostNarrow = std::numeric_limits<int32_t>::max();
  most_bpd_ = narrow() ? kMostNarrow / (outside + 2) : kMostNarrow;
  MakeRoom();
  for (const int arc : forest) {
    Insert(in_tree(), arc);
  }
  CloseCycles(problem);
}

void WarmTree::MakeRoom() {
  size_t size = 0;
  const auto reserve = [&](size_t bytes) {
    const size_t begin = size;
    size += (bytes + sizeof(Line) - 1) / sizeof(Line);
    return begin;
  };
  const size_t lanes = static_cast<size_t>(this->lanes());
  const size_t words = static_cast<size_t>(words_);
  const size_t flow_bytes =
      lanes * (narrow() ? sizeof(int32_t) : sizeof(int64_t));
  flows_ = reserve(flow_bytes);
  capacities_ = reserve(flow_bytes);
  minimums_ = reserve(flow_bytes);
  costs_ = reserve(lanes * sizeof(int64_t));
  reduced_ = reserve(lanes * sizeof(int64_t));
  plus_ = reserve(lanes * words * sizeof(uint64_t));
  minus_ = reserve(lanes * words * sizeof(uint64_t));
  in_tree_ = reserve(words * sizeof(uint64_t));
  at_capacity_ = reserve(words * sizeof(uint64_t));
  free_of_cost_ = reserve(words * sizeof(uint64_t));
  row_plus_ = reserve(words * sizeof(uint64_t));
  row_minus_ = reserve(words * sizeof(uint64_t));
  candidates_ = reserve(words * sizeof(uint64_t));
  open_ = reserve(words * sizeof(uint64_t));
  lines_.assign(size, Line{});
}

void WarmTree::CloseCycles(const Problem& problem) {
  std::vector<int> forest;
  for (int i = 0; i < arc_count_; ++i) {
    if (Has(in_tree(), i)) {
      forest.push_back(i);
    }
  }
  const std::vector<WayUp> ways = WaysUp(problem, forest);
  // Lanes past the last arc are no ties.
  std::fill(reduced_costs(), reduced_costs() + lanes(), 1);
  for (int i = 0; i < arc_count_; ++i) {
    const ProblemArc& arc = problem.arcs[i];
    costs()[i] = arc.cost;
    reduced_costs()[i] = 0;
    if (Has(in_tree(), i)) {
      continue;
    }
    const auto pass = [&](int on, bool along) {
      (along ? plus(on / kWordBits) : minus(on / kWordBits))[i] |=
          uint64_t{1} << (on % kWordBits);
      reduced_costs()[i] +=
          along ? problem.arcs[on].cost : -problem.arcs[on].cost;
    };
    pass(i, true);
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
    if (reduced_costs()[i] < 0) {
      Insert(at_capacity(), i);
    } else if (reduced_costs()[i] == 0) {
      Insert(free_of_cost(), i);
      has_ties = true;
    }
  }
}

void WarmTree::CopyFrom(const WarmTree& other) {
  assert(lines_.size() == other.lines_.size());
  std::memcpy(static_cast<void*>(lines_.data()), other.lines_.data(),
              lines_.size() * sizeof(Line));
  has_minimums = other.has_minimums;
  has_ties = other.has_ties;
  settled = other.settled;
}

}  // namespace oilflow
