// What every answer promises, over the whole library and through gRPC.

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/csv.h"
#include "tests/support/api.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

std::vector<std::string> LibraryIds() {
  std::vector<std::string> ids;
  for (const auto& [world_id, world] : EmbeddedWorlds()->all()) {
    for (const auto& [id, scenario] : world->scenarios) {
      ids.push_back(id);
    }
  }
  return ids;
}

v1::EvaluateScenarioRequest NamedRequest(const std::string& id) {
  v1::EvaluateScenarioRequest request;
  request.set_name("scenarios/" + id);
  return request;
}

v1::EvaluateScenarioRequest InlineRequest(const std::string& id) {
  const auto world = EmbeddedWorlds()->FindScenario(id);
  v1::EvaluateScenarioRequest request;
  *request.mutable_scenario() = world->scenarios.find(id)->second;
  return request;
}

class LibraryTest : public testing::TestWithParam<std::string> {
 protected:
  v1::EvaluateScenarioResponse Evaluate(
      const v1::EvaluateScenarioRequest& request) {
    const auto response = api_.Evaluate(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::EvaluateScenarioResponse();
  }

  Api api_;
};

INSTANTIATE_TEST_SUITE_P(Library, LibraryTest, testing::ValuesIn(LibraryIds()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// What enters equals what leaves plus what stays.
TEST_P(LibraryTest, ConservesOilAtEveryNodeOnEveryDay) {
  const auto response = Evaluate(NamedRequest(GetParam()));
  const auto world = EmbeddedWorlds()->FindScenario(GetParam());
  const auto check = [&](auto column) {
    for (int d = 0; d < response.day_count(); ++d) {
      std::map<std::string, int64_t> balance;
      for (const auto& arc : response.arcs()) {
        balance[arc.origin_node()] -= column(arc.flow(), d);
        balance[arc.destination_node()] += column(arc.flow(), d);
      }
      for (const auto& node : response.nodes()) {
        const int64_t rate = column(node.rate(), d);
        const int64_t through = balance[node.node()];
        // What a producer lifts goes out; what a sink takes came in.
        ASSERT_EQ(std::abs(through), rate) << node.node() << " day " << d;
        balance.erase(node.node());
      }
      for (const v1::StockLevel& stock : response.stocks()) {
        const auto index = world->network.FindNode(stock.node());
        if (world->network.nodes()[*index].kind == NodeKind::kStorage) {
          balance[stock.node()] -=
              column(stock.filled(), d) - column(stock.drawn(), d);
        }
      }
      for (const auto& [node, through] : balance) {
        ASSERT_EQ(through, 0) << node << " day " << d;
      }
    }
  };
  check([](const v1::RateChange& change, int d) -> int64_t {
    return change.baseline_bpd(d);
  });
  check([](const v1::RateChange& change, int d) -> int64_t {
    return change.scenario_bpd(d);
  });
}

TEST_P(LibraryTest, LedgerSumsToNetOnEveryDay) {
  const auto response = Evaluate(NamedRequest(GetParam()));
  const auto world = EmbeddedWorlds()->FindScenario(GetParam());
  for (int d = 0; d < response.day_count(); ++d) {
    int64_t sum = 0;
    for (const v1::LedgerLine& line : response.ledger().lines()) {
      sum += line.more_bpd(d) - line.less_bpd(d);
    }
    int64_t markets = 0;
    for (const auto& node : response.nodes()) {
      const auto index = world->network.FindNode(node.node());
      if (world->network.nodes()[*index].kind == NodeKind::kMarket) {
        markets += node.rate().scenario_bpd(d) - node.rate().baseline_bpd(d);
      }
    }
    for (const v1::StockLevel& stock : response.stocks()) {
      const auto index = world->network.FindNode(stock.node());
      if (world->network.nodes()[*index].kind == NodeKind::kStrategicStock) {
        markets +=
            stock.drawn().scenario_bpd(d) - stock.filled().scenario_bpd(d) -
            stock.drawn().baseline_bpd(d) + stock.filled().baseline_bpd(d);
      }
    }
    ASSERT_EQ(sum, response.ledger().net_bpd(d)) << "day " << d;
    ASSERT_EQ(markets, response.ledger().net_bpd(d)) << "day " << d;
  }
}

TEST_P(LibraryTest, NoPolicyChangesNothing) {
  v1::EvaluateScenarioRequest request = InlineRequest(GetParam());
  request.mutable_scenario()->clear_policies();
  const auto response = Evaluate(request);
  EXPECT_TRUE(response.ledger().lines().empty());
  EXPECT_TRUE(response.shortfalls().empty());
  for (const auto& arc : response.arcs()) {
    EXPECT_THAT(arc.flow().scenario_bpd(),
                testing::ElementsAreArray(arc.flow().baseline_bpd()));
  }
  for (const v1::PriceEffect& month : response.price().months()) {
    EXPECT_EQ(month.high_usd_per_bbl(), 0);
    EXPECT_EQ(month.low_usd_per_bbl(), 0);
  }
}

TEST_P(LibraryTest, StocksAreNeverNegativeNorAboveCapacityAndAddUp) {
  const auto response = Evaluate(NamedRequest(GetParam()));
  for (const v1::StockLevel& stock : response.stocks()) {
    const auto check = [&](const auto& content, const auto& filled,
                           const auto& drawn) {
      for (int d = 0; d < response.day_count(); ++d) {
        ASSERT_GE(content[d], 0) << stock.node() << " day " << d;
        if (stock.has_capacity_bbl()) {
          ASSERT_LE(content[d], stock.capacity_bbl()) << stock.node();
        }
        if (d > 0) {
          ASSERT_EQ(content[d], content[d - 1] + filled[d] - drawn[d])
              << stock.node() << " day " << d;
        }
      }
    };
    check(stock.content().baseline_bbl(), stock.filled().baseline_bpd(),
          stock.drawn().baseline_bpd());
    check(stock.content().scenario_bbl(), stock.filled().scenario_bpd(),
          stock.drawn().scenario_bpd());
  }
}

// Every dollar that one pays another receives, to the cent.
TEST_P(LibraryTest, MoneyCloses) {
  const auto response = Evaluate(NamedRequest(GetParam()));
  std::map<int, std::pair<int64_t, int64_t>> by_kind;
  std::pair<int64_t, int64_t> net;
  for (const v1::ActorAccount& account : response.accounts()) {
    for (const v1::AccountLine& line : account.lines()) {
      by_kind[line.kind()].first += line.baseline_cents();
      by_kind[line.kind()].second += line.scenario_cents();
    }
    net.first += account.baseline_net_cents();
    net.second += account.scenario_net_cents();
  }
  for (const auto& [kind, sum] : by_kind) {
    EXPECT_EQ(sum.first, 0) << v1::MoneyKind_Name(kind);
    EXPECT_EQ(sum.second, 0) << v1::MoneyKind_Name(kind);
  }
  EXPECT_EQ(net, (std::pair<int64_t, int64_t>(0, 0)));
}

// What is lost is restored or goes unserved.
TEST_P(LibraryTest, EnergyCloses) {
  const auto response = Evaluate(NamedRequest(GetParam()));
  for (const v1::EnergyBalance& grid : response.energy()) {
    for (int d = 0; d < response.day_count(); ++d) {
      ASSERT_EQ(grid.power_restored_mw(d) + grid.power_unserved_mw(d),
                grid.power_lost_mw(d))
          << grid.grid() << " day " << d;
      ASSERT_GE(grid.power_unserved_mw(d), 0);
    }
  }
}

// All that stays is what is in tanks: once these rest, all flows are as before.
TEST_P(LibraryTest, APolicyThatEndsLeavesNoTraceButInTanks) {
  v1::EvaluateScenarioRequest request = InlineRequest(GetParam());
  // Everything happens, at once, and ends after the fifth day.
  const google::type::Date start = request.scenario().horizon().start_date();
  for (v1::Policy& policy : *request.mutable_scenario()->mutable_policies()) {
    policy.clear_announced_date();
    policy.clear_delay_days();
    policy.clear_gates();
    policy.clear_rollover();
    policy.clear_probability();
    *policy.mutable_start_date() = start;
    *policy.mutable_end_date() = start;
    policy.mutable_end_date()->set_day(start.day() + 5);
    if (start.day() + 5 > 28) {
      policy.mutable_end_date()->set_month(start.month() % 12 + 1);
      policy.mutable_end_date()->set_day(5);
      policy.mutable_end_date()->set_year(start.year() + start.month() / 12);
    }
    policy.clear_recovery_days();
    if (policy.has_stock_release()) {
      policy.mutable_stock_release()->clear_refill_bpd();
      policy.mutable_stock_release()->clear_refill_start_date();
    }
  }
  const auto response = Evaluate(request);
  int rested = 0;
  for (int d = 12; d < response.day_count(); ++d) {
    bool rest = true;
    for (const v1::StockLevel& stock : response.stocks()) {
      rest = rest &&
             stock.filled().scenario_bpd(d) == stock.filled().baseline_bpd(d) &&
             stock.drawn().scenario_bpd(d) == stock.drawn().baseline_bpd(d);
    }
    if (!rest) {
      continue;
    }
    ++rested;
    ASSERT_EQ(response.ledger().net_bpd(d), 0) << "day " << d;
    for (const auto& arc : response.arcs()) {
      ASSERT_EQ(arc.flow().scenario_bpd(d), arc.flow().baseline_bpd(d))
          << arc.arc() << " day " << d;
    }
  }
  EXPECT_TRUE(rested > 0 || response.day_count() <= 12);
}

TEST_P(LibraryTest, SameQuestionSameBytesOnAnyNumberOfThreads) {
  const v1::EvaluateScenarioRequest request = NamedRequest(GetParam());
  const std::string expected = Evaluate(request).SerializeAsString();
  for (const int threads : {1, 2, 7}) {
    Api api(ServerOptions{.compute_threads = threads});
    std::vector<std::string> answers(8);
    std::vector<std::thread> callers;
    for (std::string& answer : answers) {
      callers.emplace_back([&] {
        const auto response = api.Evaluate(request);
        answer = response.ok() ? response->SerializeAsString() : "";
      });
    }
    for (std::thread& caller : callers) {
      caller.join();
    }
    for (const std::string& answer : answers) {
      ASSERT_TRUE(answer == expected) << threads << " threads";
    }
  }
}

TEST_P(LibraryTest, TheReadingSentBackGivesTheSameBytes) {
  v1::EvaluateScenarioRequest request = NamedRequest(GetParam());
  const auto first = Evaluate(request);
  *request.mutable_reading() = first.reading();
  EXPECT_EQ(Evaluate(request).SerializeAsString(), first.SerializeAsString());
}

TEST_P(LibraryTest, RestsOnNoFactKnownLater) {
  const auto response = Evaluate(NamedRequest(GetParam()));
  const auto day = [](const google::type::Date& date) {
    return std::tuple(date.year(), date.month(), date.day());
  };
  EXPECT_FALSE(response.facts().empty());
  for (const v1::Fact& fact : response.facts()) {
    EXPECT_LE(day(fact.known_at()), day(response.reading().as_of()))
        << fact.name();
  }
  EXPECT_LE(day(response.price().start_price_date()),
            day(response.reading().as_of()));
}

// Facts that become known after the reading change nothing: the two-node world
// has a correction known on 2025-06-01, from 60 to 70.
TEST(LookAheadTest, ACorrectionCountsFromTheDayItIsKnown) {
  Api api;
  v1::EvaluateScenarioRequest request = InlineRequest("two-nodes-close-pipe");
  request.mutable_scenario()->clear_policies();
  const auto pipe = [&](int month, int day) {
    google::type::Date* as_of = request.mutable_reading()->mutable_as_of();
    as_of->set_year(2025);
    as_of->set_month(month);
    as_of->set_day(day);
    const auto response = api.Evaluate(request);
    EXPECT_THAT(response, IsOk());
    return response->arcs(0).flow().baseline_bpd(0);
  };
  EXPECT_EQ(pipe(3, 1), 60);
  EXPECT_EQ(pipe(5, 31), 60);
  EXPECT_EQ(pipe(6, 1), 70);
}

TEST(LookAheadTest, AnEarlierLatestFactHidesWhatWasRecordedLater) {
  Api api;
  v1::EvaluateScenarioRequest request = InlineRequest("two-nodes-close-pipe");
  request.mutable_scenario()->clear_policies();
  request.mutable_reading()->mutable_as_of()->set_year(2026);
  request.mutable_reading()->mutable_as_of()->set_month(1);
  request.mutable_reading()->mutable_as_of()->set_day(1);
  request.mutable_reading()->set_latest_fact(
      "baselines/two-nodes/facts/compensation");
  const auto response = api.Evaluate(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->arcs(0).flow().baseline_bpd(0), 60);
}

// Every figure of the published tables for February 2025, to the barrel.
class PublishedBaselineTest : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(AsOf, PublishedBaselineTest,
                         testing::Values(20250301, 20250715, 20251101,
                                         20261121));

TEST_P(PublishedBaselineTest, IsReproducedToTheBarrel) {
  Api api;
  v1::EvaluateScenarioRequest request = InlineRequest("restart-185");
  request.mutable_scenario()->clear_policies();
  google::type::Date* as_of = request.mutable_reading()->mutable_as_of();
  as_of->set_year(GetParam() / 10000);
  as_of->set_month(GetParam() / 100 % 100);
  as_of->set_day(GetParam() % 100);
  *request.mutable_scenario()->mutable_horizon() =
      ParseProto<v1::DateRange>(R"pb(
        start_date { year: 2025 month: 2 day: 1 }
        end_date { year: 2025 month: 3 day: 1 }
      )pb");
  const auto response = api.Evaluate(request);
  ASSERT_THAT(response, IsOk());
  const Network& network = RegionWorld().network;
  std::map<std::string, int64_t> by_table_id;
  for (const auto& arc : response->arcs()) {
    by_table_id[network.arcs()[*network.FindArc(arc.arc())].table_id] =
        arc.flow().baseline_bpd(0);
    // A transit node of the tables counts what comes to it.
    const Node& to = network.nodes()[*network.FindNode(arc.destination_node())];
    // The strait of the tables is its Iraqi and Iranian lanes.
    if (to.kind == NodeKind::kTransit) {
      by_table_id[to.table_id] += arc.flow().baseline_bpd(0);
    }
  }
  for (const auto& node : response->nodes()) {
    by_table_id[network.nodes()[*network.FindNode(node.node())].table_id] =
        node.rate().baseline_bpd(0);
  }

  const CsvTable table =
      *ParseCsv("published_baseline.csv",
                ReadSourceFile("fixtures/region/published_baseline.csv"));
  EXPECT_EQ(table.rows.size(), 19 + 19);
  for (const CsvRow& row : table.rows) {
    double kbd = 0;
    ASSERT_TRUE(absl::SimpleAtod(row.fields[2], &kbd)) << row.fields[0];
    ASSERT_EQ(by_table_id.count(row.fields[0]), 1) << row.fields[0];
    EXPECT_EQ(static_cast<double>(by_table_id[row.fields[0]]), 1000 * kbd)
        << row.fields[0];
  }
}

}  // namespace
}  // namespace oilflow
