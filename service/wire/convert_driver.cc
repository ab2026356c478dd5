#include "service/wire/convert_driver.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "service/facts/measure.h"
#include "service/wire/check.h"

namespace oilflow {
namespace {

constexpr size_t kMaxSubject = 63;
constexpr int kMaxDrivers = 20;
constexpr int kMaxFacts = 50;

FactLink FactLinkFromProto(const v1::Driver::FactLink& proto,
                           const std::string& path, BadRequest* bad) {
  CheckText(absl::StrCat(path, ".subject"), proto.subject(), kMaxSubject, false,
            bad);
  if (proto.subject().empty()) {
    bad->Add(absl::StrCat(path, ".subject"),
             "must be the subject of a fact, such as a node_id or an arc_id");
  }
  if (FindMeasure(proto.measure()) == nullptr) {
    std::vector<absl::string_view> known;
    for (const Measure& measure : Measures()) {
      known.push_back(measure.name);
    }
    bad->Add(absl::StrCat(path, ".measure"),
             NotKnown("a measure of facts", proto.measure(), known));
  }
  const Measure* measure = FindMeasure(proto.measure());
  if (measure != nullptr && !MovesFlows(*measure)) {
    bad->Add(
        absl::StrCat(path, ".measure"),
        absl::StrCat("must be a measure of the network's own numbers, such "
                     "as potential or capacity; drivers do not move ",
                     proto.measure()));
  }
  if (proto.direction() != v1::Driver::FactLink::RAISES &&
      proto.direction() != v1::Driver::FactLink::LOWERS) {
    bad->Add(absl::StrCat(path, ".direction"),
             absl::StrCat("must be RAISES or LOWERS, not ",
                          static_cast<int>(proto.direction()),
                          ": say to which end a high level moves the fact"));
  }
  return {.subject = proto.subject(),
          .measure = proto.measure(),
          .raises = proto.direction() != v1::Driver::FactLink::LOWERS};
}

Driver DriverFromProto(const v1::Driver& proto, const std::string& path,
                       BadRequest* bad) {
  Driver driver;
  driver.id = proto.driver_id();
  CheckId(absl::StrCat(path, ".driver_id"), driver.id, bad);
  driver.display_name = proto.display_name();
  CheckText(absl::StrCat(path, ".display_name"), driver.display_name,
            kMaxDisplayName, false, bad);
  if (proto.has_level()) {
    driver.level = CheckNumber(absl::StrCat(path, ".level"), proto.level(), 0,
                               1, "share", bad)
                       .value_or(driver.level);
  }
  CheckSize(absl::StrCat(path, ".facts"), proto.facts_size(), kMaxFacts, bad);
  for (int i = 0; i < std::min(proto.facts_size(), kMaxFacts); ++i) {
    driver.facts.push_back(FactLinkFromProto(
        proto.facts(i), absl::StrCat(path, ".facts[", i, "]"), bad));
  }
  return driver;
}

// A fact that two drivers moved would have two values.
void CheckFactsMovedOnce(const std::vector<Driver>& drivers,
                         const std::string& path, BadRequest* bad) {
  std::map<std::pair<std::string, std::string>, std::string> moved_by;
  for (size_t d = 0; d < drivers.size(); ++d) {
    for (size_t f = 0; f < drivers[d].facts.size(); ++f) {
      const FactLink& fact = drivers[d].facts[f];
      const std::string place = absl::StrCat("drivers[", d, "].facts[", f, "]");
      const auto [earlier, is_new] =
          moved_by.emplace(std::pair(fact.subject, fact.measure), place);
      if (!is_new) {
        bad->Add(
            absl::StrCat(path, ".", place),
            absl::StrCat("must be moved once; ", earlier->second,
                         " moves it too: ", fact.subject, " ", fact.measure));
      }
    }
  }
}

}  // namespace

std::vector<Driver> DriversFromProto(const v1::Scenario& proto,
                                     const std::string& path, BadRequest* bad) {
  std::vector<Driver> drivers;
  CheckSize(absl::StrCat(path, ".drivers"), proto.drivers_size(), kMaxDrivers,
            bad);
  UniqueIds ids("drivers", bad);
  for (int i = 0; i < std::min(proto.drivers_size(), kMaxDrivers); ++i) {
    const std::string field = absl::StrCat(path, ".drivers[", i, "]");
    drivers.push_back(DriverFromProto(proto.drivers(i), field, bad));
    ids.Check(absl::StrCat(field, ".driver_id"), drivers.back().id, i);
  }
  CheckFactsMovedOnce(drivers, path, bad);
  return drivers;
}

std::optional<int> FindDriver(const std::vector<Driver>& drivers,
                              const std::string& field, const std::string& id,
                              BadRequest* bad) {
  if (id.empty()) {
    return std::nullopt;
  }
  std::vector<absl::string_view> known;
  for (size_t d = 0; d < drivers.size(); ++d) {
    if (drivers[d].id == id) {
      return static_cast<int>(d);
    }
    known.push_back(drivers[d].id);
  }
  bad->Add(field,
           NotKnown("the driver_id of a driver of the scenario", id, known));
  return std::nullopt;
}

}  // namespace oilflow
