// Gates, renewals, chances and drivers as they are read, and every way to spoil
// them; and policies that contradict each other.

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/scenario.h"
#include "service/policy/schedule.h"
#include "tests/wire/trade_world.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kLever[] = "outage { arcs: 'cpc' loss_bpd: 1 }";

// All of a policy but its lever.
v1::Scenario Timed(const std::string& policy, const std::string& more = "") {
  return ScenarioWith(absl::StrCat(policy, " ", kLever), more);
}

TEST(ConvertScheduleTest, AScheduleIsReadInFull) {
  const Scenario scenario = Read(
      Timed("announced_date { year: 2025 month: 2 day: 1 } delay_days: 2 "
            "gates { gate_id: 'deal' display_name: 'A deal' weekly_hazard: 0.1 "
            "  driver: 'war' } "
            "gates { gate_id: 'notice' "
            "  open_date { year: 2025 month: 3 day: 3 } } "
            "ramp_days: 4 recovery_days: 3 ramp_shape: LOGISTIC "
            "rollover { period_days: 120 renewal_probability: 0.9 } "
            "probability: 0.75 driver: 'talks'",
            "drivers { driver_id: 'talks' } drivers { driver_id: 'war' }"));
  const Schedule& schedule = scenario.policies.at(0).schedule;
  EXPECT_EQ(schedule.start, absl::CivilDay(2025, 3, 1));
  EXPECT_EQ(schedule.end, absl::CivilDay(2025, 3, 5));
  EXPECT_EQ(schedule.announced, absl::CivilDay(2025, 2, 1));
  EXPECT_EQ(schedule.delay_days, 2);
  ASSERT_EQ(schedule.gates.size(), 2u);
  EXPECT_EQ(schedule.gates[0].id, "deal");
  EXPECT_EQ(schedule.gates[0].display_name, "A deal");
  EXPECT_EQ(schedule.gates[0].weekly_hazard, 0.1);
  EXPECT_EQ(schedule.gates[0].open_day, std::nullopt);
  EXPECT_EQ(schedule.gates[0].driver, 1);
  EXPECT_EQ(schedule.gates[1].weekly_hazard, std::nullopt);
  EXPECT_EQ(schedule.gates[1].open_day, absl::CivilDay(2025, 3, 3));
  EXPECT_EQ(schedule.gates[1].driver, std::nullopt);
  EXPECT_EQ(schedule.ramp_days, 4);
  EXPECT_EQ(schedule.recovery_days, 3);
  EXPECT_EQ(schedule.ramp_shape, RampShape::kLogistic);
  ASSERT_TRUE(schedule.rollover.has_value());
  EXPECT_EQ(schedule.rollover->period_days, 120);
  EXPECT_EQ(schedule.rollover->renewal_probability, 0.9);
  EXPECT_EQ(schedule.probability, 0.75);
  EXPECT_EQ(schedule.driver, 0);
}

TEST(ConvertScheduleTest, WhatIsLeftOutIsTheDefaultOfTheTypes) {
  const Schedule read = Read(Timed("")).policies.at(0).schedule;
  const Schedule plain;
  EXPECT_EQ(read.announced, plain.announced);
  EXPECT_EQ(read.delay_days, plain.delay_days);
  EXPECT_THAT(read.gates, IsEmpty());
  EXPECT_EQ(read.ramp_shape, plain.ramp_shape);
  EXPECT_EQ(read.ramp_days, plain.ramp_days);
  EXPECT_EQ(read.recovery_days, plain.recovery_days);
  EXPECT_FALSE(read.rollover.has_value());
  EXPECT_EQ(read.probability, plain.probability);
  EXPECT_EQ(read.driver, std::nullopt);
}

