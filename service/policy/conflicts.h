// Policies of one scenario that contradict each other.

#ifndef OILFLOW_SERVICE_POLICY_CONFLICTS_H_
#define OILFLOW_SERVICE_POLICY_CONFLICTS_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Two policies that cannot both be meant, because they say different things of
// one subject or say twice what can only be said once.
struct Conflict {
  // Indices into the scenario's policies: `other` comes before `policy`.
  int policy = 0;
  int other = 0;
  // The id of the node, arc, country, channel or link that they quarrel over.
  std::string subject;
  // The first day of the horizon on which both are in force.
  absl::CivilDay first_day;
  // A phrase for messages: "both set a quota for iraq".
  std::string reason;
};

// Every conflict, in order of (other, policy). Only policies that are in force
// on a common day of the horizon can be in conflict; timings must have been
// resolved.
//
// These are conflicts:
// - two quotas of one country;
// - sanctions on one country with different targets;
// - a route that closes an arc, and another that does not close it but opens,
//   mandates or limits it;
// - mandates of different volumes on one arc;
// - two terms of payment on one arc, two stops of one payment channel;
// - two potentials of one producer, two demands of one sink;
// - two uses of one spare producer, two releases of one strategic stock;
// - two stops of one energy link.
//
// An interdicted arc that must carry a mandated volume is none: what cannot be
// delivered is a shortfall. Nor are changes, losses and stops that add up.
std::vector<Conflict> FindConflicts(const Network& network,
                                    const Scenario& scenario);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_CONFLICTS_H_
