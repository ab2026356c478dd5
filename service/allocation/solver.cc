#include "service/allocation/solver.h"

#include <cassert>
#include <cstddef>
#include <vector>

#include "lemon/network_simplex.h"
#include "lemon/smart_graph.h"

namespace oilflow {

struct Solver::Network {
  using Graph = lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<Graph, int64_t, int64_t>;

  explicit Network(const Problem& shape)
      : capacities(Nodes(shape)), minimums(graph), costs(graph) {
    for (const ProblemArc& arc : shape.arcs) {
      arcs.push_back(
          graph.addArc(graph.nodeFromId(arc.from), graph.nodeFromId(arc.to)));
    }
    simplex = std::make_unique<Simplex>(graph);
    solution.flows_bpd.resize(arcs.size());
    solution.potentials.resize(static_cast<size_t>(shape.node_count));
  }

  // Adds the nodes, so that the maps that follow know them.
  Graph& Nodes(const Problem& shape) {
    for (int i = 0; i < shape.node_count; ++i) {
      graph.addNode();
    }
    return graph;
  }

  Graph graph;
  Graph::ArcMap<int64_t> capacities;
  Graph::ArcMap<int64_t> minimums;
  Graph::ArcMap<int64_t> costs;
  std::vector<Graph::Arc> arcs;
  std::unique_ptr<Simplex> simplex;
  // Whether any problem so far had a minimum: LEMON is slower with them, and
  // keeps those it was given last.
  bool has_minimums = false;
  Solution solution;
};

Solver::Solver(const Problem& shape)
    : network_(std::make_unique<Network>(shape)) {}
Solver::~Solver() = default;
Solver::Solver(Solver&&) noexcept = default;
Solver& Solver::operator=(Solver&&) noexcept = default;

const Solution& Solver::Solve(const Problem& problem) {
  Network& network = *network_;
  assert(problem.arcs.size() == network.arcs.size());
  for (size_t i = 0; i < network.arcs.size(); ++i) {
    network.capacities[network.arcs[i]] = problem.arcs[i].capacity_bpd;
    network.minimums[network.arcs[i]] = problem.arcs[i].minimum_bpd;
    network.has_minimums |= problem.arcs[i].minimum_bpd > 0;
    network.costs[network.arcs[i]] = problem.arcs[i].cost;
  }
  network.simplex->upperMap(network.capacities).costMap(network.costs);
  if (network.has_minimums) {
    network.simplex->lowerMap(network.minimums);
  }
  [[maybe_unused]] const auto outcome = network.simplex->run();
  assert(outcome == Network::Simplex::OPTIMAL);
  for (size_t i = 0; i < network.arcs.size(); ++i) {
    network.solution.flows_bpd[i] = network.simplex->flow(network.arcs[i]);
  }
  for (size_t i = 0; i < network.solution.potentials.size(); ++i) {
    network.solution.potentials[i] = network.simplex->potential(
        network.graph.nodeFromId(static_cast<int>(i)));
  }
  return network.solution;
}

}  // namespace oilflow
