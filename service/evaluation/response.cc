#include "service/evaluation/response.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <variant>

#include "service/allocation/proportional.h"

namespace oilflow {
namespace {

int64_t PartBpd(BarrelsPerDay rate, double share) {
  return std::llround(share * (rate / kBarrelsPerDay));
}

}  // namespace

int64_t MarketSupply(const Network& network, const DayFlows& flows) {
  int64_t supply = 0;
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    if (network.nodes()[n].kind == NodeKind::kMarket) {
      supply += flows.delivered_bpd[n];
    } else if (network.nodes()[n].kind == NodeKind::kStrategicStock) {
      supply += flows.drawn_bpd[n] - flows.filled_bpd[n];
    }
  }
  return supply;
}

std::vector<StorageLimits> StrategicLimitsOf(
    const Network& network, const Scenario& scenario,
    const std::vector<PolicyDay>& policies,
    const std::vector<int64_t>& content_bbl,
    const std::vector<int64_t>& initial_bbl) {
  std::vector<StorageLimits> limits(network.nodes().size());
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const auto* lever =
        std::get_if<StockReleaseLever>(&scenario.policies[p].lever);
    if (lever == nullptr) {
      continue;
    }
    const int64_t content = content_bbl[lever->stock];
    StorageLimits& stock = limits[lever->stock];
    if (policies[p].share > 0) {
      stock.draw_bpd =
          std::min(content, PartBpd(lever->rate, policies[p].share));
    } else if (policies[p].refills) {
      stock.fill_bpd =
          std::max(stock.fill_bpd,
                   std::clamp<int64_t>(initial_bbl[lever->stock] - content, 0,
                                       PartBpd(lever->refill, 1)));
    }
  }
  // Nobody buys for a stock that another policy is selling.
  for (StorageLimits& stock : limits) {
    if (stock.draw_bpd > 0) {
      stock.fill_bpd = 0;
    }
  }
  return limits;
}

std::vector<SpareDay> ApplySpare(
    const Network& network, const Scenario& scenario,
    const std::vector<PolicyDay>& policies, const BaselineSpan& span,
    const DayFlows& baseline, const DayFlows& before,
    const AllocateDay& allocate, PolicyLimits* limits) {
  const int64_t lost = std::max<int64_t>(
      0, MarketSupply(network, baseline) - MarketSupply(network, before));
  int64_t unfilled = lost;
  std::vector<SpareDay> days;
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const auto* lever = std::get_if<SpareLever>(&scenario.policies[p].lever);
    if (lever == nullptr) {
      continue;
    }
    SpareDay day{.policy = static_cast<int>(p)};
    DayLimits all = limits->limits;
    for (const int producer : lever->producers) {
      const int64_t spare = span.spare_bpd[producer].value_or(0);
      day.capacity_bpd += spare;
      all.potential_bpd[producer] += spare;
    }
    // Both with the stocks that are sold meanwhile: these reach markets without
    // anyone's spare.
    const DayFlows without = allocate(limits->limits);
    const DayFlows reached = allocate(all);
    std::vector<int64_t> lifted;
    for (const int producer : lever->producers) {
      lifted.push_back(std::max<int64_t>(
          0, reached.produced_bpd[producer] - without.produced_bpd[producer]));
    }
    // Oil that only takes another's place in a full line reaches nobody new.
    day.reachable_bpd = std::clamp<int64_t>(
        MarketSupply(network, reached) - MarketSupply(network, without), 0,
        std::accumulate(lifted.begin(), lifted.end(), int64_t{0}));
    day.asked_bpd = std::min<int64_t>(
        unfilled, std::llround(policies[p].share * lever->filled_share *
                               static_cast<double>(lost)));
    const std::vector<int64_t> parts =
        ShareOut(std::min(day.asked_bpd, day.reachable_bpd), lifted, lifted);
    unfilled -= std::accumulate(parts.begin(), parts.end(), int64_t{0});
    for (size_t i = 0; i < parts.size(); ++i) {
      const int producer = lever->producers[i];
      limits->limits.potential_bpd[producer] += parts[i];
      limits->node_policy[producer] = static_cast<int>(p);
    }
    days.push_back(day);
  }
  return days;
}

}  // namespace oilflow
