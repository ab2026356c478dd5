// Small random economies in which every lever has something to act on, with
// facts that change and policies that come and go; the same for the same seed.

#ifndef OILFLOW_TESTS_SUPPORT_RANDOM_SCENARIO_H_
#define OILFLOW_TESTS_SUPPORT_RANDOM_SCENARIO_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/facts/fact.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "tests/support/random_world.h"

namespace oilflow {

inline constexpr absl::CivilDay kRandomFirstDay(2025, 3, 1);
inline constexpr double kRandomBrent = 75;

// Two to four producers, lanes of a strait, storages, markets, one domestic use
// that a power grid with two links burns in, a strategic stock, a payment
// channel and an operator with stakes; no proportional groups.
Network RandomEconomy(Dice* dice);

// Small whole numbers, prices to the cent; some change within the horizon, some
// are corrected, some are known too late.
std::vector<Fact> RandomFacts(const Network& network, Dice* dice);

// 12 to 20 days, up to five policies that do not contradict each other.
Scenario RandomScenario(const Network& network, const std::vector<Fact>& facts,
                        Dice* dice);

// All of it, for whoever must find out why a test failed.
std::string Describe(const Network& network, const std::vector<Fact>& facts,
                     const Scenario& scenario);

// By the order of the Lever variant.
std::string LeverName(const Lever& lever);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_RANDOM_SCENARIO_H_
