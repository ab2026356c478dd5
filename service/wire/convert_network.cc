#include "service/wire/convert_network.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/facts/measure.h"
#include "service/wire/bad_request.h"

namespace oilflow {
namespace {

constexpr int kMaxSmallLists = 256;
constexpr int kMaxReferenceStreams = 32;

// The enums of both sides list the same things in the same order, after the
// unset one that only the wire knows.
Legality LegalityFromProto(v1::Legality legality) {
  return legality == v1::LEGALITY_UNSPECIFIED
             ? Legality::kLicit
             : static_cast<Legality>(legality - v1::LEGALITY_LICIT);
}

v1::Legality ToProto(Legality legality) {
  return static_cast<v1::Legality>(static_cast<int>(legality) +
                                   v1::LEGALITY_LICIT);
}

// Turns ids into indices, and notes those that name nothing.
class Resolver {
 public:
  Resolver(const v1::Network& proto, BadRequest* bad)
      : proto_(proto), bad_(*bad) {}

  NetworkParts Resolve() {
    CheckSizes();
    if (!bad_.ok()) {
      return {};
    }
    Countries();
    Chokepoints();
    Nodes();
    Arcs();
    Groups();
    Streams();
    return std::move(parts_);
  }

 private:
  void CheckSizes() {
    const auto check = [&](absl::string_view field, int size, int most) {
      if (size > most) {
        bad_.Add(field, absl::StrCat("must be at most ", most, ", not ", size));
      }
    };
    check("countries", proto_.countries_size(), kMaxSmallLists);
    check("chokepoints", proto_.chokepoints_size(), kMaxSmallLists);
    check("nodes", proto_.nodes_size(), Network::kMaxNodes);
    check("arcs", proto_.arcs_size(), Network::kMaxArcs);
    check("groups", proto_.groups_size(), kMaxSmallLists);
    check("reference_streams", proto_.reference_streams_size(),
          kMaxReferenceStreams);
  }

  template <typename List, typename IdOf>
  std::optional<int> Find(const std::string& field, const List& list,
                          const std::string& id, const IdOf& id_of) {
    if (id.empty()) {
      return std::nullopt;
    }
    for (int i = 0; i < list.size(); ++i) {
      if (id_of(list[i]) == id) {
        return i;
      }
    }
    bad_.Add(field, absl::StrCat("names nothing in the network: \"",
                                 id.substr(0, 80), "\""));
    return std::nullopt;
  }

  std::optional<int> FindCountry(const std::string& field,
                                 const std::string& id) {
    return Find(field, proto_.countries(), id,
                [](const v1::Country& c) { return c.country_id(); });
  }

  int FindNode(const std::string& field, const std::string& id) {
    const auto node = Find(field, proto_.nodes(), id,
                           [](const v1::Node& n) { return n.node_id(); });
    if (id.empty()) {
      bad_.Add(field, "must name a node");
    }
    return node.value_or(0);
  }

  void Countries() {
    for (int i = 0; i < proto_.countries_size(); ++i) {
      const v1::Country& proto = proto_.countries(i);
      Country country{.id = proto.country_id(),
                      .display_name = proto.display_name(),
                      .has_quota = proto.has_quota(),
                      .quota_absorbers = {}};
      for (int j = 0; j < proto.quota_absorbers_size(); ++j) {
        country.quota_absorbers.push_back(FindNode(
            absl::StrCat("countries[", i, "].quota_absorbers[", j, "]"),
            proto.quota_absorbers(j)));
      }
      parts_.countries.push_back(std::move(country));
    }
  }

  void Chokepoints() {
    for (const v1::Chokepoint& proto : proto_.chokepoints()) {
      parts_.chokepoints.push_back({.id = proto.chokepoint_id(),
                                    .display_name = proto.display_name(),
                                    .table_id = proto.table_id()});
    }
  }

