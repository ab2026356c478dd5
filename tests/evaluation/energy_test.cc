#include "service/evaluation/energy.h"

#include "gtest/gtest.h"

#include "tests/support/random_world.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

constexpr BarrelsPerDay kThousandBpd = 1000.0 * kBarrelsPerDay;

// Iraq and Iran's gas (domain brief, Q5): fuel oil at 6.287 and crude at 5.8
// million British thermal units a barrel, old steam plants at 10,500 a
// kilowatt-hour, and 65 kb/d of fuel oil to be had.
GridTerms Iraq() {
  return {.power_per_gas = 85.0 * kMegawatts,
          .heat_rate_btu_per_kwh = 10500,
          .liquid_mmbtu_per_bbl = 6.287,
          .crude_mmbtu_per_bbl = 5.8,
          .substitution_limit = 65.0 * kThousandBpd};
}

EnergyLoss Loss(double gas_mmcmd, double power_mw) {
  return {.gas = gas_mmcmd * kMillionCubicMetresPerDay,
          .imported_power = power_mw * kMegawatts};
}

double Kbd(BarrelsPerDay rate) { return rate / kThousandBpd; }

TEST(EnergyTest, AnswersTheBriefsQuestion) {
  const EnergyNeed need = NeedOf(Iraq(), Loss(50, 0));
  // 50 * 85
  EXPECT_DOUBLE_EQ(*need.power_lost / kMegawatts, 4250);
  // 50e6 * 35.3147 * 1037 / 5.8e6
  EXPECT_NEAR(Kbd(*need.gas_as_crude), 315.701, 0.0005);
  // 4250 * 1000 * 24 * 10500 / 6.287e6
  EXPECT_NEAR(Kbd(*need.liquids_needed), 170.352, 0.0005);
  EXPECT_EQ(need.liquids_asked_bpd, 65000);

  const EnergyBalance balance = BalanceOf(need, need.liquids_asked_bpd);
  // 65 of 170.352
  EXPECT_NEAR(*balance.restored / *need.power_lost, 0.38156, 0.000005);
  EXPECT_NEAR(*balance.unserved / kMegawatts, 2628.353, 0.0005);
}

TEST(EnergyTest, ImportedPowerIsLostAsItIs) {
  const EnergyNeed need = NeedOf(Iraq(), Loss(10, 600));
  EXPECT_DOUBLE_EQ(*need.power_lost / kMegawatts, 10 * 85 + 600);
  // Power is not gas.
  EXPECT_DOUBLE_EQ(*NeedOf(Iraq(), Loss(0, 600)).gas_as_crude / kBarrelsPerDay,
                   0);
}

TEST(EnergyTest, AsksForNoMoreThanIsNeeded) {
  // 1000 * 1000 * 24 * 10500 / 6.287e6 = 40082.71
  EXPECT_EQ(NeedOf(Iraq(), Loss(0, 1000)).liquids_asked_bpd, 40083);
}

TEST(EnergyTest, NeverAsksForMoreThanTheLimit) {
  struct Case {
    double limit_bpd;
    int64_t asked_bpd;
  };
  for (const Case& c :
       {Case{40082.4, 40082}, Case{40082.6, 40082}, Case{40082.8, 40082},
        Case{40083, 40083}, Case{0.9, 0}, Case{0, 0}}) {
    GridTerms terms = Iraq();
    terms.substitution_limit = c.limit_bpd * kBarrelsPerDay;
    EXPECT_EQ(NeedOf(terms, Loss(0, 1000)).liquids_asked_bpd, c.asked_bpd)
        << c.limit_bpd;
  }
}

TEST(EnergyTest, WithoutTheYieldOfGasItsPowerIsUnknown) {
  GridTerms terms = Iraq();
  terms.power_per_gas.reset();
  const EnergyNeed need = NeedOf(terms, Loss(50, 100));
  EXPECT_EQ(need.power_lost, std::nullopt);
  EXPECT_EQ(need.liquids_needed, std::nullopt);
  EXPECT_EQ(need.liquids_asked_bpd, 0);
  EXPECT_NEAR(Kbd(*need.gas_as_crude), 315.701, 0.0005);
  const EnergyBalance balance = BalanceOf(need, 0);
  EXPECT_EQ(balance.restored, std::nullopt);
  EXPECT_EQ(balance.unserved, std::nullopt);

  EXPECT_EQ(NeedOf(terms, Loss(0, 100)).power_lost, 100.0 * kMegawatts);
}