TEST(ConvertScheduleTest, TimingsAreResolved) {
  const Timing timing =
      Read(Timed("delay_days: 2 ramp_days: 2")).policies.at(0).timing;
  EXPECT_EQ(timing.start, absl::CivilDay(2025, 3, 3));
  EXPECT_EQ(timing.end, absl::CivilDay(2025, 3, 7));
  EXPECT_EQ(timing.ramp_days, 2);
  EXPECT_TRUE(timing.happens);
  EXPECT_FALSE(Read(Timed("probability: 0.4")).policies.at(0).timing.happens);
}

TEST(ConvertScheduleTest, DriversAreReadInFull) {
  const Scenario scenario = Read(
      Timed("",
            "drivers { driver_id: 'war' display_name: 'War' level: 0.9 "
            "  facts { subject: 'kharg' measure: 'cost' direction: RAISES } "
            "  facts { subject: 'iran-fields' measure: 'potential' "
            "    direction: LOWERS } } "
            "drivers { driver_id: 'talks' }"));
  ASSERT_EQ(scenario.drivers.size(), 2u);
  const Driver& war = scenario.drivers[0];
  EXPECT_EQ(war.id, "war");
  EXPECT_EQ(war.display_name, "War");
  EXPECT_EQ(war.level, 0.9);
  ASSERT_EQ(war.facts.size(), 2u);
  EXPECT_EQ(war.facts[0].subject, "kharg");
  EXPECT_EQ(war.facts[0].measure, "cost");
  EXPECT_TRUE(war.facts[0].raises);
  EXPECT_FALSE(war.facts[1].raises);
  EXPECT_EQ(scenario.drivers[1].level, 0.5);
}

std::string Times(int count, const std::string& before,
                  const std::string& after) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&all, before, i, after, " ");
  }
  return all;
}

struct Fault {
  std::string name;
  // Of the policy, and of the scenario.
  std::string policy;
  std::string more;
  // Below "scenario.".
  std::string field;
  std::vector<std::string> says;
};

void ExpectFault(const Fault& bad) {
  SCOPED_TRACE(bad.name);
  const auto faults = FaultsOf(Timed(bad.policy, bad.more));
  ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
  const auto& fault = faults.field_violations(0);
  EXPECT_EQ(fault.field(), absl::StrCat("scenario.", bad.field));
  for (const std::string& words : bad.says) {
    EXPECT_THAT(fault.description(), HasSubstr(words));
  }
}

TEST(ConvertScheduleTest, ListsAtTheirLimitAreTaken) {
  EXPECT_THAT(
      FaultsOf(Timed(Times(20, "gates { gate_id: 'g", "' weekly_hazard: 1 }"),
                     Times(20, "drivers { driver_id: 'd", "' }")))
          .field_violations(),
      IsEmpty());
}

