#include "service/wire/convert_supply_change.h"

#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "service/wire/defaulted_fields.h"
#include "tests/support/faults.h"
#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Ten days of March and a loss on all of them, with `text` merged into it.
v1::PriceSupplyChangeRequest Request(const std::string& text) {
  auto request = ParseProto<v1::PriceSupplyChangeRequest>(
      "horizon { start_date { year: 2025 month: 3 day: 1 } "
      "  end_date { year: 2025 month: 3 day: 11 } } "
      "market { shock_mode: PATH_REALISED } "
      "components { component_id: 'loss' steps { change_bpd: -450000 } }");
  request.MergeFrom(ParseProto<v1::PriceSupplyChangeRequest>(text));
  return request;
}

SupplyChangeRequest Read(const v1::PriceSupplyChangeRequest& proto,
                         std::vector<std::string>* faults) {
  BadRequest bad;
  SupplyChangeRequest request =
      SupplyChangeFromProto(TestLibrary(), proto, &bad);
  *faults = FaultsIn(bad);
  return request;
}

std::vector<std::string> ChangeFaults(
    const v1::PriceSupplyChangeRequest& proto) {
  std::vector<std::string> faults;
  Read(proto, &faults);
  return faults;
}

SupplyChangeRequest Read(const v1::PriceSupplyChangeRequest& proto) {
  std::vector<std::string> faults;
  SupplyChangeRequest request = Read(proto, &faults);
  EXPECT_THAT(faults, IsEmpty());
  return request;
}

struct BadChange {
  std::string text;
  std::string field;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const BadChange& bad) {
  return out << bad.text;
}

class BadChangeTest : public testing::TestWithParam<BadChange> {};

TEST_P(BadChangeTest, NamesTheFieldAndWhatToDo) {
  EXPECT_THAT(ChangeFaults(Request(GetParam().text)),
              ElementsAre(AllOf(StartsWith(GetParam().field + ": "),
                                HasSubstr(GetParam().says))));
}

INSTANTIATE_TEST_SUITE_P(
    Components, BadChangeTest,
    testing::Values(
        BadChange{"components { component_id: 'loss' steps { change_bpd: 1 } }",
                  "components[1].component_id", "must be unique"},
        BadChange{"components { component_id: 'Kirkuk' "
                  "steps { change_bpd: 1 } }",
                  "components[1].component_id", "must match"},
        BadChange{"components { component_id: 'more' }", "components[1].steps",
                  "must be 1 to 1000, not 0"},
        BadChange{"components { component_id: 'more' steps { } }",
                  "components[1].steps[0].change_bpd", "must be given"},
        BadChange{"components { component_id: 'more' "
                  "steps { change_bpd: 200000001 } }",
                  "components[1].steps[0].change_bpd",
                  "-200000000 to 200000000 bpd, not 200000001"},
        BadChange{"components { component_id: 'more' "
                  "steps { change_bpd: nan } }",
                  "components[1].steps[0].change_bpd", "not nan"},
        BadChange{"components { component_id: 'more' steps { change_bpd: 1 "
                  "dates { start_date { year: 2025 month: 2 day: 28 } } } }",
                  "components[1].steps[0].dates.start_date",
                  "from 2025-03-01 to 2025-03-11, not 2025-02-28"},
        BadChange{"components { component_id: 'more' steps { change_bpd: 1 "
                  "dates { end_date { year: 2025 month: 3 day: 12 } } } }",
                  "components[1].steps[0].dates.end_date", "not 2025-03-12"},
        BadChange{"components { component_id: 'more' steps { change_bpd: 1 "
                  "dates { end_date { year: 2025 month: 3 day: 1 } } } }",
                  "components[1].steps[0].dates.end_date", "at least one day"},
        BadChange{"components { component_id: 'more' steps { change_bpd: 1 "
                  "dates { start_date { year: 2025 month: 3 day: 11 } } } }",
                  "components[1].steps[0].dates.start_date",
                  "at least one day"},
        BadChange{"components { component_id: 'more' steps { change_bpd: 1 "
                  "dates { end_date { year: 2025 month: 3 } } } }",
                  "components[1].steps[0].dates.end_date", "calendar"}));

