// Every day of every draw by the warm solver, against LEMON with its object
// reused, in turn; and whether the flows are the same.
//
//   warm_bench [ROUNDS]
//
// Fails if any flow differs, or what the flows are found for.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "lemon/network_simplex.h"
#include "lemon/smart_graph.h"
#include "service/allocation/chains.h"
#include "service/allocation/day.h"
#include "service/allocation/warm_day.h"
#include "service/allocation/warm_solver.h"
#include "tests/bench/medians.h"
#include "tests/bench/warm_capacities.h"
#include "tests/bench/warm_join.h"
#include "tests/bench/warm_region.h"
#include "tests/bench/warm_world.h"

namespace oilflow {
namespace {

constexpr int kDays = 365;
// LEMON takes a hundred times as long, and is given fewer draws.
constexpr int kDraws = 200;
constexpr int kLemonDraws = 20;

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "warm_bench: %s\n", what.c_str());
  std::exit(1);
}

// LEMON itself, with costs that it is given once.
class Lemon {
 public:
  // Capacities are given by place.
  Lemon(const Problem& problem, const std::vector<int>& places)
      : capacities_(Nodes(problem)), places_(places) {
    Graph::ArcMap<int64_t> costs(graph_);
    for (const ProblemArc& arc : problem.arcs) {
      arcs_.push_back(graph_.addArc(graph_.nodeFromId(arc.from),
                                    graph_.nodeFromId(arc.to)));
      costs[arcs_.back()] = arc.cost;
    }
    simplex_ = std::make_unique<Simplex>(graph_);
    simplex_->costMap(costs);
    flows_.resize(arcs_.size());
  }

  const std::vector<int32_t>& Solve(const int32_t* capacities_bpd) {
    for (size_t i = 0; i < arcs_.size(); ++i) {
      capacities_[arcs_[i]] = capacities_bpd[places_[i]];
    }
    simplex_->upperMap(capacities_).run();
    for (size_t i = 0; i < arcs_.size(); ++i) {
      flows_[i] = static_cast<int32_t>(simplex_->flow(arcs_[i]));
    }
    return flows_;
  }

 private:
  using Graph = lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<Graph, int64_t, int64_t>;

  Graph& Nodes(const Problem& problem) {
    for (int i = 0; i < problem.node_count; ++i) {
      graph_.addNode();
    }
    return graph_;
  }

  Graph graph_;
  Graph::ArcMap<int64_t> capacities_;
  std::vector<int> places_;
  std::vector<Graph::Arc> arcs_;
  std::unique_ptr<Simplex> simplex_;
  std::vector<int32_t> flows_;
};

void PrintHead() {
  std::printf("%-44s %9s %9s %9s %7s %7s %7s %9s %9s\n", "", "LEMON", "solve",
              "and gen.", "ratio", "misses", "pivots", "unchanged", "handed");
}

// `seconds` are per solve: LEMON's, generation, generation and solving.
void PrintRow(const char* name, const std::vector<double>& seconds,
              const WarmCounts& counts, double solves, double handed_over) {
  std::printf(
      "%-44s %6.0f ns %6.1f ns %6.1f ns %7.1f %7.4f %7.4f %9.4f %9.4f\n", name,
      1e9 * seconds[0], 1e9 * (seconds[2] - seconds[1]), 1e9 * seconds[2],
      seconds[0] / seconds[2], counts.misses / solves, counts.pivots / solves,
      counts.unchanged / solves, handed_over / solves);
}

// Where most flows: on some arcs nothing ever does.
template <class List>
size_t Busiest(const List& flows) {
  return static_cast<size_t>(std::max_element(flows.begin(), flows.end()) -
                             flows.begin());
}

