#include "service/policy/lever_catalog.h"

#include <cassert>

#include "service/units/bounds.h"

namespace oilflow {
namespace {

// More than a year of the world's oil is worth.
constexpr double kMaxUsd = 1e13;
// The longest horizon.
constexpr double kMaxDays = 1096;

}  // namespace

const std::vector<LeverDescription>& LeverCatalog() {
  static const auto* const catalog = new std::vector<LeverDescription>{
      {"policy",
       "numbers that every policy has, beside those of its lever",
       "Announced is not done: realised_share scales the announced size",
       {{"realised_share", "share", 0, 1, 1, false,
         "share of the announced size that is realised"},
        {"ramp_days", "days", 1, kMaxDays, 1, false,
         "equal daily steps until it is in force in full"},
        {"recovery_days", "days", 0, kMaxDays, 0, false,
         "equal daily steps in which it fades after end_date"},
        {"delay_days", "days", 0, kMaxDays, 0, false,
         "how much later than start_date and end_date say it comes and goes"},
        {"probability", "share", 0, 1, 1, false,
         "how likely it is to happen at all; at the median it happens from 0.5 "
         "up"}}},
      {"route",
       "opens, closes or limits arcs; volume that a contract or law puts first",
       "Kirkuk-Ceyhan restart at 185,000 bpd",
       {{"mandated_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "flow that comes before all voluntary flow; none if left out"},
        {"limit_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "no more than this; no limit if left out"},
        {"capacity_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "another physical capacity; that of the facts if left out"}}},
      {"enforcement",
       "stops a share of what flows along arcs in the baseline",
       "truck crackdown",
       {{"stopped_share", "share", 0, 1, std::nullopt, true,
         "share of the baseline flow that no longer passes"},
        {"extra_cost_usd_per_bbl", "USD/bbl", 0, 1000, 0, false,
         "cost that is added for each barrel that still passes"}}},
      {"sanctions",
       "holds what a country delivers to a target, as far as it works",
       "Iranian exports driven to zero",
       {{"target_exports_bpd", "bpd", 0, kMaxBpd, std::nullopt, true,
         "exports that the policy aims at"},
        {"efficacy", "share", 0, 1, 1, false,
         "share of the way from baseline to target that is really gone"},
        {"discount_usd_per_bbl", "USD/bbl", 0, 1000, 0, false,
         "by how much buyers widen the discount"},
        {"leakage_growth_bpd_per_year", "bpd/year", 0, kMaxBpd, 0, false,
         "by how much a year deliveries find their way back, from the day on "
         "which it is in force in full"}}},
      {"production",
       "moves what a producer could lift; give one of the two",
       "KRG production recovers to 435,000 bpd",
       {{"potential_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "the new potential"},
        {"change_bpd", "bpd", -kMaxBpd, kMaxBpd, std::nullopt, false,
         "what is added to the potential"}}},
      {"quota",
       "caps a country's counted production under an OPEC+ regime",
       "Iraq offsets 60% of any change; Iraq pays its compensation",
       {{"offset_share", "share", 0, 1, std::nullopt, false,
         "regime OFFSET: share of any change that is offset elsewhere in the "
         "country; required there, refused elsewhere"},
        {"compliance", "share", 0, 1, 1, false,
         "regime TARGET: share of any excess over the target that is cut"},
        {"required_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "regime TARGET: required production; the fact if left out"},
        {"compensation_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "regime TARGET: compensation; the fact if left out"}}},
      {"outage",
       "takes flow away from arcs or producers, counted from what flows in the "
       "baseline or from what could flow",
       "drone strike on a CPC pumping station",
       {{"loss_bpd", "bpd", 0, kMaxBpd, std::nullopt, true,
         "announced loss; realised_share says how much of it happens"}}},
      {"interdiction",
       "stops arcs, or all lanes of chokepoints, by force",
       "the Strait of Hormuz shut; a blockade of Iranian ports",
       {{"stopped_share", "share", 0, 1, std::nullopt, true,
         "share of the baseline flow that no longer passes; of what is idle, "
         "share of its capacity"}}},
      {"waiver",
       "stops imported gas or power; liquids are burned in its place",
       "the waiver for Iraq's Iranian gas and power lapses",
       {{"stopped_share", "share", 0, 1, std::nullopt, true,
         "share that stops"},
        {"substitution_limit_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "the most liquids burned in its place; the fact if left out"},
        {"gas_supply_mmcmd", "MMcm/d", 0, 10000, std::nullopt, false,
         "what gas links would carry; the fact if left out"},
        {"power_supply_mw", "MW", 0, 1e6, std::nullopt, false,
         "what power links would carry; the fact if left out"}}},
      {"payment",
       "says what is really paid for oil that leaves producers; give "
       "paid_share "
       "or advance_usd_per_bbl, or neither",
       "companies are paid in kind for KRG oil; old debt is paid off",
       {{"paid_share", "share", 0, 1, std::nullopt, false,
         "share of the netback that is paid; as the facts say if left out"},
        {"advance_usd_per_bbl", "USD/bbl", 0, 1000, std::nullopt, false,
         "a fixed sum for each barrel; as the facts say if left out"},
        {"payment_delay_days", "days", 0, kMaxDays, 0, false,
         "days from delivery to payment"},
        {"arrears_usd", "USD", 0, kMaxUsd, 0, false,
         "old debt to the producers"},
        {"arrears_recovery_usd_per_bbl", "USD/bbl", 0, 1000, 0, false,
         "what is paid off it with each barrel"}}},
      {"finance",
       "bars a payment channel from dollars, in part or in full",
       "the account for Iraq's oil revenue is blocked",
       {{"blocked_share", "share", 0, 1, std::nullopt, true,
         "share of the money that is blocked"},
        {"extra_cost_usd_per_bbl", "USD/bbl", 0, 1000, 0, false,
         "cost that is added for each barrel"},
        {"withheld_share", "share", 0, 1, 0, false,
         "share of what is not paid for that sellers hold back"}}},
      {"operator",
       "loses a share of what an operator runs",
       "a company is sanctioned and leaves its fields",
       {{"lost_share", "share", 0, 1, std::nullopt, true,
         "share of what it runs that is lost"}}},
      {"spare",
       "producers with capacity in reserve fill a share of what markets lose",
       "Saudi Arabia and the UAE make good 60% of a loss",
       {{"filled_share", "share", 0, 1, std::nullopt, true,
         "share of the loss that they fill"}}},
      {"stock_release",
       "draws a strategic stock, and buys it back later",
       "an IEA release of 1,000,000 bpd for 60 days",
       {{"rate_bpd", "bpd", 0, kMaxBpd, std::nullopt, true,
         "the rate at which it is drawn while oil is left"},
        {"refill_bpd", "bpd", 0, kMaxBpd, 0, false,
         "the rate at which it is filled up again; 0 is never"}}},
      {"demand",
       "changes what a market or a domestic use wants; give one of the two",
       "Asian buyers take 10% less",
       {{"demand_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "the new demand, where demand is a fact"},
        {"change_bpd", "bpd", -kMaxBpd, kMaxBpd, std::nullopt, false,
         "what is added to the demand"}}},
  };
  return *catalog;
}

const LeverField& FindLeverField(absl::string_view lever,
                                 absl::string_view field) {
  for (const LeverDescription& description : LeverCatalog()) {
    if (description.name != lever) {
      continue;
    }
    for (const LeverField& candidate : description.fields) {
      if (candidate.name == field) {
        return candidate;
      }
    }
  }
  assert(false && "no such lever field");
  return LeverCatalog().front().fields.front();
}

}  // namespace oilflow
