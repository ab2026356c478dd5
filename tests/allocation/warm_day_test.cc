#include "service/allocation/warm_day.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "service/allocation/day_lanes.h"
#include "tests/support/dice.h"
#include "tests/support/nightly.h"
#include "tests/support/random_world.h"
#include "tests/support/vectors_up_to.h"

namespace oilflow {
namespace {

// RandomNetwork knows neither spare producers nor strategic stocks.
Network WithSpareAndStock(const Network& network, Dice* dice) {
  NetworkParts parts;
  parts.countries = network.countries();
  parts.nodes = network.nodes();
  parts.arcs = network.arcs();
  parts.groups = network.groups();
  for (Node& node : parts.nodes) {
    node.spare = node.kind == NodeKind::kProducer && dice->OneIn(3);
  }
  parts.nodes.push_back(
      {.id = "stock", .kind = NodeKind::kStrategicStock, .country = 0});
  return *Network::Create(parts);
}

// Every arc in so many stages, each of which may be dear, shut or mandated by
// itself: lists of arcs are long, those of chains are not.
Network WithStages(const Network& network, int stages) {
  NetworkParts parts;
  parts.countries = network.countries();
  parts.nodes = network.nodes();
  parts.arcs = network.arcs();
  parts.groups = network.groups();
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    size_t last = a;
    for (int stage = 1; stage < stages; ++stage) {
      const int between = static_cast<int>(parts.nodes.size());
      const std::string id = absl::StrCat(network.arcs()[a].id, "-", stage);
      parts.nodes.push_back({.id = absl::StrCat("to-", id)});
      Arc next{.id = id};
      next.from = between;
      next.to = parts.arcs[last].to;
      parts.arcs[last].to = between;
      last = parts.arcs.size();
      parts.arcs.push_back(std::move(next));
    }
  }
  return *Network::Create(parts);
}

// Few arcs are ever mandated, as the costs of many do not fit.
DayLimits LimitsOfStages(const Network& network, Dice* dice) {
  DayLimits limits = RandomLimits(network, dice);
  for (size_t a = 0; a < limits.arcs.size(); ++a) {
    if (a % 12 != 0) {
      limits.arcs[a].mandated_bpd = 0;
    }
  }
  return limits;
}

// The day after `limits`: some of the numbers of `other`.
void MoveLimits(const DayLimits& other, Dice* dice, DayLimits* limits) {
  const int64_t one_in = dice->Roll(1, 12);
  const auto move = [&](auto& to, const auto& from) {
    for (size_t i = 0; i < to.size(); ++i) {
      if (dice->OneIn(one_in)) {
        to[i] = from[i];
      }
    }
  };
  move(limits->potential_bpd, other.potential_bpd);
  move(limits->demand_bpd, other.demand_bpd);
  move(limits->price_cents, other.price_cents);
  move(limits->arc_capacity_bpd, other.arc_capacity_bpd);
  move(limits->arcs, other.arcs);
  move(limits->counted_cap_bpd, other.counted_cap_bpd);
  move(limits->storages, other.storages);
  int mandated = 0;
  for (ArcLimits& arc : limits->arcs) {
    if (arc.mandated_bpd > 0 && ++mandated > kMaxMandatedArcs) {
      arc.mandated_bpd = 0;
    }
    if (dice->OneIn(4)) {
      arc.withheld_cents = static_cast<int32_t>(dice->Roll(-300, 300));
    }
  }
}

void CompareWithDayAllocator(int networks) {
  int64_t days = 0;
  int64_t handed_over = 0;
  int joined = 0;
  for (int seed = 0; seed < networks; ++seed) {
    Dice dice(seed);
    const Network plain =
        WithSpareAndStock(RandomNetwork(&dice, seed % 4 != 0), &dice);
    const bool staged = seed % 5 == 0;
    const Network network = staged ? WithStages(plain, 4) : plain;
    const auto limits_of_a_day = staged ? &LimitsOfStages : &RandomLimits;
    DayAllocator cold(network);
    const DayLimits reference = limits_of_a_day(network, &dice);
    joined += DayLanes(network, reference).problem().arcs.size() <
              network.arcs().size();
    WarmDay wide(network, reference, Kernels::kWidest);
    WarmDay portable(network, reference, Kernels::kPortable);
    for (int draw = 0; draw < 2; ++draw) {
      wide.Restart();
      portable.Restart();
      DayLimits limits = limits_of_a_day(network, &dice);
      for (int day = 0; day < 20; ++day) {
        const DayFlows expected = cold.Allocate(limits);
        ASSERT_TRUE(wide.Allocate(limits) == expected)
            << "seed " << seed << " draw " << draw << " day " << day;
        ASSERT_TRUE(portable.Allocate(limits) == expected)
            << "seed " << seed << " draw " << draw << " day " << day;
        MoveLimits(limits_of_a_day(network, &dice), &dice, &limits);
      }
    }
    ASSERT_EQ(wide.counts().handed_over, portable.counts().handed_over);
    days += wide.counts().days;
    handed_over += wide.counts().handed_over;
  }
  EXPECT_LT(handed_over, days / 100);
  EXPECT_GT(joined, networks / 10);
}

TEST(WarmDayTest, AllocatesWhatTheDayAllocatorDoes) {
  CompareWithDayAllocator(Times(250, 25000));
}

TEST(WarmDayTest, AllocatesWhatTheDayAllocatorDoesWithVectorsOf256Bits) {
  const VectorsUpTo limit(HWY_AVX2);
  if (!limit.is_narrower()) {
    GTEST_SKIP() << "no wider vectors here";
  }
  CompareWithDayAllocator(Times(250, 25000));
}

// From a field by so many lines in a row to a port, and by `lanes` to its
// buyers, of which all but the first are shut. Production levers add up in a
// draw: more than 32 bits hold must flow, if there is room for it.
void CompareWhereRatesDoNotFit(size_t lines, size_t lanes) {
  NetworkParts parts;
  parts.countries = {{.id = "home"}};
  parts.nodes = {{.id = "field", .kind = NodeKind::kProducer, .country = 0},
                 {.id = "buyers", .kind = NodeKind::kMarket}};
  const auto add_arc = [&](int from, int to) {
    Arc& arc = parts.arcs.emplace_back();
    arc.id = absl::StrCat("arc-", parts.arcs.size());
    arc.from = from;
    arc.to = to;
  };
  int port = 0;
  for (size_t line = 0; line < lines; ++line) {
    parts.nodes.push_back({.id = absl::StrCat("port-", line)});
    const int next = static_cast<int>(parts.nodes.size()) - 1;
    add_arc(port, next);
    port = next;
  }
  for (size_t lane = 0; lane < lanes; ++lane) {
    add_arc(port, 1);
  }
  const size_t open = lines;
  const Network network = *Network::Create(parts);
  const size_t nodes = network.nodes().size();
  DayLimits reference{
      .potential_bpd = std::vector<int64_t>(nodes, 0),
      .demand_bpd = std::vector<int64_t>(nodes, 0),
      .price_cents = std::vector<int64_t>(nodes, 0),
      .arc_capacity_bpd = std::vector<int64_t>(network.arcs().size(), 0),
      .arcs = std::vector<ArcLimits>(network.arcs().size()),
      .counted_cap_bpd = {kUnlimitedBpd},
      .storages = std::vector<StorageLimits>(nodes)};
  reference.potential_bpd[0] = 200000000;
  reference.demand_bpd[1] = kUnlimitedBpd;
  reference.price_cents[1] = 7000;
  for (const Kernels kernels : {Kernels::kWidest, Kernels::kPortable}) {
    WarmDay warm(network, reference, kernels);
    DayAllocator cold(network);
    for (const int32_t mandated : {0, 1000}) {
      for (const int64_t much : {1500000000LL, 2500000000LL, 4500000000LL}) {
        for (const int64_t arcs : {int64_t{150000000}, much}) {
          for (const int64_t demand :
               {int64_t{100000000}, kUnlimitedBpd, much}) {
            DayLimits limits = reference;
            limits.potential_bpd[0] = much;
            std::fill_n(limits.arc_capacity_bpd.begin(), open + 1, arcs);
            limits.arcs[open].mandated_bpd = mandated;
            limits.demand_bpd[1] = demand;
            EXPECT_TRUE(warm.Allocate(limits) == cold.Allocate(limits))
                << mandated << ", " << much << ", " << arcs << ", " << demand
                << ": " << warm.Allocate(limits).arc_bpd[0];
          }
        }
      }
    }
  }
}

TEST(WarmDayTest, AllocatesRatesThatDoNotFit) {
  CompareWhereRatesDoNotFit(1, 1);
}

// Flows are 64 bits wide there.
TEST(WarmDayTest, AllocatesRatesThatDoNotFitOnLargeNetworks) {
  CompareWhereRatesDoNotFit(1, 300);
}

// Its lists are long, those of its chains short.
TEST(WarmDayTest, AllocatesRatesThatDoNotFitOnChains) {
  CompareWhereRatesDoNotFit(40, 3);
}

// Where costs float no further they are set, and float again afterwards.
TEST(WarmDayTest, KnowsPricesFarFromTheReference) {
  for (const Kernels kernels : {Kernels::kWidest, Kernels::kPortable}) {
    for (int seed = 0; seed < 40; ++seed) {
      Dice dice(seed);
      const Network network = RandomNetwork(&dice, true);
      const DayLimits reference = RandomLimits(network, &dice);
      WarmDay warm(network, reference, kernels);
      DayAllocator cold(network);
      for (int day = 0; day < 40; ++day) {
        DayLimits limits = reference;
        const bool far_prices = dice.OneIn(3);
        const bool far_costs = dice.OneIn(3);
        for (int64_t& cents : limits.price_cents) {
          cents += (far_prices ? 40000 : 0) + dice.Roll(0, 300);
        }
        for (ArcLimits& arc : limits.arcs) {
          arc.cost_cents +=
              static_cast<int32_t>((far_costs ? 40000 : 0) + dice.Roll(0, 300));
        }
        if (dice.OneIn(10)) {
          warm.Restart();
        }
        ASSERT_TRUE(warm.Allocate(limits) == cold.Allocate(limits))
            << "seed " << seed << " day " << day;
      }
      EXPECT_EQ(warm.counts().handed_over, 0) << "seed " << seed;
    }
  }
}

TEST(WarmDayTest, DoesNotDependOnTheDaysBefore) {
  for (int seed = 0; seed < 100; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, true);
    const DayLimits reference = RandomLimits(network, &dice);
    WarmDay used(network, reference);
    used.Allocate(RandomLimits(network, &dice));
    used.Allocate(RandomLimits(network, &dice));
    const DayLimits limits = RandomLimits(network, &dice);
    WarmDay fresh(network, reference);
    ASSERT_TRUE(used.Allocate(limits) == fresh.Allocate(limits))
        << "seed " << seed;
  }
}

// A reference without mandated arcs, and a day with them.
TEST(WarmDayTest, TakesArcsThatAreMandatedLater) {
  for (int seed = 0; seed < 100; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, true);
    const DayLimits limits = RandomLimits(network, &dice);
    DayLimits reference = limits;
    for (ArcLimits& arc : reference.arcs) {
      arc.mandated_bpd = 0;
    }
    WarmDay warm(network, reference);
    DayAllocator cold(network);
    ASSERT_TRUE(warm.Allocate(reference) == cold.Allocate(reference));
    ASSERT_TRUE(warm.Allocate(limits) == cold.Allocate(limits));
    ASSERT_TRUE(warm.Allocate(reference) == cold.Allocate(reference));
  }
}

}  // namespace
}  // namespace oilflow
