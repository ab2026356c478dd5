// The messages of a simulation as one answer.

#ifndef OILFLOW_CLIENT_SIMULATION_SO_FAR_H_
#define OILFLOW_CLIENT_SIMULATION_SO_FAR_H_

#include "absl/status/status.h"

#include "oilflow/v1/ensemble_service.pb.h"

namespace oilflow {

// Takes the messages in order. Some only count draws: the answer stays the last
// one with summaries, with the count that these are of, until the stream ends.
class SimulationSoFar {
 public:
  void Take(const v1::SimulateScenarioResponse& message);

  // With the request and the manifest from the first message on, and without
  // outputs while there are none.
  const v1::SimulateScenarioResponse& answer() const { return answer_; }

 private:
  v1::SimulateScenarioRequest request_;
  v1::Manifest manifest_;
  v1::SimulateScenarioResponse answer_;
};

// What to say after printing an answer that is not complete, because Ctrl-C or
// the deadline ended it: `ended`, with how many draws it is of. OK if there is
// nothing to print, or if it ended otherwise.
absl::Status Unfinished(const absl::Status& ended,
                        const v1::SimulateScenarioResponse& answer);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_SIMULATION_SO_FAR_H_
