// The quantities of the oil market, checked when the code is compiled.
//
//   BarrelsPerDay quota = 4.0e6 * kBarrelsPerDay;
//   Barrels month = quota * (31.0 * kDays);
//   Dollars worth = month * (81.5 * kDollarsPerBarrel);
//   Barrels wrong = quota + month;                       // does not compile
//
// A number goes in by multiplying with a unit and comes out by dividing by one,
// so that every crossing names its unit:
//
//   double kbd = quota / kBarrelsPerDay / 1000;
//
// This is the only header that includes Boost.Units. Barrels, days, dollars,
// megawatts and million standard cubic metres of gas are the base units of one
// coherent system, so no product or quotient ever hides a factor. Gas is a
// dimension of its own: its cubic metres are no volume of oil.

#ifndef OILFLOW_SERVICE_UNITS_UNITS_H_
#define OILFLOW_SERVICE_UNITS_UNITS_H_

#include <cmath>
#include <cstdint>

#include "boost/units/base_dimension.hpp"
#include "boost/units/base_unit.hpp"
#include "boost/units/conversion.hpp"
#include "boost/units/derived_dimension.hpp"
#include "boost/units/make_system.hpp"
#include "boost/units/physical_dimensions/power.hpp"
#include "boost/units/physical_dimensions/time.hpp"
#include "boost/units/physical_dimensions/volume.hpp"
#include "boost/units/quantity.hpp"
#include "boost/units/systems/si/time.hpp"
#include "boost/units/systems/si/volume.hpp"
#include "boost/units/unit.hpp"

namespace oilflow {
namespace units_internal {

namespace bu = ::boost::units;

struct Money : bu::base_dimension<Money, 1> {};
struct Gas : bu::base_dimension<Gas, 2> {};
struct Electricity : bu::base_dimension<Electricity, 3> {};

struct Barrel : bu::base_unit<Barrel, bu::volume_dimension, 1> {};
struct Day : bu::base_unit<Day, bu::time_dimension, 2> {};
struct Dollar : bu::base_unit<Dollar, Money::dimension_type, 3> {};
struct GasMillionCubicMetre
    : bu::base_unit<GasMillionCubicMetre, Gas::dimension_type, 4> {};
struct Megawatt : bu::base_unit<Megawatt, Electricity::dimension_type, 5> {};

using System =
    bu::make_system<Barrel, Day, Dollar, GasMillionCubicMetre, Megawatt>::type;

using Volume = bu::volume_dimension;
using Time = bu::time_dimension;
using Rate = bu::derived_dimension<bu::length_base_dimension, 3,
                                   bu::time_base_dimension, -1>::type;
using Price =
    bu::derived_dimension<bu::length_base_dimension, -3, Money, 1>::type;
using GasRate =
    bu::derived_dimension<bu::time_base_dimension, -1, Gas, 1>::type;

template <typename Dimension>
using Unit = bu::unit<Dimension, System>;

}  // namespace units_internal

inline constexpr units_internal::Unit<units_internal::Volume> kBarrels;
inline constexpr units_internal::Unit<units_internal::Time> kDays;
inline constexpr units_internal::Unit<units_internal::Money::dimension_type>
    kDollars;
inline constexpr units_internal::Unit<units_internal::Rate> kBarrelsPerDay;
inline constexpr units_internal::Unit<units_internal::Price> kDollarsPerBarrel;
inline constexpr units_internal::Unit<
    units_internal::Electricity::dimension_type>
    kMegawatts;
inline constexpr units_internal::Unit<units_internal::GasRate>
    kMillionCubicMetresPerDay;

using Barrels = decltype(1.0 * kBarrels);
using Days = decltype(1.0 * kDays);
using Dollars = decltype(1.0 * kDollars);
using BarrelsPerDay = decltype(1.0 * kBarrelsPerDay);
using DollarsPerBarrel = decltype(1.0 * kDollarsPerBarrel);
using Megawatts = decltype(1.0 * kMegawatts);
using MillionCubicMetresPerDay = decltype(1.0 * kMillionCubicMetresPerDay);

// Whole barrels per day: what the allocation and every balance reckon in, so
// that sums are exact and do not depend on their order.
using WholeBarrelsPerDay =
    boost::units::quantity<units_internal::Unit<units_internal::Rate>, int64_t>;

// To the nearest whole barrel, halves away from zero.
inline WholeBarrelsPerDay RoundToWhole(BarrelsPerDay rate) {
  return static_cast<int64_t>(std::llround(rate / kBarrelsPerDay)) *
         kBarrelsPerDay;
}

}  // namespace oilflow

// 42 US gallons of 231 cubic inches of 2.54 cm, exactly.
BOOST_UNITS_DEFINE_CONVERSION_FACTOR(oilflow::units_internal::Barrel,
                                     boost::units::si::volume, double,
                                     0.158987294928);
BOOST_UNITS_DEFINE_CONVERSION_FACTOR(oilflow::units_internal::Day,
                                     boost::units::si::time, double, 86400.0);

#endif  // OILFLOW_SERVICE_UNITS_UNITS_H_
