// The models held against seven events of the past, each read on the day
// before. Through gRPC.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/prices.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

absl::CivilDay Day(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

class BacktestTest : public PricesTest {
 protected:
  v1::RunBacktestResponse Run(const std::vector<std::string>& ids = {}) {
    v1::RunBacktestRequest request;
    request.set_baseline("baselines/region");
    *request.mutable_event_ids() = {ids.begin(), ids.end()};
    const auto response = Backtest(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::RunBacktestResponse();
  }

  // Of the whole run, which takes some seconds: once for all tests.
  const v1::RunBacktestResponse& All() {
    static const auto* const kAll = new v1::RunBacktestResponse(Run());
    return *kAll;
  }
};

TEST_F(BacktestTest, EventsComeInTheOrderOfTheirDates) {
  std::vector<std::string> ids;
  for (const v1::BacktestEvent& event : All().events()) {
    ids.push_back(event.event_id());
    EXPECT_FALSE(event.display_name().empty());
    EXPECT_FALSE(event.source().empty());
    EXPECT_FALSE(event.confounders().empty());
    EXPECT_THAT(event.scenario(), testing::StartsWith("scenarios/backtest-"));
  }
  EXPECT_THAT(ids, testing::ElementsAre("bt3", "bt5", "bt1", "bt7", "bt11",
                                        "bt10", "bt12"));
}

TEST_F(BacktestTest, NothingIsReadThatWasKnownLater) {
  const std::map<std::string, absl::CivilDay> days = {
      {"bt3", absl::CivilDay(2017, 10, 16)},
      {"bt5", absl::CivilDay(2019, 4, 22)},
      {"bt1", absl::CivilDay(2023, 3, 25)},
      {"bt7", absl::CivilDay(2025, 2, 17)},
      {"bt11", absl::CivilDay(2025, 6, 13)},
      {"bt10", absl::CivilDay(2025, 11, 29)},
      {"bt12", absl::CivilDay(2026, 2, 28)}};
  for (const v1::BacktestEvent& event : All().events()) {
    SCOPED_TRACE(event.event_id());
    EXPECT_EQ(Day(event.event_date()), days.at(event.event_id()));
    EXPECT_EQ(Day(event.as_of()), Day(event.event_date()) - 1);
    // And what nobody published is counted.
    EXPECT_GE(event.assumed_fact_count(), 0);
  }
}

TEST_F(BacktestTest, SignsAndVolumesAreRightForAllSeven) {
  ASSERT_EQ(All().events_size(), 7);
  for (const v1::BacktestEvent& event : All().events()) {
    SCOPED_TRACE(event.event_id());
    EXPECT_TRUE(event.sign_right()) << event.predicted_bpd();
    EXPECT_TRUE(event.volume_within())
        << event.predicted_bpd() << " is not in " << event.observed_low_bpd()
        << " to " << event.observed_high_bpd();
    EXPECT_LE(event.observed_low_bpd(), event.observed_high_bpd());
    EXPECT_GT(event.volume_day_count(), 0);
    // Only the closure of Hormuz is known before strategic stocks.
    EXPECT_EQ(event.volume_measure(),
              event.event_id() == "bt12" ? "net_emf" : "net_all");
  }
  EXPECT_EQ(All().sign_right_count(), 7);
  EXPECT_EQ(All().volume_within_count(), 7);
}

// Log percent from the last close before, of Dated Brent by the EIA; by hand
// from the series.
TEST_F(BacktestTest, RealisedMovesAreThoseOfTheSeries) {
  const std::map<std::string, std::vector<double>> seen = {
      {"bt3", {1.10, 1.80, 12.37, 20.49}},
      {"bt5", {0.00, 0.45, 4.47, -5.60}},
      {"bt1", {4.22, 7.28, 10.93, -0.10}},
      {"bt7", {0.82, -0.41, -4.42, -13.17}},
      {"bt10", {0.23, 0.54, -2.80, 9.83}},
      {"bt11", {7.03, 12.62, -0.65, -8.73}},
      {"bt12", {7.97, 29.45, 53.25, 29.16}},
  };
  const std::vector<int> windows = {1, 5, 20, 60};
  for (const v1::BacktestEvent& event : All().events()) {
    SCOPED_TRACE(event.event_id());
    ASSERT_EQ(event.windows_size(), 4);
    for (int w = 0; w < 4; ++w) {
      EXPECT_EQ(event.windows(w).trading_day_count(), windows[w]);
      EXPECT_NEAR(100 * event.windows(w).realised_log_change(),
                  seen.at(event.event_id())[w], 0.01)
          << windows[w] << " days";
    }
  }
}

TEST_F(BacktestTest, WhatOtherNewsMovedIsNotScored) {
  for (const v1::BacktestEvent& event : All().events()) {
    SCOPED_TRACE(event.event_id());
    const std::string& id = event.event_id();
    const bool none = id == "bt1" || id == "bt3" || id == "bt5";
    EXPECT_EQ(!event.excluded_reason().empty(), none);
    for (const auto& window : event.windows()) {
      const bool scored =
          !none && !(id == "bt7" && window.trading_day_count() == 60);
      EXPECT_EQ(window.scored(), scored) << window.trading_day_count();
      EXPECT_EQ(window.excluded_reason().empty(), scored);
    }
  }
}

TEST_F(BacktestTest, ScoresCountTheEvents) {
  ASSERT_EQ(All().scores_size(), 6);
  const std::vector<int> windows = {1, 5, 20, 60, 0, 0};
  // Two of the four events moved no barrel.
  const std::vector<int> counts = {4, 4, 4, 3, 15, 8};
  for (int s = 0; s < 6; ++s) {
    const v1::BacktestScore& score = All().scores(s);
    SCOPED_TRACE(score.trading_day_count());
    EXPECT_EQ(score.trading_day_count(), windows[s]);
    EXPECT_EQ(score.event_count(), counts[s]);
    int count = 0;
    int within_68 = 0;
    int within_90 = 0;
    double crps = 0;
    double no_change = 0;
    double rule = 0;
    for (const v1::BacktestEvent& event : All().events()) {
      for (const auto& window : event.windows()) {
        if (!window.scored() ||
            (score.effects_only() && window.effect_log_change().p50() == 0) ||
            (windows[s] != 0 && window.trading_day_count() != windows[s])) {
          continue;
        }
        ++count;
        within_68 += window.within_68() ? 1 : 0;
        within_90 += window.within_90() ? 1 : 0;
        crps += window.crps();
        no_change += window.crps_no_change();
        rule += window.crps_rule();
      }
    }
    ASSERT_EQ(score.event_count(), count);
    EXPECT_EQ(score.within_68_count(), within_68);
    EXPECT_EQ(score.within_90_count(), within_90);
    EXPECT_LE(score.within_68_count(), score.within_90_count());
    EXPECT_NEAR(score.crps(), crps / count, 1e-12);
    EXPECT_NEAR(score.crps_no_change(), no_change / count, 1e-12);
    EXPECT_NEAR(score.crps_rule(), rule / count, 1e-12);
  }
}

// A forecast is an effect with noise on top; where nothing is lost, noise only.
TEST_F(BacktestTest, ForecastsAreWiderThanEffects) {
  for (const v1::BacktestEvent& event : All().events()) {
    SCOPED_TRACE(event.event_id());
    double narrower = 0;
    for (const auto& window : event.windows()) {
      SCOPED_TRACE(window.trading_day_count());
      const auto effect = Levels(window.effect_log_change());
      const auto forecast = Levels(window.forecast_log_change());
      EXPECT_TRUE(std::is_sorted(effect.begin(), effect.end()));
      EXPECT_TRUE(std::is_sorted(forecast.begin(), forecast.end()));
      // Far out in the tail of a large effect, noise may move a quantile either
      // way by a little.
      const double width = forecast[4] - forecast[0];
      EXPECT_GT(width, 0.999 * (effect[4] - effect[0]));
      EXPECT_LT(forecast[0], effect[0]);
      const double realised = window.realised_log_change();
      EXPECT_EQ(window.within_68(),
                realised >= forecast[1] && realised <= forecast[3]);
      EXPECT_EQ(window.within_90(),
                realised >= forecast[0] && realised <= forecast[4]);
      if (effect[4] == 0) {
        // Noise grows with the root of time.
        EXPECT_EQ(effect[0], 0);
        EXPECT_NEAR(forecast[2], 0, 1e-4);
        EXPECT_GT(width, narrower);
        EXPECT_NEAR(window.crps(), window.crps_no_change(), 1e-12);
        narrower = width;
      }
    }
  }
}

// What is lost raises the price in every draw.
TEST_F(BacktestTest, EffectsHaveTheSignOfTheLoss) {
  for (const v1::BacktestEvent& event : All().events()) {
    for (const auto& window : event.windows()) {
      const auto& effect = window.effect_log_change();
      if (event.event_id() == "bt7" || event.event_id() == "bt11") {
        EXPECT_EQ(effect.p50(), 0) << event.event_id();
      } else {
        EXPECT_GT(effect.p05(), 0) << event.event_id();
      }
    }
  }
}

TEST_F(BacktestTest, RunsOnlyWhatIsAsked) {
  const auto two = Run({"bt12", "bt7"});
  ASSERT_EQ(two.events_size(), 2);
  // Still by date, and to the bit as among all.
  EXPECT_EQ(two.events(0).event_id(), "bt7");
  EXPECT_EQ(two.events(1).event_id(), "bt12");
  EXPECT_EQ(two.events(0).SerializeAsString(),
            All().events(3).SerializeAsString());
  EXPECT_EQ(two.events(1).SerializeAsString(),
            All().events(6).SerializeAsString());
  EXPECT_EQ(two.sign_right_count(), 2);
  EXPECT_EQ(two.scores(4).event_count(), 3 + 4);
}

TEST_F(BacktestTest, WeightsChangeEffectsAndNoVolumes) {
  v1::RunBacktestRequest request;
  request.set_baseline("baselines/region");
  request.add_event_ids("bt12");
  const auto equal = Backtest(request);
  v1::MarketAssumptions::MixtureWeight* weight = request.add_mixture_weights();
  weight->set_model_id("practitioner");
  weight->set_weight(1);
  const auto practitioner = Backtest(request);
  ASSERT_THAT(equal, IsOk());
  ASSERT_THAT(practitioner, IsOk());
  const v1::BacktestEvent& before = equal->events(0);
  const v1::BacktestEvent& after = practitioner->events(0);
  EXPECT_EQ(before.predicted_bpd(), after.predicted_bpd());
  // Medians of 7.0 and 8.0 per 1%.
  EXPECT_NEAR(after.windows(0).effect_log_change().p50() /
                  before.windows(0).effect_log_change().p50(),
              8.0 / 7.0, 0.02);
}

TEST_F(BacktestTest, RunsTheSameTwice) {
  EXPECT_EQ(Run({"bt10"}).SerializeAsString(),
            Run({"bt10"}).SerializeAsString());
}

TEST_F(BacktestTest, UnknownEventIsRefusedWithTheKnownOnes) {
  v1::RunBacktestRequest request;
  request.set_baseline("baselines/region");
  request.add_event_ids("bt99");
  EXPECT_THAT(Backtest(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::AllOf(HasSubstr("event_ids[0]"),
                                      HasSubstr("bt12"), HasSubstr("bt99"))));
}

TEST_F(BacktestTest, WorldWithoutEventsSaysWhatItLacks) {
  v1::RunBacktestRequest request;
  request.set_baseline("baselines/two-nodes");
  EXPECT_THAT(Backtest(request), StatusIs(absl::StatusCode::kFailedPrecondition,
                                          HasSubstr("backtest.csv")));
}

}  // namespace
}  // namespace oilflow