TEST(EnergyTest, WithoutHeatTheNeedIsUnknown) {
  GridTerms no_rate = Iraq();
  no_rate.heat_rate_btu_per_kwh.reset();
  GridTerms no_content = Iraq();
  no_content.liquid_mmbtu_per_bbl.reset();
  GridTerms cold = Iraq();
  cold.liquid_mmbtu_per_bbl = 0;
  for (const GridTerms& terms : {no_rate, no_content, cold}) {
    const EnergyNeed need = NeedOf(terms, Loss(50, 0));
    EXPECT_EQ(need.power_lost, 4250.0 * kMegawatts);
    EXPECT_EQ(need.liquids_needed, std::nullopt);
    EXPECT_EQ(need.liquids_asked_bpd, 0);
    // That nothing is known of a burn does not mean that nothing is burned.
    EXPECT_EQ(BalanceOf(need, 0).restored, std::nullopt);
    EXPECT_EQ(BalanceOf(need, 0).unserved, std::nullopt);
  }
}

TEST(EnergyTest, WithoutALimitNothingIsAsked) {
  GridTerms terms = Iraq();
  terms.substitution_limit.reset();
  const EnergyNeed need = NeedOf(terms, Loss(50, 0));
  EXPECT_EQ(need.liquids_asked_bpd, 0);
  EXPECT_NEAR(Kbd(*need.liquids_needed), 170.352, 0.0005);
}

TEST(EnergyTest, WithoutTheHeatOfCrudeItsEquivalentIsUnknown) {
  GridTerms terms = Iraq();
  terms.crude_mmbtu_per_bbl.reset();
  EXPECT_EQ(NeedOf(terms, Loss(50, 0)).gas_as_crude, std::nullopt);
}

TEST(EnergyTest, WhereNothingIsLostNothingNeedsToBeKnown) {
  const EnergyNeed need = NeedOf({}, Loss(0, 0));
  EXPECT_EQ(need.power_lost, 0.0 * kMegawatts);
  EXPECT_EQ(need.liquids_needed, 0.0 * kBarrelsPerDay);
  EXPECT_EQ(need.gas_as_crude, 0.0 * kBarrelsPerDay);
  EXPECT_EQ(need.liquids_asked_bpd, 0);
  for (const int64_t liquids_bpd : {0, 1000}) {
    const EnergyBalance balance = BalanceOf(need, liquids_bpd);
    EXPECT_EQ(balance.restored, 0.0 * kMegawatts);
    EXPECT_EQ(balance.unserved, 0.0 * kMegawatts);
  }
}

TEST(EnergyTest, RestoresNoMoreThanIsLost) {
  const EnergyNeed need = NeedOf(Iraq(), Loss(50, 0));
  const EnergyBalance balance = BalanceOf(need, 500000);
  EXPECT_EQ(balance.restored, need.power_lost);
  EXPECT_EQ(balance.unserved, 0.0 * kMegawatts);
}

TEST(EnergyTest, BurningLessRestoresNothing) {
  const EnergyNeed need = NeedOf(Iraq(), Loss(50, 0));
  const EnergyBalance balance = BalanceOf(need, -1000);
  EXPECT_EQ(balance.restored, 0.0 * kMegawatts);
  EXPECT_EQ(balance.unserved, need.power_lost);
}

TEST(EnergyTest, WhatIsLostIsRestoredOrUnserved) {
  Dice dice(1);
  for (int i = 0; i < 10000; ++i) {
    GridTerms terms = Iraq();
    terms.substitution_limit =
        static_cast<double>(dice.Roll(0, 200000)) * kBarrelsPerDay;
    const EnergyNeed need =
        NeedOf(terms, Loss(static_cast<double>(dice.Roll(0, 700)) / 10,
                           static_cast<double>(dice.Roll(0, 12000)) / 10));
    const EnergyBalance balance = BalanceOf(need, need.liquids_asked_bpd);
    ASSERT_EQ(*balance.unserved, *need.power_lost - *balance.restored);
    ASSERT_GE(*balance.restored, 0.0 * kMegawatts);
    ASSERT_GE(*balance.unserved, 0.0 * kMegawatts);
    ASSERT_LE(need.liquids_asked_bpd * kBarrelsPerDay,
              *terms.substitution_limit);
  }
}

TEST(EnergyTest, BurningMoreLeavesLessUnserved) {
  const EnergyNeed need = NeedOf(Iraq(), Loss(50, 0));
  Megawatts before = *need.power_lost;
  for (int64_t liquids_bpd = 0; liquids_bpd <= 200000; liquids_bpd += 1000) {
    const Megawatts unserved = *BalanceOf(need, liquids_bpd).unserved;
    ASSERT_LE(unserved, before);
    before = unserved;
  }
  EXPECT_EQ(before, 0.0 * kMegawatts);
}

}  // namespace
}  // namespace oilflow
