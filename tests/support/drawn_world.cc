#include "tests/support/drawn_world.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/ensemble/model_parts.h"
#include "service/evaluation/fact_reader.h"
#include "service/policy/parameter.h"

namespace oilflow {
namespace {

// The mean of `daily` over the days of the column.
double MeanOver(const OutputColumn& column, const Horizon& horizon,
                const std::vector<double>& daily) {
  double sum = 0;
  int count = 0;
  for (int d = 0; d < horizon.day_count; ++d) {
    if (!column.month.has_value() ||
        absl::CivilMonth(horizon.first_day + d) == *column.month) {
      sum += daily[d];
      ++count;
    }
  }
  return sum / count;
}

std::vector<double> Real(const std::vector<int64_t>& whole) {
  return {whole.begin(), whole.end()};
}

std::vector<double> Less(const std::vector<double>& a,
                         const std::vector<double>& b) {
  std::vector<double> difference;
  for (size_t i = 0; i < a.size(); ++i) {
    difference.push_back(a[i] - b[i]);
  }
  return difference;
}

}  // namespace

DrawnWorld WriteOut(const EnsembleModel& model, const std::vector<Fact>& facts,
                    absl::Span<const double> levels, const Setting& setting) {
  std::map<std::string, double> level;
  std::map<std::string, const Variable*> variable;
  for (size_t v = 0; v < model.variables().size(); ++v) {
    level[model.variables()[v].name] = levels[v];
    variable[model.variables()[v].name] = &model.variables()[v];
  }
  std::map<std::string, double> free;
  for (size_t f = 0; f < model.free_parameters().size(); ++f) {
    free[model.free_parameters()[f].name] = setting.free[f];
  }
  std::map<std::string, double> given;
  for (const UncertainParameter& parameter :
       model.parts().question.uncertainties.parameters) {
    if (free.count(parameter.name) == 0) {
      given[parameter.name] =
          QuantileOf(parameter.distribution, level.at(parameter.name));
    }
  }
  given.insert(free.begin(), free.end());

  DrawnWorld drawn{.facts = facts, .scenario = model.parts().question.scenario};
  std::vector<double> driver_levels;
  for (Driver& driver : drawn.scenario.drivers) {
    const std::string name = driver.id + ".level";
    driver.level = given.count(name) > 0 ? given[name] : level.at(name);
    driver_levels.push_back(driver.level);
  }
  for (Fact& fact : drawn.facts) {
    const std::string name = absl::StrCat(fact.subject, ".", fact.measure);
    if (given.count(name) > 0) {
      fact.value = given[name];
      fact.low.reset();
      fact.high.reset();
    } else if (level.count(name) > 0) {
      fact.value = ValueAt(fact, level[name], true);
      fact.low.reset();
      fact.high.reset();
    }
  }
  for (const PolicyNumber& number : PolicyNumbersOf(drawn.scenario)) {
    Policy& policy = drawn.scenario.policies[number.policy];
    const std::string name = absl::StrCat(policy.id, ".", number.field->name);
    if (given.count(name) > 0) {
      SetNumber(number, given[name], &policy);
    }
  }
  for (size_t p = 0; p < drawn.scenario.policies.size(); ++p) {
    Policy& policy = drawn.scenario.policies[p];
    const auto level_of = [&](const std::string& name) {
      const auto found = level.find(absl::StrCat(policy.id, ".", name));
      return found == level.end() ? 0.5 : found->second;
    };
    ScheduleLevels own{.happens = level_of("happens"),
                       .renewal = level_of("renewed"),
                       .gates = {}};
    for (const Gate& gate : policy.schedule.gates) {
      own.gates.push_back(level_of(gate.id + ".opens"));
    }
    policy.timing = ResolveDraw(policy.schedule, driver_levels, own);
    if (!setting.left_out.empty() && setting.left_out[p]) {
      policy.timing.happens = false;
    }
  }
  return drawn;
}

DrawnWorld WriteOutMedian(const EnsembleModel& model,
                          const std::vector<Fact>& facts,
                          const Setting& setting) {
  DrawnWorld drawn{.facts = facts, .scenario = model.parts().question.scenario};
  std::map<std::string, double> free;
  for (size_t f = 0; f < model.free_parameters().size(); ++f) {
    free[model.free_parameters()[f].name] = setting.free[f];
  }
  for (Fact& fact : drawn.facts) {
    const auto given = free.find(absl::StrCat(fact.subject, ".", fact.measure));
    if (given != free.end()) {
      fact.value = given->second;
      fact.low.reset();
      fact.high.reset();
    }
  }
  for (const PolicyNumber& number : PolicyNumbersOf(drawn.scenario)) {
    Policy& policy = drawn.scenario.policies[number.policy];
    const auto given =
        free.find(absl::StrCat(policy.id, ".", number.field->name));
    if (given != free.end()) {
      SetNumber(number, given->second, &policy);
    }
  }
  ResolveTimings(&drawn.scenario);
  for (size_t p = 0; p < drawn.scenario.policies.size(); ++p) {
    if (!setting.left_out.empty() && setting.left_out[p]) {
      drawn.scenario.policies[p].timing.happens = false;
    }
  }
  return drawn;
}

double MultiplierOf(const EnsembleModel& model,
                    absl::Span<const double> levels) {
  double of_model = 0;
  double of_multiplier = 0;
  for (size_t v = 0; v < model.variables().size(); ++v) {
    if (model.variables()[v].name == "price.model") {
      of_model = levels[v];
    } else if (model.variables()[v].name == "price.multiplier") {
      of_multiplier = levels[v];
    }
  }
  // Four models of one weight.
  const size_t index = of_model <= 0.25   ? 0
                       : of_model <= 0.5  ? 1
                       : of_model <= 0.75 ? 2
                                          : 3;
  return model.parts().multipliers[index].sample.At(of_multiplier);
}

std::vector<double> OutputsOf(const EnsembleModel& model,
                              const Evaluation& evaluation,
                              const Scenario& scenario, double multiplier) {
  std::vector<double> outputs;
  const Horizon& horizon = scenario.horizon;
  for (const OutputColumn& column : model.columns()) {
    const int subject = column.output.subject;
    const auto mean = [&](const std::vector<double>& daily) {
      return MeanOver(column, horizon, daily);
    };
    const auto change = [&](const RateChange& rate) {
      return mean(Less(Real(rate.scenario_bpd), Real(rate.baseline_bpd)));
    };
    double value = 0;
    switch (column.output.kind) {
      case OutputKind::kNetSupply:
        value = mean(Real(evaluation.net_bpd));
        break;
      case OutputKind::kProduction:
        value =
            mean(Real(evaluation.countries[subject].production.scenario_bpd));
        break;
      case OutputKind::kProductionChange:
        value = change(evaluation.countries[subject].production);
        break;
      case OutputKind::kTrackedExports:
        value = mean(
            Real(evaluation.countries[subject].apparent_exports.scenario_bpd));
        break;
      case OutputKind::kTrackedExportsChange:
        value = change(evaluation.countries[subject].apparent_exports);
        break;
      case OutputKind::kFlow:
        value = mean(Real(evaluation.arcs[subject].scenario_bpd));
        break;
      case OutputKind::kFlowChange:
        value = change(evaluation.arcs[subject]);
        break;
      case OutputKind::kDelivered:
        value = mean(Real(evaluation.nodes[subject].scenario_bpd));
        break;
      case OutputKind::kDeliveredChange:
        value = change(evaluation.nodes[subject]);
        break;
      case OutputKind::kContent:
        for (const StockSeries& stock : evaluation.stocks) {
          if (stock.node == subject) {
            value = mean(Real(stock.scenario_bbl));
          }
        }
        break;
      case OutputKind::kUnservedPower:
        for (const EnergySeries& grid : evaluation.energy) {
          if (grid.grid == subject) {
            value = mean(grid.unserved_mw);
          }
        }
        break;
      case OutputKind::kRevenue:
      case OutputKind::kRevenueChange: {
        int64_t cents = 0;
        // There are no accounts of a month in which nobody is paid anything.
        int days = 0;
        for (int d = 0; d < horizon.day_count; ++d) {
          days +=
              !column.month.has_value() ||
                      absl::CivilMonth(horizon.first_day + d) == *column.month
                  ? 1
                  : 0;
        }
        for (const ActorMonth& month : evaluation.accounts) {
          if ((column.month.has_value() && month.month != *column.month) ||
              month.actor != subject) {
            continue;
          }
          for (size_t k = 0; k < kMoneyKindCount; ++k) {
            if (k != static_cast<size_t>(MoneyKind::kArrears)) {
              cents += month.scenario.net_cents[k];
              if (column.output.kind == OutputKind::kRevenueChange) {
                cents -= month.baseline.net_cents[k];
              }
            }
          }
        }
        value = static_cast<double>(cents) / 100 / days;
        break;
      }
      case OutputKind::kInForceShare: {
        std::vector<double> daily;
        for (int d = 0; d < horizon.day_count; ++d) {
          daily.push_back(
              scenario.policies[subject].ShareInForce(horizon.first_day + d));
        }
        value = mean(daily);
        break;
      }
      case OutputKind::kPricePercent: {
        std::vector<double> seen = Real(evaluation.net_bpd);
        if (!evaluation.demand_change_bpd.empty()) {
          seen = Less(seen, Real(evaluation.demand_change_bpd));
        }
        const double world =
            model.parts().question.price.world_output / kBarrelsPerDay;
        value = 100 * std::expm1(-multiplier * std::log1p(mean(seen) / world));
        break;
      }
      case OutputKind::kQuotaHeadroom:
      case OutputKind::kPriceUsd:
      case OutputKind::kCurvePercent:
        break;
    }
    outputs.push_back(value);
  }
  return outputs;
}

}  // namespace oilflow