// Capacities are made by place of the link, so that chains can be joined.
CapacityPlan PlanOf(const Problem& circulation,
                    const std::vector<int>& places) {
  std::vector<int64_t> reference_bpd;
  for (const ProblemArc& arc : circulation.arcs) {
    reference_bpd.push_back(arc.capacity_bpd);
  }
  const CapacityPlan by_link = TwelvePolicies(reference_bpd, kDays);
  CapacityPlan plan = by_link;
  for (size_t i = 0; i < places.size(); ++i) {
    const size_t place = static_cast<size_t>(places[i]);
    plan.reference_bpd[place] = by_link.reference_bpd[i];
    for (int day = 0; day < kDays; ++day) {
      const size_t first = static_cast<size_t>(day) * plan.lanes;
      plan.factors[first + place] = by_link.factors[first + i];
    }
  }
  return plan;
}

// Arcs are joined for the warm solver where the service would join them; LEMON
// solves for every arc.
void BenchSolver(const char* name, const WarmWorld& world, Kernels kernels,
                 const CapacityKernel& kernel, int rounds) {
  const Problem problem = CirculationOf(world);
  const CapacityJoin join(JoinChainsIfShorter(problem));
  const Chains& chains = join.chains();
  const CapacityPlan plan = PlanOf(problem, join.places());
  const WarmStart start(chains.problem);
  WarmSolver warm(start, kernels);
  Lemon lemon(problem, join.places());
  CapacityDraw drawn;
  LineVector<int32_t> capacities(static_cast<size_t>(plan.lanes));
  LineVector<int32_t> joined(static_cast<size_t>(warm.padded_count()));
  const auto solve = [&] {
    if (!chains.any()) {
      return warm.Solve(capacities);
    }
    join.Join(capacities.data(), joined.data());
    return warm.Solve(joined);
  };
  const size_t arc = Busiest(lemon.Solve(plan.reference_bpd.data()));
  const size_t place = static_cast<size_t>(join.places()[arc]);
  const size_t lane = static_cast<size_t>(chains.chain[arc]);
  const auto each_day = [&](int draws, const auto& work) {
    for (int draw = 0; draw < draws; ++draw) {
      StartDraw(plan, kernel, static_cast<uint32_t>(draw), &drawn);
      warm.Restart();
      for (int day = 0; day < kDays; ++day) {
        kernel.day(drawn, plan.FactorsOf(day), plan.lanes, day,
                   capacities.data());
        work();
      }
    }
  };
  each_day(kDraws, [&] {
    const absl::Span<const int32_t> flows = solve();
    const std::vector<int32_t>& exact = lemon.Solve(capacities.data());
    for (size_t i = 0; i < exact.size(); ++i) {
      if (flows[static_cast<size_t>(chains.chain[i])] != exact[i]) {
        Fail(absl::StrCat(name, ": a flow differs from LEMON's"));
      }
    }
  });
  const WarmCounts counts = warm.counts();
  int64_t sum = 0;
  std::vector<double> seconds = MedianSeconds(
      rounds, {[&] {
                 each_day(kLemonDraws,
                          [&] { sum += lemon.Solve(capacities.data())[arc]; });
               },
               [&] { each_day(kDraws, [&] { sum += capacities[place]; }); },
               [&] { each_day(kDraws, [&] { sum += solve()[lane]; }); }});
  seconds[0] /= kLemonDraws * kDays;
  seconds[1] /= kDraws * kDays;
  seconds[2] /= kDraws * kDays;
  PrintRow(name, seconds, counts, kDraws * kDays,
           static_cast<double>(counts.unproven));
  if (sum == 0) {
    Fail("nothing flows");
  }
}

// A day of a draw: capacities as above, and prices that move by up to 15 cents
// a day about their level.
class Days {
 public:
  explicit Days(const WarmWorld& world) : limits(world.limits) {
    std::vector<int64_t> reference_bpd = world.limits.arc_capacity_bpd;
    for (size_t n = 0; n < world.network.nodes().size(); ++n) {
      if (world.limits.potential_bpd[n] > 0) {
        producers_.push_back(n);
        reference_bpd.push_back(world.limits.potential_bpd[n]);
      }
      if (world.limits.price_cents[n] > 0 && priced_.size() < kMoving) {
        priced_.push_back({n, world.limits.price_cents[n]});
      }
    }
    plan_ = TwelvePolicies(reference_bpd, kDays);
    capacities_.resize(static_cast<size_t>(plan_.lanes));
  }

