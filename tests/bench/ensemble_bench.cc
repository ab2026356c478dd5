// Whole ensembles: what a draw costs, against the same model in vectorised
// NumPy and against its random inputs alone; how soon the first quantiles are
// there; how time and memory grow.
//
//   ensemble_bench [ROUNDS]
//
// 1 is a short run. NumPy is that of OILFLOW_NUMPY_PYTHON, or else of
// /usr/bin/python3. Fails if its medians of net supply and of a flow, with
// greedy flows and random numbers of its own, are more than 2% of the flow
// away.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/ensemble/draw_store.h"
#include "service/ensemble/make_draws.h"
#include "tests/bench/ensemble_case.h"
#include "tests/bench/ensemble_clock.h"
#include "tests/bench/ensemble_numpy.h"
#include "tests/bench/ensemble_work.h"

#ifndef OILFLOW_BUILD_TYPE
#define OILFLOW_BUILD_TYPE "unknown"
#endif

namespace oilflow {
namespace {

constexpr double kFlowTolerance = 0.02;

struct Sizes {
  int rounds = 0;
  // Of a measurement on one core.
  int draws = 0;
  // On one thread and on two.
  int paired = 0;
  // Of NumPy; how many draws it works on at a time.
  std::vector<int> blocks;
  // Of the medians that must agree.
  int compared = 0;
  // Of the time to the first quantiles, and to all.
  int first = 0;
  int all = 0;
  // Of growth and of memory.
  int most_draws = 0;
  int stored = 0;
};

Sizes SizesOf(int rounds) {
  if (rounds == 1) {
    return {.rounds = 1,
            .draws = 200,
            .paired = 500,
            .blocks = {500},
            .compared = 1000,
            .first = 100,
            .all = 500,
            .most_draws = 1000,
            .stored = 100000};
  }
  return {.rounds = rounds,
          .draws = 1000,
          .paired = 4000,
          .blocks = {1000, 4000, 10000},
          .compared = 10000,
          .first = 1000,
          .all = 10000,
          .most_draws = 100000,
          .stored = 1000000};
}

// Whether NumPy's medians are the same, as far as greedy flows can be.
bool Agree(const EnsembleCase& bench, const std::vector<Summary>& ours,
           const NumPyEnsemble& theirs) {
  const double net = ours[kNetColumn].quantile[2].value;
  const double flow = ours[kFlowColumn].quantile[2].value;
  std::printf(
      "  medians, oilflow and NumPy: net %.0f and %.0f bpd, %s %.0f and %.0f "
      "bpd, price %+.3f and %+.3f USD/bbl\n",
      net, theirs.net_bpd, bench.arc_id().c_str(), flow, theirs.flow_bpd,
      ours[kPriceColumn].quantile[2].value, theirs.price_usd);
  const double allowed = kFlowTolerance * flow;
  return std::abs(net - theirs.net_bpd) <= allowed &&
         std::abs(flow - theirs.flow_bpd) <= allowed;
}

bool BenchOneCore(const EnsembleCase& bench, const Sizes& sizes) {
  const EnsembleModel model = bench.Model();
  const Sampler sampler = SamplerFor(model);
  DrawMaker maker(model, sampler, 1);
  DrawMaker two(model, sampler, 2);
  const int days = bench.day_count();
  std::printf(
      "\n%s: %d days, %zu variables, %zu columns; with every fact at its own "
      "value %.1f%% of the days are allocated anew\n",
      bench.id().c_str(), days, model.variables().size(),
      model.columns().size(), 100 * ShareAllocated(model));
  const std::unique_ptr<EnsembleNumPy> numpy = EnsembleNumPy::Start(
      QuestionJson(model, *bench.world().network.FindArc(bench.arc_id())));
  std::vector<double> rows(sizes.paired * model.columns().size());
  Times whole;
  Times bare;
  Times one_thread;
  Times two_threads;
  std::map<int, std::vector<double>> theirs;
  for (int round = 0; round < sizes.rounds; ++round) {
    whole.Add([&] { Simulate(model, maker, sizes.draws); });
    bare.Add([&] { BareDraws(model, sampler, sizes.draws); });
    const auto make = [&](DrawMaker& team) {
      CheckOk(team.Make(0, sizes.paired, absl::MakeSpan(rows), AlwaysGoOn));
    };
    one_thread.Add([&] { make(maker); });
    two_threads.Add([&] { make(two); });
    for (const int block : sizes.blocks) {
      if (numpy != nullptr) {
        theirs[block].push_back(
            numpy->Run(block, block, 1 + round).cpu_seconds / block);
      }
    }
  }
  const double draw = whole.Cpu() / sizes.draws;
  std::printf("  %-58s %9.1f us a draw, %7.1f ns a draw and day\n",
              "whole ensemble, one core", 1e6 * draw, 1e9 * draw / days);
  const double inputs = bare.Cpu() / sizes.draws;
  std::printf("  %-58s %9.1f us a draw, oilflow / this %6.2f\n",
              "random inputs and a tree sweep a day", 1e6 * inputs,
              draw / inputs);
  std::printf("  %-58s %9.2f times as fast (%.2f by the fastest round)\n",
              "2 threads against 1", one_thread.Wall() / two_threads.Wall(),
              one_thread.FastestWall() / two_threads.FastestWall());
  if (numpy == nullptr) {
    std::printf(
        "  NumPy: SKIPPED, there is no Python with it; set "
        "OILFLOW_NUMPY_PYTHON to one\n");
    return true;
  }
  double best = 0;
  for (const auto& [block, seconds] : theirs) {
    const double median = MedianOfTimes(seconds);
    best = best == 0 ? median : std::min(best, median);
    std::printf("  %-58s %9.1f us a draw\n",
                absl::StrCat("NumPy ", numpy->version(), ", blocks of ", block,
                             " draws")
                    .c_str(),
                1e6 * median);
  }
  std::printf("  %-58s %9.2f\n", "NumPy / oilflow, the best of them",
              best / draw);
  // The same question to both, once, with draws enough for a median.
  return Agree(bench, Simulate(model, two, sizes.compared),
               numpy->Run(sizes.compared, kChunk, 1));
}

// From a question to quantiles.
void BenchFirst(const EnsembleCase& bench, const Sizes& sizes) {
  std::vector<double> first;
  std::vector<double> all;
  for (int round = 0; round < sizes.rounds; ++round) {
    Times times;
    times.Add([&] {
      const EnsembleModel model = bench.Model();
      const Sampler sampler = SamplerFor(model);
      DrawMaker maker(model, sampler, 2);
      Simulate(model, maker, sizes.all, sizes.first,
               [&] { first.push_back(times.Running()); });
    });
    all.push_back(times.Wall());
  }
  std::printf(
      "\n%s, two threads, %d draws x %d days: first quantiles (%d draws) after "
      "%.3f s, all after %.3f s; fastest round %.3f s and %.3f s\n",
      bench.id().c_str(), sizes.all, bench.day_count(), sizes.first,
      MedianOfTimes(first), MedianOfTimes(all),
      *std::min_element(first.begin(), first.end()),
      *std::min_element(all.begin(), all.end()));
}

double NanosecondsPerDay(const EnsembleModel& model, int draws, int days,
                         int rounds) {
  const Sampler sampler = SamplerFor(model);
  DrawMaker maker(model, sampler, 1);
  Times times;
  for (int round = 0; round < rounds; ++round) {
    times.Add([&] { Simulate(model, maker, draws); });
  }
  return 1e9 * times.Cpu() / draws / days;
}

// The longest horizon of at most `day_count` days that facts cover.
int Longest(const EnsembleCase& bench, int day_count) {
  int covered = 1;
  int most = day_count;
  while (covered < most) {
    const int middle = covered + (most - covered + 1) / 2;
    if (bench.ModelOver(middle).ok()) {
      covered = middle;
    } else {
      most = middle - 1;
    }
  }
  return covered;
}

void BenchGrowth(const EnsembleCase& bench, const Sizes& sizes) {
  const int days = bench.day_count();
  std::printf("\n%s, one core, ns a draw and day\n ", bench.id().c_str());
  const EnsembleModel model = *bench.ModelOver(days);
  for (int draws = 100; draws <= sizes.most_draws; draws *= 10) {
    std::printf(
        " %d draws %.1f;", draws,
        NanosecondsPerDay(model, draws, days, draws > 1000 ? 1 : sizes.rounds));
  }
  std::printf(" over %d days\n ", days);
  for (const int asked : {11, 110, 1096}) {
    const int covered = Longest(bench, asked);
    const EnsembleModel over = *bench.ModelOver(covered);
    std::printf(" %d days %.1f (%.1f%% of them allocated anew)%s;", covered,
                NanosecondsPerDay(over, sizes.draws, covered, sizes.rounds),
                100 * ShareAllocated(over),
                covered < asked ? ", the longest that facts cover" : "");
  }
  std::printf(" with %d draws\n", sizes.draws);
}

// Before anything else has touched more memory than this does.
void BenchMemory(const EnsembleCase& bench, const Sizes& sizes) {
  const EnsembleModel model = *bench.ModelOver(bench.day_count());
  const Sampler sampler = SamplerFor(model);
  DrawMaker maker(model, sampler, 2);
  std::vector<double> rows(sizes.draws * model.columns().size());
  const auto make = [&](int times) {
    for (int i = 0; i < times; ++i) {
      CheckOk(maker.Make(int64_t{i} * sizes.draws, sizes.draws,
                         absl::MakeSpan(rows), AlwaysGoOn));
    }
    return PeakKib();
  };
  const int64_t once = make(1);
  const int64_t often = make(sizes.rounds > 1 ? 10 : 3);
  std::printf(
      "memory: making %s as many draws adds %lld KiB to a peak of %lld KiB; ",
      sizes.rounds > 1 ? "10 times" : "3 times",
      static_cast<long long>(often - once), static_cast<long long>(once));
  DrawStore store = *DrawStore::Create(sizes.stored, 1);
  std::vector<double> values(kChunk);
  for (int first = 0; first < sizes.stored; first += kChunk) {
    for (int i = 0; i < kChunk; ++i) {
      values[i] = rows[(first + i) % rows.size()];
    }
    CheckOk(store.Put(first, values));
  }
  CheckOk(store.SummarizeFirst(sizes.stored, 0, {}).status());
  const double bytes =
      1024.0 * static_cast<double>(PeakKib() - often) / sizes.stored;
  std::printf(
      "%d values of one output and their summary take %.1f bytes each, which "
      "is "
      "%.3f GiB for 10 million draws\n",
      sizes.stored, bytes, bytes * 1e7 / (1 << 30));
}

bool Run(int rounds) {
  const Sizes sizes = SizesOf(rounds);
#if defined(__clang__)
  const char* const compiler = "clang " __clang_version__;
#else
  const char* const compiler = "g++ " __VERSION__;
#endif
  std::printf(
      "compiler %s, build type %s, %d rounds; one core: processor time, "
      "medians "
      "of rounds in turn, %d draws a round; two threads: time on the clock\n",
      compiler, OILFLOW_BUILD_TYPE, sizes.rounds, sizes.draws);
  const Worlds worlds = *Worlds::Embedded();
  const EnsembleCase restart(worlds, "restart-185", "itp");
  const EnsembleCase pressure(worlds, "maximum-pressure-2025", "kharg-hormuz");
  BenchMemory(restart, sizes);
  bool agree = true;
  for (const EnsembleCase* bench : {&restart, &pressure}) {
    agree &= BenchOneCore(*bench, sizes);
  }
  for (const EnsembleCase* bench : {&restart, &pressure}) {
    BenchFirst(*bench, sizes);
    BenchGrowth(*bench, sizes);
  }
  return agree;
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  // A long run shows what it has, into a file too.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  if (!oilflow::Run(std::max(rounds, 1))) {
    std::fprintf(stderr, "ensemble_bench: NumPy's medians differ\n");
    return 1;
  }
  return 0;
}
