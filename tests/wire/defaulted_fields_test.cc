#include "service/wire/defaulted_fields.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "oilflow/v1/scenario.pb.h"

#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kAsked[] = R"pb(
  policies {
    policy_id: "one"
    outage { loss_bpd: 1 }
  }
  policies { policy_id: "two" ramp_days: 3 }
  drivers { driver_id: "war" }
  market {
    shock_mode: PATH_REALISED
    announcement { announced_date { year: 2025 month: 1 day: 20 } }
  }
)pb";

TEST(DefaultedFieldsTest, NamesWhatWasNotThereByItsPath) {
  const auto before = ParseProto<v1::Scenario>(kAsked);
  v1::Scenario after = before;
  after.mutable_policies(0)->set_ramp_days(1);
  after.mutable_policies(0)->set_ramp_shape(v1::Policy::LINEAR);
  after.mutable_policies(1)->set_realised_share(0);
  after.mutable_drivers(0)->set_level(0.5);
  after.mutable_market()->set_already_priced(0);
  after.mutable_market()->mutable_announcement()->set_credibility(1);
  EXPECT_THAT(
      DefaultedFields(before, after, ""),
      ElementsAre("policies[0].ramp_days", "policies[0].ramp_shape",
                  "policies[1].realised_share", "market.already_priced",
                  "market.announcement.credibility", "drivers[0].level"));
  EXPECT_THAT(DefaultedFields(before, after, "scenario").front(),
              "scenario.policies[0].ramp_days");
}

TEST(DefaultedFieldsTest, NamesAMessageOrAListOnce) {
  const auto before = ParseProto<v1::Scenario>(kAsked);
  v1::Scenario after = before;
  after.mutable_market()->add_mixture_weights()->set_model_id("bh19");
  after.mutable_market()->add_mixture_weights()->set_model_id("cci19");
  after.mutable_market()->mutable_state_dependence()->set_surplus_bpd(0);
  after.add_drivers()->set_driver_id("peace");
  EXPECT_THAT(DefaultedFields(before, after, ""),
              ElementsAre("market.mixture_weights", "market.state_dependence",
                          "drivers[1]"));
}

TEST(DefaultedFieldsTest, IsSilentAboutWhatIsTheSameOrOnlyChanged) {
  const auto before = ParseProto<v1::Scenario>(kAsked);
  v1::Scenario after = before;
  EXPECT_THAT(DefaultedFields(before, after, ""), IsEmpty());
  after.mutable_policies(1)->set_ramp_days(4);
  after.mutable_policies(0)->clear_outage();
  EXPECT_THAT(DefaultedFields(before, after, ""), IsEmpty());
}

}  // namespace
}  // namespace oilflow
