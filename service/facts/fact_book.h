// Every fact so far, in the order of recording, and what was known when.

#ifndef OILFLOW_SERVICE_FACTS_FACT_BOOK_H_
#define OILFLOW_SERVICE_FACTS_FACT_BOOK_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/facts/fact.h"

namespace oilflow {

// What is read: the facts known on `as_of`, of those recorded up to and
// including `latest_fact`. Both together pin an answer: a fact recorded later,
// even one known long ago, cannot change it.
struct Reading {
  absl::CivilDay as_of;
  std::string latest_fact;
};

// The facts of one reading, by subject and measure. Immutable. Refers to facts
// of its book, which must outlive it.
class Snapshot {
 public:
  Snapshot(Reading reading, const std::vector<const Fact*>& facts);

  const Reading& reading() const { return reading_; }

  // The fact that holds on `day`: of those that hold, the one known last; of
  // two known on the same day, the one recorded last. nullptr if none holds.
  const Fact* Find(absl::string_view subject, absl::string_view measure,
                   absl::CivilDay day) const;

  // Days in (first, last) on which Find may begin to answer otherwise, in order
  // and without repetition.
  std::vector<absl::CivilDay> ChangeDays(absl::CivilDay first,
                                         absl::CivilDay last) const;

  // All facts of the reading in the order of recording.
  const std::vector<const Fact*>& facts() const { return facts_; }

 private:
  using Key = std::pair<std::string, std::string>;

  Reading reading_;
  std::vector<const Fact*> facts_;
  // Each in the order of precedence: the first that holds is the answer.
  std::map<Key, std::vector<const Fact*>, std::less<>> timelines_;
};

// Append-only. Immutable once built, and safe to read from many threads.
class FactBook {
 public:
  // An error if two facts have one id or there is none.
  static absl::StatusOr<FactBook> Create(std::vector<Fact> facts);

  const std::vector<Fact>& facts() const { return *facts_; }

  // The latest day on which any fact became known.
  absl::CivilDay latest_known_at() const { return latest_known_at_; }

  // The snapshot of a reading; what is left out is filled in with all that is
  // known and all that is recorded. NOT_FOUND if `latest_fact` names no fact.
  absl::StatusOr<Snapshot> Read(std::optional<absl::CivilDay> as_of,
                                absl::string_view latest_fact) const;

 private:
  explicit FactBook(std::vector<Fact> facts);

  // Shared, so that a copy of the book keeps the snapshots of it valid.
  std::shared_ptr<const std::vector<Fact>> facts_;
  absl::CivilDay latest_known_at_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_FACTS_FACT_BOOK_H_
