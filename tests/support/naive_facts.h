// The facts of a day, looked up one by one.

#ifndef OILFLOW_TESTS_SUPPORT_NAIVE_FACTS_H_
#define OILFLOW_TESTS_SUPPORT_NAIVE_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/allocation/day.h"
#include "service/facts/fact.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

struct NaiveFacts {
  const Network& network;
  const std::vector<Fact>& facts;
  absl::CivilDay as_of;
  const std::vector<Driver>& drivers;
  double brent;

  // Of the facts that hold on the day and were known, the one known last; at
  // the level of the driver that moves it, if one does.
  std::optional<double> Find(const std::string& subject,
                             const std::string& measure,
                             absl::CivilDay day) const;
  double Need(const std::string& subject, const std::string& measure,
              absl::CivilDay day) const;

  // The same, in whole barrels.
  std::optional<int64_t> Barrels(const std::string& subject,
                                 const std::string& measure,
                                 absl::CivilDay day) const;

  // The day without policies; nothing of storages.
  DayLimits Limits(absl::CivilDay day) const;

  // What storages can take and give on a day that begins with `content`.
  std::vector<StorageLimits> Storages(
      absl::CivilDay day, const std::vector<int64_t>& content) const;

  // By node: what is in storages and strategic stocks to begin with.
  std::vector<int64_t> Contents(absl::CivilDay first_day) const;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NAIVE_FACTS_H_
