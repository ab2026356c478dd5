// Oil that waits: what holds of every storage and stock, whatever the world.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "service/evaluation/evaluate.h"
#include "tests/support/naive_facts.h"
#include "tests/support/random_scenario.h"

namespace oilflow {
namespace {

constexpr int kStorageWorlds = 800;

// A random world and what came of it.
struct Story {
  explicit Story(int seed) : Story(Dice(seed)) {}

  int DayCount() const { return scenario.horizon.day_count; }
  absl::CivilDay DateOf(int day) const { return kRandomFirstDay + day; }
  NaiveFacts Facts() const {
    return {network, facts, kRandomFirstDay, scenario.drivers, kRandomBrent};
  }

  Network network;
  std::vector<Fact> facts;
  Scenario scenario;
  FactBook book;
  absl::StatusOr<Evaluation> evaluation;

 private:
  explicit Story(Dice dice)
      : network(RandomEconomy(&dice)),
        facts(RandomFacts(network, &dice)),
        scenario(RandomScenario(network, facts, &dice)),
        book(*FactBook::Create(facts)),
        evaluation(Evaluate(network, *book.Read(kRandomFirstDay, ""), scenario,
                            kRandomBrent * kDollarsPerBarrel)) {}
};

// One column of a stock: without the policies, or with them.
struct StockColumn {
  const StockSeries& stock;
  const std::vector<int64_t>& content_bbl;
  const std::vector<int64_t>& filled_bpd;
  const std::vector<int64_t>& drawn_bpd;
  std::vector<int64_t> RateChange::*rates;
};

std::vector<StockColumn> ColumnsOf(const StockSeries& stock) {
  return {{stock, stock.baseline_bbl, stock.filled.baseline_bpd,
           stock.drawn.baseline_bpd, &RateChange::baseline_bpd},
          {stock, stock.scenario_bbl, stock.filled.scenario_bpd,
           stock.drawn.scenario_bpd, &RateChange::scenario_bpd}};
}

// Calls `check` with every story, and says which one failed.
template <typename Check>
void InEveryStory(const Check& check) {
  for (int seed = 0; seed < kStorageWorlds; ++seed) {
    const Story story(seed);
    ASSERT_TRUE(story.evaluation.ok())
        << "seed " << seed << " " << story.evaluation.status();
    check(story);
    ASSERT_FALSE(testing::Test::HasFailure())
        << "seed " << seed
        << Describe(story.network, story.facts, story.scenario);
  }
}

// Calls `check` with every column of every stock of every story.
template <typename Check>
void InEveryColumn(NodeKind kind, const Check& check) {
  InEveryStory([&](const Story& story) {
    for (const StockSeries& stock : story.evaluation->stocks) {
      if (story.network.nodes()[stock.node].kind == kind) {
        for (const StockColumn& column : ColumnsOf(stock)) {
          check(story, story.network.nodes()[stock.node].id, column);
        }
      }
    }
  });
}

// What is in it when a day begins.
int64_t ContentBefore(const Story& story, const StockColumn& column, int day) {
  return day > 0 ? column.content_bbl[day - 1]
                 : story.Facts().Contents(kRandomFirstDay)[column.stock.node];
}

void ExpectContentFollows(const Story& story, const std::string& id,
                          const StockColumn& column) {
  for (int d = 0; d < story.DayCount(); ++d) {
    EXPECT_EQ(column.content_bbl[d], ContentBefore(story, column, d) +
                                         column.filled_bpd[d] -
                                         column.drawn_bpd[d])
        << id << " day " << d;
    EXPECT_GE(column.content_bbl[d], 0) << id << " day " << d;
    EXPECT_GE(std::min(column.filled_bpd[d], column.drawn_bpd[d]), 0);
  }
}

TEST(StorageTest, ContentIsWhatWasThereAndWhatCameLessWhatWent) {
  InEveryColumn(NodeKind::kStorage, ExpectContentFollows);
}

TEST(StrategicStockTest, ContentIsWhatWasThereAndWhatCameLessWhatWent) {
  InEveryColumn(NodeKind::kStrategicStock, ExpectContentFollows);
}

TEST(StorageTest, NeverHoldsMoreThanItsCapacityUnlessItDidBefore) {
  InEveryColumn(
      NodeKind::kStorage,
      [](const Story& story, const std::string& id, const StockColumn& column) {
        for (int d = 0; d < story.DayCount(); ++d) {
          const int64_t capacity =
              *story.Facts().Barrels(id, "storage_capacity", story.DateOf(d));
          const int64_t before = ContentBefore(story, column, d);
          EXPECT_LE(column.content_bbl[d], std::max(capacity, before))
              << id << " day " << d;
        }
      });
}

TEST(StorageTest, NothingLeavesBeforeItsWorkingContentIsThere) {
  int64_t filling_days = 0;
  InEveryColumn(
      NodeKind::kStorage, [&](const Story& story, const std::string& id,
                              const StockColumn& column) {
        for (int d = 0; d < story.DayCount(); ++d) {
          const absl::CivilDay date = story.DateOf(d);
          const NaiveFacts facts = story.Facts();
          const int64_t before = ContentBefore(story, column, d);
          const int64_t working =
              facts.Barrels(id, "working_content", date).value_or(0);
          // It takes no more than there is room for, and no faster than it can.
          const int64_t must_stay = std::min(
              {working - before,
               *facts.Barrels(id, "storage_capacity", date) - before,
               facts.Barrels(id, "fill_rate", date).value_or(kUnlimitedBpd)});
          if (must_stay <= 0) {
            continue;
          }
          ++filling_days;
          EXPECT_EQ(column.drawn_bpd[d], 0) << id << " day " << d;
          int64_t left = 0;
          for (const int arc : story.network.arcs_from(column.stock.node)) {
            left += (story.evaluation->arcs[arc].*column.rates)[d];
          }
          if (left > 0) {
            EXPECT_GE(column.filled_bpd[d], must_stay) << id << " day " << d;
          }
        }
      });
  EXPECT_GT(filling_days, 1000);
}

TEST(StorageTest, WhatIsLiftedOrDrawnIsUsedSoldOrFilled) {
  InEveryStory([](const Story& story) {
    const Evaluation& evaluation = *story.evaluation;
    for (const auto rates :
         {&RateChange::baseline_bpd, &RateChange::scenario_bpd}) {
      for (int d = 0; d < story.DayCount(); ++d) {
        int64_t balance = 0;
        for (size_t n = 0; n < story.network.nodes().size(); ++n) {
          const bool lifts =
              story.network.nodes()[n].kind == NodeKind::kProducer;
          balance += (lifts ? 1 : -1) * (evaluation.nodes[n].*rates)[d];
        }
        for (const StockSeries& stock : evaluation.stocks) {
          if (story.network.nodes()[stock.node].kind == NodeKind::kStorage) {
            balance += (stock.drawn.*rates)[d] - (stock.filled.*rates)[d];
          }
        }
        EXPECT_EQ(balance, 0) << "day " << d;
      }
    }
  });
}

TEST(StorageTest, TheLedgerSumsToWhatMarketsGet) {
  InEveryStory([](const Story& story) {
    const Evaluation& evaluation = *story.evaluation;
    for (int d = 0; d < story.DayCount(); ++d) {
      int64_t ledger = 0;
      for (const LedgerLine& line : evaluation.ledger) {
        ledger += line.more_bpd[d] - line.less_bpd[d];
      }
      int64_t markets = 0;
      for (size_t n = 0; n < story.network.nodes().size(); ++n) {
        if (story.network.nodes()[n].kind == NodeKind::kMarket) {
          markets += evaluation.nodes[n].scenario_bpd[d] -
                     evaluation.nodes[n].baseline_bpd[d];
        }
      }
      for (const StockSeries& stock : evaluation.stocks) {
        if (story.network.nodes()[stock.node].kind ==
            NodeKind::kStrategicStock) {
          markets += stock.drawn.scenario_bpd[d] - stock.filled.scenario_bpd[d];
        }
      }
      EXPECT_EQ(ledger, evaluation.net_bpd[d]) << "day " << d;
      EXPECT_EQ(markets, evaluation.net_bpd[d]) << "day " << d;
    }
  });
}

TEST(StrategicStockTest, DoesNothingWithoutPolicies) {
  InEveryColumn(
      NodeKind::kStrategicStock,
      [](const Story& story, const std::string& id, const StockColumn& column) {
        for (int d = 0; d < story.DayCount(); ++d) {
          EXPECT_EQ(column.stock.drawn.baseline_bpd[d], 0) << id;
          EXPECT_EQ(column.stock.filled.baseline_bpd[d], 0) << id;
        }
      });
}

TEST(StrategicStockTest, IsNeverOversoldAndFilledToWhereItWas) {
  int64_t drawn_dry = 0;
  int64_t filled_up = 0;
  InEveryColumn(NodeKind::kStrategicStock, [&](const Story& story,
                                               const std::string& id,
                                               const StockColumn& column) {
    const int64_t first = ContentBefore(story, column, 0);
    for (int d = 0; d < story.DayCount(); ++d) {
      EXPECT_LE(column.drawn_bpd[d], ContentBefore(story, column, d)) << id;
      EXPECT_LE(column.content_bbl[d], first) << id << " day " << d;
      // Nothing is bought only to be sold.
      EXPECT_EQ(std::min(column.drawn_bpd[d], column.filled_bpd[d]), 0)
          << id << " day " << d;
      drawn_dry += column.drawn_bpd[d] > 0 && column.content_bbl[d] == 0;
      filled_up += column.filled_bpd[d] > 0 && column.content_bbl[d] == first;
    }
  });
  EXPECT_GT(drawn_dry, 0);
  EXPECT_GT(filled_up, 0);
}

// A field that sells all it lifts, and a stock of 50 barrels.
class TwoReleasesTest : public testing::Test {
 protected:
  TwoReleasesTest() {
    NetworkParts parts;
    parts.countries = {{.id = "home"}};
    parts.nodes = {{.id = "field", .kind = NodeKind::kProducer, .country = 0},
                   {.id = "market", .kind = NodeKind::kMarket},
                   {.id = "reserve", .kind = NodeKind::kStrategicStock}};
    parts.arcs = {{.id = "line", .from = 0, .to = 1}};
    network_.emplace(*Network::Create(parts));
    Add("field", "potential", 100);
    Add("line", "capacity", 100);
    Add("line", "cost", 1);
    Add("market", "differential", 0);
    Add("reserve", "content", 50);
  }

