// The arcs that levers act on without naming each.

#ifndef OILFLOW_SERVICE_EVALUATION_LEVER_ARCS_H_
#define OILFLOW_SERVICE_EVALUATION_LEVER_ARCS_H_

#include <optional>
#include <vector>

#include "service/network/network.h"
#include "service/policy/lever.h"

namespace oilflow {

// What sanctions on a country hold.
struct ExportReach {
  // The arcs on which its exports reach buyers or, where the network has none,
  // those that trackers take for its exports.
  std::vector<int> arcs;
  // The markets that oil on these can reach, in order.
  std::vector<int> markets;
};

ExportReach ExportReachOf(const Network& network, int country);

// The same for one day after another: each country's is found once. Not for use
// by two threads at once.
class ExportReaches {
 public:
  // `network` must outlive it.
  explicit ExportReaches(const Network& network);

  const ExportReach& Of(int country);

 private:
  const Network& network_;
  // By country.
  std::vector<std::optional<ExportReach>> reaches_;
};

// The arcs that an interdiction names, and those into its chokepoints' lanes.
std::vector<int> StoppedArcs(const Network& network,
                             const InterdictionLever& lever);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_LEVER_ARCS_H_
