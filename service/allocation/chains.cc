#include "service/allocation/chains.h"

#include <algorithm>
#include <cstddef>
#include <utility>

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

// Follows chains from their first links to their ends.
class Joiner {
 public:
  explicit Joiner(const Problem& circulation)
      : circulation_(circulation), way_on_(WaysOn(circulation)) {
    chains_.chain.assign(circulation.arcs.size(), kNone);
    chains_.next_link.assign(circulation.arcs.size(), kNone);
  }

  Chains Join() && {
    for (size_t i = 0; i < circulation_.arcs.size(); ++i) {
      if (way_on_[circulation_.arcs[i].from] == kNone) {
        Follow(static_cast<int>(i));
      }
    }
    // What is left goes round in circles, and may begin anywhere on them.
    for (size_t i = 0; i < circulation_.arcs.size(); ++i) {
      if (chains_.chain[i] == kNone) {
        Follow(static_cast<int>(i));
      }
    }
    NumberNodes();
    return std::move(chains_);
  }

 private:
  // Makes the chain that begins with `first`.
  void Follow(int first) {
    const int chain = static_cast<int>(chains_.first_link.size());
    ProblemArc whole = circulation_.arcs[first];
    chains_.first_link.push_back(first);
    chains_.chain[first] = chain;
    // A circle comes back to where it begins, and ends there.
    way_on_[whole.from] = kNone;
    for (int last = first; way_on_[whole.to] != kNone;) {
      const int next = way_on_[whole.to];
      const ProblemArc& link = circulation_.arcs[next];
      chains_.chain[next] = chain;
      chains_.next_link[last] = next;
      whole.to = link.to;
      whole.capacity_bpd = std::min(whole.capacity_bpd, link.capacity_bpd);
      whole.minimum_bpd = std::max(whole.minimum_bpd, link.minimum_bpd);
      whole.cost += link.cost;
      last = next;
    }
    chains_.problem.arcs.push_back(whole);
  }

  void NumberNodes() {
    std::vector<int> number(circulation_.node_count, kNone);
    number[0] = 0;
    chains_.problem.node_count = 1;
    for (ProblemArc& arc : chains_.problem.arcs) {
      for (int* const node : {&arc.from, &arc.to}) {
        if (number[*node] == kNone) {
          number[*node] = chains_.problem.node_count++;
        }
        *node = number[*node];
      }
    }
  }

  const Problem& circulation_;
  std::vector<int> way_on_;
  Chains chains_;
};

}  // namespace

Chains JoinChains(const Problem& circulation) {
  return Joiner(circulation).Join();
}

}  // namespace oilflow
