#include "service/evaluation/money.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/random_world.h"

namespace oilflow {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kRandomDays = 3000;

// Net cents by kind: sales, tariffs, advances, arrears, blocked.
using Kinds = std::array<int64_t, kMoneyKindCount>;

// The actors of all networks worked by hand.
enum : int { kState, kPayer, kTrader, kCarrier, kBuyer, kTankOwner, kHolder };

std::vector<Actor> Everyone() {
  return {{.id = "state"},   {.id = "payer"}, {.id = "trader"},
          {.id = "carrier"}, {.id = "buyer"}, {.id = "tank-owner"},
          {.id = "holder"}};
}

Node Producer(const std::string& id, std::optional<int> actor) {
  return {.id = id, .kind = NodeKind::kProducer, .country = 0, .actor = actor};
}

Node Market(const std::string& id, std::optional<int> actor) {
  return {.id = id, .kind = NodeKind::kMarket, .actor = actor};
}

Network Create(NetworkParts parts) {
  absl::StatusOr<Network> network = Network::Create(std::move(parts));
  EXPECT_TRUE(network.ok()) << network.status();
  return *std::move(network);
}

Network Build(std::vector<Node> nodes, std::vector<Arc> arcs,
              std::vector<PaymentChannel> channels = {}) {
  return Create({.countries = {{.id = "home"}},
                 .nodes = std::move(nodes),
                 .arcs = std::move(arcs),
                 .actors = Everyone(),
                 .channels = std::move(channels)});
}

// Limits with these prices at nodes and costs of arcs.
DayLimits LimitsOf(std::vector<int64_t> price_cents,
                   const std::vector<int64_t>& cost_cents) {
  DayLimits limits{.price_cents = std::move(price_cents)};
  for (const int64_t cost : cost_cents) {
    limits.arcs.push_back({.cost_cents = cost});
  }
  return limits;
}

// What producers lift and sinks take follows from the arcs.
DayFlows FlowsOf(const Network& network, std::vector<int64_t> arc_bpd) {
  const size_t node_count = network.nodes().size();
  DayFlows flows{.arc_bpd = std::move(arc_bpd),
                 .produced_bpd = std::vector<int64_t>(node_count, 0),
                 .delivered_bpd = std::vector<int64_t>(node_count, 0),
                 .filled_bpd = std::vector<int64_t>(node_count, 0),
                 .drawn_bpd = std::vector<int64_t>(node_count, 0)};
  for (size_t n = 0; n < node_count; ++n) {
    if (network.nodes()[n].kind == NodeKind::kProducer) {
      for (const int arc : network.arcs_from(static_cast<int>(n))) {
        flows.produced_bpd[n] += flows.arc_bpd[arc];
      }
    } else if (network.arcs_from(static_cast<int>(n)).empty()) {
      for (const int arc : network.arcs_to(static_cast<int>(n))) {
        flows.delivered_bpd[n] += flows.arc_bpd[arc];
      }
    }
  }
  return flows;
}

// A field, a pipe with a payer, a market that pays 70 USD: 100 barrels a day at
// 3 USD for the pipe, with Brent at 75.
class PaidPipeTest : public testing::Test {
 protected:
  PaidPipeTest()
      : network_(Build({Producer("field", kState), Market("port", kBuyer)},
                       {{.id = "pipe",
                         .from = 0,
                         .to = 1,
                         .carrier = kCarrier,
                         .payer = kPayer}})),
        limits_(LimitsOf({0, 7000}, {300})) {
    terms_.brent_cents = 7500;
    terms_.arcs.resize(1);
  }

  std::vector<ActorDay> Money() const {
    return MoneyOf(network_, limits_, FlowsOf(network_, {100}), terms_);
  }

