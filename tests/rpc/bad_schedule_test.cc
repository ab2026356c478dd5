// Every way to spoil a gate, a rollover or a driver, and to contradict oneself.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"

namespace oilflow {
namespace {

class BadScheduleTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadScheduleTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

Send WithTiming(const std::string& text) {
  return WithPolicy(absl::StrCat(text, " route { arcs: 'itp' status: OPEN }"));
}

Send Gate(const std::string& text) {
  return WithTiming(absl::StrCat("gates {", text, "}"));
}

Send Rollover(const std::string& text) {
  return WithTiming(absl::StrCat("rollover {", text, "}"));
}

std::string Numbered(int count, const std::string& before,
                     const std::string& after) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&all, before, i, after, " ");
  }
  return all;
}

const BadCase kSchedules[] = {
    {"AnnouncedAfterItsStart",
     WithTiming("announced_date { year: 2025 month: 3 day: 2 }"),
     InPolicy("announced_date"),
     {"not be after start_date", "2025-03-01, not 2025-03-02"}},
    {"AnnouncedOnNoDay",
     WithTiming("announced_date { year: 2025 month: 2 day: 30 }"),
     InPolicy("announced_date"),
     {"day of the calendar", "2025-02-30"}},
    {"UnknownRampShape",
     WithTiming("ramp_shape: 9"),
     InPolicy("ramp_shape"),
     {"LINEAR, LOGISTIC or unset", "not 9"}},
    {"TwentyOneGates",
     WithTiming(Numbered(21, "gates { gate_id: 'g", "' weekly_hazard: 1 }")),
     InPolicy("gates"),
     {"at most 20", "not 21"}},
    {"GateWithoutAnId",
     Gate("weekly_hazard: 1"),
     InPolicy("gates[0].gate_id"),
     {kIdRule, "not \"\""}},
    {"GateTwice",
     WithTiming("gates { gate_id: 'a' weekly_hazard: 1 } "
                "gates { gate_id: 'a' weekly_hazard: 1 }"),
     InPolicy("gates[1].gate_id"),
     {"must be unique", "gates[0]", ": a"}},
    {"GateThatWouldRuleATerminal",
     Gate("gate_id: 'a' weekly_hazard: 1 display_name: '\\033[2J'"),
     InPolicy("gates[0].display_name"),
     {"must not have control characters"}},
    {"GateThatNeverOpens",
     Gate("gate_id: 'a'"),
     InPolicy("gates[0].weekly_hazard"),
     {"must be given", "open_date"}},
    {"HazardOf0",
     Gate("gate_id: 'a' weekly_hazard: 0"),
     InPolicy("gates[0].weekly_hazard"),
     {"above 0 and at most 1", "not 0", "any one week"}},
    {"HazardInPercent",
     Gate("gate_id: 'a' weekly_hazard: 8"),
     InPolicy("gates[0].weekly_hazard"),
     {"above 0 and at most 1", "not 8"}},
    {"HazardThatIsNoNumber",
     Gate("gate_id: 'a' weekly_hazard: nan"),
     InPolicy("gates[0].weekly_hazard"),
     {"above 0 and at most 1", "not nan"}},
    {"GateThatOpensOnNoDay",
     Gate("gate_id: 'a' open_date { year: 2025 month: 2 day: 29 }"),
     InPolicy("gates[0].open_date"),
     {"day of the calendar", "2025-02-29"}},
    {"GateOfAnUnknownDriver",
     Gate("gate_id: 'a' weekly_hazard: 1 driver: 'war'"),
     InPolicy("gates[0].driver"),
     {"the driver_id of a driver of the scenario", "not \"war\""}},
    {"PolicyOfAnUnknownDriver",
     WithTiming("driver: 'war'"),
     InPolicy("driver"),
     {"the driver_id of a driver of the scenario", "not \"war\""}},
    {"TermOf0Days",
     Rollover("renewal_probability: 1"),
     InPolicy("rollover.period_days"),
     {"1 to 1096 days", "not 0"}},
    {"TermOf1097Days",
     Rollover("period_days: 1097 renewal_probability: 1"),
     InPolicy("rollover.period_days"),
     {"1 to 1096 days", "not 1097"}},
    {"TermWithoutAChance",
     Rollover("period_days: 120"),
     InPolicy("rollover.renewal_probability"),
     {"must be given", "0 to 1 share"}},
    {"RenewalInPercent",
     Rollover("period_days: 120 renewal_probability: 90"),
     InPolicy("rollover.renewal_probability"),
     {"0 to 1 share", "not 90"}},
};
INSTANTIATE_TEST_SUITE_P(Schedules, BadScheduleTest,
                         testing::ValuesIn(kSchedules), CaseName);

Send Driver(const std::string& text) {
  return WithScenario(absl::StrCat("drivers { driver_id: 'war' ", text, "}"));
}

Send Fact(const std::string& text) {
  return Driver(absl::StrCat("facts {", text, "}"));
}

