#include "tests/support/clp_oracle.h"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "coin/Clp_C_Interface.h"

namespace oilflow {
namespace {

double InCents(int64_t scaled) {
  return std::ldexp(static_cast<double>(scaled), -kCentShift);
}

int64_t ReducedCost(const ProblemArc& arc, const Solution& solution) {
  return arc.cost + solution.potentials[arc.from] - solution.potentials[arc.to];
}

int Find(std::vector<int>& parents, int node) {
  while (parents[node] != node) {
    node = parents[node] = parents[parents[node]];
  }
  return node;
}

// Kahn's algorithm: whatever is left when no node is free of incoming arcs lies
// on or behind a cycle.
bool HasCycle(int node_count, const std::vector<std::pair<int, int>>& arcs) {
  std::vector<int> waiting(node_count, 0);
  for (const auto& [from, to] : arcs) {
    ++waiting[to];
  }
  std::vector<int> ready;
  for (int n = 0; n < node_count; ++n) {
    if (waiting[n] == 0) {
      ready.push_back(n);
    }
  }
  int done = 0;
  while (!ready.empty()) {
    const int node = ready.back();
    ready.pop_back();
    ++done;
    for (const auto& [from, to] : arcs) {
      if (from == node && --waiting[to] == 0) {
        ready.push_back(to);
      }
    }
  }
  return done < node_count;
}

}  // namespace

double ClpObjectiveCents(const Problem& problem) {
  const int arc_count = static_cast<int>(problem.arcs.size());
  std::vector<CoinBigIndex> starts = {0};
  std::vector<int> rows;
  std::vector<double> elements;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> costs;
  for (const ProblemArc& arc : problem.arcs) {
    rows.insert(rows.end(), {arc.from, arc.to});
    elements.insert(elements.end(), {-1, 1});
    starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    lower.push_back(static_cast<double>(arc.minimum_bpd));
    upper.push_back(static_cast<double>(arc.capacity_bpd));
    costs.push_back(InCents(arc.cost));
  }
  const std::vector<double> balance(problem.node_count, 0);
  Clp_Simplex* model = Clp_newModel();
  Clp_setLogLevel(model, 0);
  Clp_loadProblem(model, arc_count, problem.node_count, starts.data(),
                  rows.data(), elements.data(), lower.data(), upper.data(),
                  costs.data(), balance.data(), balance.data());
  Clp_initialSolve(model);
  EXPECT_EQ(Clp_status(model), 0);
  const double objective = Clp_objectiveValue(model);
  Clp_deleteModel(model);
  return objective;
}

double ObjectiveCents(const Problem& problem, const Solution& solution) {
  long double sum = 0;
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    sum += static_cast<long double>(solution.flows_bpd[i]) *
           static_cast<long double>(problem.arcs[i].cost);
  }
  return static_cast<double>(std::ldexp(sum, -kCentShift));
}

std::string ProofError(const Problem& problem, const Solution& solution) {
  std::vector<int64_t> balance(problem.node_count, 0);
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    const ProblemArc& arc = problem.arcs[i];
    const int64_t flow = solution.flows_bpd[i];
    balance[arc.from] -= flow;
    balance[arc.to] += flow;
    if (flow < arc.minimum_bpd || flow > arc.capacity_bpd) {
      return absl::StrCat("arc ", i, " carries ", flow, " of ", arc.minimum_bpd,
                          " to ", arc.capacity_bpd);
    }
    const int64_t reduced = ReducedCost(arc, solution);
    if ((reduced > 0 && flow > arc.minimum_bpd) ||
        (reduced < 0 && flow < arc.capacity_bpd)) {
      return absl::StrCat("arc ", i, " carries ", flow, " of ",
                          arc.capacity_bpd, " at reduced cost ", reduced);
    }
  }
  for (size_t n = 0; n < balance.size(); ++n) {
    if (balance[n] != 0) {
      return absl::StrCat("node ", n, " gains ", balance[n]);
    }
  }
  return "";
}

bool IsUniqueOptimum(const Problem& problem, const Solution& solution) {
  // Flow may move both ways along arcs that are neither empty nor full: if
  // these close a ring, another optimum exists. Else they are forests to
  // contract.
  std::vector<int> parents(problem.node_count);
  std::iota(parents.begin(), parents.end(), 0);
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    const ProblemArc& arc = problem.arcs[i];
    const int64_t flow = solution.flows_bpd[i];
    if (ReducedCost(arc, solution) == 0 && flow > arc.minimum_bpd &&
        flow < arc.capacity_bpd) {
      const int from = Find(parents, arc.from);
      const int to = Find(parents, arc.to);
      if (from == to) {
        return false;
      }
      parents[from] = to;
    }
  }
  std::vector<std::pair<int, int>> one_way;
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    const ProblemArc& arc = problem.arcs[i];
    const int64_t flow = solution.flows_bpd[i];
    if (ReducedCost(arc, solution) != 0 ||
        arc.capacity_bpd == arc.minimum_bpd ||
        (flow > arc.minimum_bpd && flow < arc.capacity_bpd)) {
      continue;
    }
    const int from = Find(parents, arc.from);
    const int to = Find(parents, arc.to);
    if (from == to) {
      return false;
    }
    one_way.push_back(flow == arc.minimum_bpd ? std::pair{from, to}
                                              : std::pair{to, from});
  }
  return !HasCycle(problem.node_count, one_way);
}

}  // namespace oilflow
