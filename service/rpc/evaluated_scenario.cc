#include "service/rpc/evaluated_scenario.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "service/base/status_macros.h"
#include "service/market/supply_months.h"
#include "service/rpc/error.h"
#include "service/rpc/reading.h"

namespace oilflow {
namespace {

// Keeps a response under gRPC's 4 MiB: a value takes at most 4 bytes, as all
// rates lie under 2^28, and most take 3.
constexpr int64_t kMaxValues = 1000000;

absl::Status CheckSize(const Network& network, const Scenario& scenario) {
  int64_t producers = 0;
  int64_t stocks = 0;
  for (const Node& node : network.nodes()) {
    producers += node.kind == NodeKind::kProducer ? 1 : 0;
    stocks += node.kind == NodeKind::kStorage ||
                      node.kind == NodeKind::kStrategicStock
                  ? 1
                  : 0;
  }
  const auto count = [](const auto& list) {
    return static_cast<int64_t>(list.size());
  };
  constexpr int64_t kLedgerColumns = 28;
  // A content takes up to 5 bytes where a rate takes 3, a double 8.
  constexpr int64_t kStockColumns = 8;
  constexpr int64_t kEnergyColumns = 22;
  const int64_t per_day =
      2 * (count(network.arcs()) + count(network.nodes()) +
           count(network.chokepoints())) +
      14 * count(network.countries()) +
      3 * count(scenario.policies) * (2 + count(network.reference_streams())) +
      kLedgerColumns * producers + kStockColumns * stocks +
      kEnergyColumns * count(network.power_grids()) + 1;
  const int64_t values = per_day * scenario.horizon.day_count;
  return values <= kMaxValues ? absl::OkStatus()
                              : ResultTooLarge(values, kMaxValues);
}

// Spare capacity in reach of the scenario's spare policies, at its mean over
// the horizon; missing without such a policy.
std::optional<BarrelsPerDay> KnownSpare(const Evaluation& evaluation) {
  if (evaluation.spare.empty()) {
    return std::nullopt;
  }
  int64_t sum = 0;
  for (const SpareReach& spare : evaluation.spare) {
    for (const int64_t reachable : spare.reachable_bpd) {
      sum += reachable;
    }
  }
  return static_cast<double>(sum) / evaluation.horizon.day_count *
         kBarrelsPerDay;
}

SupplyToPrice SupplyOf(const Evaluation& evaluation,
                       const std::vector<LadderDay>& days) {
  const absl::CivilDay first_day = evaluation.horizon.first_day;
  SupplyToPrice supply{.first_day = first_day,
                       .day_count = evaluation.horizon.day_count};
  const std::vector<SupplyMonth> months = MonthsOf(first_day, supply.day_count);
  supply.ladder.resize(months.size());
  const auto fill = [&](int64_t LadderDay::*rate, double LadderMonth::*mean) {
    std::vector<double> daily;
    daily.reserve(days.size());
    for (const LadderDay& day : days) {
      daily.push_back(static_cast<double>(day.*rate));
    }
    const std::vector<double> means = MonthlyMeans(first_day, daily);
    for (size_t m = 0; m < means.size(); ++m) {
      supply.ladder[m].*mean = means[m];
    }
  };
  fill(&LadderDay::gross_bpd, &LadderMonth::gross_bpd);
  fill(&LadderDay::rerouted_bpd, &LadderMonth::rerouted_bpd);
  fill(&LadderDay::absorbed_bpd, &LadderMonth::absorbed_bpd);
  fill(&LadderDay::spare_bpd, &LadderMonth::spare_bpd);
  fill(&LadderDay::stock_release_bpd, &LadderMonth::stock_release_bpd);
  fill(&LadderDay::demand_bpd, &LadderMonth::demand_bpd);
  // Whole barrels, so that sums do not depend on their order.
  int64_t net = 0;
  int64_t balance = 0;
  size_t d = 0;
  for (size_t m = 0; m < months.size(); ++m) {
    for (int i = 0; i < months[m].horizon_day_count; ++i, ++d) {
      net += evaluation.net_bpd[d] + days[d].demand_bpd;
      balance -= days[d].stock_release_bpd;
    }
    supply.ladder[m].stock_balance_bbl = static_cast<double>(balance);
  }
  supply.horizon_mean_bpd = static_cast<double>(net) / supply.day_count;
  return supply;
}

}  // namespace

absl::StatusOr<EvaluatedScenario> EvaluateAndPrice(const Worlds& worlds,
                                                   const World& world,
                                                   const v1::Scenario& scenario,
                                                   const v1::Reading& reading,
                                                   const Call& call) {
  BadRequest bad;
  EvaluatedScenario result;
  result.asked = ScenarioFromProto(world.network, scenario, "scenario", &bad);
  const std::optional<Snapshot> snapshot =
      ReadSnapshot(world, reading, result.asked.as_of, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  const Scenario& asked = result.asked.scenario;
  RETURN_IF_ERROR(CheckSize(world.network, asked));
  const PriceModels& models = worlds.price_models();
  ASSIGN_OR_RETURN(result.from,
                   PriceFrom(world, models, result.asked.market, *snapshot,
                             asked.horizon.first_day, "scenario.market", &bad));
  RETURN_IF_ERROR(bad.ToStatus());
  ASSIGN_OR_RETURN(
      result.evaluation,
      Evaluate(world.network, *snapshot, asked,
               result.from.assumptions.start_price, call.ToKeepGoing()));
  if (result.from.provenance.world_output != nullptr) {
    result.evaluation.facts.push_back(result.from.provenance.world_output);
  }
  if (const auto known = KnownSpare(result.evaluation);
      result.from.spare_is_open && known.has_value()) {
    result.from.assumptions.state->reachable_spare = *known;
  }
  result.ladder = LadderOf(result.evaluation, asked);
  result.supply = SupplyOf(result.evaluation, result.ladder);
  ASSIGN_OR_RETURN(result.priced,
                   PriceSupply(models, result.from, result.supply, "scenario"));
  return result;
}

}  // namespace oilflow
