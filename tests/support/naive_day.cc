#include "tests/support/naive_day.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace oilflow {
namespace {

// What a barrel along a route is worth: must-serve demand met, mandated volume
// carried, cents earned. Compared in that order.
using Worth = std::array<int64_t, 3>;

Worth Plus(const Worth& a, const Worth& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}

Worth Minus(const Worth& a) { return {-a[0], -a[1], -a[2]}; }

struct Pipe {
  int from;
  int to;
  int64_t capacity;
  Worth worth;
  int64_t flow = 0;
};

// All oil begins and ends outside, node 0; country c is 1 + c, and the
// network's nodes come after.
struct Pipes {
  std::vector<Pipe> all;
  int node_count = 0;
  int countries = 0;

  int Id(int node) const { return 1 + countries + node; }
};

// The ring of pipes through outside that adds the most, each forwards (true) or
// taken back (false); nothing if none adds anything.
struct Step {
  size_t pipe;
  bool forwards;
};

std::optional<std::vector<Step>> BestRing(const Pipes& pipes) {
  // The best worth of a way from outside to each node of at most n steps, for
  // growing n; a ring closes when outside is reached again.
  std::vector<std::optional<Worth>> best(pipes.node_count);
  std::vector<std::vector<Step>> way(pipes.node_count);
  best[0] = Worth{0, 0, 0};
  std::optional<Worth> ring_worth;
  std::optional<std::vector<Step>> ring;
  for (int round = 0; round < pipes.node_count; ++round) {
    const auto best_before = best;
    const auto way_before = way;
    for (size_t i = 0; i < pipes.all.size(); ++i) {
      const Pipe& pipe = pipes.all[i];
      for (const bool forwards : {true, false}) {
        const int64_t room = forwards ? pipe.capacity - pipe.flow : pipe.flow;
        const int from = forwards ? pipe.from : pipe.to;
        const int to = forwards ? pipe.to : pipe.from;
        if (room == 0 || !best_before[from].has_value()) {
          continue;
        }
        const Worth worth =
            Plus(*best_before[from], forwards ? pipe.worth : Minus(pipe.worth));
        std::vector<Step> steps = way_before[from];
        steps.push_back({i, forwards});
        if (to == 0) {
          if (worth > Worth{0, 0, 0} &&
              (!ring_worth.has_value() || worth > *ring_worth)) {
            ring_worth = worth;
            ring = steps;
          }
        } else if (!best[to].has_value() || worth > *best[to]) {
          best[to] = worth;
          way[to] = steps;
        }
      }
    }
  }
  return ring;
}

Pipes BuildPipes(const Network& network, const DayLimits& limits) {
  Pipes pipes;
  pipes.countries = static_cast<int>(network.countries().size());
  pipes.node_count = pipes.Id(static_cast<int>(network.nodes().size()));
  for (int c = 0; c < pipes.countries; ++c) {
    pipes.all.push_back({0, 1 + c, limits.counted_cap_bpd[c], {0, 0, 0}});
  }
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const Node& node = network.nodes()[n];
    const int id = pipes.Id(static_cast<int>(n));
    if (node.kind == NodeKind::kProducer) {
      pipes.all.push_back({node.quota_counted ? 1 + *node.country : 0,
                           id,
                           limits.potential_bpd[n],
                           {0, 0, 0}});
    } else if (node.kind != NodeKind::kTransit) {
      pipes.all.push_back(
          {id,
           0,
           limits.demand_bpd[n],
           {node.must_serve ? 1 : 0, 0, limits.price_cents[n]}});
    }
  }
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const ArcLimits& arc = limits.arcs[a];
    const int from = pipes.Id(network.arcs()[a].from);
    const int to = pipes.Id(network.arcs()[a].to);
    const int64_t mandated = std::min(arc.mandated_bpd, arc.capacity_bpd);
    pipes.all.push_back({from, to, mandated, {0, 1, -arc.cost_cents}});
    pipes.all.push_back(
        {from, to, arc.capacity_bpd - mandated, {0, 0, -arc.cost_cents}});
  }
  return pipes;
}

}  // namespace

DayFlows NaiveAllocate(const Network& network, const DayLimits& limits) {
  Pipes pipes = BuildPipes(network, limits);
  while (const auto ring = BestRing(pipes)) {
    int64_t room = kUnlimitedBpd;
    for (const Step& step : *ring) {
      const Pipe& pipe = pipes.all[step.pipe];
      room =
          std::min(room, step.forwards ? pipe.capacity - pipe.flow : pipe.flow);
    }
    for (const Step& step : *ring) {
      pipes.all[step.pipe].flow += step.forwards ? room : -room;
    }
  }
  DayFlows flows;
  flows.produced_bpd.assign(network.nodes().size(), 0);
  flows.delivered_bpd.assign(network.nodes().size(), 0);
  size_t next = network.countries().size();
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    if (network.nodes()[n].kind == NodeKind::kProducer) {
      flows.produced_bpd[n] = pipes.all[next++].flow;
    } else if (network.nodes()[n].kind != NodeKind::kTransit) {
      flows.delivered_bpd[n] = pipes.all[next++].flow;
    }
  }
  for (size_t a = 0; a < network.arcs().size(); ++a, next += 2) {
    flows.arc_bpd.push_back(pipes.all[next].flow + pipes.all[next + 1].flow);
  }
  return flows;
}

}  // namespace oilflow