  Network network_;
  DayLimits limits_;
  MoneyTerms terms_;
};

TEST_F(PaidPipeTest, ThePayerSellsOnWhatItAdvances) {
  terms_.arcs[0] = {.advance_cents = 1600};
  const std::vector<ActorDay> money = Money();
  // The port pays 100 * 7000; the pipe earns 100 * 300; the state gets
  // 100 * 1600.
  EXPECT_EQ(money[kBuyer].net_cents, (Kinds{-700000, 0, 0, 0, 0}));
  EXPECT_EQ(money[kPayer].net_cents, (Kinds{700000, -30000, -160000, 0, 0}));
  EXPECT_EQ(money[kState].net_cents, (Kinds{0, 0, 160000, 0, 0}));
  EXPECT_EQ(money[kCarrier].net_cents, (Kinds{0, 30000, 0, 0, 0}));
  EXPECT_EQ(money.back(), ActorDay{});
  EXPECT_EQ(money[kPayer].sold_bbl, 100);
  EXPECT_EQ(money[kPayer].at_brent_cents, 100 * 7500);
  EXPECT_EQ(money[kState].sold_bbl, 0);
}

TEST_F(PaidPipeTest, ThePayerPaysAShareOfWhatItGetsRoundedDown) {
  // 0.333333 * (700000 - 30000) = 223333.11
  terms_.arcs[0] = {.paid_ppm = 333333};
  EXPECT_EQ(Money()[kState].net_cents, (Kinds{0, 0, 223333, 0, 0}));
  EXPECT_EQ(Money()[kPayer].net_cents, (Kinds{700000, -30000, -223333, 0, 0}));
}

TEST_F(PaidPipeTest, AShareOfALossIsNothing) {
  terms_.arcs[0] = {.paid_ppm = 600000};
  limits_.price_cents[1] = 200;
  EXPECT_EQ(Money()[kState].net_cents, Kinds{});
  EXPECT_EQ(Money()[kPayer].net_cents, (Kinds{20000, -30000, 0, 0, 0}));
}

TEST_F(PaidPipeTest, AnAdvanceIsOwedWhateverTheOilFetches) {
  terms_.arcs[0] = {.advance_cents = 1600};
  limits_.price_cents[1] = -100;
  EXPECT_EQ(Money()[kPayer].net_cents, (Kinds{-10000, -30000, -160000, 0, 0}));
  EXPECT_EQ(Money()[kBuyer].net_cents, (Kinds{10000, 0, 0, 0, 0}));
}

TEST(MoneyTest, ATruckArcWithASellerPaysTheSeller) {
  const Network network =
      Build({Producer("field", kState), Market("port", kBuyer),
             Market("border", kBuyer)},
            {{.id = "pipe", .from = 0, .to = 1},
             {.id = "road",
              .from = 0,
              .to = 2,
              .carrier = kCarrier,
              .seller = kTrader}});
  const std::vector<ActorDay> money =
      MoneyOf(network, LimitsOf({0, 7000, 4000}, {300, 500}),
              FlowsOf(network, {10, 20}), {.brent_cents = 7500});
  EXPECT_EQ(money[kTrader].net_cents, (Kinds{20 * 4000, -20 * 500, 0, 0, 0}));
  EXPECT_EQ(money[kTrader].sold_bbl, 20);
  EXPECT_EQ(money[kState].net_cents, (Kinds{10 * 7000, -10 * 300, 0, 0, 0}));
  EXPECT_EQ(money[kCarrier].net_cents, (Kinds{0, 20 * 500, 0, 0, 0}));
  // The pipe has no carrier with a name.
  EXPECT_EQ(money.back().net_cents, (Kinds{0, 10 * 300, 0, 0, 0}));
}

TEST(MoneyTest, AnArcsSellerIsPaidByItsPayer) {
  const Network network = Build(
      {Producer("field", kState), Market("port", kBuyer)},
      {{.id = "pipe", .from = 0, .to = 1, .payer = kPayer, .seller = kTrader}});
  const std::vector<ActorDay> money =
      MoneyOf(network, LimitsOf({0, 7000}, {0}), FlowsOf(network, {10}),
              {.arcs = {{.advance_cents = 1600}}});
  EXPECT_EQ(money[kTrader].net_cents, (Kinds{0, 0, 16000, 0, 0}));
  EXPECT_EQ(money[kState].net_cents, Kinds{});
}

TEST(MoneyTest, WhomTheNetworkDoesNotNameIsTheRest) {
  const Network network =
      Build({Producer("field", std::nullopt), Market("port", std::nullopt)},
            {{.id = "pipe", .from = 0, .to = 1}});
  const std::vector<ActorDay> money =
      MoneyOf(network, LimitsOf({0, 7000}, {300}), FlowsOf(network, {10}),
              {.brent_cents = 7500});
  // It sells to itself and carries for itself.
  EXPECT_EQ(money.back(), (ActorDay{.sold_bbl = 10, .at_brent_cents = 75000}));
}

// Two fields meet at a hub in a transit state, whose tariff both bear.
TEST(MoneyTest, OilThatMeetsSharesProceedsAndTariffsByBarrels) {
  const Network network =
      Build({Producer("large", kState),
             Producer("small", kTrader),
             {.id = "hub"},
             Market("near", kBuyer),
             Market("far", kBuyer)},
            {{.id = "from-large", .from = 0, .to = 2},
             {.id = "from-small", .from = 1, .to = 2},
             {.id = "to-near", .from = 2, .to = 3, .carrier = kCarrier},
             {.id = "to-far", .from = 2, .to = 4, .carrier = kCarrier}});
  const std::vector<ActorDay> money =
      MoneyOf(network, LimitsOf({0, 0, 0, 1000, 500}, {0, 7, 10, 20}),
              FlowsOf(network, {2, 1, 1, 2}), {.brent_cents = 900});
  // Proceeds 1 * 1000 + 2 * 500 = 2000, two thirds of which are 1333 1/3.
  // Tariffs 1 * 10 + 2 * 20 = 50, two thirds of which are 33 1/3; the small
  // field's own road costs 7 besides.
  EXPECT_EQ(money[kState].net_cents, (Kinds{1333, -33, 0, 0, 0}));
  EXPECT_EQ(money[kTrader].net_cents, (Kinds{667, -17 - 7, 0, 0, 0}));
  EXPECT_EQ(money[kCarrier].net_cents, (Kinds{0, 50, 0, 0, 0}));
  EXPECT_EQ(money.back().net_cents, (Kinds{0, 7, 0, 0, 0}));
  EXPECT_EQ(money[kState].sold_bbl, 2);
  EXPECT_EQ(money[kTrader].at_brent_cents, 900);
}

TEST(MoneyTest, ABuyersMarketCanCostTheSellers) {
  const Network network =
      Build({Producer("large", kState), Producer("small", kTrader),
             Market("port", kBuyer)},
            {{.id = "from-large", .from = 0, .to = 2},
             {.id = "from-small", .from = 1, .to = 2}});
  const std::vector<ActorDay> money = MoneyOf(
      network, LimitsOf({0, 0, -37}, {0, 0}), FlowsOf(network, {2, 1}), {});
  EXPECT_EQ(money[kState].net_cents[0], -74);
  EXPECT_EQ(money[kTrader].net_cents[0], -37);
  EXPECT_EQ(money[kBuyer].net_cents[0], 111);
}

// A field, a tank on the way, a market.
class TankTest : public testing::Test {
 protected:
  TankTest()
      : network_(
            Build({Producer("field", kState),
                   {.id = "tank",
                    .kind = NodeKind::kStorage,
                    .country = 0,
                    .actor = kTankOwner},
                   Market("port", kBuyer)},
                  {{.id = "in", .from = 0, .to = 1, .carrier = kCarrier},
                   {.id = "out", .from = 1, .to = 2, .carrier = kCarrier}})) {}