TEST(ConvertScheduleTest, EachFaultOfAScheduleIsRefusedWithItsPlace) {
  const Fault kFaults[] = {
      {"announced after it starts",
       "announced_date { year: 2025 month: 3 day: 2 }",
       "",
       "policies[0].announced_date",
       {"must not be after start_date, 2025-03-01, not 2025-03-02"}},
      {"announced on no day",
       "announced_date { year: 2025 month: 2 day: 30 }",
       "",
       "policies[0].announced_date",
       {"day of the calendar", "2025-02-30"}},
      {"a ramp of another shape",
       "ramp_shape: 3",
       "",
       "policies[0].ramp_shape",
       {"must be LINEAR, LOGISTIC or unset, not 3"}},
      {"twenty-one gates",
       Times(21, "gates { gate_id: 'g", "' weekly_hazard: 1 }"),
       "",
       "policies[0].gates",
       {"at most 20, not 21"}},
      {"a gate without an id",
       "gates { weekly_hazard: 1 }",
       "",
       "policies[0].gates[0].gate_id",
       {"must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, not \"\""}},
      {"a gate twice",
       "gates { gate_id: 'a' weekly_hazard: 1 } "
       "gates { gate_id: 'a' weekly_hazard: 1 }",
       "",
       "policies[0].gates[1].gate_id",
       {"must be unique; gates[0] has it too: a"}},
      {"a gate with a long name",
       "gates { gate_id: 'a' weekly_hazard: 1 display_name: '" +
           std::string(121, 'a') + "' }",
       "",
       "policies[0].gates[0].display_name",
       {"at most 120 bytes, not 121"}},
      {"a gate that never opens",
       "gates { gate_id: 'a' }",
       "",
       "policies[0].gates[0].weekly_hazard",
       {"must be given, or open_date"}},
      {"a hazard of 0",
       "gates { gate_id: 'a' weekly_hazard: 0 }",
       "",
       "policies[0].gates[0].weekly_hazard",
       {"above 0 and at most 1, not 0", "any one week"}},
      {"a hazard above 1",
       "gates { gate_id: 'a' weekly_hazard: 1.5 }",
       "",
       "policies[0].gates[0].weekly_hazard",
       {"above 0 and at most 1, not 1.5"}},
      {"a hazard that is no number",
       "gates { gate_id: 'a' weekly_hazard: nan }",
       "",
       "policies[0].gates[0].weekly_hazard",
       {"above 0 and at most 1, not nan"}},
      {"a gate that opens on no day",
       "gates { gate_id: 'a' open_date { year: 2025 month: 2 day: 29 } }",
       "",
       "policies[0].gates[0].open_date",
       {"day of the calendar", "2025-02-29"}},
      {"a gate of an unknown driver",
       "gates { gate_id: 'a' weekly_hazard: 1 driver: 'wars' }",
       "drivers { driver_id: 'war' }",
       "policies[0].gates[0].driver",
       {"must be the driver_id of a driver of the scenario, not \"wars\"",
        "did you mean \"war\"?"}},
      {"a policy of an unknown driver",
       "driver: 'war'",
       "",
       "policies[0].driver",
       {"must be the driver_id of a driver of the scenario, not \"war\""}},
      {"a term of 0 days",
       "rollover { renewal_probability: 1 }",
       "",
       "policies[0].rollover.period_days",
       {"1 to 1096 days, not 0"}},
      {"a term of 1,097 days",
       "rollover { period_days: 1097 renewal_probability: 1 }",
       "",
       "policies[0].rollover.period_days",
       {"1 to 1096 days, not 1097"}},
      {"a term without a chance",
       "rollover { period_days: 120 }",
       "",
       "policies[0].rollover.renewal_probability",
       {"must be given, from 0 to 1 share"}},
      {"a renewal that is more than certain",
       "rollover { period_days: 120 renewal_probability: 1.1 }",
       "",
       "policies[0].rollover.renewal_probability",
       {"0 to 1 share, not 1.1"}},
      {"a renewal that is no number",
       "rollover { period_days: 120 renewal_probability: nan }",
       "",
       "policies[0].rollover.renewal_probability",
       {"0 to 1 share, not nan"}},
  };
  for (const Fault& bad : kFaults) {
    ExpectFault(bad);
  }
}

