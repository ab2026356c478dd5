// The ways in which a policy can change a network.
//
// A lever says what changes; timing and realised share say how much of it is in
// force on a day. Nodes, arcs and countries are indices into the network.
// Losses, stops and sanctions are counted from what flows in the baseline on
// that day, because that is how they are announced.

#ifndef OILFLOW_SERVICE_POLICY_LEVER_H_
#define OILFLOW_SERVICE_POLICY_LEVER_H_

#include <optional>
#include <variant>
#include <vector>

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

// Holds a country's tracked exports to a target, as far as it works.
struct SanctionsLever {
  int country = 0;
  BarrelsPerDay target_exports;
  // The share of the way from the baseline to the target that is really gone.
  double efficacy = 1;
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
  std::vector<int> arcs;
  std::vector<int> producers;
  BarrelsPerDay loss;
};

using Lever = std::variant<RouteLever, EnforcementLever, SanctionsLever,
                           ProductionLever, QuotaLever, OutageLever>;

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_LEVER_H_