  std::vector<ActorDay> Money(int64_t in, int64_t filled, int64_t drawn) {
    DayFlows flows = FlowsOf(network_, {in, in - filled + drawn});
    flows.filled_bpd[1] = filled;
    flows.drawn_bpd[1] = drawn;
    return MoneyOf(network_, LimitsOf({0, 0, 1000}, {20, 30}), flows,
                   {.brent_cents = 1100});
  }

  Network network_;
};

TEST_F(TankTest, FillsAtACostAndEarnsWhenDrawn) {
  // 10 enter, 4 stay: 6 earn 6 * 1000 and bear 6 * 30; all 10 bear 20 each.
  const std::vector<ActorDay> fills = Money(10, 4, 0);
  EXPECT_EQ(fills[kState].net_cents, (Kinds{6000, -180 - 200, 0, 0, 0}));
  EXPECT_EQ(fills[kState].sold_bbl, 6);
  EXPECT_EQ(fills[kTankOwner], ActorDay{});
  EXPECT_EQ(fills[kCarrier].net_cents, (Kinds{0, 380, 0, 0, 0}));
  // 5 enter and pass, the 4 of yesterday leave with them.
  const std::vector<ActorDay> draws = Money(5, 0, 4);
  EXPECT_EQ(draws[kState].net_cents, (Kinds{5000, -150 - 100, 0, 0, 0}));
  EXPECT_EQ(draws[kTankOwner].net_cents, (Kinds{4000, -120, 0, 0, 0}));
  EXPECT_EQ(draws[kTankOwner].sold_bbl, 4);
  EXPECT_EQ(draws[kTankOwner].at_brent_cents, 4 * 1100);
  EXPECT_EQ(draws[kCarrier].net_cents, (Kinds{0, 270 + 100, 0, 0, 0}));
}

TEST_F(TankTest, SwallowsAllThatComes) {
  const std::vector<ActorDay> money = Money(10, 10, 0);
  EXPECT_EQ(money[kState].net_cents, (Kinds{0, -200, 0, 0, 0}));
  EXPECT_EQ(money[kState].sold_bbl, 0);
  EXPECT_EQ(money[kBuyer], ActorDay{});
}

TEST_F(TankTest, FillsAndDrawsOnOneDay) {
  // 6 of 10 pass and 3 are drawn: 9000 and 270 are shared as 6 : 3.
  const std::vector<ActorDay> money = Money(10, 4, 3);
  EXPECT_EQ(money[kState].net_cents, (Kinds{6000, -180 - 200, 0, 0, 0}));
  EXPECT_EQ(money[kTankOwner].net_cents, (Kinds{3000, -90, 0, 0, 0}));
}

TEST_F(TankTest, NeedsNoStorageFlowsIfNothingIsStored) {
  DayFlows flows = FlowsOf(network_, {10, 10});
  const DayLimits limits = LimitsOf({0, 0, 1000}, {20, 30});
  const std::vector<ActorDay> money = MoneyOf(network_, limits, flows, {});
  flows.filled_bpd.clear();
  flows.drawn_bpd.clear();
  EXPECT_EQ(MoneyOf(network_, limits, flows, {}), money);
}

// Two channels on one arc, behind a hub.
class ChannelTest : public testing::Test {
 protected:
  ChannelTest()
      : network_(Build(
            {Producer("field", kState), {.id = "hub"}, Market("port", kBuyer)},
            {{.id = "to-hub", .from = 0, .to = 1},
             {.id = "to-port", .from = 1, .to = 2}},
            {{.id = "bank", .arcs = {1}, .holder = kHolder},
             {.id = "account", .arcs = {1}, .holder = kTrader}})) {}