  void Nodes() {
    for (int i = 0; i < proto_.nodes_size(); ++i) {
      const v1::Node& proto = proto_.nodes(i);
      const std::string field = absl::StrCat("nodes[", i, "]");
      if (!v1::Node::Kind_IsValid(proto.kind()) ||
          proto.kind() == v1::Node::KIND_UNSPECIFIED) {
        bad_.Add(absl::StrCat(field, ".kind"),
                 "must be PRODUCER, TRANSIT, MARKET or DOMESTIC_USE");
        continue;
      }
      CheckLegality(field, proto.legality());
      parts_.nodes.push_back(
          {.id = proto.node_id(),
           .display_name = proto.display_name(),
           .kind = static_cast<NodeKind>(proto.kind() - v1::Node::PRODUCER),
           .country =
               FindCountry(absl::StrCat(field, ".country"), proto.country()),
           .chokepoint =
               Find(absl::StrCat(field, ".chokepoint"), proto_.chokepoints(),
                    proto.chokepoint(),
                    [](const v1::Chokepoint& c) { return c.chokepoint_id(); }),
           .owner = proto.owner(),
           .legality = LegalityFromProto(proto.legality()),
           .quota_counted = proto.quota_counted(),
           .spare = proto.spare(),
           .must_serve = proto.must_serve(),
           .table_id = proto.table_id()});
    }
  }

  void CheckLegality(const std::string& field, v1::Legality legality) {
    if (!v1::Legality_IsValid(legality)) {
      bad_.Add(absl::StrCat(field, ".legality"),
               absl::StrCat("must be a known legality, not ",
                            static_cast<int>(legality)));
    }
  }

  void Arcs() {
    for (int i = 0; i < proto_.arcs_size(); ++i) {
      const v1::Arc& proto = proto_.arcs(i);
      const std::string field = absl::StrCat("arcs[", i, "]");
      CheckLegality(field, proto.legality());
      if (!v1::Arc::Rule_IsValid(proto.rule())) {
        bad_.Add(absl::StrCat(field, ".rule"), "must be a known rule");
      }
      parts_.arcs.push_back(
          {.id = proto.arc_id(),
           .display_name = proto.display_name(),
           .from = FindNode(absl::StrCat(field, ".origin_node"),
                            proto.origin_node()),
           .to = FindNode(absl::StrCat(field, ".destination_node"),
                          proto.destination_node()),
           .owner = proto.owner(),
           .legality = LegalityFromProto(proto.legality()),
           .rule = proto.rule() == v1::Arc::MANDATED
                       ? AllocationRule::kMandated
                       : AllocationRule::kVoluntary,
           .group = std::nullopt,
           .tracked_export_of =
               FindCountry(absl::StrCat(field, ".tracked_export_of"),
                           proto.tracked_export_of()),
           .table_id = proto.table_id()});
    }
  }

  void Groups() {
    for (int g = 0; g < proto_.groups_size(); ++g) {
      const v1::ProportionalGroup& proto = proto_.groups(g);
      ProportionalGroup group{.id = proto.group_id(),
                              .display_name = proto.display_name(),
                              .arcs = {}};
      for (int i = 0; i < proto.arcs_size(); ++i) {
        const std::string field = absl::StrCat("groups[", g, "].arcs[", i, "]");
        const auto arc = Find(field, proto_.arcs(), proto.arcs(i),
                              [](const v1::Arc& a) { return a.arc_id(); });
        if (!arc.has_value()) {
          if (proto.arcs(i).empty()) {
            bad_.Add(field, "must name an arc");
          }
          continue;
        }
        if (parts_.arcs[*arc].group.has_value()) {
          bad_.Add(field,
                   absl::StrCat("is in a group already: ", proto.arcs(i)));
          continue;
        }
        parts_.arcs[*arc].group = g;
        group.arcs.push_back(*arc);
      }
      parts_.groups.push_back(std::move(group));
    }
  }

