// Reads the numbers and subjects of one lever from a request.

#ifndef OILFLOW_SERVICE_WIRE_LEVER_READER_H_
#define OILFLOW_SERVICE_WIRE_LEVER_READER_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "service/network/network.h"
#include "service/policy/lever_catalog.h"
#include "service/units/quantity_text.h"
#include "service/units/units.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Reads the fields of one lever, and knows where they stand in the request.
class LeverReader {
 public:
  LeverReader(const Network& network, absl::string_view lever,
              const std::string& path, BadRequest* bad)
      : network_(network), lever_(lever), path_(path), bad_(*bad) {}

  std::string Field(absl::string_view name) const {
    return absl::StrCat(path_, ".", name);
  }

  void Add(absl::string_view field, absl::string_view what) {
    bad_.Add(Field(field), what);
  }

  // A number of the catalogue, or missing if it is left out and has no default.
  std::optional<double> Number(absl::string_view name,
                               std::optional<double> given) {
    const LeverField& field = FindLeverField(lever_, name);
    if (!given.has_value()) {
      if (field.required) {
        Add(name, absl::StrCat("must be given, from ", Range(field)));
      }
      return field.default_value;
    }
    if (!(*given >= field.minimum && *given <= field.maximum)) {
      Add(name, absl::StrCat("must be from ", Range(field), ", not ",
                             PrintNumber(*given)));
      return field.minimum;
    }
    return given;
  }

  std::optional<BarrelsPerDay> Rate(absl::string_view name,
                                    std::optional<double> given) {
    const std::optional<double> number = Number(name, given);
    if (!number.has_value()) {
      return std::nullopt;
    }
    return *number * kBarrelsPerDay;
  }

  template <typename List>
  std::vector<int> Arcs(const List& ids) {
    return Subjects("arcs", ids, [&](const std::string& id) {
      std::vector<absl::string_view> known;
      for (const Arc& arc : network_.arcs()) {
        known.push_back(arc.id);
      }
      return Found("an arc", network_.FindArc(id), id, known);
    });
  }

  template <typename List>
  std::vector<int> Producers(absl::string_view name, const List& ids) {
    return Subjects(name, ids,
                    [&](const std::string& id) { return FindProducer(id); });
  }

  int Producer(absl::string_view name, const std::string& id) {
    return bad_.Take(Field(name), FindProducer(id));
  }

  int Country(absl::string_view name, const std::string& id) {
    std::vector<absl::string_view> known;
    for (const auto& country : network_.countries()) {
      known.push_back(country.id);
    }
    return bad_.Take(Field(name),
                     Found("a country", network_.FindCountry(id), id, known));
  }

 private:
  static constexpr int kMaxSubjects = 20;

  static std::string Range(const LeverField& field) {
    return absl::StrCat(PrintNumber(field.minimum), " to ",
                        PrintNumber(field.maximum), " ", field.unit);
  }

  static absl::StatusOr<int> Found(
      absl::string_view what, std::optional<int> index, const std::string& id,
      const std::vector<absl::string_view>& known) {
    if (index.has_value()) {
      return *index;
    }
    std::string message =
        absl::StrCat("must be the id of ", what, " of the network, not \"",
                     id.substr(0, 80), "\"");
    const std::string nearest = NearestId(id, known);
    if (!nearest.empty()) {
      absl::StrAppend(&message, "; did you mean \"", nearest, "\"?");
    }
    return absl::InvalidArgumentError(message);
  }

  absl::StatusOr<int> FindProducer(const std::string& id) const {
    std::vector<absl::string_view> known;
    for (const Node& node : network_.nodes()) {
      if (node.kind == NodeKind::kProducer) {
        known.push_back(node.id);
      }
    }
    const std::optional<int> node = network_.FindNode(id);
    if (node.has_value() &&
        network_.nodes()[*node].kind != NodeKind::kProducer) {
      return absl::InvalidArgumentError(
          absl::StrCat("must be a producer, and ", id, " is none"));
    }
    return Found("a producer", node, id, known);
  }

  template <typename List, typename Find>
  std::vector<int> Subjects(absl::string_view name, const List& ids,
                            const Find& find) {
    std::vector<int> indices;
    if (ids.size() > kMaxSubjects) {
      Add(name,
          absl::StrCat("must be at most ", kMaxSubjects, ", not ", ids.size()));
      return indices;
    }
    std::set<std::string> seen;
    for (int i = 0; i < ids.size(); ++i) {
      const std::string field = absl::StrCat(Field(name), "[", i, "]");
      if (!seen.insert(ids[i]).second) {
        bad_.Add(field, absl::StrCat("is named twice: ", ids[i].substr(0, 80)));
        continue;
      }
      indices.push_back(bad_.Take(field, find(ids[i])));
    }
    return indices;
  }

  const Network& network_;
  absl::string_view lever_;
  std::string path_;
  BadRequest& bad_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_LEVER_READER_H_