  void Add(const std::string& subject, const std::string& measure,
           double value) {
    Fact fact{.id = "f" + std::to_string(facts_.size())};
    fact.subject = subject;
    fact.measure = measure;
    fact.value = value;
    fact.valid_from = fact.known_at = kRandomFirstDay;
    facts_.push_back(fact);
  }

  void Release(int first_day, int days, double rate, double refill) {
    Policy policy{.id = "p" + std::to_string(scenario_.policies.size())};
    policy.timing.start = kRandomFirstDay + first_day;
    policy.timing.end = policy.timing.start + days;
    policy.lever = StockReleaseLever{.stock = 2,
                                     .rate = rate * kBarrelsPerDay,
                                     .refill = refill * kBarrelsPerDay};
    scenario_.policies.push_back(policy);
  }

  StockSeries Stock(int days) {
    scenario_.horizon = {.first_day = kRandomFirstDay, .day_count = days};
    const FactBook book = *FactBook::Create(facts_);
    return Evaluate(*network_, *book.Read(kRandomFirstDay, ""), scenario_,
                    kRandomBrent * kDollarsPerBarrel)
        ->stocks[0];
  }

  std::optional<Network> network_;
  std::vector<Fact> facts_;
  Scenario scenario_;
};

TEST_F(TwoReleasesTest, NothingIsBoughtForOneWhileTheOtherSells) {
  Release(0, 2, 10, 4);
  Release(3, 2, 5, 0);
  const StockSeries stock = Stock(6);
  EXPECT_EQ(stock.drawn.scenario_bpd,
            (std::vector<int64_t>{10, 10, 0, 5, 5, 0}));
  EXPECT_EQ(stock.filled.scenario_bpd,
            (std::vector<int64_t>{0, 0, 4, 0, 0, 4}));
  EXPECT_EQ(stock.scenario_bbl, (std::vector<int64_t>{40, 30, 34, 29, 24, 28}));
}

}  // namespace
}  // namespace oilflow
