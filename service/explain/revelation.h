// What became known between two days, and what each piece of it changed.
//
//   before            what was known on the first day
//   + step 1          all facts of one subject and measure of one later day
//   + step 2          the next, on top of that
//   ...
//   + price series    the day itself moves on
//   = after           what is known on the last day
//
// Each step is what the answer changed by when it was added to all before it,
// so that they sum to the whole change whatever interacts with what. The order
// is that of history, and so no choice of ours.

#ifndef OILFLOW_SERVICE_EXPLAIN_REVELATION_H_
#define OILFLOW_SERVICE_EXPLAIN_REVELATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/facts/fact_book.h"
#include "service/policy/scenario.h"

namespace oilflow {

inline constexpr int kMaxRevelations = 2000;

// The facts of one subject and measure that became known on one day.
struct RevealedFacts {
  absl::CivilDay known_at;
  std::string subject;
  std::string measure;
  // In the order of recording.
  std::vector<const Fact*> facts;
};

// What `after` knows and `before` did not, by day and, within a day, in the
// order of recording of each one's first fact. `before` is an earlier reading
// of the same facts.
std::vector<RevealedFacts> FactsBetween(const Snapshot& before,
                                        const Snapshot& after);

struct RevelationStep {
  // Without subject, measure and facts for the price series.
  RevealedFacts revealed;
  // By column of the answer.
  std::vector<double> changes;
};

struct Revelation {
  // By column; `after` less `before` is the sum of all steps' changes.
  std::vector<double> before;
  std::vector<double> after;
  // Those that change any column.
  std::vector<RevelationStep> steps;
  // Facts of steps that change none.
  int facts_without_effect = 0;
};

// The columns of the answer by what a snapshot knows: facts on the days of the
// horizon, and prices up to the snapshot's `as_of`.
using AnswerFrom =
    absl::FunctionRef<absl::StatusOr<std::vector<double>>(const Snapshot&)>;

// Calls `answer` with `before`, with every piece added, and with `after`; not
// for pieces that leave the fact that holds on every day of the horizon as it
// was. After each piece `report` hears how many of all are done, and may stop
// the work with an error. The steps up to the last have the `as_of` of
// `before`, so that only the price series' step moves prices.
//
// Errors: INVALID_ARGUMENT with more than kMaxRevelations pieces, or if `after`
// is the earlier reading; those of `answer`, with what was known then in front
// and their reason kept.
absl::StatusOr<Revelation> Reveal(
    const Snapshot& before, const Snapshot& after, const Horizon& horizon,
    AnswerFrom answer,
    absl::FunctionRef<absl::Status(int64_t completed, int64_t total)> report);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_REVELATION_H_