const BadCase kDrivers[] = {
    {"TwentyOneDrivers",
     WithScenario(Numbered(21, "drivers { driver_id: 'd", "' }")),
     "scenario.drivers",
     {"at most 20", "not 21"}},
    {"DriverWithoutAnId",
     WithScenario("drivers { }"),
     "scenario.drivers[0].driver_id",
     {kIdRule, "not \"\""}},
    {"DriverTwice",
     WithScenario("drivers { driver_id: 'war' } drivers { driver_id: 'war' }"),
     "scenario.drivers[1].driver_id",
     {"must be unique", "drivers[0]", ": war"}},
    {"DriverWithALongName",
     Driver("display_name: '" + std::string(121, 'a') + "'"),
     "scenario.drivers[0].display_name",
     {"at most 120 bytes", "not 121"}},
    {"LevelBelow0",
     Driver("level: -0.1"),
     "scenario.drivers[0].level",
     {"0 to 1 share", "not -0.1"}},
    {"LevelInPercent",
     Driver("level: 95"),
     "scenario.drivers[0].level",
     {"0 to 1 share", "not 95"}},
    {"FiftyOneFacts",
     Driver(Numbered(51, "facts { subject: 's",
                     "' measure: 'cost' direction: RAISES }")),
     "scenario.drivers[0].facts",
     {"at most 50", "not 51"}},
    {"FactAboutNothing",
     Fact("measure: 'cost' direction: RAISES"),
     "scenario.drivers[0].facts[0].subject",
     {"must be the subject of a fact"}},
    {"UnknownMeasureLikeAnother",
     Fact("subject: 'cpc' measure: 'costs' direction: RAISES"),
     "scenario.drivers[0].facts[0].measure",
     {"a measure of facts", "not \"costs\"", "did you mean \"cost\"?"}},
    {"FactWithoutADirection",
     Fact("subject: 'cpc' measure: 'cost'"),
     "scenario.drivers[0].facts[0].direction",
     {"RAISES or LOWERS", "not 0"}},
    {"FactMovedTwice",
     Driver("facts { subject: 'cpc' measure: 'cost' direction: RAISES } "
            "facts { subject: 'cpc' measure: 'cost' direction: LOWERS }"),
     "scenario.drivers[0].facts[1]",
     {"must be moved once", "drivers[0].facts[0]", "cpc cost"}},
};
INSTANTIATE_TEST_SUITE_P(Drivers, BadScheduleTest, testing::ValuesIn(kDrivers),
                         CaseName);

// Two policies from the first day of March on.
Send Both(const std::string& one, const std::string& other) {
  const std::string start = "start_date { year: 2025 month: 3 day: 1 }";
  return WithScenario(absl::StrCat(
      "market { shock_mode: PATH_REALISED } ", "policies { policy_id: 'one' ",
      start, one, "} policies { policy_id: 'other' ", start, other, "}"));
}

Send Twice(const std::string& lever) { return Both(lever, lever); }

BadCase Conflict(const std::string& name, const Send& send,
                 const std::string& subject) {
  return {name,
          send,
          "scenario.policies[1]",
          {"must not overlap with policy one", subject, "first on 2025-03-01",
           "end one before the other starts"}};
}

const BadCase kConflicts[] = {
    Conflict("TargetsOfOneCountry",
             Both("sanctions { country: 'iran' target_exports_bpd: 0 }",
                  "sanctions { country: 'iran' target_exports_bpd: 1 }"),
             "iran"),
    Conflict("ClosedAndOpened",
             Both("route { arcs: 'itp' status: CLOSED }",
                  "route { arcs: 'itp' status: OPEN }"),
             "itp"),
    Conflict("PotentialsOfOneProducer",
             Twice("production { producer: 'krg-fields' potential_bpd: 1 }"),
             "krg-fields"),
    Conflict("TermsOfPaymentOnOneArc",
             Twice("payment { arcs: 'krg-pipeline' paid_share: 1 }"),
             "krg-pipeline"),
    Conflict("StopsOfOneChannel",
             Twice("finance { channel: 'frbny-account' blocked_share: 1 }"),
             "frbny-account"),
    Conflict("StopsOfOneLink",
             Twice("waiver { links: 'iran-iraq-gas' stopped_share: 1 }"),
             "iran-iraq-gas"),
    Conflict("UsesOfOneReserve",
             Twice("spare { producers: 'saudi-spare' filled_share: 1 }"),
             "saudi-spare"),
    Conflict("ReleasesOfOneStock",
             Twice("stock_release { stock: 'iea-stocks' rate_bpd: 1 }"),
             "iea-stocks"),
    Conflict("DemandsOfOneSink",
             Twice("demand { sink: 'irq-ref' demand_bpd: 1 }"), "irq-ref"),
};
INSTANTIATE_TEST_SUITE_P(Conflicts, BadScheduleTest,
                         testing::ValuesIn(kConflicts), CaseName);

}  // namespace
}  // namespace oilflow