INSTANTIATE_TEST_SUITE_P(
    Offsets, BadChangeTest,
    testing::Values(
        BadChange{"offsets { spare { willing_share: 1.1 } }",
                  "offsets.spare.willing_share", "from 0 to 1"},
        BadChange{"offsets { spare { reachable_bpd: -1 } }",
                  "offsets.spare.reachable_bpd", "from 0 to 200000000 bpd"},
        BadChange{"offsets { spare { lag_months: 37 } }",
                  "offsets.spare.lag_months", "from 0 to 36 months, not 37"},
        BadChange{"offsets { spare { ramp_months: -1 } }",
                  "offsets.spare.ramp_months", "not -1"},
        BadChange{"offsets { stock { } }", "offsets.stock.content_bbl",
                  "must be given, in barrels"},
        BadChange{"offsets { stock { content_bbl: 0 } }",
                  "offsets.stock.content_bbl",
                  "above 0 and at most 10000000000 bbl, not 0"},
        BadChange{"offsets { stock { content_bbl: nan } }",
                  "offsets.stock.content_bbl", "not nan"},
        BadChange{"offsets { stock { content_bbl: 1 max_rate_bpd: inf } }",
                  "offsets.stock.max_rate_bpd", "not inf"},
        BadChange{"offsets { stock { content_bbl: 1 filled_share: -1 } }",
                  "offsets.stock.filled_share", "from 0 to 1"},
        BadChange{"offsets { stock { content_bbl: 1 effective_share: 0 } }",
                  "offsets.stock.effective_share", "above 0 and at most 1"},
        BadChange{"offsets { stock { content_bbl: 1 lag_months: 40 } }",
                  "offsets.stock.lag_months", "from 0 to 36"},
        BadChange{"offsets { stock { content_bbl: 1 refill_start_month: 0 } }",
                  "offsets.stock.refill_start_month", "from 1 to 120"},
        BadChange{"offsets { stock { content_bbl: 1 refill_months: 121 } }",
                  "offsets.stock.refill_months", "from 0 to 120"},
        BadChange{"offsets { stock { content_bbl: 1 lag_months: 12 } }",
                  "offsets.stock.refill_start_month",
                  "must be above lag_months, 12, not 12"},
        BadChange{"offsets { stock { content_bbl: 1 refill_start_month: 1 } }",
                  "offsets.stock.refill_start_month",
                  "give a later month, or refill_months: 0 if nothing is to be "
                  "bought back"},
        BadChange{"offsets { stock { content_bbl: 1 lag_months: 36 "
                  "refill_start_month: 20 refill_months: 1 } }",
                  "offsets.stock.refill_start_month",
                  "above lag_months, 36, not 20"},
        BadChange{"offsets { rerouted_share: 2 }", "offsets.rerouted_share",
                  "from 0 to 1"},
        BadChange{"offsets { reroute_lag_months: 37 }",
                  "offsets.reroute_lag_months", "from 0 to 36"},
        BadChange{"offsets { gain_offset_share: -0.1 }",
                  "offsets.gain_offset_share", "from 0 to 1"}));

INSTANTIATE_TEST_SUITE_P(
    Rest, BadChangeTest,
    testing::Values(
        BadChange{"market { already_priced: 2 }", "market.already_priced",
                  "from 0 to 1"},
        // The days that are priced bound the announcement.
        BadChange{"market { announcement { "
                  "announced_date { year: 2025 month: 3 day: 2 } } }",
                  "market.announcement.announced_date", "to 2025-03-01"},
        BadChange{"horizon { end_date { year: 2029 } }", "horizon.end_date",
                  "must be 1 to 1096 days after start_date"}));

TEST(ConvertSupplyChangeTest, ExplicitOffsetsBesideAnExAnteShockAreRefused) {
  v1::PriceSupplyChangeRequest request =
      Request("offsets { spare { } } market { shock_mode: SHOCK_EX_ANTE }");
  EXPECT_THAT(
      ChangeFaults(request),
      ElementsAre(AllOf(StartsWith("offsets: must be left out under "
                                   "SHOCK_EX_ANTE"),
                        HasSubstr("would count it twice"),
                        HasSubstr("set market.shock_mode to PATH_REALISED"))));
  request.clear_offsets();
  EXPECT_THAT(ChangeFaults(request), IsEmpty());
}

