// Arcs of a circulation that always carry the same, as one.

#ifndef OILFLOW_SERVICE_ALLOCATION_CHAINS_H_
#define OILFLOW_SERVICE_ALLOCATION_CHAINS_H_

#include <vector>

#include "service/allocation/problem.h"

namespace oilflow {

// What enters a node by its only arc in leaves it by its only arc out: the two
// are links of one chain, and so is what lies behind and before them. A field
// with one pipeline to a terminal with one buyer is a single chain.
struct Chains {
  // An arc for each chain, of a single link or of more: with the least of its
  // links' capacities, the greatest of their minimums and the sum of their
  // costs.
  Problem problem;
  // By link, which is an arc of the circulation: its chain.
  std::vector<int> chain;

  // Whether some chain has more than one link.
  bool any() const { return problem.arcs.size() < chain.size(); }
};

// The flows that keep to the bounds of `circulation`, and what they cost, are
// those of the chains, with what a chain carries on each of its links. A chain
// that comes back to where it began goes from a node to itself. Of the nodes
// only node 0 and those that are still an end of some arc are left; they are
// numbered anew.
Chains JoinChains(const Problem& circulation);

// The same where a WarmTree of the chains has shorter lists than one of the
// circulation. If not, joining costs more than it brings: then the problem is
// the circulation, and every arc a chain by itself, of the same number.
Chains JoinChainsIfShorter(const Problem& circulation);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_CHAINS_H_
