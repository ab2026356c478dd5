// A price as the service answers it, by hand and small: two months, one month
// of the ladder, three pillars.

#ifndef OILFLOW_TESTS_CLIENT_PRICE_ANSWER_H_
#define OILFLOW_TESTS_CLIENT_PRICE_ANSWER_H_

#include <sstream>
#include <string>

#include "oilflow/v1/price.pb.h"
#include "oilflow/v1/price_service.pb.h"

#include "client/printer.h"
#include "tests/support/fixtures.h"

namespace oilflow {

inline v1::PriceImpact HandMadePrice() {
  return ParseProto<v1::PriceImpact>(R"pb(
    shock_mode: "SHOCK_EX_ANTE"
    start_price_usd_per_bbl: 75
    start_price_source: "of the caller"
    world_crude_bpd: 83000000
    daily_volatility: 0.018
    daily_noise_usd_per_bbl: 1.35
    denominator: "crude"
    state_factor: 1
    modesty: 2.5
    models {
      model_id: "default"
      supply_elasticity: 0.1
      demand_elasticity: -0.15
      long_run_supply_elasticity: 0.3
      long_run_demand_elasticity: -0.35
      annual_adjustment: 0.15
      multiplier: 4
      grade: "J"
      source: "chosen to reproduce both medians of the mixture"
    }
    months {
      start_date { year: 2023 month: 3 day: 1 }
      day_count: 7
      calendar_day_count: 31
      net_bpd: -101612.9
      effects {
        model_id: "default"
        price_change_usd_per_bbl: 0.3679
        two_speed_usd_per_bbl: 0.3679
        detectable: false
      }
      detectable: false
      bands {
        engine: PRICE_ENGINE_MULTIPLIER
        model_id: "mixture"
        log_price_change { p50: 0.0048 }
        percent { p05: 0.25 p16: 0.37 p50: 0.48 p84: 0.94 p95: 1.5 }
        usd_per_bbl { p50: 0.36 }
      }
    }
    months {
      start_date { year: 2023 month: 4 day: 1 }
      day_count: 30
      calendar_day_count: 30
      net_bpd: -450000
      effects {
        model_id: "default"
        price_change_usd_per_bbl: 1.649
        two_speed_usd_per_bbl: 1.64
        detectable: true
      }
      detectable: true
      bands {
        engine: PRICE_ENGINE_IMPULSE_RESPONSE
        model_id: "bh19"
        percent {
          p05: 0.51
          p16: 0.72
          p50: 1.0934
          p84: 1.5
          p95: 1.9
          p50_error: 0.03
        }
        usd_per_bbl { p50: 0.82 }
        probability_of_rise: 0.998
        detectable: false
        extrapolated: true
      }
      bands {
        engine: PRICE_ENGINE_MULTIPLIER
        model_id: "bh19"
        percent { p05: 1.4 p16: 1.6 p50: 1.8 p84: 2.03 p95: 2.14 }
        usd_per_bbl { p50: 1.35 }
        probability_of_rise: 1
        detectable: false
      }
      bands {
        engine: PRICE_ENGINE_MULTIPLIER
        model_id: "mixture"
        log_price_change { p50: 0.0211 }
        percent {
          p05: 1.10417
          p16: 1.64
          p50: 2.13
          p84: 4.22
          p95: 6.83
          p05_error: 0.02
          p95_error: 0.4
        }
        usd_per_bbl { p50: 1.6 p50_error: 0.01 }
        probability_of_rise: 1
        detectable: true
      }
    }
    horizon {
      net_bpd: -383000
      low_usd_per_bbl: 1.3
      high_usd_per_bbl: 1.3
      effects {
        model_id: "default"
        price_change_usd_per_bbl: 1.3
        price_change_percent: 1.733
        detectable: false
      }
      detectable: false
    }
    multipliers {
      model_id: "mixture"
      weight: 1
      percent_per_percent { p05: 2 p16: 3 p50: 3.9 p84: 7.6 p95: 12.1 }
      floored_share: 0.004
      grade: "R"
      source: "four models"
    }
    ladder {
      month { year: 2023 month: 4 day: 1 }
      day_count: 30
      gross_bpd: -450000
      rerouted_bpd: 100000
      absorbed_bpd: 0
      spare_bpd: 50000
      net_emf_bpd: -300000
      stock_release_bpd: 20000
      demand_bpd: 0
      net_all_bpd: -280000
      gross_mbbl: -13.5
      net_emf_mbbl: -9
      net_all_mbbl: -8.4
      stock_balance_bbl: -857142
    }
    surprise {
      already_priced: 0.3
      full_log_change: 0.0217
      if_happens_log_change: 0.01519
      if_not_log_change: -0.00651
    }
    stock_response { realised_percent: [ 0, -0.18 ] }
    curve {
      benchmark: BRENT
      mode: PATH
      engine: TWO_SPEED
      quote_date { year: 2023 month: 3 day: 24 }
      front_log_change: 0.02
      interest_rate: 0.04
      storage_cost_usd_per_bbl_month: 0.5
      dynamics_id: "brent-2007-25"
      pillars {
        delivery_month { year: 2023 month: 5 day: 1 }
        tenor_months: 2
        price_usd_per_bbl: 75
        shock_log: 0.02
        shocked_usd_per_bbl: 76.5
        change_percent: 2
        volatility: 0.356
      }
      pillars {
        delivery_month { year: 2023 month: 6 day: 1 }
        tenor_months: 3
        years: 0.083333333333333329
        price_usd_per_bbl: 74
        shock_log: 0.018
        shocked_usd_per_bbl: 75.295
        change_percent: 1.75
        volatility: 0.35
        carry_bound_active: true
        simulated_usd_per_bbl {
          p05: 55.123
          p16: 62
          p50: 74.9
          p84: 90
          p95: 101.5
          p05_error: 0.3
        }
      }
      pillars {
        delivery_month { year: 2024 month: 5 day: 1 }
        tenor_months: 14
        years: 1
        price_usd_per_bbl: 72
        shock_log: 0.01
        shocked_usd_per_bbl: 71.28
        change_percent: -1
        volatility: 0.272
      }
      simulation { horizon_days: 20 draw_count: 10000 seed: 7 }
    }
    attribution {
      model_id: "default"
      shares {
        component_id: "kirkuk"
        shapley_percent: 1.2
        first_in_percent: 1
        last_in_percent: 1.4
        interaction_percent: [ 0, 0.4 ]
      }
      shares {
        component_id: "opec"
        shapley_percent: 4
        first_in_percent: 3.8
        last_in_percent: 4.2
        interaction_percent: [ 0.4, 0 ]
      }
      total_percent: 5.2
    }
    audit {
      models { model_id: "default" version: "1.0.0" }
      parameter_set_id: "2026-1"
      parameter_set_sha256: "0123456789abcdef"
      sampler: "posterior draws, each in turn"
      draw_count: 2000
      defaulted_fields: "market.already_priced"
      parameters {
        parameter_id: "elasticity.supply.short-run"
        value: 0.1
        low: 0.03
        high: 0.34
        range_level: "90%"
        distribution: "lognormal"
        unit: "1"
        grade: "J"
        source: "judgement"
        used: true
      }
      parameters { parameter_id: "spare.capacity" grade: "V" }
      weakest_grade: "J"
      flags { reason: "MODESTY" message: "larger than people are used to" }
      rerun_token: "abcdefghijklmnopqrstuvwxyz0123"
    }
  )pb");
}

inline v1::PriceSupplyChangeResponse HandMadeAnswer() {
  auto response = ParseProto<v1::PriceSupplyChangeResponse>(R"pb(
    request {
      baseline: "baselines/region"
      horizon {
        start_date { year: 2023 month: 3 day: 25 }
        end_date { year: 2023 month: 5 day: 1 }
      }
      components {
        component_id: "halt"
        steps { change_bpd: -450000 }
      }
      offsets { spare { willing_share: 0.5 reachable_bpd: 2700000 } }
    }
    warnings { reason: "STALE_PRICE" message: "the price is old" }
  )pb");
  *response.mutable_price() = HandMadePrice();
  return response;
}

template <typename Message>
std::string PrintedText(const Message& message) {
  std::ostringstream out;
  PrintText(message, out);
  return out.str();
}

template <typename Message>
std::string PrintedCsv(const Message& message) {
  std::ostringstream out;
  PrintCsv(message, out);
  return out.str();
}

// From a title that begins so to the next empty line; empty if there is none.
inline std::string SectionOf(const std::string& text,
                             const std::string& title) {
  const size_t begin = text.find("\n\n" + title);
  if (begin == std::string::npos) {
    return "";
  }
  const size_t end = text.find("\n\n", begin + 2);
  return text.substr(begin + 2,
                     end == std::string::npos ? end : end - begin - 1);
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_CLIENT_PRICE_ANSWER_H_