TEST(ConvertSupplyChangeTest, StocksAreLentBeforeTheyAreBoughtBack) {
  for (const char* stock :
       {"lag_months: 11", "lag_months: 0 refill_start_month: 1",
        // Never bought back, so that nothing ends the sale.
        "lag_months: 36 refill_start_month: 1 refill_months: 0"}) {
    EXPECT_THAT(ChangeFaults(Request(absl::StrCat(
                    "offsets { stock { content_bbl: 1 ", stock, " } }"))),
                IsEmpty())
        << stock;
  }
}

TEST(ConvertSupplyChangeTest, AnEmptyRequestLacksThreeThings) {
  EXPECT_THAT(ChangeFaults(v1::PriceSupplyChangeRequest()),
              ElementsAre(StartsWith("horizon: must have"),
                          StartsWith("components: must be 1 to 12, not 0"),
                          StartsWith("market.shock_mode: must be")));
}

TEST(ConvertSupplyChangeTest, TwelveComponentsOfAThousandStepsAreTaken) {
  v1::PriceSupplyChangeRequest request = Request("");
  for (int i = 0; i < 1000; ++i) {
    *request.mutable_components(0)->add_steps() =
        request.components(0).steps(0);
  }
  EXPECT_THAT(ChangeFaults(request),
              ElementsAre(HasSubstr("must be 1 to 1000, not 1001")));
  request.mutable_components(0)->mutable_steps()->RemoveLast();
  for (int i = 1; i < 12; ++i) {
    auto* component = request.add_components();
    *component = request.components(0);
    component->set_component_id(absl::StrCat("loss-", i));
  }
  EXPECT_THAT(Read(request).components.back().change_bpd,
              Each(-450000.0 * 1000));
  request.add_components()->set_component_id("one-more");
  EXPECT_THAT(ChangeFaults(request),
              ElementsAre(HasSubstr("components: must be 1 to 12, not 13")));
}

TEST(ConvertSupplyChangeTest, StepsAddUpByDay) {
  const SupplyChangeRequest request = Read(
      Request("components { component_id: 'two' "
              "  steps { change_bpd: 100 "
              "    dates { start_date { year: 2025 month: 3 day: 3 } "
              "            end_date { year: 2025 month: 3 day: 6 } } } "
              "  steps { change_bpd: -30 "
              "    dates { start_date { year: 2025 month: 3 day: 5 } } } "
              "  steps { change_bpd: 7 "
              "    dates { end_date { year: 2025 month: 3 day: 2 } } } }"));
  EXPECT_EQ(request.horizon.first_day, absl::CivilDay(2025, 3, 1));
  EXPECT_EQ(request.horizon.day_count, 10);
  ASSERT_EQ(request.components.size(), 2u);
  EXPECT_EQ(request.components[0].id, "loss");
  EXPECT_EQ(request.components[0].change_bpd, std::vector<double>(10, -450000));
  EXPECT_THAT(request.components[1].change_bpd,
              ElementsAre(7, 0, 100, 100, 70, -30, -30, -30, -30, -30));
  EXPECT_FALSE(request.offsets.spare.has_value());
  EXPECT_FALSE(request.offsets.stock.has_value());
  EXPECT_EQ(request.market.mode, ShockMode::kPathRealised);
}

TEST(ConvertSupplyChangeTest, OffsetsAreReadInFull) {
  const OffsetAssumptions offsets =
      Read(Request("offsets { spare { willing_share: 0.1 reachable_bpd: 2 "
                   "lag_months: 3 ramp_months: 4 } "
                   "stock { content_bbl: 5 max_rate_bpd: 6 filled_share: 0.7 "
                   "effective_share: 0.8 lag_months: 9 refill_start_month: 10 "
                   "refill_months: 11 } "
                   "rerouted_share: 0.12 reroute_lag_months: 13 "
                   "gain_offset_share: 0.14 }"))
          .offsets;
  EXPECT_EQ(offsets.spare->willing_share, 0.1);
  EXPECT_EQ(offsets.spare->reachable_bpd, 2);
  EXPECT_EQ(offsets.spare->lag_months, 3);
  EXPECT_EQ(offsets.spare->ramp_months, 4);
  EXPECT_EQ(offsets.stock->content_bbl, 5);
  EXPECT_EQ(offsets.stock->max_rate_bpd, 6);
  EXPECT_EQ(offsets.stock->filled_share, 0.7);
  EXPECT_EQ(offsets.stock->effective_share, 0.8);
  EXPECT_EQ(offsets.stock->lag_months, 9);
  EXPECT_EQ(offsets.stock->refill_start_month, 10);
  EXPECT_EQ(offsets.stock->refill_months, 11);
  EXPECT_EQ(offsets.rerouted_share, 0.12);
  EXPECT_EQ(offsets.reroute_lag_months, 13);
  EXPECT_EQ(offsets.gain_offset_share, 0.14);
}

