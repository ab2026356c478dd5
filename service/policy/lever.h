// The ways in which a policy can change a network.
//
// A lever says what changes; timing and realised share say how much of it is in
// force on a day. Nodes, arcs and countries are indices into the network.
// Losses, stops and sanctions are counted from what flows in the baseline on
// that day, because that is how they are announced, unless a lever says
// otherwise.

#ifndef OILFLOW_SERVICE_POLICY_LEVER_H_
#define OILFLOW_SERVICE_POLICY_LEVER_H_

#include <optional>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/units/units.h"

namespace oilflow {

// Opens, closes or limits arcs, and says what they must carry.
struct RouteLever {
  enum class Status { kKeep, kOpen, kClosed };

  std::vector<int> arcs;
  Status status = Status::kKeep;
  // Flow that a contract or a law puts before all voluntary flow. What cannot
  // be delivered is reported as a shortfall.
  std::optional<BarrelsPerDay> mandated;
  // No more than this, whatever the capacity.
  std::optional<BarrelsPerDay> limit;
  // Another physical capacity: an expansion or lasting damage.
  std::optional<BarrelsPerDay> capacity;
};

// Stops a share of what flows along arcs, and makes the rest dearer.
struct EnforcementLever {
  std::vector<int> arcs;
  double stopped_share = 0;
  DollarsPerBarrel extra_cost;
};

// Holds what a country delivers to a target, as far as it works, and widens the
// discount at which it sells. Where the network has no arcs of deliveries, its
// tracked exports are held.
struct SanctionsLever {
  int country = 0;
  BarrelsPerDay target_exports;
  // The share of the way from the baseline to the target that is really gone.
  double efficacy = 1;
  DollarsPerBarrel discount;
  // Barrels per day that find their way back for each year after the policy is
  // in force in full.
  BarrelsPerDay leakage_growth_per_year;
};

// Moves a producer's potential.
struct ProductionLever {
  int producer = 0;
  // Exactly one is set.
  std::optional<BarrelsPerDay> potential;
  std::optional<BarrelsPerDay> change;
};

// Caps a country's counted production. With unconstrained production U and
// baseline production B:
//   offset: B + (1 - offset_share) * (U - B)
//   target: T + (1 - compliance) * max(0, U - T), T = required - compensation
struct QuotaLever {
  enum class Regime { kNone, kOffset, kTarget };

  int country = 0;
  Regime regime = Regime::kNone;
  double offset_share = 0;
  double compliance = 1;
  // Missing means the fact that holds on the day.
  std::optional<BarrelsPerDay> required;
  std::optional<BarrelsPerDay> compensation;
  // Producers that are cut first; empty means those of the network.
  std::vector<int> absorbers;
};

// Takes flow away from arcs or producers. An announced loss is scaled by the
// policy's realised share.
struct OutageLever {
  // A loss of flow is felt at once; a loss of capacity only as far as what is
  // left is too little.
  enum class CountedFrom { kFlow, kCapacity };

  std::vector<int> arcs;
  std::vector<int> producers;
  BarrelsPerDay loss;
  CountedFrom counted_from = CountedFrom::kFlow;
};

// Stops arcs, or all lanes of chokepoints, by force. Nothing leaks.
struct InterdictionLever {
  std::vector<int> arcs;
  std::vector<int> chokepoints;
  // Of the baseline flow; of what is idle in the baseline, of its capacity.
  double stopped_share = 0;
};

// Stops imported gas or power. Liquids are burned in its place as far as they
// can be had.
struct WaiverLever {
  std::vector<int> links;
  double stopped_share = 0;
  // Missing means the facts that hold on the day.
  std::optional<BarrelsPerDay> substitution_limit;
  std::optional<MillionCubicMetresPerDay> gas_supply;
  std::optional<Megawatts> power_supply;
};

// What is really paid for oil on arcs that leave producers.
struct PaymentLever {
  std::vector<int> arcs;
  // One at most is set; neither leaves the terms as they are.
  std::optional<double> paid_share;
  std::optional<DollarsPerBarrel> advance;
  int payment_delay_days = 0;
  Dollars arrears;
  DollarsPerBarrel arrears_recovery;
};

// Bars a payment channel from dollars, in part or in full.
struct FinanceLever {
  int channel = 0;
  double blocked_share = 0;
  DollarsPerBarrel extra_cost;
  // The share of what is not paid for that sellers hold back.
  double withheld_share = 0;
};

// Loses a share of what an operator runs.
struct OperatorLever {
  int operator_index = 0;
  double lost_share = 0;
};

// Producers with capacity in reserve fill a share of what markets lose.
struct SpareLever {
  std::vector<int> producers;
  double filled_share = 0;
};

// Draws a strategic stock, and buys it back later.
struct StockReleaseLever {
  int stock = 0;
  BarrelsPerDay rate;
  BarrelsPerDay refill;
  // Missing means as soon as the policy ends.
  std::optional<absl::CivilDay> refill_start;
};

// Changes what a sink wants.
struct DemandLever {
  int sink = 0;
  // Exactly one is set.
  std::optional<BarrelsPerDay> demand;
  std::optional<BarrelsPerDay> change;
};

using Lever =
    std::variant<RouteLever, EnforcementLever, SanctionsLever, ProductionLever,
                 QuotaLever, OutageLever, InterdictionLever, WaiverLever,
                 PaymentLever, FinanceLever, OperatorLever, SpareLever,
                 StockReleaseLever, DemandLever>;

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_LEVER_H_