  std::vector<ActorDay> Money(int64_t price_cents,
                              std::vector<int64_t> blocked_ppm) {
    return MoneyOf(network_, LimitsOf({0, 0, price_cents}, {40, 100}),
                   FlowsOf(network_, {10, 10}),
                   {.blocked_ppm = std::move(blocked_ppm)});
  }

  Network network_;
};

TEST_F(ChannelTest, BlocksAShareOfWhatIsLeftOneChannelAfterTheOther) {
  // 10 * (1000 - 100) = 9000 reach the channels: a quarter is 2250, half of
  // the other 6750 is 3375. The 40 to the hub are paid out of the rest.
  const std::vector<ActorDay> money = Money(1000, {250000, 500000});
  EXPECT_EQ(money[kHolder].net_cents, (Kinds{0, 0, 0, 0, 2250}));
  EXPECT_EQ(money[kTrader].net_cents, (Kinds{0, 0, 0, 0, 3375}));
  EXPECT_EQ(money[kState].net_cents, (Kinds{10000, -1400, 0, 0, -5625}));
}

TEST_F(ChannelTest, RoundsWhatIsBlockedDown) {
  // 0.333333 * 9000 = 2999.997; 0.000001 * 6001 is less than a cent.
  const std::vector<ActorDay> money = Money(1000, {333333, 1});
  EXPECT_EQ(money[kHolder].net_cents, (Kinds{0, 0, 0, 0, 2999}));
  EXPECT_EQ(money[kTrader].net_cents, Kinds{});
}

TEST_F(ChannelTest, BlocksAllOnce) {
  const std::vector<ActorDay> money = Money(1000, {1000000, 1000000});
  EXPECT_EQ(money[kHolder].net_cents, (Kinds{0, 0, 0, 0, 9000}));
  EXPECT_EQ(money[kTrader].net_cents, Kinds{});
}

TEST_F(ChannelTest, BlocksNothingOfALoss) {
  const std::vector<ActorDay> money = Money(90, {1000000, 1000000});
  EXPECT_EQ(money[kHolder].net_cents, Kinds{});
  EXPECT_EQ(money[kState].net_cents, (Kinds{900, -1400, 0, 0, 0}));
}

TEST_F(ChannelTest, IsExactForMoreMoneyThan64BitsTimesAMillion) {
  // 10 * (10^14 - 100) * 0.999999 = 10^15 - 1000 - 10^9 + 0.001
  const std::vector<ActorDay> money = Money(100000000000000, {999999, 0});
  EXPECT_EQ(money[kHolder].net_cents[4], 1000000000000000 - 1000 - 1000000000);
}

TEST(MoneyTest, AStrategicStockTradesAtBrentWithTheRest) {
  const Network network = Build({Producer("field", kState),
                                 Market("port", kBuyer),
                                 {.id = "caverns",
                                  .kind = NodeKind::kStrategicStock,
                                  .actor = kTankOwner}},
                                {{.id = "pipe", .from = 0, .to = 1}});
  DayFlows flows = FlowsOf(network, {0});
  flows.drawn_bpd[2] = 100;
  flows.filled_bpd[2] = 30;
  const std::vector<ActorDay> money = MoneyOf(
      network, LimitsOf({0, 7000, 0}, {0}), flows, {.brent_cents = 7500});
  EXPECT_EQ(money[kTankOwner].net_cents, (Kinds{70 * 7500, 0, 0, 0, 0}));
  EXPECT_EQ(money[kTankOwner].sold_bbl, 100);
  EXPECT_EQ(money[kTankOwner].at_brent_cents, 100 * 7500);
  EXPECT_EQ(money.back().net_cents, (Kinds{-70 * 7500, 0, 0, 0, 0}));
}

TEST(MoneyTest, NothingFlowsAndNobodyPays) {
  const Network network =
      Build({Producer("field", kState), {.id = "hub"}, Market("port", kBuyer)},
            {{.id = "to-hub", .from = 0, .to = 1, .payer = kPayer},
             {.id = "to-port", .from = 1, .to = 2}});
  for (const ActorDay& day :
       MoneyOf(network, LimitsOf({0, 0, 7000}, {300, 100}),
               FlowsOf(network, {0, 0}),
               {.brent_cents = 7500, .arcs = {{.advance_cents = 1600}, {}}})) {
    EXPECT_EQ(day, ActorDay{});
  }
}

// A field sells 200 kb/d by truck at a third of a hundred dollars: Reuters, on
// trucked Kurdish oil, says about 200 m USD a month (domain brief, Q7).
TEST(MoneyLedgerTest, TrucksEarnWhatReutersReports) {
  const Network network =
      Build({Producer("field", kState), Market("border", kBuyer)},
            {{.id = "road", .from = 0, .to = 1, .seller = kTrader}});
  const std::vector<ActorDay> day =
      MoneyOf(network, LimitsOf({0, 3333}, {0}), FlowsOf(network, {200000}),
              {.brent_cents = 7500});
  MoneyLedger ledger(network);
  for (int i = 0; i < 30; ++i) {
    ledger.Add(absl::CivilDay(2024, 6, 1) + i, day, day);
  }
  const std::vector<ActorMonth> months = ledger.Take();
  ASSERT_EQ(months.size(), 2);
  ASSERT_EQ(months[0].actor, kTrader);
  EXPECT_EQ(months[0].baseline.net_cents[0], int64_t{30} * 200000 * 3333);
  EXPECT_NEAR(static_cast<double>(months[0].baseline.net_cents[0]) / 100, 200e6,
              0.1e6);
  EXPECT_EQ(months[0].baseline.sold_bbl, 6000000);
}

class LedgerTest : public testing::Test {
 protected:
  LedgerTest()
      : network_(Build({Producer("field", kState), Market("port", kBuyer)},
                       {{.id = "pipe", .from = 0, .to = 1}})),
        ledger_(network_) {}