  void Draw(int draw, const CapacityKernel& kernel) {
    draw_ = static_cast<uint32_t>(draw);
    StartDraw(plan_, kernel, draw_, &drawn_);
  }

  void SetDay(int day, const CapacityKernel& kernel) {
    kernel.day(drawn_, plan_.FactorsOf(day), plan_.lanes, day,
               capacities_.data());
    const size_t arcs = limits.arc_capacity_bpd.size();
    std::copy_n(capacities_.begin(), arcs, limits.arc_capacity_bpd.begin());
    for (size_t i = 0; i < producers_.size(); ++i) {
      limits.potential_bpd[producers_[i]] = capacities_[arcs + i];
    }
    alignas(64) int32_t moves_cents[kPrices];
    kernel.prices(draw_, day, moves_cents);
    for (size_t i = 0; i < priced_.size(); ++i) {
      limits.price_cents[priced_[i].node] =
          priced_[i].level_cents + moves_cents[i];
    }
  }

  DayLimits limits;

 private:
  // Of the prices, so many move.
  static constexpr size_t kMoving = 6;
  static_assert(kMoving <= kPrices);

  struct Priced {
    size_t node = 0;
    int64_t level_cents = 0;
  };

  CapacityPlan plan_;
  std::vector<size_t> producers_;
  std::vector<Priced> priced_;
  uint32_t draw_ = 0;
  CapacityDraw drawn_;
  LineVector<int32_t> capacities_;
};

void BenchDays(const char* name, const WarmWorld& world, Kernels kernels,
               int rounds) {
  Days days(world);
  WarmDay warm(world.network, world.limits, kernels);
  DayAllocator cold(world.network);
  const size_t arc = Busiest(cold.Allocate(world.limits).arc_bpd);
  const int64_t solved = cold.solve_count();
  const CapacityKernel kernel = RampedCapacities(kernels);
  const auto each_day = [&](int draws, const auto& work) {
    for (int draw = 0; draw < draws; ++draw) {
      days.Draw(draw, kernel);
      warm.Restart();
      for (int day = 0; day < kDays; ++day) {
        days.SetDay(day, kernel);
        work();
      }
    }
  };
  each_day(kDraws, [&] {
    if (!(warm.Allocate(days.limits) == cold.Allocate(days.limits))) {
      Fail(absl::StrCat(name, ": a flow differs from the day allocator's"));
    }
  });
  const WarmDayCounts counts = warm.counts();
  const double per_day =
      static_cast<double>(cold.solve_count() - solved) / (kDraws * kDays);
  int64_t sum = 0;
  std::vector<double> seconds = MedianSeconds(
      rounds,
      {[&] {
         each_day(kLemonDraws,
                  [&] { sum += cold.Allocate(days.limits).arc_bpd[arc]; });
       },
       [&] {
         each_day(kDraws, [&] { sum += days.limits.arc_capacity_bpd[arc]; });
       },
       [&] {
         each_day(kDraws,
                  [&] { sum += warm.Allocate(days.limits).arc_bpd[arc]; });
       }});
  seconds[0] /= kLemonDraws * kDays;
  seconds[1] /= kDraws * kDays;
  seconds[2] /= kDraws * kDays;
  PrintRow(name, seconds, counts.passes, kDraws * kDays,
           static_cast<double>(counts.handed_over));
  std::printf(
      "  (per day, of %.2f solves, and %.2f for LEMON, whose arcs are also "
      "mandated parts, closed)\n",
      static_cast<double>(counts.passes.solves) / (kDraws * kDays), per_day);
  if (sum == 0) {
    Fail("nothing flows");
  }
}

