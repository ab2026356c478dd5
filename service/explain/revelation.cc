#include "service/explain/revelation.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/context.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

// Whether both say the same to whoever asks for a value or a range.
bool SayTheSame(const Fact* a, const Fact* b) {
  if (a == nullptr || b == nullptr) {
    return a == b;
  }
  return a->value == b->value && a->low == b->low && a->high == b->high;
}

// Whether the piece changes what holds on some day of the horizon. It can do so
// only on days on which one of its own facts holds.
bool Matters(const RevealedFacts& piece, const Snapshot& without,
             const Snapshot& with, const Horizon& horizon) {
  for (absl::CivilDay day = horizon.first_day; day < horizon.end(); ++day) {
    const bool holds =
        std::any_of(piece.facts.begin(), piece.facts.end(),
                    [&](const Fact* fact) { return fact->HoldsOn(day); });
    if (holds && !SayTheSame(without.Find(piece.subject, piece.measure, day),
                             with.Find(piece.subject, piece.measure, day))) {
      return true;
    }
  }
  return false;
}

class Revealer {
 public:
  Revealer(const Snapshot& before, const Snapshot& after, AnswerFrom answer)
      : before_(before),
        after_(after),
        answer_(answer),
        known_(before.facts().begin(), before.facts().end()),
        last_(before) {}

  absl::Status Start() {
    return Answer(before_, "with what was known before", &last_answer_);
  }

  const std::vector<double>& last_answer() const { return last_answer_; }

  // The changes of one more piece; empty if there are none.
  absl::StatusOr<std::vector<double>> Add(const RevealedFacts& piece,
                                          const Horizon& horizon) {
    known_.insert(piece.facts.begin(), piece.facts.end());
    // A snapshot wants its facts in the order of recording.
    std::vector<const Fact*> facts;
    for (const Fact* fact : after_.facts()) {
      if (known_.count(fact) > 0) {
        facts.push_back(fact);
      }
    }
    Snapshot with(before_.reading(), facts);
    const bool matters = Matters(piece, last_, with, horizon);
    last_ = std::move(with);
    if (!matters) {
      return std::vector<double>();
    }
    return Change(
        last_, absl::StrCat("once ", piece.subject, " ", piece.measure, " of ",
                            PrintDate(piece.known_at), " is known"));
  }

  // The changes of the day itself moving on.
  absl::StatusOr<std::vector<double>> MoveOn() {
    return Change(after_, "with all that is known in the end");
  }

 private:
  absl::Status Answer(const Snapshot& snapshot, absl::string_view known,
                      std::vector<double>* columns) {
    absl::StatusOr<std::vector<double>> answer = answer_(snapshot);
    if (!answer.ok()) {
      return InContext(known, answer.status());
    }
    *columns = *std::move(answer);
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<double>> Change(const Snapshot& snapshot,
                                             absl::string_view known) {
    std::vector<double> now;
    RETURN_IF_ERROR(Answer(snapshot, known, &now));
    std::vector<double> changes;
    bool any = false;
    for (size_t c = 0; c < now.size(); ++c) {
      changes.push_back(now[c] - last_answer_[c]);
      any = any || changes.back() != 0;
    }
    last_answer_ = std::move(now);
    return any ? changes : std::vector<double>();
  }

  const Snapshot& before_;
  const Snapshot& after_;
  AnswerFrom answer_;
  std::set<const Fact*> known_;
  Snapshot last_;
  std::vector<double> last_answer_;
};

}  // namespace

std::vector<RevealedFacts> FactsBetween(const Snapshot& before,
                                        const Snapshot& after) {
  const std::set<const Fact*> known(before.facts().begin(),
                                    before.facts().end());
  std::vector<RevealedFacts> pieces;
  std::map<std::tuple<absl::CivilDay, std::string, std::string>, size_t> places;
  for (const Fact* fact : after.facts()) {
    if (known.count(fact) > 0) {
      continue;
    }
    const auto [place, is_new] = places.emplace(
        std::make_tuple(fact->known_at, fact->subject, fact->measure),
        pieces.size());
    if (is_new) {
      pieces.push_back({.known_at = fact->known_at,
                        .subject = fact->subject,
                        .measure = fact->measure,
                        .facts = {}});
    }
    pieces[place->second].facts.push_back(fact);
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const RevealedFacts& a, const RevealedFacts& b) {
                     return a.known_at < b.known_at;
                   });
  return pieces;
}

absl::StatusOr<Revelation> Reveal(
    const Snapshot& before, const Snapshot& after, const Horizon& horizon,
    AnswerFrom answer,
    absl::FunctionRef<absl::Status(int64_t completed, int64_t total)> report) {
  const absl::CivilDay first = before.reading().as_of;
  const absl::CivilDay last = after.reading().as_of;
  if (first > last) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be no later than ", PrintDate(last),
                     ", what is read in the end, not ", PrintDate(first)));
  }
  const std::vector<RevealedFacts> pieces = FactsBetween(before, after);
  if (pieces.size() > kMaxRevelations) {
    return absl::InvalidArgumentError(absl::StrCat(
        "must be nearer to ", PrintDate(last), " than ", PrintDate(first), ": ",
        pieces.size(),
        " subjects, measures and days came to be known between them, and at "
        "most ",
        kMaxRevelations, " are told apart"));
  }
  const auto total = static_cast<int64_t>(pieces.size()) + 1;
  Revelation revelation;
  Revealer revealer(before, after, answer);
  RETURN_IF_ERROR(revealer.Start());
  revelation.before = revealer.last_answer();
  for (size_t p = 0; p < pieces.size(); ++p) {
    ASSIGN_OR_RETURN(std::vector<double> changes,
                     revealer.Add(pieces[p], horizon));
    if (changes.empty()) {
      revelation.facts_without_effect +=
          static_cast<int>(pieces[p].facts.size());
    } else {
      revelation.steps.push_back({pieces[p], std::move(changes)});
    }
    RETURN_IF_ERROR(report(static_cast<int64_t>(p) + 1, total));
  }
  ASSIGN_OR_RETURN(std::vector<double> changes, revealer.MoveOn());
  if (!changes.empty()) {
    revelation.steps.push_back(
        {{.known_at = last, .subject = "", .measure = "", .facts = {}},
         std::move(changes)});
  }
  revelation.after = revealer.last_answer();
  RETURN_IF_ERROR(report(total, total));
  return revelation;
}

}  // namespace oilflow