  // A day of which one actor gets `cents` of the rest.
  std::vector<ActorDay> Gets(int actor, int64_t cents) const {
    std::vector<ActorDay> day(network_.actors().size() + 1);
    day[actor] = {
        .net_cents = {cents, 1, 2, 3, 4}, .sold_bbl = 5, .at_brent_cents = 6};
    day.back().net_cents = {-cents, -1, -2, -3, -4};
    return day;
  }

  Network network_;
  MoneyLedger ledger_;
};

TEST_F(LedgerTest, SumsDaysToMonths) {
  for (int i = 0; i < 60; ++i) {
    ledger_.Add(absl::CivilDay(2025, 1, 31) + i, Gets(kState, 100),
                Gets(kState, 70));
  }
  const std::vector<ActorMonth> months = ledger_.Take();
  // One day of January, February, 31 of March; the state and the rest.
  ASSERT_EQ(months.size(), 6);
  const int expected_days[] = {1, 28, 31};
  for (size_t m = 0; m < 3; ++m) {
    const ActorMonth& state = months[2 * m];
    const ActorMonth& rest = months[2 * m + 1];
    const int days = expected_days[m];
    EXPECT_EQ(state.actor, kState);
    EXPECT_EQ(state.month, absl::CivilMonth(2025, static_cast<int>(m) + 1));
    EXPECT_EQ(state.day_count, days);
    EXPECT_EQ(state.baseline.net_cents,
              (Kinds{100 * days, days, 2 * days, 3 * days, 4 * days}));
    EXPECT_EQ(state.scenario.net_cents[0], 70 * days);
    EXPECT_EQ(state.baseline.sold_bbl, 5 * days);
    EXPECT_EQ(state.scenario.at_brent_cents, 6 * days);
    EXPECT_EQ(rest.actor, std::nullopt);
    EXPECT_EQ(rest.day_count, days);
    EXPECT_EQ(rest.baseline.net_cents[0], -100 * days);
  }
}

TEST_F(LedgerTest, LeavesOutWhoHasNothingInBoth) {
  const std::vector<ActorDay> nothing(network_.actors().size() + 1);
  ledger_.Add(absl::CivilDay(2025, 1, 1), nothing, Gets(kHolder, 1));
  ledger_.Add(absl::CivilDay(2025, 2, 1), nothing, nothing);
  const std::vector<ActorMonth> months = ledger_.Take();
  ASSERT_EQ(months.size(), 2);
  EXPECT_EQ(months[0].actor, kHolder);
  EXPECT_EQ(months[0].baseline, ActorDay{});
  EXPECT_EQ(months[1].actor, std::nullopt);
}

TEST_F(LedgerTest, TellsTheSameMonthOfTwoYearsApart) {
  ledger_.Add(absl::CivilDay(2024, 12, 31), Gets(kState, 1), Gets(kState, 1));
  ledger_.Add(absl::CivilDay(2025, 12, 31), Gets(kState, 1), Gets(kState, 1));
  const std::vector<ActorMonth> months = ledger_.Take();
  ASSERT_EQ(months.size(), 4);
  EXPECT_EQ(months[0].month, absl::CivilMonth(2024, 12));
  EXPECT_EQ(months[2].month, absl::CivilMonth(2025, 12));
}

TEST_F(LedgerTest, IsEmptyOnceTaken) {
  ledger_.Add(absl::CivilDay(2025, 1, 1), Gets(kState, 1), Gets(kState, 1));
  EXPECT_EQ(ledger_.Take().size(), 2);
  EXPECT_THAT(ledger_.Take(), IsEmpty());
}

// A random network whose transit nodes are storages now and then, with a
// strategic stock, channels, and actors in every part but a few. Nobody but the
// sinks is the first actor, nobody but the stock the second and nobody but the
// channels the third.
enum : int { kSinks, kStock, kChannels, kOthers };
constexpr int kActors = 9;

std::optional<int> AnyOther(Dice* dice) {
  if (dice->OneIn(4)) {
    return std::nullopt;
  }
  return static_cast<int>(dice->Roll(kOthers, kActors - 1));
}

NetworkParts RandomEconomy(Dice* dice) {
  const Network network = RandomNetwork(dice, false);
  NetworkParts parts{.countries = network.countries(),
                     .nodes = network.nodes(),
                     .arcs = network.arcs()};
  for (int a = 0; a < kActors; ++a) {
    parts.actors.push_back({.id = absl::StrCat("actor", a)});
  }
  for (Node& node : parts.nodes) {
    if (node.kind == NodeKind::kTransit && dice->OneIn(2)) {
      node.kind = NodeKind::kStorage;
      node.country = 0;
    }
    node.actor =
        node.kind == NodeKind::kMarket || node.kind == NodeKind::kDomesticUse
            ? kSinks
            : AnyOther(dice);
  }
  for (Arc& arc : parts.arcs) {
    arc.carrier = AnyOther(dice);
    if (parts.nodes[arc.from].kind == NodeKind::kProducer) {
      if (dice->OneIn(2)) {
        arc.seller = AnyOther(dice);
      }
      if (dice->OneIn(2)) {
        arc.payer = AnyOther(dice);
      }
    }
  }
  parts.nodes.push_back(
      {.id = "stock", .kind = NodeKind::kStrategicStock, .actor = kStock});
  return parts;
}

void AddChannels(bool at_producers_only, Dice* dice, NetworkParts* parts) {
  for (int c = 0; c < 2; ++c) {
    PaymentChannel channel{.id = absl::StrCat("channel", c),
                           .holder = kChannels};
    for (size_t a = 0; a < parts->arcs.size(); ++a) {
      const Node& from = parts->nodes[parts->arcs[a].from];
      if (dice->OneIn(2) &&
          (!at_producers_only || from.kind == NodeKind::kProducer)) {
        channel.arcs.push_back(static_cast<int>(a));
      }
    }
    if (!channel.arcs.empty()) {
      parts->channels.push_back(std::move(channel));
    }
  }
}

// Pushes random barrels down from the producers, into tanks and out of them.
DayFlows RandomFlows(const Network& network, Dice* dice) {
  DayFlows flows =
      FlowsOf(network, std::vector<int64_t>(network.arcs().size(), 0));
  for (const int node : network.topological_order()) {
    int64_t here = 0;
    for (const int arc : network.arcs_to(node)) {
      here += flows.arc_bpd[arc];
    }
    switch (network.nodes()[node].kind) {
      case NodeKind::kProducer:
        here = flows.produced_bpd[node] = dice->Roll(0, 40);
        break;
      case NodeKind::kStorage:
        flows.filled_bpd[node] = dice->OneIn(3) ? here : dice->Roll(0, here);
        flows.drawn_bpd[node] = dice->OneIn(3) ? 0 : dice->Roll(0, 20);
        here += flows.drawn_bpd[node] - flows.filled_bpd[node];
        break;
      case NodeKind::kStrategicStock:
        flows.drawn_bpd[node] = dice->Roll(0, 20);
        flows.filled_bpd[node] = dice->Roll(0, 20);
        break;
      case NodeKind::kMarket:
      case NodeKind::kDomesticUse:
        flows.delivered_bpd[node] = here;
        break;
      case NodeKind::kTransit:
        break;
    }
    const std::vector<int>& arcs = network.arcs_from(node);
    for (size_t i = 0; i < arcs.size(); ++i) {
      flows.arc_bpd[arcs[i]] =
          i + 1 == arcs.size() ? here : dice->Roll(0, here);
      here -= flows.arc_bpd[arcs[i]];
    }
  }
  return flows;
}

MoneyTerms RandomTerms(const Network& network, Dice* dice) {
  MoneyTerms terms{.brent_cents = dice->Roll(-500, 9000)};
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    PaymentTerms& arc = terms.arcs.emplace_back();
    if (dice->OneIn(2)) {
      arc.advance_cents = dice->Roll(0, 5000);
    }
    arc.paid_ppm = dice->OneIn(4) ? 1000000 : dice->Roll(0, 1000000);
  }
  for (size_t c = 0; c < network.channels().size(); ++c) {
    terms.blocked_ppm.push_back(dice->OneIn(4) ? 1000000
                                               : dice->Roll(0, 1000000));
  }
  return terms;
}