// Whether capacities and prices are the same from plain loops and from wide
// vectors, and every day of every draw has prices of its own.
void CheckCapacities(const CapacityPlan& plan) {
  constexpr int kSomeDraws = 20;
  const auto all_of = [&](const CapacityKernel& kernel) {
    std::vector<std::vector<int32_t>> days;
    CapacityDraw drawn;
    LineVector<int32_t> capacities(static_cast<size_t>(plan.lanes));
    for (int draw = 0; draw < kSomeDraws; ++draw) {
      StartDraw(plan, kernel, static_cast<uint32_t>(draw), &drawn);
      for (int day = 0; day < kDays; ++day) {
        kernel.day(drawn, plan.FactorsOf(day), plan.lanes, day,
                   capacities.data());
        days.emplace_back(capacities.begin(), capacities.end());
      }
    }
    return days;
  };
  const auto prices_of = [&](const CapacityKernel& kernel) {
    std::vector<std::vector<int32_t>> days;
    for (int draw = 0; draw < kSomeDraws; ++draw) {
      for (int day = 0; day < kDays; ++day) {
        alignas(64) int32_t moves_cents[kPrices];
        kernel.prices(static_cast<uint32_t>(draw), day, moves_cents);
        days.emplace_back(std::begin(moves_cents), std::end(moves_cents));
      }
    }
    return days;
  };
  const auto prices = prices_of(RampedCapacities(Kernels::kWidest));
  if (all_of(RampedCapacities(Kernels::kWidest)) !=
          all_of(RampedCapacities(Kernels::kPortable)) ||
      all_of(RestlessCapacities(Kernels::kWidest)) !=
          all_of(RestlessCapacities(Kernels::kPortable)) ||
      prices != prices_of(RampedCapacities(Kernels::kPortable))) {
    Fail("plain loops give other capacities or prices than wide vectors");
  }
  if (std::set<std::vector<int32_t>>(prices.begin(), prices.end()).size() !=
      prices.size()) {
    Fail("two days have the same prices");
  }
}

void Run(int rounds) {
  PrintHead();
  const WarmWorld world = MakeWarmWorld(42, false);
  CheckCapacities(TwelvePolicies(world.limits.arc_capacity_bpd, kDays));
  BenchSolver("20% noise, ramps, policies", world, Kernels::kWidest,
              RampedCapacities(Kernels::kWidest), rounds);
  BenchSolver("the same, all move daily, outages", world, Kernels::kWidest,
              RestlessCapacities(Kernels::kWidest), rounds);
  BenchDays("first, storages, a pair, daily prices", MakeWarmWorld(42, true),
            Kernels::kWidest, rounds);
  BenchSolver("first, portable", world, Kernels::kPortable,
              RampedCapacities(Kernels::kPortable), rounds);
  BenchSolver("second, portable", world, Kernels::kPortable,
              RestlessCapacities(Kernels::kPortable), rounds);
  BenchDays("third, portable", MakeWarmWorld(42, true), Kernels::kPortable,
            rounds);
  const WarmWorld wider = MakeWarmWorld(60, false);
  BenchSolver("first, with 60 arcs between nodes", wider, Kernels::kWidest,
              RampedCapacities(Kernels::kWidest), rounds);
  const WarmWorld region = RegionWorld();
  BenchSolver("region, first", region, Kernels::kWidest,
              RampedCapacities(Kernels::kWidest), rounds);
  BenchSolver("region, second", region, Kernels::kWidest,
              RestlessCapacities(Kernels::kWidest), rounds);
  BenchDays("region, third", region, Kernels::kWidest, rounds);
  BenchSolver("region, first, portable", region, Kernels::kPortable,
              RampedCapacities(Kernels::kPortable), rounds);
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 21;
  oilflow::Run(std::max(rounds, 1));
  return 0;
}
