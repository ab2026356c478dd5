// Every way to spoil a quota.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"

namespace oilflow {
namespace {

class BadQuotaTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadQuotaTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

std::string InQuota(const std::string& field) {
  return absl::StrCat("scenario.policies[0].quota.", field);
}

Send Quota(const std::string& text) {
  return WithPolicy(absl::StrCat("quota {", text, "}"));
}

// Two quotas on one country, of which the second starts on a day of March.
Send TwoQuotas(int day) {
  return WithScenario(absl::StrCat(
      "policies { policy_id: 'first' start_date { year: 2025 month: 3 day: 1 }",
      " end_date { year: 2025 month: 3 day: 5 } recovery_days: 2 ",
      "quota { country: 'iraq' regime: OFFSET offset_share: 1 } }",
      "policies { policy_id: 'second' start_date { year: 2025 month: 3 day: ",
      day, " } quota { country: 'iraq' regime: NONE } }"));
}

const BadCase kQuotas[] = {
    {"NoRegime",
     Quota("country: 'iraq'"),
     InQuota("regime"),
     {"NONE, OFFSET or TARGET"}},
    {"UnknownRegime",
     Quota("country: 'iraq' regime: 9"),
     InQuota("regime"),
     {"NONE, OFFSET or TARGET", "9"}},
    {"CountryWithoutAQuota",
     Quota("country: 'iran' regime: NONE"),
     InQuota("country"),
     {"must be a country with a quota", "iran has none"}},
    {"UnknownCountry",
     Quota("country: 'iraqq' regime: NONE"),
     InQuota("country"),
     {"not \"iraqq\"", "did you mean \"iraq\"?"}},
    {"OffsetWithoutAShare",
     Quota("country: 'iraq' regime: OFFSET"),
     InQuota("offset_share"),
     {"must be given", "OFFSET", "0 to 1"}},
    {"OffsetShareAbove1",
     Quota("country: 'iraq' regime: OFFSET offset_share: 60"),
     InQuota("offset_share"),
     {"0 to 1 share", "not 60"}},
    {"OffsetWithCompliance",
     Quota("country: 'iraq' regime: OFFSET offset_share: 1 compliance: 1"),
     InQuota("compliance"),
     {"left out unless regime is TARGET"}},
    {"TargetWithAnOffsetShare",
     Quota("country: 'iraq' regime: TARGET offset_share: 1 "
           "compensation_bpd: 0"),
     InQuota("offset_share"),
     {"left out unless regime is OFFSET"}},
    {"NoneWithARequirement",
     Quota("country: 'iraq' regime: NONE required_bpd: 4e6"),
     InQuota("required_bpd"),
     {"left out unless regime is TARGET"}},
    {"ComplianceThatIsNoNumber",
     Quota("country: 'iraq' regime: TARGET compliance: nan"),
     InQuota("compliance"),
     {"0 to 1 share", "not nan"}},
    {"CompensationAboveTheRequirement",
     Quota("country: 'iraq' regime: TARGET required_bpd: 1 "
           "compensation_bpd: 2"),
     InQuota("compensation_bpd"),
     {"must not be above required_bpd", "1, not 2"}},
    {"AbsorberOfAnotherCountry",
     Quota("country: 'iraq' regime: NONE absorbers: 'iran-fields'"),
     InQuota("absorbers[0]"),
     {"counted producer of iraq", "not iran-fields"}},
    {"AbsorberThatIsNoProducer",
     Quota("country: 'iraq' regime: NONE absorbers: 'basra'"),
     InQuota("absorbers[0]"),
     {"producer", "basra"}},
    {"UnknownAbsorber",
     Quota("country: 'iraq' regime: NONE absorbers: 'south-fd'"),
     InQuota("absorbers[0]"),
     {"did you mean \"south-fed\"?"}},
    {"AbsorberTwice",
     Quota("country: 'iraq' regime: NONE absorbers: 'south-fed' "
           "absorbers: 'south-fed'"),
     InQuota("absorbers[1]"),
     {"named twice: south-fed"}},
    // The first fades from 5 March, and is gone on the 6th.
    {"TwoOnACountryAtOnce",
     TwoQuotas(5),
     "scenario.policies[1]",
     {"must not overlap with policy first", "iraq", "first on 2025-03-05",
      "end one before the other starts"}},
};
INSTANTIATE_TEST_SUITE_P(Quotas, BadQuotaTest, testing::ValuesIn(kQuotas),
                         CaseName);

TEST(BadQuotaTest, AQuotaMayFollowAnother) {
  Api api;
  EXPECT_TRUE(TwoQuotas(6)(api).ok());
}

}  // namespace
}  // namespace oilflow
