#include "service/facts/fact_book.h"

#include <algorithm>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace oilflow {

Snapshot::Snapshot(Reading reading, const std::vector<const Fact*>& facts)
    : reading_(std::move(reading)), facts_(facts) {
  for (const Fact* fact : facts_) {
    timelines_[{fact->subject, fact->measure}].push_back(fact);
  }
  for (auto& [key, timeline] : timelines_) {
    // Recorded last first, then known last first: a stable sort keeps the order
    // of recording among facts known on the same day.
    std::reverse(timeline.begin(), timeline.end());
    std::stable_sort(
        timeline.begin(), timeline.end(),
        [](const Fact* a, const Fact* b) { return a->known_at > b->known_at; });
  }
}

const Fact* Snapshot::Find(absl::string_view subject, absl::string_view measure,
                           absl::CivilDay day) const {
  const auto found =
      timelines_.find(Key(std::string(subject), std::string(measure)));
  if (found == timelines_.end()) {
    return nullptr;
  }
  for (const Fact* fact : found->second) {
    if (fact->HoldsOn(day)) {
      return fact;
    }
  }
  return nullptr;
}

std::vector<absl::CivilDay> Snapshot::ChangeDays(absl::CivilDay first,
                                                 absl::CivilDay last) const {
  std::set<absl::CivilDay> days;
  const auto add = [&](absl::CivilDay day) {
    if (first < day && day < last) {
      days.insert(day);
    }
  };
  for (const Fact* fact : facts_) {
    add(fact->valid_from);
    if (fact->valid_to.has_value()) {
      add(*fact->valid_to);
    }
  }
  return std::vector<absl::CivilDay>(days.begin(), days.end());
}

FactBook::FactBook(std::vector<Fact> facts)
    : facts_(std::make_shared<const std::vector<Fact>>(std::move(facts))),
      latest_known_at_(facts_->front().known_at) {
  for (const Fact& fact : *facts_) {
    latest_known_at_ = std::max(latest_known_at_, fact.known_at);
  }
}

absl::StatusOr<FactBook> FactBook::Create(std::vector<Fact> facts) {
  if (facts.empty()) {
    return absl::InvalidArgumentError("must hold at least one fact");
  }
  std::set<absl::string_view> ids;
  for (const Fact& fact : facts) {
    if (!ids.insert(fact.id).second) {
      return absl::InvalidArgumentError(absl::StrCat(
          "must have ids of their own; two facts have the id ", fact.id));
    }
  }
  return FactBook(std::move(facts));
}

absl::StatusOr<Snapshot> FactBook::Read(std::optional<absl::CivilDay> as_of,
                                        absl::string_view latest_fact) const {
  Reading reading{.as_of = as_of.value_or(latest_known_at_),
                  .latest_fact = std::string(latest_fact)};
  if (latest_fact.empty()) {
    reading.latest_fact = facts_->back().id;
  }
  std::vector<const Fact*> known;
  bool found = false;
  for (const Fact& fact : *facts_) {
    if (fact.known_at <= reading.as_of) {
      known.push_back(&fact);
    }
    if (fact.id == reading.latest_fact) {
      found = true;
      break;
    }
  }
  if (!found) {
    return absl::NotFoundError(absl::StrCat("names no fact: \"",
                                            latest_fact.substr(0, 80),
                                            "\"; leave it out to "
                                            "read all that is recorded"));
  }
  return Snapshot(std::move(reading), known);
}

}  // namespace oilflow