struct RandomDay {
  explicit RandomDay(uint64_t seed, bool blocked_at_producers_only = false)
      : RandomDay(Dice(seed), blocked_at_producers_only) {}

  std::vector<ActorDay> Money() const {
    return MoneyOf(network, limits, flows, terms);
  }

  Network network;
  DayLimits limits;
  DayFlows flows;
  MoneyTerms terms;

 private:
  RandomDay(Dice dice, bool blocked_at_producers_only)
      : network([&] {
          NetworkParts parts = RandomEconomy(&dice);
          AddChannels(blocked_at_producers_only, &dice, &parts);
          return Create(std::move(parts));
        }()),
        limits(RandomLimits(network, &dice)),
        flows(RandomFlows(network, &dice)),
        terms(RandomTerms(network, &dice)) {}
};

TEST(MoneyPropertyTest, EveryKindSumsToZero) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    const std::vector<ActorDay> money = RandomDay(seed).Money();
    Kinds sums{};
    for (const ActorDay& day : money) {
      for (size_t kind = 0; kind < kMoneyKindCount; ++kind) {
        sums[kind] += day.net_cents[kind];
      }
    }
    ASSERT_THAT(sums, ElementsAre(0, 0, 0, 0, 0)) << "seed " << seed;
  }
}

TEST(MoneyPropertyTest, SellersGetWhatSinksAndTheStocksBuyersPay) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    const RandomDay day(seed);
    int64_t paid_cents = 0;
    int64_t delivered_bbl = 0;
    int64_t stock_cents = 0;
    int64_t stock_bbl = 0;
    for (size_t n = 0; n < day.network.nodes().size(); ++n) {
      const int64_t delivered = day.flows.delivered_bpd[n];
      paid_cents += delivered == 0 ? 0 : delivered * day.limits.price_cents[n];
      delivered_bbl += delivered;
      if (day.network.nodes()[n].kind == NodeKind::kStrategicStock) {
        stock_cents += day.terms.brent_cents *
                       (day.flows.drawn_bpd[n] - day.flows.filled_bpd[n]);
        stock_bbl += day.flows.drawn_bpd[n];
      }
    }
    const std::vector<ActorDay> money = day.Money();
    int64_t sellers_cents = 0;
    int64_t sold_bbl = 0;
    int64_t at_brent_cents = 0;
    for (size_t a = kStock; a < money.size(); ++a) {
      sellers_cents += money[a].net_cents[0];
      sold_bbl += money[a].sold_bbl;
      at_brent_cents += money[a].at_brent_cents;
    }
    ASSERT_EQ(money[kSinks].net_cents[0], -paid_cents) << "seed " << seed;
    ASSERT_EQ(sellers_cents, paid_cents) << "seed " << seed;
    ASSERT_EQ(money[kStock].net_cents[0], stock_cents) << "seed " << seed;
    ASSERT_EQ(sold_bbl, delivered_bbl + stock_bbl) << "seed " << seed;
    ASSERT_EQ(at_brent_cents, sold_bbl * day.terms.brent_cents)
        << "seed " << seed;
  }
}

