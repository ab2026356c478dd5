#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/format.h"
#include "client/printer_csv.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

void WriteStart(const v1::PriceImpact& price, CsvWriter* csv) {
  csv->Row("price", "brent", "start_price", ShowDate(price.start_price_date()),
           PrintNumber(price.start_price_usd_per_bbl()), "USD/bbl",
           price.start_price_source());
  csv->Row("price", "world", "crude_production", "",
           PrintNumber(price.world_crude_bpd()), "bpd",
           price.world_crude_fact());
  const CsvRows rows("price", "brent", "", csv);
  if (price.has_daily_volatility()) {
    rows.Add("daily_volatility", price.daily_volatility(), "share");
  }
  if (price.has_daily_noise_usd_per_bbl()) {
    rows.Add("daily_noise", price.daily_noise_usd_per_bbl(), "USD/bbl");
  }
  rows.AddText("shock_mode", price.shock_mode());
  rows.AddText("denominator", price.denominator());
  rows.AddIf(price.has_modesty(), "modesty", price.modesty(),
             "standard deviations");
  rows.Add("state_factor", price.state_factor(), "1");
  rows.AddIf(price.has_state_reachable_spare_bpd(), "state_reachable_spare",
             price.state_reachable_spare_bpd(), "bpd");
  rows.AddIf(price.has_state_surplus_bpd(), "state_surplus",
             price.state_surplus_bpd(), "bpd");
  rows.Add("risk_premium", price.risk_premium_log_change(), "log");
  rows.Add("differential_change", price.differential_change_usd_per_bbl(),
           "USD/bbl");
  rows.Add("local_price_change", price.local_price_change_usd_per_bbl(),
           "USD/bbl");
  rows.Add("product_change", price.product_change_cents_per_gallon(),
           "US cents/gal");
  rows.Add("inventory_multiplier", price.inventory_multiplier(),
           "percent per percent");
}

void WriteModels(const v1::PriceImpact& price, CsvWriter* csv) {
  for (const v1::PriceModel& model : price.models()) {
    const CsvRows rows("price_model", model.model_id(), "", csv);
    rows.Add("multiplier", model.multiplier(), "percent per percent",
             absl::StrCat(model.grade(), ": ", model.source()));
    rows.Add("supply_elasticity", model.supply_elasticity(), "1");
    rows.Add("demand_elasticity", model.demand_elasticity(), "1");
    rows.Add("long_run_supply_elasticity", model.long_run_supply_elasticity(),
             "1");
    rows.Add("long_run_demand_elasticity", model.long_run_demand_elasticity(),
             "1");
    rows.Add("annual_adjustment", model.annual_adjustment(), "share");
  }
  for (const v1::MultiplierBand& band : price.multipliers()) {
    const CsvRows rows("multiplier", band.model_id(), "", csv);
    rows.Add("weight", band.weight(), "share",
             absl::StrCat(band.grade(), ": ", band.source()));
    rows.AddQuantiles("multiplier", band.percent_per_percent(),
                      "percent per percent");
    rows.Add("floored", band.floored_share(), "share");
  }
}

void WriteBand(const v1::PriceBand& band, absl::string_view date,
               CsvWriter* csv) {
  const CsvRows rows(band.engine() == v1::PRICE_ENGINE_MULTIPLIER
                         ? "band_multiplier"
                         : "band_impulse_response",
                     band.model_id(), date, csv);
  rows.AddQuantiles("log_price_change", band.log_price_change(), "log");
  rows.AddQuantiles("price_change_percent", band.percent(), "percent");
  rows.AddQuantiles("price_change", band.usd_per_bbl(), "USD/bbl");
  rows.AddIf(band.has_probability_of_rise(), "probability_of_rise",
             band.probability_of_rise(), "share");
  if (band.has_detectable()) {
    rows.AddFlag("detectable", band.detectable());
  }
  rows.AddFlag("extrapolated", band.extrapolated());
}

