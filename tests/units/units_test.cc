#include "service/units/units.h"

#include <cstdint>
#include <type_traits>

#include "gtest/gtest.h"

#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

// What must compile, what must not, and what comes of it.

template <typename A, typename B>
concept Adds = requires(A a, B b) {
  a + b;
};
template <typename A, typename B>
concept Subtracts = requires(A a, B b) {
  a - b;
};
template <typename A, typename B>
concept Compares = requires(A a, B b) {
  a < b;
};
template <typename A, typename B>
concept Equates = requires(A a, B b) {
  a == b;
};

static_assert(Adds<BarrelsPerDay, BarrelsPerDay>);
static_assert(!Adds<BarrelsPerDay, Barrels>);
static_assert(!Adds<Barrels, Days>);
static_assert(!Adds<Dollars, DollarsPerBarrel>);
static_assert(!Adds<BarrelsPerDay, double>);
static_assert(!Adds<double, BarrelsPerDay>);
static_assert(!Adds<BarrelsPerDay, MillionCubicMetresPerDay>);
static_assert(!Adds<Megawatts, BarrelsPerDay>);

static_assert(Subtracts<DollarsPerBarrel, DollarsPerBarrel>);
static_assert(!Subtracts<DollarsPerBarrel, Dollars>);
static_assert(!Subtracts<Barrels, BarrelsPerDay>);

static_assert(Compares<Barrels, Barrels>);
static_assert(!Compares<Barrels, BarrelsPerDay>);
static_assert(!Compares<Barrels, double>);
static_assert(Equates<Dollars, Dollars>);
static_assert(!Equates<Dollars, Barrels>);
static_assert(!Equates<Dollars, int>);

// Products and quotients have the unit that a textbook gives them.
static_assert(std::is_same_v<decltype(BarrelsPerDay() * Days()), Barrels>);
static_assert(std::is_same_v<decltype(Days() * BarrelsPerDay()), Barrels>);
static_assert(
    std::is_same_v<decltype(Barrels() * DollarsPerBarrel()), Dollars>);
static_assert(
    std::is_same_v<decltype(Dollars() / Barrels()), DollarsPerBarrel>);
static_assert(std::is_same_v<decltype(Barrels() / Days()), BarrelsPerDay>);
static_assert(std::is_same_v<decltype(2.0 * Barrels()), Barrels>);
static_assert(
    std::is_convertible_v<decltype(BarrelsPerDay() / kBarrelsPerDay), double>);
static_assert(
    !std::is_convertible_v<decltype(BarrelsPerDay() / kBarrels), double>);

// A number becomes a quantity only by naming its unit, and the other way too.
static_assert(!std::is_convertible_v<double, Barrels>);
static_assert(!std::is_constructible_v<Barrels, double>);
static_assert(!std::is_assignable_v<Barrels&, double>);
static_assert(!std::is_convertible_v<Barrels, double>);
static_assert(!std::is_constructible_v<double, Barrels>);

// One quantity never turns into another by itself.
static_assert(!std::is_convertible_v<Barrels, BarrelsPerDay>);
static_assert(!std::is_convertible_v<BarrelsPerDay, Barrels>);
static_assert(!std::is_convertible_v<DollarsPerBarrel, Dollars>);
static_assert(!std::is_convertible_v<MillionCubicMetresPerDay, BarrelsPerDay>);
static_assert(!std::is_convertible_v<Megawatts, Barrels>);

// Whole barrels become a rate, but no rate is rounded without being told to.
static_assert(std::is_convertible_v<WholeBarrelsPerDay, BarrelsPerDay>);
static_assert(!std::is_convertible_v<BarrelsPerDay, WholeBarrelsPerDay>);

TEST(UnitsTest, BarrelIsFortyTwoGallons) {
  // A US gallon is 231 cubic inches; an inch is 0.0254 m, exactly.
  const double gallon_m3 = 231 * 0.0254 * 0.0254 * 0.0254;
  const boost::units::quantity<boost::units::si::volume> volume(1.0 * kBarrels);
  const double barrel_m3 =
      volume / (1.0 * boost::units::unit<boost::units::volume_dimension,
                                         boost::units::si::system>());
  EXPECT_NEAR(barrel_m3, 42 * gallon_m3, 1e-15);
  EXPECT_EQ(barrel_m3, 0.158987294928);
}

TEST(UnitsTest, DayIs86400Seconds) {
  const boost::units::quantity<boost::units::si::time> time(2.0 * kDays);
  const double seconds =
      time / (1.0 * boost::units::unit<boost::units::time_dimension,
                                       boost::units::si::system>());
  EXPECT_EQ(seconds, 2 * 24 * 60 * 60);
}

TEST(UnitsTest, NoProductHidesAFactor) {
  const BarrelsPerDay quota = 4.0e6 * kBarrelsPerDay;
  const Barrels month = quota * (31.0 * kDays);
  const Dollars worth = month * (81.5 * kDollarsPerBarrel);
  EXPECT_EQ(month / kBarrels, 31 * 4.0e6);
  EXPECT_EQ(worth / kDollars, 31 * 4.0e6 * 81.5);
  EXPECT_EQ(quota / kBarrelsPerDay / 1000, 4000);
  EXPECT_EQ(month / (31.0 * kDays), quota);
}

TEST(UnitsTest, QuantitiesBeginAtZero) {
  EXPECT_EQ(BarrelsPerDay() / kBarrelsPerDay, 0);
  EXPECT_EQ(DollarsPerBarrel() / kDollarsPerBarrel, 0);
}

TEST(UnitsTest, HalvesRoundAwayFromZero) {
  struct Case {
    double rate;
    int64_t expected;
  };
  const Case cases[] = {
      {0, 0},
      {0.5, 1},
      {-0.5, -1},
      {1.5, 2},
      {2.5, 3},
      {-2.5, -3},
      {0.49999, 0},
      {-0.49999, 0},
      {0.49999999999999994, 0},
      {184999.5, 185000},
      {-69374.6, -69375},
      {200e6, 200000000},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(RoundToWhole(c.rate * kBarrelsPerDay),
              c.expected * kBarrelsPerDay)
        << c.rate;
  }
}

}  // namespace
}  // namespace oilflow