// Each arc of a producer has a seller of its own, whose account then shows what
// the channels saw.
TEST(MoneyPropertyTest, BlockedNeverExceedsProceedsLessCosts) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    RandomDay day(seed, /*blocked_at_producers_only=*/true);
    NetworkParts parts{.countries = day.network.countries(),
                       .nodes = day.network.nodes(),
                       .arcs = day.network.arcs(),
                       .actors = day.network.actors(),
                       .channels = day.network.channels()};
    for (Arc& arc : parts.arcs) {
      if (parts.nodes[arc.from].kind == NodeKind::kProducer) {
        arc.seller = static_cast<int>(parts.actors.size());
        arc.payer.reset();
        parts.actors.push_back({.id = absl::StrCat("seller-", arc.id)});
      }
    }
    const Network network = Create(std::move(parts));
    const std::vector<ActorDay> money =
        MoneyOf(network, day.limits, day.flows, day.terms);
    for (size_t a = kActors; a < network.actors().size(); ++a) {
      const auto& [sales, tariffs, advances, arrears, blocked] =
          money[a].net_cents;
      ASSERT_LE(blocked, 0) << "seed " << seed;
      ASSERT_LE(-blocked, std::max<int64_t>(0, sales + tariffs))
          << "seed " << seed;
    }
  }
}

// The money of a day if cents could be cut at will: follows a single barrel
// down from every place, and knows nothing of sums, shares or rounding.
class NaiveMoney {
 public:
  explicit NaiveMoney(const RandomDay& day)
      : day_(day), cents_(day.network.actors().size() + 1) {
    for (const int node : day.network.topological_order()) {
      if (day.network.nodes()[node].kind == NodeKind::kProducer) {
        for (const int arc : day.network.arcs_from(node)) {
          SellAt(arc);
        }
      } else if (day.network.nodes()[node].kind == NodeKind::kStorage) {
        const Barrel barrel = LeavingNode(node);
        const auto drawn = static_cast<double>(day.flows.drawn_bpd[node]);
        Sell(day.network.nodes()[node].actor, drawn, barrel);
      } else if (day.network.nodes()[node].kind == NodeKind::kStrategicStock) {
        const auto bought = static_cast<double>(
            (day.flows.filled_bpd[node] - day.flows.drawn_bpd[node]) *
            day.terms.brent_cents);
        Get(kStock, 0, -bought);
        Get(std::nullopt, 0, bought);
      } else if (day.flows.delivered_bpd[node] > 0) {
        Get(kSinks, 0,
            -static_cast<double>(day.flows.delivered_bpd[node] *
                                 day.limits.price_cents[node]));
      }
    }
    for (size_t a = 0; a < day.network.arcs().size(); ++a) {
      const auto bbl = static_cast<double>(day.flows.arc_bpd[a]);
      Get(day.network.arcs()[a].carrier, 1,
          bbl * static_cast<double>(day.limits.arcs[a].cost_cents));
      Get(kChannels, 4, bbl * EnteringArc(static_cast<int>(a)).newly_blocked);
    }
  }

