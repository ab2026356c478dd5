// The capacities of links as those of their chains, many at a time.

#ifndef OILFLOW_TESTS_BENCH_WARM_JOIN_H_
#define OILFLOW_TESTS_BENCH_WARM_JOIN_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "service/allocation/chains.h"

namespace oilflow {

// Capacities come by place: all first links by chain, then all second ones, and
// so on.
class CapacityJoin {
 public:
  // Numbers chains anew, the longest first, so that those with a second link, a
  // third one and so on always come before the others.
  explicit CapacityJoin(Chains chains) : chains_(std::move(chains)) {
    std::vector<size_t> links(chains_.problem.arcs.size(), 0);
    for (const int chain : chains_.chain) {
      ++links[chain];
    }
    std::vector<int> order(links.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return links[a] > links[b]; });
    const std::vector<ProblemArc> arcs = chains_.problem.arcs;
    std::vector<int> number(order.size());
    for (size_t c = 0; c < order.size(); ++c) {
      number[order[c]] = static_cast<int>(c);
      chains_.problem.arcs[c] = arcs[order[c]];
      longer_.resize(std::max(longer_.size(), links[order[c]]), 0);
      for (size_t i = 0; i < links[order[c]]; ++i) {
        ++longer_[i];
      }
    }
    std::vector<size_t> seen(order.size(), 0);
    for (int& chain : chains_.chain) {
      chain = number[chain];
      const auto before = static_cast<std::ptrdiff_t>(seen[chain]++);
      places_.push_back(
          std::accumulate(longer_.begin(), longer_.begin() + before, chain));
    }
  }

  const Chains& chains() const { return chains_; }
  const std::vector<int>& places() const { return places_; }

  void Join(const int32_t* __restrict by_place,
            int32_t* __restrict by_chain) const {
    std::copy_n(by_place, longer_.front(), by_chain);
    for (size_t i = 1; i < longer_.size(); ++i) {
      by_place += longer_[i - 1];
      for (int c = 0; c < longer_[i]; ++c) {
        by_chain[c] = std::min(by_chain[c], by_place[c]);
      }
    }
  }

 private:
  Chains chains_;
  std::vector<int> places_;
  // How many chains have a first link, a second one, and so on.
  std::vector<int> longer_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_WARM_JOIN_H_
