// Every number of the market that is out of range is refused by its name.

#include <ostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/wire/convert_market.h"
#include "tests/support/markets.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct BadMarket {
  std::string text;
  std::string field;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const BadMarket& bad) {
  return out << bad.text;
}

class BadMarketTest : public testing::TestWithParam<BadMarket> {};

TEST_P(BadMarketTest, NamesTheFieldAndWhatToDo) {
  EXPECT_THAT(FaultsOf(Market(GetParam().text)),
              ElementsAre(AllOf(StartsWith("market." + GetParam().field + ": "),
                                HasSubstr(GetParam().says))));
}

constexpr char kPair[] =
    "model_id: 'mine' supply_elasticity: 0.2 demand_elasticity: -0.4 ";

INSTANTIATE_TEST_SUITE_P(
    Numbers, BadMarketTest,
    testing::Values(
        BadMarket{"start_price_usd_per_bbl: 0", "start_price_usd_per_bbl",
                  "from 0.01 to 1000 USD/bbl, not 0"},
        BadMarket{"start_price_usd_per_bbl: nan", "start_price_usd_per_bbl",
                  "not nan"},
        BadMarket{"world_crude_bpd: 83", "world_crude_bpd", "not 83"},
        BadMarket{"world_crude_bpd: inf", "world_crude_bpd", "not inf"},
        BadMarket{"already_priced: 1.01", "already_priced", "from 0 to 1"},
        BadMarket{"already_priced: nan", "already_priced", "not nan"},
        BadMarket{"differential_change_usd_per_bbl: -1001",
                  "differential_change_usd_per_bbl", "-1000 to 1000"},
        BadMarket{"state_dependence { reachable_spare_bpd: -1 }",
                  "state_dependence.reachable_spare_bpd", "from 0"},
        BadMarket{"state_dependence { surplus_bpd: 2e9 }",
                  "state_dependence.surplus_bpd", "not 2000000000"},
        BadMarket{"risk_premium { disruption_bpd: 1e6 }",
                  "risk_premium.probability_change", "must be given"},
        BadMarket{"risk_premium { probability_change: 0.1 }",
                  "risk_premium.disruption_bpd", "must be given"},
        BadMarket{"risk_premium { probability_change: 1.1 disruption_bpd: 1 }",
                  "risk_premium.probability_change", "from -1 to 1"},
        BadMarket{"risk_premium { probability_change: 0.1 disruption_bpd: 0 }",
                  "risk_premium.disruption_bpd", "above 0"},
        BadMarket{"world_crude_bpd: 83e6 "
                  "risk_premium { probability_change: 1 disruption_bpd: 83e6 }",
                  "risk_premium.disruption_bpd",
                  "below the world's output of 83000000 bpd"}));

INSTANTIATE_TEST_SUITE_P(
    Announcements, BadMarketTest,
    testing::Values(
        BadMarket{"announcement { }", "announcement.announced_date",
                  "must be given"},
        BadMarket{
            "announcement { announced_date { year: 2025 month: 3 day: 2 } }",
            "announcement.announced_date",
            "from 2022-03-01 to 2025-03-01, which is the first day that is "
            "priced, not 2025-03-02"},
        BadMarket{
            "announcement { announced_date { year: 2022 month: 2 day: 28 } }",
            "announcement.announced_date", "not 2022-02-28"},
        BadMarket{
            "announcement { announced_date { year: 2025 month: 2 day: 30 } }",
            "announcement.announced_date", "a day of the calendar"},
        BadMarket{
            "announcement { announced_date { year: 2025 month: 2 day: 1 } "
            "credibility: -0.1 }",
            "announcement.credibility", "from 0 to 1"}));

