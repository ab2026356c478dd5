#include "service/wire/lever_reader.h"

#include <set>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "service/policy/lever_catalog.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"

namespace oilflow {
namespace {

std::string Range(const LeverField& field) {
  return absl::StrCat(PrintNumber(field.minimum), " to ",
                      PrintNumber(field.maximum), " ", field.unit);
}

absl::Status NotFound(absl::string_view what, const std::string& id,
                      const std::vector<absl::string_view>& known) {
  return absl::InvalidArgumentError(
      NotKnown(absl::StrCat("the id of ", what, " of the network"), id, known));
}

template <typename T>
absl::StatusOr<int> Found(absl::string_view what, std::optional<int> index,
                          const std::string& id, const std::vector<T>& all) {
  if (index.has_value()) {
    return *index;
  }
  std::vector<absl::string_view> known;
  known.reserve(all.size());
  for (const T& one : all) {
    known.push_back(one.id);
  }
  return NotFound(what, id, known);
}

bool IsProducer(const Node& node) { return node.kind == NodeKind::kProducer; }

}  // namespace

std::string LeverReader::Field(absl::string_view name) const {
  return absl::StrCat(path_, ".", name);
}

std::optional<double> LeverReader::Number(absl::string_view name) {
  const LeverField& field = FindLeverField(lever_, name);
  const auto* number =
      message_.GetDescriptor()->FindFieldByName(std::string(name));
  const auto* reflection = message_.GetReflection();
  if (!reflection->HasField(message_, number)) {
    if (field.required) {
      Add(name, absl::StrCat("must be given, from ", Range(field)));
    }
    return field.default_value;
  }
  const bool whole =
      number->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_INT32;
  const double given = whole ? reflection->GetInt32(message_, number)
                             : reflection->GetDouble(message_, number);
  return CheckNumber(Field(name), given, field.minimum, field.maximum,
                     field.unit, &bad_)
      .value_or(field.minimum);
}

std::vector<int> LeverReader::Arcs(absl::string_view name, const Ids& ids) {
  return Subjects(name, ids, [&](const std::string& id) {
    return Found("an arc", network_.FindArc(id), id, network_.arcs());
  });
}

std::vector<int> LeverReader::Chokepoints(absl::string_view name,
                                          const Ids& ids) {
  return Subjects(name, ids, [&](const std::string& id) {
    return Found("a chokepoint", network_.FindChokepoint(id), id,
                 network_.chokepoints());
  });
}

std::vector<int> LeverReader::Links(absl::string_view name, const Ids& ids) {
  return Subjects(name, ids, [&](const std::string& id) {
    return Found("an energy link", network_.FindEnergyLink(id), id,
                 network_.energy_links());
  });
}

std::vector<int> LeverReader::Producers(absl::string_view name,
                                        const Ids& ids) {
  return Subjects(name, ids, [&](const std::string& id) {
    return FindNode(id, "a producer", IsProducer);
  });
}

std::vector<int> LeverReader::SpareProducers(absl::string_view name,
                                             const Ids& ids) {
  return Subjects(name, ids, [&](const std::string& id) {
    return FindNode(id, "a spare producer", [](const Node& node) {
      return IsProducer(node) && node.spare;
    });
  });
}

int LeverReader::Country(absl::string_view name, const std::string& id) {
  return bad_.Take(Field(name), Found("a country", network_.FindCountry(id), id,
                                      network_.countries()));
}

int LeverReader::Producer(absl::string_view name, const std::string& id) {
  return bad_.Take(Field(name), FindNode(id, "a producer", IsProducer));
}

int LeverReader::Sink(absl::string_view name, const std::string& id) {
  return bad_.Take(
      Field(name),
      FindNode(id, "a market or a domestic use", [](const Node& node) {
        return node.kind == NodeKind::kMarket ||
               node.kind == NodeKind::kDomesticUse;
      }));
}

int LeverReader::Stock(absl::string_view name, const std::string& id) {
  return bad_.Take(Field(name),
                   FindNode(id, "a strategic stock", [](const Node& node) {
                     return node.kind == NodeKind::kStrategicStock;
                   }));
}

int LeverReader::Channel(absl::string_view name, const std::string& id) {
  return bad_.Take(Field(name),
                   Found("a payment channel", network_.FindChannel(id), id,
                         network_.channels()));
}

int LeverReader::Operator(absl::string_view name, const std::string& id) {
  return bad_.Take(Field(name), Found("an operator", network_.FindOperator(id),
                                      id, network_.operators()));
}

absl::StatusOr<int> LeverReader::FindNode(
    const std::string& id, absl::string_view what,
    const std::function<bool(const Node&)>& is_one) const {
  const std::optional<int> index = network_.FindNode(id);
  if (index.has_value()) {
    if (is_one(network_.nodes()[*index])) {
      return *index;
    }
    return absl::InvalidArgumentError(
        absl::StrCat("must be ", what, ", and ", id, " is none"));
  }
  std::vector<absl::string_view> known;
  for (const Node& node : network_.nodes()) {
    if (is_one(node)) {
      known.push_back(node.id);
    }
  }
  return NotFound(what, id, known);
}

std::vector<int> LeverReader::Subjects(absl::string_view name, const Ids& ids,
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

}  // namespace oilflow
