// Every way to spoil a lever that stops or takes what flows.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"

namespace oilflow {
namespace {

class BadStopTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadStopTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

Send Enforcement(const std::string& text) {
  return WithPolicy(absl::StrCat("enforcement {", text, "}"));
}

Send Sanctions(const std::string& text) {
  return WithPolicy(absl::StrCat("sanctions {", text, "}"));
}

Send Outage(const std::string& text) {
  return WithPolicy(absl::StrCat("outage {", text, "}"));
}

Send Interdiction(const std::string& text) {
  return WithPolicy(absl::StrCat("interdiction {", text, "}"));
}

std::string ChokepointsTwentyOneTimes() {
  std::string text;
  for (int i = 0; i < 21; ++i) {
    absl::StrAppend(&text, "chokepoints: 'hormuz' ");
  }
  return text;
}

const BadCase kStops[] = {
    {"EnforcementOfNoArc",
     Enforcement("stopped_share: 0.5"),
     InPolicy("enforcement.arcs"),
     {"at least one arc"}},
    {"EnforcementWithoutAShare",
     Enforcement("arcs: 'trucks-iran'"),
     InPolicy("enforcement.stopped_share"),
     {"must be given", "0 to 1 share"}},
    {"StoppedShareInPercent",
     Enforcement("arcs: 'trucks-iran' stopped_share: 75"),
     InPolicy("enforcement.stopped_share"),
     {"0 to 1 share", "not 75"}},
    {"StoppedShareThatIsNoNumber",
     Enforcement("arcs: 'trucks-iran' stopped_share: nan"),
     InPolicy("enforcement.stopped_share"),
     {"0 to 1 share", "not nan"}},
    {"ExtraCostBelow0",
     Enforcement("arcs: 'trucks-iran' stopped_share: 1 "
                 "extra_cost_usd_per_bbl: -1"),
     InPolicy("enforcement.extra_cost_usd_per_bbl"),
     {"0 to 1000 USD/bbl", "not -1"}},
    {"ExtraCostAbove1000",
     Enforcement("arcs: 'trucks-iran' stopped_share: 1 "
                 "extra_cost_usd_per_bbl: 1000.5"),
     InPolicy("enforcement.extra_cost_usd_per_bbl"),
     {"0 to 1000 USD/bbl", "not 1000.5"}},
    {"SanctionsOnNobody",
     Sanctions("target_exports_bpd: 0"),
     InPolicy("sanctions.country"),
     {"a country of the network", "not \"\""}},
    {"SanctionsOnAnUnknownCountry",
     Sanctions("country: 'irann' target_exports_bpd: 0"),
     InPolicy("sanctions.country"),
     {"not \"irann\"", "did you mean \"iran\"?"}},
    {"SanctionsWithoutATarget",
     Sanctions("country: 'iran'"),
     InPolicy("sanctions.target_exports_bpd"),
     {"must be given", kRateRule}},
    {"SanctionsTargetBelow0",
     Sanctions("country: 'iran' target_exports_bpd: -1"),
     InPolicy("sanctions.target_exports_bpd"),
     {kRateRule, "not -1"}},
    {"EfficacyAbove1",
     Sanctions("country: 'iran' target_exports_bpd: 0 efficacy: 2"),
     InPolicy("sanctions.efficacy"),
     {"0 to 1 share", "not 2"}},
    {"DiscountBelow0",
     Sanctions("country: 'iran' target_exports_bpd: 0 "
               "discount_usd_per_bbl: -1"),
     InPolicy("sanctions.discount_usd_per_bbl"),
     {"0 to 1000 USD/bbl", "not -1"}},
    {"DiscountAbove1000",
     Sanctions("country: 'iran' target_exports_bpd: 0 "
               "discount_usd_per_bbl: 1000.5"),
     InPolicy("sanctions.discount_usd_per_bbl"),
     {"0 to 1000 USD/bbl", "not 1000.5"}},
    {"LeakageThatShrinks",
     Sanctions("country: 'iran' target_exports_bpd: 0 "
               "leakage_growth_bpd_per_year: -1"),
     InPolicy("sanctions.leakage_growth_bpd_per_year"),
     {"0 to 200000000 bpd/year", "not -1"}},
    {"LeakageThatIsNoNumber",
     Sanctions("country: 'iran' target_exports_bpd: 0 "
               "leakage_growth_bpd_per_year: nan"),
     InPolicy("sanctions.leakage_growth_bpd_per_year"),
     {"0 to 200000000 bpd/year", "not nan"}},
    {"OutageOfNothing",
     Outage("loss_bpd: 1"),
     InPolicy("outage.arcs"),
     {"at least one arc", "producer"}},
    {"OutageWithoutALoss",
     Outage("arcs: 'cpc'"),
     InPolicy("outage.loss_bpd"),
     {"must be given", kRateRule}},
    {"OutageThatIsNoNumber",
     Outage("arcs: 'cpc' loss_bpd: -nan"),
     InPolicy("outage.loss_bpd"),
     {kRateRule, "nan"}},
    {"OutageInfinite",
     Outage("arcs: 'cpc' loss_bpd: -inf"),
     InPolicy("outage.loss_bpd"),
     {kRateRule, "not -inf"}},
    {"OutageOfAMarket",
     Outage("producers: 'ceyhan' loss_bpd: 1"),
     InPolicy("outage.producers[0]"),
     {"must be a producer", "ceyhan"}},
    {"OutageOfAProducerTwice",
     Outage("producers: 'south-fed' producers: 'south-fed' loss_bpd: 1"),
     InPolicy("outage.producers[1]"),
     {"named twice: south-fed"}},
    {"OutageCountedFromNothingKnown",
     Outage("arcs: 'cpc' loss_bpd: 1 counted_from: 9"),
     InPolicy("outage.counted_from"),
     {"FLOW, CAPACITY or unset", "not 9"}},
    {"InterdictionOfNothing",
     Interdiction("stopped_share: 1"),
     InPolicy("interdiction.arcs"),
     {"at least one arc", "chokepoints a chokepoint"}},
    {"InterdictionWithoutAShare",
     Interdiction("chokepoints: 'hormuz'"),
     InPolicy("interdiction.stopped_share"),
     {"must be given", "0 to 1 share"}},
    {"InterdictionInPercent",
     Interdiction("chokepoints: 'hormuz' stopped_share: 90"),
     InPolicy("interdiction.stopped_share"),
     {"0 to 1 share", "not 90"}},
    {"InterdictionThatIsNoNumber",
     Interdiction("chokepoints: 'hormuz' stopped_share: nan"),
     InPolicy("interdiction.stopped_share"),
     {"0 to 1 share", "not nan"}},
    {"UnknownChokepointLikeAnother",
     Interdiction("chokepoints: 'hormus' stopped_share: 1"),
     InPolicy("interdiction.chokepoints[0]"),
     {"the id of a chokepoint of the network", "not \"hormus\"",
      "did you mean \"hormuz\"?"}},
    {"NodeForAChokepoint",
     Interdiction("chokepoints: 'hormuz-basra' stopped_share: 1"),
     InPolicy("interdiction.chokepoints[0]"),
     {"a chokepoint of the network", "not \"hormuz-basra\""}},
    {"ChokepointTwice",
     Interdiction("chokepoints: 'hormuz' chokepoints: 'hormuz' "
                  "stopped_share: 1"),
     InPolicy("interdiction.chokepoints[1]"),
     {"named twice: hormuz"}},
    {"TwentyOneChokepoints",
     Interdiction(ChokepointsTwentyOneTimes() + "stopped_share: 1"),
     InPolicy("interdiction.chokepoints"),
     {"at most 20", "not 21"}},
    {"UnknownInterdictedArc",
     Interdiction("arcs: 'ipt' stopped_share: 1"),
     InPolicy("interdiction.arcs[0]"),
     {"an arc of the network", "not \"ipt\""}},
};
INSTANTIATE_TEST_SUITE_P(Stops, BadStopTest, testing::ValuesIn(kStops),
                         CaseName);

}  // namespace
}  // namespace oilflow
