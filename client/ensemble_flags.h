// The flags that all commands on ensembles have.

#ifndef OILFLOW_CLIENT_ENSEMBLE_FLAGS_H_
#define OILFLOW_CLIENT_ENSEMBLE_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/ensemble.pb.h"

#include "client/progress.h"
#include "client/source_input.h"

namespace CLI {  // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}  // namespace CLI

namespace oilflow {

// Empty means not given.
struct EnsembleFlags {
  SourceFlags source;
  std::string draws;
  std::string seed;
  std::string method;
  std::vector<std::string> outputs;
  bool quiet = false;
};

// `SCENARIO` and the flags above. `draws_help` says what `--draws` counts and
// what it is if not given, `outputs_help` what is answered without `--of`.
void AddEnsembleFlags(CLI::App* app, absl::string_view draws_help,
                      absl::string_view outputs_help, EnsembleFlags* flags);

// Parts of it, for commands that need no more.
void AddSourceFlags(CLI::App* app, SourceFlags* flags);
void AddSamplingFlags(CLI::App* app, absl::string_view draws_help,
                      EnsembleFlags* flags);
void AddQuietFlag(CLI::App* app, bool* quiet);

// Sets what the flags give and leaves the rest unset.
absl::Status SetSampling(const EnsembleFlags& flags, v1::Sampling* sampling);

void SetOutputs(const EnsembleFlags& flags,
                google::protobuf::RepeatedPtrField<std::string>* outputs);

// Whether any flag that says what to draw is given.
bool SaysWhatToDraw(const EnsembleFlags& flags);

// A bar on standard error that begins now.
ProgressBar BarOf(bool is_quiet);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_ENSEMBLE_FLAGS_H_
