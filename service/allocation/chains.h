// Arcs of a circulation that always carry the same, as one.

#ifndef OILFLOW_SERVICE_ALLOCATION_CHAINS_H_
#define OILFLOW_SERVICE_ALLOCATION_CHAINS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/allocation/problem.h"

namespace oilflow {

// What enters a node by its only arc in leaves it by its only arc out: the two
// are links of one chain, and so is what lies behind and before them. A field
// with one pipeline to a terminal with one buyer is a single chain.
struct Chains {
  // An arc for each chain, of a single link or of more, the longest first: with
  // the least of their capacities, the greatest of their minimums and the sum
  // of their costs. Of the nodes, node 0 and those that are still an end of
  // some arc.
  Problem problem;
  // By link, which is an arc of the circulation: its chain, and its place in a
  // list of all first links by chain, then all second ones, and so on.
  std::vector<int> chain;
  std::vector<int> place;
  // How many chains have a second link, a third one, and so on.
  std::vector<size_t> longer;

  size_t count() const { return problem.arcs.size(); }

  // Gives each chain the least capacity of its links; these come by place.
  void Join(const int32_t* __restrict by_place,
            int32_t* __restrict by_chain) const {
    std::copy_n(by_place, count(), by_chain);
    by_place += count();
    for (const size_t chains : longer) {
      for (size_t i = 0; i < chains; ++i) {
        by_chain[i] = std::min(by_chain[i], by_place[i]);
      }
      by_place += chains;
    }
  }

  // The same for one of them.
  int32_t LeastOf(const int32_t* by_place, int one) const {
    int32_t least = by_place[one];
    by_place += count();
    for (size_t i = 0;
         i < longer.size() && static_cast<size_t>(one) < longer[i]; ++i) {
      least = std::min(least, by_place[one]);
      by_place += longer[i];
    }
    return least;
  }
};

// The flows that keep to the bounds of `circulation`, and what they cost, are
// those of the chains, with what a chain carries on each of its links. A chain
// that comes back to where it began goes from a node to itself.
Chains JoinChains(const Problem& circulation);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_CHAINS_H_
