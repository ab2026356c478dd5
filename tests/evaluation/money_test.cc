#include "service/evaluation/money.h"

#include <optional>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/money_world.h"

namespace oilflow {
namespace {

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

}  // namespace
}  // namespace oilflow
