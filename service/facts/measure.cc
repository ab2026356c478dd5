#include "service/facts/measure.h"

#include <algorithm>
#include <iterator>

#include "service/units/bounds.h"

namespace oilflow {
namespace {

constexpr double kMaxVolume = 20e9;

}  // namespace

const std::vector<Measure>& Measures() {
  using enum Dimension;
  static const auto* const measures = new std::vector<Measure>{
      // Inputs of the model.
      {"potential", kRate, 0, kMaxBpd, true,
       "what a producer could lift soon with today's wells"},
      {"capacity", kRate, 0, kMaxBpd, true, "the most that an arc can carry"},
      {"availability", kShare, 0, 1, true,
       "the share of an arc's capacity that may be used; 0 is shut"},
      {"cost", kPrice, 0, 1000, true, "tariff, freight and risk along an arc"},
      {"group_share", kShare, 0, 1, true,
       "an arc's share of what its proportional group carries"},
      {"demand", kRate, 0, kMaxBpd, true, "the most that a sink takes"},
      {"differential", kPrice, -500, 500, true,
       "a market's price less Brent; a discount is negative"},
      {"required_production", kRate, 0, kMaxBpd, true,
       "an OPEC+ member's required production, before compensation"},
      {"compensation", kRate, 0, kMaxBpd, true,
       "what a member has promised to cut for earlier over-production"},
      // Prices divide by it.
      {"world_crude_production", kRate, 1, kMaxBpd, true,
       "world crude and condensate production"},
      {"export_stream", kRate, 0, kMaxBpd, true,
       "a published export total that changes are compared with"},
      {"content", kVolume, 0, kMaxVolume, true,
       "oil in a storage or a stock when the horizon begins"},
      {"storage_capacity", kVolume, 0, kMaxVolume, true,
       "the most that a storage holds"},
      {"working_content", kVolume, 0, kMaxVolume, true,
       "what must be in a storage before any oil leaves it"},
      {"fill_rate", kRate, 0, kMaxBpd, true, "the most that a storage takes"},
      {"draw_rate", kRate, 0, kMaxBpd, true, "the most that a storage gives"},
      {"stored_differential", kPrice, -500, 500, true,
       "what its holder reckons a stored barrel to be worth, less Brent"},
      {"cash_price", kPrice, 0, 1000, true,
       "a sink's price as it is, in place of a differential"},
      {"advance_paid", kPrice, 0, 1000, true,
       "what a producer is paid for each barrel, whatever it is sold for"},
      {"paid_share", kShare, 0, 1, true,
       "the share of the netback that a producer is paid"},
      {"spare_capacity", kRate, 0, kMaxBpd, true,
       "production that could be added within 90 days"},
      {"operated_share", kShare, 0, 1, true,
       "the share of a producer or a line that a stake stands for"},
      {"gas_import", kGasRate, 0, 10000, true, "gas imported"},
      {"power_import", kPower, 0, 1e6, true, "power imported"},
      {"power_per_gas", kPower, 0, 1000, true,
       "power that a million cubic metres of gas a day make"},
      {"substitution_limit", kRate, 0, kMaxBpd, true,
       "the most liquids that can be burned in place of lost gas and power"},
      {"heat_content", kHeat, 0, 100, true, "heat content of a barrel"},
      {"heat_rate", kHeatRate, 0, 100000, true,
       "heat that makes a kilowatt-hour"},
      {"counting_difference", kRate, -kMaxBpd, kMaxBpd, true,
       "what a source counts of a country's production more than the model"},
      {"product_exports", kRate, 0, kMaxBpd, true,
       "refined products that a country exports, outside the network"},
      // Carried, not yet read.
      {"production_reported", kRate, 0, kMaxBpd, false,
       "production as a source published it"},
      {"exports_reported", kRate, 0, kMaxBpd, false,
       "exports as a source published them"},
      {"deliveries_reported", kRate, 0, kMaxBpd, false,
       "deliveries as a source published them; loadings are exports"},
      {"flow_reported", kRate, 0, kMaxBpd, false,
       "flow along an arc as a source published it"},
      {"domestic_use_reported", kRate, 0, kMaxBpd, false,
       "runs and burn as a source published them"},
      {"nameplate_capacity", kRate, 0, kMaxBpd, false,
       "design capacity, seldom usable"},
      {"production_capacity", kRate, 0, kMaxBpd, false,
       "what a producer could reach with investment or a policy"},
      {"planned_flow", kRate, 0, kMaxBpd, false,
       "flow that was announced or contracted"},
      {"flow_lost", kRate, 0, kMaxBpd, false,
       "loss of flow after an event, announced or realised"},
      {"flow_change", kRate, -kMaxBpd, kMaxBpd, false,
       "change of flow after an event; a loss is negative"},
      {"offset_reported", kRate, 0, kMaxBpd, false,
       "rise elsewhere in the country after a loss"},
      {"offset_share_reported", kShare, 0, 1, false,
       "share of a loss made good by others"},
      {"production_cut", kRate, 0, kMaxBpd, false,
       "size of an announced production cut"},
      {"overproduction_sum", kRate, 0, kMaxBpd, false,
       "a SUM of monthly excesses in barrels per day, not a rate"},
      {"export_target", kRate, 0, kMaxBpd, false,
       "exports that a policy aims at"},
      {"waiver_volume", kRate, 0, kMaxBpd, false,
       "exports allowed under waivers"},
      {"world_liquids_supply", kRate, 0, kMaxBpd, false,
       "world supply of all liquids"},
      {"world_liquids_demand", kRate, 0, kMaxBpd, false,
       "world demand for all liquids"},
      {"oil_on_water", kVolume, 0, kMaxVolume, false, "oil held in ships"},
      {"spare_storage", kVolume, 0, kMaxVolume, false,
       "room left in onshore tanks"},
      {"stocks", kVolume, 0, kMaxVolume, false, "stocks held"},
      {"price_reported", kPrice, -500, 1000, false,
       "price as a source published it"},
      {"price_change_reported", kPrice, -500, 500, false,
       "price response to a scenario as a source published it"},
      {"receivable", kMoney, 0, 1e13, false, "money owed to producers"},
      {"award", kMoney, 0, 1e13, false, "sum awarded by arbitration"},
      {"revenue", kMoney, 0, 1e13, false,
       "revenue over the days for which the fact holds"},
      {"ownership_share", kShare, 0, 1, false, "share owned by the subject"},
      {"destination_share", kShare, 0, 1, false,
       "share of exports that goes to a destination"},
      {"elasticity_reported", kShare, -10, 10, false,
       "price elasticity, signed, as a source published it"},
      {"import_dependence", kShare, 0, 1, false,
       "share of power that rests on imports"},
      {"announcement_lead", kDuration, 0, 36600, false,
       "days from an announcement to the date that it named"},
      {"waiver_tenor", kDuration, 0, 36600, false,
       "days for which a waiver is granted"},
      {"gas_contract", kGasRate, 0, 10000, false, "gas contracted"},
      {"power_lost", kPower, 0, 1e6, false, "power lost after an event"},
      {"liquids_burn", kRate, 0, kMaxBpd, false,
       "crude and fuel oil burned for power"},
  };
  return *measures;
}

const Measure* FindMeasure(absl::string_view name) {
  for (const Measure& measure : Measures()) {
    if (measure.name == name) {
      return &measure;
    }
  }
  return nullptr;
}

bool MovesFlows(const Measure& measure) {
  static constexpr absl::string_view kHeldAgainst[] = {
      measure::kCountingDifference, measure::kProductExports,
      measure::kWorldCrude, "export_stream"};
  return measure.input &&
         std::find(std::begin(kHeldAgainst), std::end(kHeldAgainst),
                   measure.name) == std::end(kHeldAgainst);
}

}  // namespace oilflow
