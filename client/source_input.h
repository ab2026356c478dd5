// The scenario that a command asks about, and what is read for it.

#ifndef OILFLOW_CLIENT_SOURCE_INPUT_H_
#define OILFLOW_CLIENT_SOURCE_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "oilflow/v1/scenario.pb.h"
#include "oilflow/v1/scenario_source.pb.h"

#include "client/options.h"

namespace oilflow {

// A scenario of the library.
absl::StatusOr<v1::Scenario> FetchScenario(const Options& options,
                                           const Connection& connection,
                                           const std::string& name);

// How a scenario is named and changed on the command line.
struct SourceFlags {
  // A file, or a name in the library.
  std::string scenario;
  std::vector<std::string> sets;
  // Whether facts are what they are, and only what is listed is drawn.
  bool no_ranges = false;
};

// The source that the flags ask for, read as the options say. A scenario of the
// library that nothing changes is asked for by name.
absl::StatusOr<v1::ScenarioSource> SourceOf(const Options& options,
                                            const Connection& connection,
                                            const SourceFlags& flags);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_SOURCE_INPUT_H_
