#include "service/policy/lever_catalog.h"

#include <cassert>

namespace oilflow {
namespace {

// More than the world produces.
constexpr double kMaxBpd = 200e6;

}  // namespace

const std::vector<LeverDescription>& LeverCatalog() {
  static const auto* const catalog = new std::vector<LeverDescription>{
      {"policy",
       "numbers that every policy has, beside those of its lever",
       "Announced is not done: realised_share scales the announced size",
       {{"realised_share", "share", 0, 1, 1, false,
         "share of the announced size that is realised"},
        {"ramp_days", "days", 1, 1096, 1, false,
         "equal daily steps until it is in force in full"},
        {"recovery_days", "days", 0, 1096, 0, false,
         "equal daily steps in which it fades after end_date"}}},
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
       "holds a country's tracked exports to a target, as far as it works",
       "Iranian exports driven to zero",
       {{"target_exports_bpd", "bpd", 0, kMaxBpd, std::nullopt, true,
         "exports that the policy aims at"},
        {"efficacy", "share", 0, 1, 1, false,
         "share of the way from baseline to target that is really gone"}}},
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
         "regime OFFSET: share of any rise that is cut elsewhere in the "
         "country; required there, refused elsewhere"},
        {"compliance", "share", 0, 1, 1, false,
         "regime TARGET: share of any excess over the target that is cut"},
        {"required_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "regime TARGET: required production; the fact if left out"},
        {"compensation_bpd", "bpd", 0, kMaxBpd, std::nullopt, false,
         "regime TARGET: compensation; the fact if left out"}}},
      {"outage",
       "takes flow away from arcs or producers, counted from the baseline flow",
       "drone strike on a CPC pumping station",
       {{"loss_bpd", "bpd", 0, kMaxBpd, std::nullopt, true,
         "announced loss; realised_share says how much of it happens"}}},
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
