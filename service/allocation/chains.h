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
  // An arc for each chain, of a single link or of more: with the least of their
  // capacities, the greatest of their minimums and the sum of their costs. Of
  // the nodes, those that are still an end of some arc, and node 0.
  Problem problem;
  // By chain: its first link, an arc of the circulation.
  std::vector<int> first_link;
  // By link: its chain, and the link that comes next in it, -1 after the last.
  std::vector<int> chain;
  std::vector<int> next_link;
};

// The flows that keep to the bounds of `circulation`, and what they cost, are
// those of the chains, with what a chain carries on each of its links. A chain
// from node 0 back to it goes from a node to itself.
Chains JoinChains(const Problem& circulation);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_CHAINS_H_