TEST(ConvertScheduleTest, EachFaultOfADriverIsRefusedWithItsPlace) {
  const auto driver = [](const std::string& text) {
    return absl::StrCat("drivers { driver_id: 'war' ", text, "}");
  };
  const auto fact = [&](const std::string& text) {
    return driver(absl::StrCat("facts {", text, "}"));
  };
  const Fault kFaults[] = {
      {"twenty-one drivers",
       "",
       Times(21, "drivers { driver_id: 'd", "' }"),
       "drivers",
       {"at most 20, not 21"}},
      {"a driver without an id",
       "",
       "drivers { }",
       "drivers[0].driver_id",
       {"must match ^[a-z]", "not \"\""}},
      {"a driver twice",
       "",
       driver("") + driver(""),
       "drivers[1].driver_id",
       {"must be unique; drivers[0] has it too: war"}},
      {"a driver with a long name",
       "",
       driver("display_name: '" + std::string(121, 'a') + "'"),
       "drivers[0].display_name",
       {"at most 120 bytes, not 121"}},
      {"a level below 0",
       "",
       driver("level: -0.1"),
       "drivers[0].level",
       {"0 to 1 share, not -0.1"}},
      {"a level in percent",
       "",
       driver("level: 90"),
       "drivers[0].level",
       {"0 to 1 share, not 90"}},
      {"a level that is no number",
       "",
       driver("level: nan"),
       "drivers[0].level",
       {"0 to 1 share, not nan"}},
      {"fifty-one facts",
       "",
       driver(Times(51, "facts { subject: 's",
                    "' measure: 'cost' direction: RAISES }")),
       "drivers[0].facts",
       {"at most 50, not 51"}},
      {"a fact about nothing",
       "",
       fact("measure: 'cost' direction: RAISES"),
       "drivers[0].facts[0].subject",
       {"must be the subject of a fact"}},
      {"a subject that would rule a terminal",
       "",
       fact("subject: '\\033[2J' measure: 'cost' direction: RAISES"),
       "drivers[0].facts[0].subject",
       {"must not have control characters"}},
      {"an unknown measure",
       "",
       fact("subject: 'cpc' measure: 'costs' direction: RAISES"),
       "drivers[0].facts[0].measure",
       {"must be a measure of facts, not \"costs\"", "did you mean \"cost\"?"}},
      {"no measure",
       "",
       fact("subject: 'cpc' direction: RAISES"),
       "drivers[0].facts[0].measure",
       {"must be a measure of facts, not \"\""}},
      {"no direction",
       "",
       fact("subject: 'cpc' measure: 'cost'"),
       "drivers[0].facts[0].direction",
       {"must be RAISES or LOWERS, not 0"}},
      {"an unknown direction",
       "",
       fact("subject: 'cpc' measure: 'cost' direction: 7"),
       "drivers[0].facts[0].direction",
       {"must be RAISES or LOWERS, not 7"}},
      {"a fact that two drivers move",
       "",
       "drivers { driver_id: 'war' facts { subject: 'cpc' measure: 'cost' "
       "direction: RAISES } } drivers { driver_id: 'talks' facts { "
       "subject: 'cpc' measure: 'cost' direction: LOWERS } }",
       "drivers[1].facts[0]",
       {"must be moved once; drivers[0].facts[0] moves it too: cpc cost"}},
  };
  for (const Fault& bad : kFaults) {
    ExpectFault(bad);
  }
}

// The first fades from 5 March, and is gone on the 6th.
v1::Scenario TwoQuotas(int second_day) {
  return ScenarioWith(
      "recovery_days: 2 "
      "quota { country: 'iraq' regime: OFFSET offset_share: 1 }",
      absl::StrCat("policies { policy_id: 'second' start_date { year: 2025 "
                   "month: 3 day: ",
                   second_day, " } quota { country: 'iraq' regime: NONE } }"));
}

TEST(ConvertConflictsTest, PoliciesThatContradictEachOtherAreRefused) {
  const auto faults = FaultsOf(TwoQuotas(5));
  ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
  const auto& fault = faults.field_violations(0);
  EXPECT_EQ(fault.field(), "scenario.policies[1]");
  EXPECT_THAT(fault.description(),
              AllOf(HasSubstr("must not overlap with policy policy: "),
                    HasSubstr("iraq"), HasSubstr("first on 2025-03-05"),
                    HasSubstr("end one before the other starts")));
  EXPECT_THAT(FaultsOf(TwoQuotas(6)).field_violations(), IsEmpty());
}

// What is malformed is said first: conflicts of it would mislead.
TEST(ConvertConflictsTest, ConflictsAreSoughtInSoundScenariosOnly) {
  v1::Scenario scenario = TwoQuotas(5);
  scenario.mutable_policies(1)->set_delay_days(-1);
  const auto faults = FaultsOf(scenario);
  ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
  EXPECT_EQ(faults.field_violations(0).field(),
            "scenario.policies[1].delay_days");
}

}  // namespace
}  // namespace oilflow
