#include "service/allocation/chains.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "service/allocation/warm_tree.h"

namespace oilflow {
namespace {

constexpr int kNone = -1;
constexpr int kMany = -2;

// By node: its only arc out, or why there is no such arc.
std::vector<int> OnlyArcsOut(const Problem& circulation) {
  std::vector<int> only(circulation.node_count, kNone);
  for (size_t i = 0; i < circulation.arcs.size(); ++i) {
    int& out = only[circulation.arcs[i].from];
    out = out == kNone ? static_cast<int>(i) : kMany;
  }
  return only;
}

// By node: the arc that what enters it leaves by, if there is but one way in
// and one way out.
std::vector<int> WaysOn(const Problem& circulation) {
  std::vector<int> ways_in(circulation.node_count, 0);
  for (const ProblemArc& arc : circulation.arcs) {
    ++ways_in[arc.to];
  }
  std::vector<int> on = OnlyArcsOut(circulation);
  for (size_t n = 0; n < on.size(); ++n) {
    if (n == 0 || ways_in[n] != 1 || on[n] == kMany) {
      on[n] = kNone;
    }
  }
  return on;
}

// The links of each chain, from its beginning to its end.
std::vector<std::vector<int>> LinksOfChains(const Problem& circulation) {
  std::vector<int> way_on = WaysOn(circulation);
  std::vector<bool> follows(circulation.arcs.size(), false);
  std::vector<std::vector<int>> chains;
  const auto follow = [&](int first) {
    std::vector<int>& links = chains.emplace_back();
    links.push_back(first);
    // A circle comes back to where it begins, and ends there.
    way_on[circulation.arcs[first].from] = kNone;
    for (int next = way_on[circulation.arcs[first].to]; next != kNone;
         next = way_on[circulation.arcs[next].to]) {
      links.push_back(next);
    }
    for (const int link : links) {
      follows[link] = true;
    }
  };
  for (size_t i = 0; i < circulation.arcs.size(); ++i) {
    if (way_on[circulation.arcs[i].from] == kNone) {
      follow(static_cast<int>(i));
    }
  }
  // What is left goes round in circles, and may begin anywhere on them.
  for (size_t i = 0; i < circulation.arcs.size(); ++i) {
    if (!follows[i]) {
      follow(static_cast<int>(i));
    }
  }
  return chains;
}

ProblemArc JoinLinks(const Problem& circulation,
                     const std::vector<int>& links) {
  ProblemArc whole = circulation.arcs[links.front()];
  for (size_t i = 1; i < links.size(); ++i) {
    const ProblemArc& link = circulation.arcs[links[i]];
    whole.to = link.to;
    whole.capacity_bpd = std::min(whole.capacity_bpd, link.capacity_bpd);
    whole.minimum_bpd = std::max(whole.minimum_bpd, link.minimum_bpd);
    whole.cost += link.cost;
  }
  return whole;
}

// Numbers the nodes that are an end of some arc.
void NumberNodes(int node_count, Problem* problem) {
  std::vector<int> number(node_count, kNone);
  number[0] = 0;
  problem->node_count = 1;
  for (ProblemArc& arc : problem->arcs) {
    for (int* const node : {&arc.from, &arc.to}) {
      if (number[*node] == kNone) {
        number[*node] = problem->node_count++;
      }
      *node = number[*node];
    }
  }
}

}  // namespace

Chains JoinChains(const Problem& circulation) {
  Chains chains;
  chains.chain.resize(circulation.arcs.size());
  for (const std::vector<int>& links : LinksOfChains(circulation)) {
    for (const int link : links) {
      chains.chain[link] = static_cast<int>(chains.problem.arcs.size());
    }
    chains.problem.arcs.push_back(JoinLinks(circulation, links));
  }
  NumberNodes(circulation.node_count, &chains.problem);
  return chains;
}

Chains JoinChainsIfShorter(const Problem& circulation) {
  Chains joined = JoinChains(circulation);
  if (WarmShapeOf(joined.problem) == WarmShapeOf(circulation)) {
    joined.problem = circulation;
    std::iota(joined.chain.begin(), joined.chain.end(), 0);
  }
  return joined;
}

}  // namespace oilflow