TEST(ConvertSupplyChangeTest, ATokenStandsAlone) {
  v1::PriceSupplyChangeRequest request;
  BadRequest none;
  EXPECT_FALSE(IsRerun(Request(""), &none));
  request.set_rerun_token("token");
  EXPECT_TRUE(IsRerun(request, &none));
  EXPECT_TRUE(none.ok());
  for (const char* beside :
       {"baseline: 'baselines/region'", "reading { }", "horizon { }",
        "components { }", "offsets { }", "market { }"}) {
    v1::PriceSupplyChangeRequest both = request;
    both.MergeFrom(ParseProto<v1::PriceSupplyChangeRequest>(beside));
    BadRequest bad;
    EXPECT_TRUE(IsRerun(both, &bad));
    EXPECT_THAT(FaultsIn(bad),
                ElementsAre(StartsWith("rerun_token: must be alone")))
        << beside;
  }
}

// What is filled in is what leaving it out means, by the shipped parameters.
TEST(FillSupplyChangeDefaultsTest, WhatIsFilledInIsWhatLeavingItOutMeans) {
  const v1::PriceSupplyChangeRequest asked =
      Request("offsets { spare { } stock { content_bbl: 1e8 } }");
  v1::PriceSupplyChangeRequest once = asked;
  FillDefaults(TestLibrary(), &once);
  v1::PriceSupplyChangeRequest twice = once;
  FillDefaults(TestLibrary(), &twice);
  EXPECT_TRUE(MessageDifferencer::Equals(once, twice));
  EXPECT_TRUE(MessageDifferencer::Equals(
      once.offsets(),
      ParseProto<v1::Offsets>(
          "spare { willing_share: 0.5 reachable_bpd: 2.7e6 lag_months: 1 "
          "ramp_months: 2 } "
          "stock { content_bbl: 1e8 max_rate_bpd: 1.4e6 filled_share: 0.5 "
          "effective_share: 0.7 lag_months: 1 refill_start_month: 12 "
          "refill_months: 24 } "
          "rerouted_share: 0 reroute_lag_months: 0 gain_offset_share: 0")))
      << once.DebugString();
  EXPECT_EQ(once.baseline(), "baselines/region");
  const std::vector<std::string> named = DefaultedFields(asked, once, "");
  EXPECT_THAT(named, Contains("baseline"));
  EXPECT_THAT(named, Contains("offsets.stock.refill_months"));
  EXPECT_THAT(named, Contains("market.already_priced"));

  const OffsetAssumptions before = Read(asked).offsets;
  const OffsetAssumptions after = Read(once).offsets;
  EXPECT_EQ(before.spare->willing_share, after.spare->willing_share);
  EXPECT_EQ(before.spare->reachable_bpd, after.spare->reachable_bpd);
  EXPECT_EQ(before.spare->lag_months, after.spare->lag_months);
  EXPECT_EQ(before.spare->ramp_months, after.spare->ramp_months);
  EXPECT_EQ(before.stock->max_rate_bpd, after.stock->max_rate_bpd);
  EXPECT_EQ(before.stock->filled_share, after.stock->filled_share);
  EXPECT_EQ(before.stock->effective_share, after.stock->effective_share);
  EXPECT_EQ(before.stock->lag_months, after.stock->lag_months);
  EXPECT_EQ(before.stock->refill_start_month, after.stock->refill_start_month);
  EXPECT_EQ(before.stock->refill_months, after.stock->refill_months);
  EXPECT_EQ(before.rerouted_share, after.rerouted_share);
  EXPECT_EQ(before.reroute_lag_months, after.reroute_lag_months);
  EXPECT_EQ(before.gain_offset_share, after.gain_offset_share);
}

TEST(FillSupplyChangeDefaultsTest, ARerunStaysAsItIs) {
  v1::PriceSupplyChangeRequest request;
  request.set_rerun_token("token");
  FillDefaults(TestLibrary(), &request);
  BadRequest bad;
  EXPECT_TRUE(IsRerun(request, &bad));
  EXPECT_TRUE(bad.ok());
}

}  // namespace
}  // namespace oilflow