void WriteEffect(const v1::PriceEffect& effect, absl::string_view section,
                 CsvWriter* csv) {
  const std::string date = ShowDate(effect.start_date());
  const CsvRows net(section, "net", date, csv);
  net.Add("net_market_supply", effect.net_bpd(), "bpd");
  net.Add("log_supply_change", effect.log_supply_change(), "log");
  for (const v1::ModelEffect& one : effect.effects()) {
    const CsvRows rows(section, one.model_id(), date, csv);
    rows.Add("price_change", one.price_change_usd_per_bbl(), "USD/bbl");
    rows.Add("price_change_percent", one.price_change_percent(), "percent");
    rows.Add("log_price_change", one.log_price_change(), "log");
    if (one.has_two_speed_log_price_change()) {
      rows.Add("two_speed_log_price_change", one.two_speed_log_price_change(),
               "log");
    }
    if (one.has_two_speed_usd_per_bbl()) {
      rows.Add("two_speed_price_change", one.two_speed_usd_per_bbl(),
               "USD/bbl");
    }
    if (one.has_detectable()) {
      rows.AddFlag("detectable", one.detectable());
    }
  }
  for (const v1::PriceBand& band : effect.bands()) {
    WriteBand(band, date, csv);
  }
}

void WriteLadder(const v1::SupplyLadder& ladder, CsvWriter* csv) {
  const auto write = [&](absl::string_view measure, const auto& column,
                         absl::string_view unit) {
    for (int m = 0; m < column.size() && m < ladder.month_size(); ++m) {
      csv->Row("ladder", "supply", measure, ShowDate(ladder.month(m)),
               PrintNumber(column[m]), unit);
    }
  };
  write("gross", ladder.gross_bpd(), "bpd");
  write("rerouted", ladder.rerouted_bpd(), "bpd");
  write("absorbed", ladder.absorbed_bpd(), "bpd");
  write("spare", ladder.spare_bpd(), "bpd");
  write("net_emf", ladder.net_emf_bpd(), "bpd");
  write("stock_release", ladder.stock_release_bpd(), "bpd");
  write("demand", ladder.demand_bpd(), "bpd");
  write("net_all", ladder.net_all_bpd(), "bpd");
  write("gross_volume", ladder.gross_mbbl(), "million bbl");
  write("net_emf_volume", ladder.net_emf_mbbl(), "million bbl");
  write("net_all_volume", ladder.net_all_mbbl(), "million bbl");
  write("stock_balance", ladder.stock_balance_bbl(), "bbl");
}

void WriteNews(const v1::PriceImpact& price, CsvWriter* csv) {
  if (price.has_surprise()) {
    const v1::Surprise& surprise = price.surprise();
    const CsvRows rows("surprise", "news", ShowDate(surprise.announced_date()),
                       csv);
    rows.Add("already_priced", surprise.already_priced(), "share");
    rows.Add("full", surprise.full_log_change(), "log");
    rows.Add("if_happens", surprise.if_happens_log_change(), "log");
    rows.Add("if_not", surprise.if_not_log_change(), "log");
    rows.Add("expected", surprise.expected_log_change(), "log");
    if (surprise.has_announced_date()) {
      rows.Add("lead", surprise.lead_months(), "months");
      rows.Add("credibility", surprise.credibility(), "share");
    }
    if (surprise.has_jump_log_change()) {
      rows.Add("jump", surprise.jump_log_change(), "log");
      rows.Add("jump_month_average", surprise.jump_month_average_log_change(),
               "log");
    }
  }
  const auto write = [&](absl::string_view measure, const auto& column,
                         absl::string_view unit) {
    for (int m = 0; m < column.size() && m < price.months_size(); ++m) {
      csv->Row("stock_response", "world", measure,
               ShowDate(price.months(m).start_date()), PrintNumber(column[m]),
               unit);
    }
  };
  write("realised", price.stock_response().realised_percent(),
        "percent of a month's output");
  write("news", price.stock_response().news_percent(), "percent of stocks");
  write("news_price", price.stock_response().news_price_percent(),
        "percent of price");
  write("news_output", price.stock_response().news_output_percent(),
        "percent of world output");
}