  double Cents(size_t actor, size_t kind) const { return cents_[actor][kind]; }

 private:
  // Cents of a barrel from here on.
  struct Barrel {
    double proceeds = 0;
    double costs = 0;
    double blocked = 0;
    double newly_blocked = 0;
  };

  Barrel EnteringArc(int index) const {
    const Arc& arc = day_.network.arcs()[index];
    Barrel barrel = EnteringNode(arc.to);
    barrel.costs += static_cast<double>(day_.limits.arcs[index].cost_cents);
    double left =
        std::max(0.0, barrel.proceeds - barrel.costs - barrel.blocked);
    const double before = left;
    for (size_t c = 0; c < day_.network.channels().size(); ++c) {
      const std::vector<int>& arcs = day_.network.channels()[c].arcs;
      if (std::find(arcs.begin(), arcs.end(), index) != arcs.end()) {
        left *= 1 - 1e-6 * static_cast<double>(day_.terms.blocked_ppm[c]);
      }
    }
    barrel.newly_blocked = before - left;
    barrel.blocked += barrel.newly_blocked;
    return barrel;
  }

  Barrel EnteringNode(int node) const {
    Barrel barrel = LeavingNode(node);
    int64_t in = 0;
    for (const int arc : day_.network.arcs_to(node)) {
      in += day_.flows.arc_bpd[arc];
    }
    const double passing =
        in == 0 ? 0
                : static_cast<double>(in - day_.flows.filled_bpd[node]) /
                      static_cast<double>(in);
    return {.proceeds = barrel.proceeds * passing,
            .costs = barrel.costs * passing,
            .blocked = barrel.blocked * passing};
  }

  Barrel LeavingNode(int node) const {
    const std::vector<int>& arcs = day_.network.arcs_from(node);
    if (arcs.empty()) {
      return {.proceeds = static_cast<double>(day_.limits.price_cents[node])};
    }
    Barrel sum;
    double out = 0;
    for (const int arc : arcs) {
      if (day_.flows.arc_bpd[arc] > 0) {
        const auto bbl = static_cast<double>(day_.flows.arc_bpd[arc]);
        const Barrel barrel = EnteringArc(arc);
        sum.proceeds += bbl * barrel.proceeds;
        sum.costs += bbl * barrel.costs;
        sum.blocked += bbl * barrel.blocked;
        out += bbl;
      }
    }
    return out == 0 ? Barrel{}
                    : Barrel{.proceeds = sum.proceeds / out,
                             .costs = sum.costs / out,
                             .blocked = sum.blocked / out};
  }

  void SellAt(int index) {
    const Arc& arc = day_.network.arcs()[index];
    const auto bbl = static_cast<double>(day_.flows.arc_bpd[index]);
    const Barrel barrel = EnteringArc(index);
    const std::optional<int> owner =
        arc.seller ? arc.seller : day_.network.nodes()[arc.from].actor;
    Sell(arc.payer ? arc.payer : owner, bbl, barrel);
    if (arc.payer) {
      const PaymentTerms& terms = day_.terms.arcs[index];
      const double paid =
          terms.advance_cents
              ? static_cast<double>(*terms.advance_cents)
              : 1e-6 * static_cast<double>(terms.paid_ppm) *
                    std::max(0.0, barrel.proceeds - barrel.costs);
      Get(owner, 2, bbl * paid);
      Get(arc.payer, 2, -bbl * paid);
    }
  }

  void Sell(std::optional<int> seller, double bbl, const Barrel& barrel) {
    Get(seller, 0, bbl * barrel.proceeds);
    Get(seller, 1, -bbl * barrel.costs);
    Get(seller, 4, -bbl * barrel.blocked);
  }

  void Get(std::optional<int> actor, size_t kind, double cents) {
    const auto rest = static_cast<int>(cents_.size()) - 1;
    cents_[static_cast<size_t>(actor.value_or(rest))][kind] += cents;
  }

  const RandomDay& day_;
  std::vector<std::array<double, kMoneyKindCount>> cents_;
};

TEST(MoneyPropertyTest, IsWhatEveryBarrelWouldGetInPartsOfCents) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    const RandomDay day(seed);
    const std::vector<ActorDay> money = day.Money();
    const NaiveMoney naive(day);
    // Every arc rounds at most four sums, and passes on what others rounded.
    const double tolerance =
        4.0 * static_cast<double>(day.network.arcs().size());
    for (size_t a = 0; a < money.size(); ++a) {
      for (size_t kind = 0; kind < kMoneyKindCount; ++kind) {
        ASSERT_NEAR(static_cast<double>(money[a].net_cents[kind]),
                    naive.Cents(a, kind), tolerance)
            << "seed " << seed << " actor " << a << " kind " << kind;
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
