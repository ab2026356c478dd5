#include "tests/support/naive_day.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "service/allocation/problem.h"

namespace oilflow {
namespace {

// What a barrel along a route is worth: whether it must stay where it is put,
// must-serve demand met, mandated volume carried, cents earned, and how light
// it weighs where nothing else decides. Compared in that order.
using Worth = std::array<int64_t, 5>;

Worth Plus(const Worth& a, const Worth& b) {
  Worth sum;
  for (size_t i = 0; i < sum.size(); ++i) {
    sum[i] = a[i] + b[i];
  }
  return sum;
}

Worth Minus(const Worth& a) {
  Worth negative;
  for (size_t i = 0; i < negative.size(); ++i) {
    negative[i] = -a[i];
  }
  return negative;
}

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
  // Indices into `all`, by node and arc; -1 where there is none.
  std::vector<int> produced;
  std::vector<int> delivered;
  std::vector<int> filled;
  std::vector<int> drawn;
  std::vector<int> mandated;
  std::vector<int> voluntary;

  int Id(int node) const { return 1 + countries + node; }

  int Add(int from, int to, int64_t capacity, const Worth& worth) {
    all.push_back({from, to, capacity, worth});
    return static_cast<int>(all.size()) - 1;
  }

  int64_t Flow(int pipe) const { return pipe < 0 ? 0 : all[pipe].flow; }
};

// A pipe used forwards, or backwards to take back what it carries.
struct Step {
  size_t pipe;
  bool forwards;
};

// The ring of pipes through outside that adds the most; nothing if none adds
// anything.
std::optional<std::vector<Step>> BestRing(const Pipes& pipes) {
  // The best worth of a way from outside to each node, and its last step.
  std::vector<std::optional<Worth>> best(pipes.node_count);
  std::vector<Step> last(pipes.node_count);
  best[0] = Worth{};
  std::optional<Worth> ring_worth;
  Step ring_step{};
  for (bool better = true; better;) {
    better = false;
    for (size_t i = 0; i < pipes.all.size(); ++i) {
      const Pipe& pipe = pipes.all[i];
      for (const bool forwards : {true, false}) {
        const int64_t room = forwards ? pipe.capacity - pipe.flow : pipe.flow;
        const int from = forwards ? pipe.from : pipe.to;
        const int to = forwards ? pipe.to : pipe.from;
        if (room == 0 || !best[from].has_value()) {
          continue;
        }
        const Worth worth =
            Plus(*best[from], forwards ? pipe.worth : Minus(pipe.worth));
        if (to == 0) {
          if (worth > ring_worth.value_or(Worth{})) {
            ring_worth = worth;
            ring_step = {i, forwards};
          }
        } else if (!best[to].has_value() || worth > *best[to]) {
          best[to] = worth;
          last[to] = {i, forwards};
          better = true;
        }
      }
    }
  }
  if (!ring_worth.has_value()) {
    return std::nullopt;
  }
  std::vector<Step> ring = {ring_step};
  const auto start = [&](const Step& step) {
    const Pipe& pipe = pipes.all[step.pipe];
    return step.forwards ? pipe.from : pipe.to;
  };
  while (start(ring.back()) != 0) {
    ring.push_back(last[start(ring.back())]);
  }
  return ring;
}

void FillUp(Pipes* pipes) {
  while (const auto ring = BestRing(*pipes)) {
    int64_t room = kUnlimitedBpd;
    for (const Step& step : *ring) {
      const Pipe& pipe = pipes->all[step.pipe];
      room =
          std::min(room, step.forwards ? pipe.capacity - pipe.flow : pipe.flow);
    }
    for (const Step& step : *ring) {
      pipes->all[step.pipe].flow += step.forwards ? room : -room;
    }
  }
}

// What flows within the limits. In the storages of `held`, what is filled must
// stay, and nothing is drawn.
DayFlows Best(const Network& network, const DayLimits& limits,
              const std::set<int>& held) {
  Pipes pipes;
  const auto node_count = static_cast<int>(network.nodes().size());
  pipes.countries = static_cast<int>(network.countries().size());
  pipes.node_count = pipes.Id(node_count);
  for (int c = 0; c < pipes.countries; ++c) {
    pipes.Add(0, 1 + c, limits.counted_cap_bpd[c], {});
  }
  for (int n = 0; n < node_count; ++n) {
    const Node& node = network.nodes()[n];
    const int id = pipes.Id(n);
    const int64_t light = -int64_t{TieWeight(node.id)};
    int produced = -1;
    int delivered = -1;
    int filled = -1;
    int drawn = -1;
    if (node.kind == NodeKind::kProducer) {
      produced = pipes.Add(node.quota_counted ? 1 + *node.country : 0, id,
                           limits.potential_bpd[n],
                           {0, 0, 0, node.spare ? -1 : 0, light});
    } else if (node.kind == NodeKind::kMarket ||
               node.kind == NodeKind::kDomesticUse) {
      delivered = pipes.Add(
          id, 0, limits.demand_bpd[n],
          {0, node.must_serve ? 1 : 0, 0, limits.price_cents[n], light});
    } else if (node.kind == NodeKind::kStorage) {
      const StorageLimits& storage = limits.storages[n];
      const bool stays = held.count(n) > 0;
      filled = pipes.Add(id, 0, storage.fill_bpd,
                         {stays ? 1 : 0, 0, 0, storage.value_cents, light});
      drawn = pipes.Add(0, id, stays ? 0 : storage.draw_bpd,
                        {0, 0, 0, -storage.value_cents - 1, light});
    }
    pipes.produced.push_back(produced);
    pipes.delivered.push_back(delivered);
    pipes.filled.push_back(filled);
    pipes.drawn.push_back(drawn);
  }
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const ArcLimits& arc = limits.arcs[a];
    const int from = pipes.Id(network.arcs()[a].from);
    const int to = pipes.Id(network.arcs()[a].to);
    const int64_t capacity = limits.arc_capacity_bpd[a];
    const int64_t mandated = std::min<int64_t>(arc.mandated_bpd, capacity);
    const int64_t cents = -(int64_t{arc.cost_cents} + arc.withheld_cents);
    const int64_t light = -int64_t{TieWeight(network.arcs()[a].id)};
    pipes.mandated.push_back(
        pipes.Add(from, to, mandated, {0, 0, 1, cents, light}));
    pipes.voluntary.push_back(
        pipes.Add(from, to, capacity - mandated, {0, 0, 0, cents, light}));
  }
  FillUp(&pipes);
  DayFlows flows;
  for (int n = 0; n < node_count; ++n) {
    flows.produced_bpd.push_back(pipes.Flow(pipes.produced[n]));
    flows.delivered_bpd.push_back(pipes.Flow(pipes.delivered[n]));
    flows.filled_bpd.push_back(pipes.Flow(pipes.filled[n]));
    flows.drawn_bpd.push_back(pipes.Flow(pipes.drawn[n]));
    if (network.nodes()[n].kind == NodeKind::kStrategicStock) {
      flows.filled_bpd[n] = limits.storages[n].fill_bpd;
      flows.drawn_bpd[n] = limits.storages[n].draw_bpd;
    }
  }
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    flows.arc_bpd.push_back(pipes.Flow(pipes.mandated[a]) +
                            pipes.Flow(pipes.voluntary[a]));
  }
  return flows;
}

}  // namespace

DayFlows NaiveAllocate(const Network& network, const DayLimits& limits) {
  DayLimits now = limits;
  std::set<int> held;
  // As if oil could pass.
  DayFlows flows = Best(network, now, held);
  for (const int n : network.topological_order()) {
    const bool storage = network.nodes()[n].kind == NodeKind::kStorage;
    if (!storage || limits.storages[n].compulsory_fill_bpd == 0) {
      continue;
    }
    // What came is held, and the first of it stays.
    int64_t came = 0;
    for (const int arc : network.arcs_to(n)) {
      came += flows.arc_bpd[arc];
      now.arc_capacity_bpd[arc] = flows.arc_bpd[arc];
    }
    now.storages[n].fill_bpd =
        std::min(came, limits.storages[n].compulsory_fill_bpd);
    held.insert(n);
    flows = Best(network, now, held);
  }
  return flows;
}

}  // namespace oilflow
