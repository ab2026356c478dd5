#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "service/evaluation/horizon_days.h"

namespace oilflow {
namespace {

EnergySeries EnergyOf(const HorizonDays& in, int grid) {
  const auto column = [&](const auto& get) {
    std::vector<double> values;
    for (const DayReport* day : in.days) {
      const std::optional<double> value =
          get(day->outcome.scenario().limits.grids[grid], day->grids[grid]);
      if (!value.has_value()) {
        // A column with holes would be read as if it had none.
        return std::vector<double>();
      }
      values.push_back(*value);
    }
    return values;
  };
  const auto per = [](const auto& quantity, auto unit) {
    return quantity.has_value() ? std::optional<double>(*quantity / unit)
                                : std::nullopt;
  };
  EnergySeries series{
      .grid = grid,
      .gas_lost_mmcmd = column([&](const GridDay& day, const GridReport&) {
        return std::optional<double>(day.loss.gas / kMillionCubicMetresPerDay);
      }),
      .gas_as_crude_bpd = column([&](const GridDay& day, const GridReport&) {
        return per(day.need.gas_as_crude, kBarrelsPerDay);
      }),
      .power_import_lost_mw =
          column([&](const GridDay& day, const GridReport&) {
            return std::optional<double>(day.loss.imported_power / kMegawatts);
          }),
      .power_lost_mw = column([&](const GridDay& day, const GridReport&) {
        return per(day.need.power_lost, kMegawatts);
      }),
      .liquids_needed_bpd = column([&](const GridDay& day, const GridReport&) {
        return per(day.need.liquids_needed, kBarrelsPerDay);
      }),
      .liquids_burned_bpd = {},
      .restored_mw = column([&](const GridDay&, const GridReport& report) {
        return per(report.balance.restored, kMegawatts);
      }),
      .unserved_mw = column([&](const GridDay&, const GridReport& report) {
        return per(report.balance.unserved, kMegawatts);
      })};
  for (const DayReport* day : in.days) {
    series.liquids_burned_bpd.push_back(day->grids[grid].liquids_burned_bpd);
  }
  return series;
}

}  // namespace

void FillEnergy(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t g = 0; g < in.network.power_grids().size(); ++g) {
    const auto touched = [&](const DayReport* day) {
      return day->outcome.scenario().limits.grids[g].loss != EnergyLoss();
    };
    if (!std::any_of(in.days.begin(), in.days.end(), touched)) {
      continue;
    }
    evaluation->energy.push_back(EnergyOf(in, static_cast<int>(g)));
  }
}

void FillSpare(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t i = 0; i < in.days.front()->outcome.spare.size(); ++i) {
    SpareReach reach{.policy = in.days.front()->outcome.spare[i].policy};
    for (const DayReport* day : in.days) {
      const SpareDay& spare = day->outcome.spare[i];
      reach.capacity_bpd.push_back(spare.capacity_bpd);
      reach.reachable_bpd.push_back(spare.reachable_bpd);
      reach.asked_bpd.push_back(spare.asked_bpd);
    }
    evaluation->spare.push_back(std::move(reach));
  }
}

void FillDemand(const HorizonDays& in, Evaluation* evaluation) {
  const auto demands = [](const Policy& policy) {
    return std::holds_alternative<DemandLever>(policy.lever);
  };
  if (std::any_of(in.scenario.policies.begin(), in.scenario.policies.end(),
                  demands)) {
    for (const DayReport* day : in.days) {
      evaluation->demand_change_bpd.push_back(
          day->outcome.scenario().limits.demand_change_bpd);
    }
  }
}

}  // namespace oilflow
