#include "service/rpc/reading.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "service/rpc/names.h"
#include "service/wire/convert_date.h"

namespace oilflow {

std::optional<Snapshot> ReadSnapshot(
    const World& world, const v1::Reading& reading,
    std::optional<absl::CivilDay> default_as_of, BadRequest* bad,
    absl::string_view path) {
  const std::string latest_fact_path = absl::StrCat(path, ".latest_fact");
  std::optional<absl::CivilDay> as_of = default_as_of;
  if (reading.has_as_of()) {
    as_of =
        bad->Take(absl::StrCat(path, ".as_of"), DateFromProto(reading.as_of()));
  }
  std::string latest_fact;
  if (!reading.latest_fact().empty()) {
    const auto id = IdIn(absl::StrCat("baselines/", world.id, "/facts/"),
                         reading.latest_fact());
    if (!id.has_value()) {
      bad->Add(
          latest_fact_path,
          absl::StrCat("must be baselines/", world.id, "/facts/{fact}, not \"",
                       reading.latest_fact().substr(0, 120), "\""));
      return std::nullopt;
    }
    latest_fact = *id;
  }
  absl::StatusOr<Snapshot> snapshot = world.facts.Read(as_of, latest_fact);
  if (!snapshot.ok()) {
    bad->Add(latest_fact_path, snapshot.status().message());
    return std::nullopt;
  }
  return *std::move(snapshot);
}

}  // namespace oilflow
