// Questions about ensembles as people type them. Each error says what was
// typed, what may stand there, and gives an example.

#ifndef OILFLOW_CLIENT_ENSEMBLE_INPUT_H_
#define OILFLOW_CLIENT_ENSEMBLE_INPUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/ensemble.pb.h"
#include "oilflow/v1/ensemble_service.pb.h"
#include "oilflow/v1/sweep.pb.h"

namespace oilflow {

// How many draws a simulation has if nobody says: what the service takes.
inline constexpr int32_t kDefaultDrawCount = 10000;

// `OUTPUT:LEVEL:ERROR`, such as `price_usd_per_bbl:p50:0.05USD/bbl`: the level
// is p5, p16, p50, p84 or p95, and the error has the unit of the output.
absl::StatusOr<v1::StoppingRule> ParseUntil(absl::string_view text);

// One part of several, counted from 1.
struct Shard {
  int64_t number = 1;
  int64_t count = 1;
};

// `3/8`: the third of eight.
absl::StatusOr<Shard> ParseShard(absl::string_view text);

// The draws of a shard. Those of all shards are all draws, each once, and no
// two shards differ by more than one draw. An error if there are fewer draws
// than shards.
absl::StatusOr<v1::DrawRange> DrawsOf(const Shard& shard, int64_t draw_count);

// `PARAMETER=FROM:TO:COUNT` (also `log:FROM:TO:COUNT`, at equal ratios) or
// `PARAMETER=VALUE,VALUE`, values as ParseParameterValue reads them. A list
// separates by commas, so its numbers have no thousands separators.
absl::StatusOr<v1::SweepAxis> ParseAxis(absl::string_view text);

// An id and what it stands for.
struct Group {
  std::string id;
  std::vector<std::string> members;
};

// `ID=MEMBER,MEMBER`. `flag` is what errors name.
absl::StatusOr<Group> ParseGroup(absl::string_view flag,
                                 absl::string_view text);

// A whole number such as 10000, 10,000 or 1e6, in [least, most].
absl::StatusOr<int32_t> ParseCount(absl::string_view flag,
                                   absl::string_view text, int32_t least,
                                   int32_t most);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_ENSEMBLE_INPUT_H_