INSTANTIATE_TEST_SUITE_P(
    Mixtures, BadMarketTest,
    testing::Values(
        BadMarket{"mixture_weights { model_id: 'bh-19' weight: 1 }",
                  "mixture_weights[0].model_id",
                  "(bh19, km14-style, cci19, practitioner), not \"bh-19\"; did "
                  "you mean \"bh19\"?"},
        BadMarket{"mixture_weights { model_id: 'bh19' }",
                  "mixture_weights[0].weight", "must be given"},
        BadMarket{"mixture_weights { model_id: 'bh19' weight: nan }",
                  "mixture_weights[0].weight", "not nan"},
        BadMarket{"mixture_weights { model_id: 'bh19' weight: 1 } "
                  "mixture_weights { model_id: 'bh19' weight: 1 }",
                  "mixture_weights[1].model_id", "must be unique"},
        BadMarket{"mixture_weights { model_id: 'bh19' weight: 0 } "
                  "mixture_weights { model_id: 'cci19' weight: 0 }",
                  "mixture_weights", "must have a weight above 0"},
        BadMarket{"mixture_weights { } mixture_weights { } mixture_weights { } "
                  "mixture_weights { } mixture_weights { }",
                  "mixture_weights", "at most 4, not 5"}));

INSTANTIATE_TEST_SUITE_P(
    Models, BadMarketTest,
    testing::Values(
        BadMarket{"models { model_id: 'mine' }", "models[0]",
                  "must have a supply_elasticity"},
        BadMarket{"models { model_id: 'bh19' supply_elasticity: 0.2 "
                  "demand_elasticity: -0.4 }",
                  "models[0].model_id", "is taken: bh19"},
        BadMarket{absl::StrCat("models {", kPair, "} models {", kPair, "}"),
                  "models[1].model_id", "is taken: mine"},
        BadMarket{"models { model_id: 'mine' supply_elasticity: -0.2 "
                  "demand_elasticity: -0.4 }",
                  "models[0].supply_elasticity", "from 0 to 10, not -0.2"},
        BadMarket{"models { model_id: 'mine' supply_elasticity: 0.2 "
                  "demand_elasticity: 0 }",
                  "models[0].demand_elasticity", "under PATH_REALISED"},
        BadMarket{absl::StrCat("models {", kPair,
                               "long_run_supply_elasticity: 0.1 }"),
                  "models[0].long_run_supply_elasticity", "from 0.2 to 10"},
        BadMarket{absl::StrCat("models {", kPair,
                               "long_run_demand_elasticity: -0.3 }"),
                  "models[0].long_run_demand_elasticity", "from -10 to -0.4"},
        BadMarket{absl::StrCat("models {", kPair, "annual_adjustment: 0 }"),
                  "models[0].annual_adjustment", "above 0 and below 1, not 0"},
        BadMarket{absl::StrCat("models {", kPair, "annual_adjustment: 1 }"),
                  "models[0].annual_adjustment", "not 1"},
        BadMarket{absl::StrCat("models {", kPair, "annual_adjustment: nan }"),
                  "models[0].annual_adjustment", "not nan"},
        // 1 - (1 - .02 / 2)^12 = .113615
        BadMarket{absl::StrCat("models {", kPair,
                               "} models { model_id: 'swing' "
                               "supply_elasticity: 0.2 "
                               "demand_elasticity: -0.02 "
                               "long_run_demand_elasticity: -2 "
                               "annual_adjustment: 0.1137 }"),
                  "models[1].annual_adjustment",
                  "must be at most 0.1136 with these elasticities, not "
                  "0.1137"},
        // The service's own adjustment can be too fast for a caller's long run.
        BadMarket{"models { model_id: 'swing' supply_elasticity: 0.2 "
                  "demand_elasticity: -0.02 long_run_demand_elasticity: -2 }",
                  "models[0].annual_adjustment",
                  "must be at most 0.1136 with these elasticities, not 0.15"},
        // And a caller's for the service's long run: 1 - (1 - .02 / .35)^12.
        BadMarket{"models { model_id: 'swing' supply_elasticity: 0.2 "
                  "demand_elasticity: -0.02 annual_adjustment: 0.6 }",
                  "models[0].annual_adjustment", "at most 0.5064"}));

}  // namespace
}  // namespace oilflow