  void Streams() {
    for (int i = 0; i < proto_.reference_streams_size(); ++i) {
      const v1::ReferenceStream& proto = proto_.reference_streams(i);
      const Measure* measure = FindMeasure(proto.measure());
      if (measure == nullptr || measure->dimension != Dimension::kRate) {
        bad_.Add(absl::StrCat("reference_streams[", i, "].measure"),
                 absl::StrCat("must be a measure of rates, not \"",
                              proto.measure().substr(0, 80), "\""));
      }
      parts_.reference_streams.push_back({.id = proto.stream_id(),
                                          .display_name = proto.display_name(),
                                          .subject = proto.subject(),
                                          .measure = proto.measure()});
    }
  }

  const v1::Network& proto_;
  BadRequest& bad_;
  NetworkParts parts_;
};

}  // namespace

absl::StatusOr<Network> NetworkFromProto(const v1::Network& proto) {
  BadRequest bad;
  NetworkParts parts = Resolver(proto, &bad).Resolve();
  RETURN_IF_ERROR(bad.ToStatus());
  return Network::Create(std::move(parts));
}

void ToProto(const Network& network, v1::Network* proto) {
  for (const Country& country : network.countries()) {
    v1::Country* to = proto->add_countries();
    to->set_country_id(country.id);
    to->set_display_name(country.display_name);
    to->set_has_quota(country.has_quota);
    for (const int absorber : country.quota_absorbers) {
      to->add_quota_absorbers(network.nodes()[absorber].id);
    }
  }
  for (const Chokepoint& chokepoint : network.chokepoints()) {
    v1::Chokepoint* to = proto->add_chokepoints();
    to->set_chokepoint_id(chokepoint.id);
    to->set_display_name(chokepoint.display_name);
    to->set_table_id(chokepoint.table_id);
  }
  for (const Node& node : network.nodes()) {
    v1::Node* to = proto->add_nodes();
    to->set_node_id(node.id);
    to->set_display_name(node.display_name);
    to->set_kind(static_cast<v1::Node::Kind>(static_cast<int>(node.kind) +
                                             v1::Node::PRODUCER));
    if (node.country.has_value()) {
      to->set_country(network.countries()[*node.country].id);
    }
    if (node.chokepoint.has_value()) {
      to->set_chokepoint(network.chokepoints()[*node.chokepoint].id);
    }
    to->set_owner(node.owner);
    to->set_legality(ToProto(node.legality));
    to->set_quota_counted(node.quota_counted);
    to->set_spare(node.spare);
    to->set_must_serve(node.must_serve);
    to->set_table_id(node.table_id);
  }
  for (const Arc& arc : network.arcs()) {
    v1::Arc* to = proto->add_arcs();
    to->set_arc_id(arc.id);
    to->set_display_name(arc.display_name);
    to->set_origin_node(network.nodes()[arc.from].id);
    to->set_destination_node(network.nodes()[arc.to].id);
    to->set_owner(arc.owner);
    to->set_legality(ToProto(arc.legality));
    to->set_rule(arc.rule == AllocationRule::kMandated ? v1::Arc::MANDATED
                                                       : v1::Arc::VOLUNTARY);
    if (arc.tracked_export_of.has_value()) {
      to->set_tracked_export_of(network.countries()[*arc.tracked_export_of].id);
    }
    to->set_table_id(arc.table_id);
  }
  for (const ProportionalGroup& group : network.groups()) {
    v1::ProportionalGroup* to = proto->add_groups();
    to->set_group_id(group.id);
    to->set_display_name(group.display_name);
    for (const int arc : group.arcs) {
      to->add_arcs(network.arcs()[arc].id);
    }
  }
  for (const ReferenceStream& stream : network.reference_streams()) {
    v1::ReferenceStream* to = proto->add_reference_streams();
    to->set_stream_id(stream.id);
    to->set_display_name(stream.display_name);
    to->set_subject(stream.subject);
    to->set_measure(stream.measure);
  }
}

}  // namespace oilflow
