// When policies are in conflict, and in which order that is said.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/conflicts.h"
#include "tests/support/levers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FindConflictsTest, TheFirstCommonDayIsGiven) {
  struct Span {
    int from;
    std::optional<int> until;
    int recovery_days = 0;
  };
  struct Meeting {
    const char* name;
    Span first;
    Span second;
    std::optional<int> day;
  };
  const Meeting meetings[] = {
      {"Always", {0, {}}, {0, {}}, 0},
      {"SinceBeforeTheHorizon", {-30, {}}, {-20, {}}, 0},
      {"FromTheLaterStart", {5, {}}, {12, {}}, 12},
      {"OnOneDay", {0, 11}, {10, {}}, 10},
      {"OneAfterTheOther", {0, 10}, {10, {}}, std::nullopt},
      {"WhileTheFirstFades", {0, 10, 4}, {12, {}}, 12},
      // Faded on day 13: 4 steps from day 10.
      {"OnceTheFirstHasFaded", {0, 10, 4}, {13, {}}, std::nullopt},
      {"OnlyBeforeTheHorizon", {-30, -1}, {-20, {}}, std::nullopt},
      {"OnTheLastDay", {0, {}}, {kDayCount - 1, {}}, kDayCount - 1},
      {"OnlyAfterTheHorizon", {0, {}}, {kDayCount, {}}, std::nullopt},
      {"EndBeforeStart", {0, {}}, {20, 10}, std::nullopt},
  };
  for (const Meeting& m : meetings) {
    Policy first = At(Quota(kIraq), m.first.from, m.first.until);
    Policy second = At(Quota(kIraq), m.second.from, m.second.until);
    first.timing.recovery_days = m.first.recovery_days;
    second.timing.recovery_days = m.second.recovery_days;
    for (const bool swapped : {false, true}) {
      const std::vector<Conflict> conflicts =
          swapped ? ConflictsOf({second, first}) : ConflictsOf({first, second});
      ASSERT_EQ(conflicts.size(), m.day.has_value() ? 1u : 0u) << m.name;
      if (m.day.has_value()) {
        EXPECT_EQ(conflicts[0].first_day, kFirstDay + *m.day) << m.name;
      }
    }
  }
}

TEST(FindConflictsTest, ComeInTheOrderOfThePolicies) {
  std::vector<std::string> found;
  for (const Conflict& conflict : ConflictsOf({
           At(Closes({kPipeline, kTrucks})),
           At(Quota(kIraq)),
           At(Quota(kIraq), 7),
           At(Opens({kTrucks, kPipeline}), 3),
           At(Quota(kIraq), 5),
       })) {
    found.push_back(absl::StrCat(conflict.other, "-", conflict.policy, " ",
                                 conflict.subject, " from day ",
                                 conflict.first_day - kFirstDay));
  }
  EXPECT_THAT(found, ElementsAre("0-3 pipeline from day 3",
                                 "0-3 trucks from day 3", "1-2 iraq from day 7",
                                 "1-4 iraq from day 5", "2-4 iraq from day 7"));
}

TEST(FindConflictsTest, ResolvedTimingsDecide) {
  // Closed until it opens, one week in seven: five weeks at the median.
  Gate gate;
  gate.weekly_hazard = 1.0 / 7;
  Scenario scenario;
  scenario.horizon = {.first_day = kFirstDay, .day_count = kDayCount};
  scenario.policies.resize(2);
  scenario.policies[0].lever = Closes({kPipeline});
  scenario.policies[0].schedule.start = kFirstDay;
  scenario.policies[0].schedule.end = kFirstDay + 35;
  scenario.policies[1].lever = Opens({kPipeline});
  scenario.policies[1].schedule.start = kFirstDay;
  scenario.policies[1].schedule.gates = {gate};
  ResolveTimings(&scenario);
  EXPECT_THAT(FindConflicts(SmallNetwork(), scenario), IsEmpty());
  scenario.policies[0].schedule.end = kFirstDay + 36;
  ResolveTimings(&scenario);
  const std::vector<Conflict> conflicts =
      FindConflicts(SmallNetwork(), scenario);
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].first_day, kFirstDay + 35);
}

// Against a plain search, day by day, over random timings.
TEST(FindConflictsTest, AgreesWithAPlainSearch) {
  std::mt19937_64 random(20250320);
  const auto below = [&](int end) {
    return static_cast<int>(random() % static_cast<uint64_t>(end));
  };
  int met = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Policy> policies;
    for (int p = 0; p < 6; ++p) {
      Policy policy = At(Quota(below(2)), below(150) - 20);
      policy.timing.ramp_days = 1 + below(10);
      if (below(4) > 0) {
        policy.timing.end = policy.timing.start + 1 + below(30);
        policy.timing.recovery_days = below(10);
      }
      policy.timing.happens = below(5) > 0;
      policies.push_back(policy);
    }
    std::vector<std::string> expected;
    for (size_t i = 0; i < policies.size(); ++i) {
      for (size_t j = i + 1; j < policies.size(); ++j) {
        const int country = std::get<QuotaLever>(policies[i].lever).country;
        if (country != std::get<QuotaLever>(policies[j].lever).country) {
          continue;
        }
        for (int day = 0; day < kDayCount; ++day) {
          if (policies[i].ShareInForce(kFirstDay + day) > 0 &&
              policies[j].ShareInForce(kFirstDay + day) > 0) {
            expected.push_back(absl::StrCat(i, " ", j, " ", day));
            break;
          }
        }
      }
    }
    std::vector<std::string> found;
    for (const Conflict& conflict : ConflictsOf(policies)) {
      found.push_back(absl::StrCat(conflict.other, " ", conflict.policy, " ",
                                   conflict.first_day - kFirstDay));
    }
    ASSERT_EQ(found, expected) << round;
    met += static_cast<int>(found.size());
  }
  EXPECT_GT(met, 300);
}

}  // namespace
}  // namespace oilflow