void WriteCurve(const v1::ShockedCurve& curve, CsvWriter* csv) {
  const std::string benchmark =
      ShowEnum(v1::ForwardCurve::Benchmark_descriptor(), curve.benchmark(), "");
  for (int i = 0; i < curve.pillars_size(); ++i) {
    const v1::ShockedCurve::Pillar& pillar = curve.pillars(i);
    // Deliveries between two months share the first, so the row's name is its
    // place.
    const CsvRows rows("curve", absl::StrCat(benchmark, "-", i + 1),
                       ShowDate(pillar.delivery_month()), csv);
    rows.Add("years", pillar.years(), "years");
    rows.Add("price", pillar.price_usd_per_bbl(), "USD/bbl");
    rows.Add("shock", pillar.shock_log(), "log");
    rows.Add("risk_premium", pillar.risk_premium_log(), "log");
    rows.Add("shocked_price", pillar.shocked_usd_per_bbl(), "USD/bbl");
    rows.Add("change_percent", pillar.change_percent(), "percent");
    rows.Add("volatility", pillar.volatility(), "1/year");
    rows.AddFlag("carry_bound_active", pillar.carry_bound_active());
    rows.AddFlag("input_beyond_carry", pillar.input_beyond_carry());
    rows.AddFlag("extrapolated", pillar.extrapolated());
    if (pillar.has_simulated_usd_per_bbl()) {
      rows.AddQuantiles("simulated_price", pillar.simulated_usd_per_bbl(),
                        "USD/bbl");
    }
  }
  const CsvRows rows("curve", benchmark, ShowDate(curve.quote_date()), csv);
  rows.AddText("mode", v1::ForwardCurve::Mode_Name(curve.mode()));
  rows.AddText("engine", v1::ForwardCurve::Engine_Name(curve.engine()));
  rows.AddText("shape_id", curve.shape_id());
  rows.Add("shape_w", curve.shape_w(), "share");
  rows.Add("shape_kappa", curve.shape_kappa(), "1/year");
  rows.Add("front", curve.front_log_change(), "log");
  rows.Add("front_risk_premium", curve.front_risk_premium_log(), "log");
  rows.Add("interest_rate", curve.interest_rate(), "1/year");
  rows.Add("storage_cost", curve.storage_cost_usd_per_bbl_month(),
           "USD/bbl/month");
  rows.AddText("dynamics_id", curve.dynamics_id());
  rows.Add("short_factor_change", curve.short_factor_change(), "log");
  rows.Add("long_factor_change", curve.long_factor_change(), "log");
  rows.AddIf(curve.has_spread_change_percent(), "spread_change",
             curve.spread_change_percent(), "percent");
  rows.AddIf(curve.has_spread_from_stocks_percent(), "spread_from_stocks",
             curve.spread_from_stocks_percent(), "percent");
  rows.AddFlag("spread_disagrees", curve.spread_disagrees());
  if (curve.has_simulation()) {
    rows.Add("simulation_horizon", curve.simulation().horizon_days(), "days");
    rows.Add("simulation_draws", curve.simulation().draw_count(), "1");
    rows.Add("simulation_seed", curve.simulation().seed(), "1");
  }
}

}  // namespace

void WritePrice(const v1::PriceImpact& price, CsvWriter* csv) {
  WriteStart(price, csv);
  WriteModels(price, csv);
  for (const v1::PriceEffect& month : price.months()) {
    WriteEffect(month, "price_month", csv);
  }
  WriteEffect(price.horizon(), "price_horizon", csv);
  WriteLadder(price.ladder(), csv);
  WriteNews(price, csv);
  if (price.has_curve()) {
    WriteCurve(price.curve(), csv);
  }
  if (price.has_attribution()) {
    WriteAttribution(price.attribution(), csv);
  }
  if (price.has_audit()) {
    WriteAudit(price.audit(), csv);
  }
}

}  // namespace oilflow
