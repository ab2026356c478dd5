#include "service/wire/convert_network.h"

#include <cstddef>
#include <optional>
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
constexpr int kMaxActors = 64;
constexpr int kMaxChannels = 64;
constexpr int kMaxOperators = 64;
constexpr int kMaxPowerGrids = 16;
constexpr int kMaxEnergyLinks = 64;
constexpr int kMaxCountingBases = 32;

// The enums of both sides list the same things in the same order, after the
// unset one that only the wire knows.
Legality LegalityFromProto(v1::Legality legality) {
  return legality == v1::LEGALITY_UNSPECIFIED
             ? Legality::kLicit
             : static_cast<Legality>(legality - v1::LEGALITY_LICIT);
}

const std::string& IdOf(const v1::Country& one) { return one.country_id(); }
const std::string& IdOf(const v1::Chokepoint& one) {
  return one.chokepoint_id();
}
const std::string& IdOf(const v1::Node& one) { return one.node_id(); }
const std::string& IdOf(const v1::Arc& one) { return one.arc_id(); }
const std::string& IdOf(const v1::Actor& one) { return one.actor_id(); }
const std::string& IdOf(const v1::Operator& one) { return one.operator_id(); }
const std::string& IdOf(const v1::PowerGrid& one) { return one.grid_id(); }
const std::string& IdOf(const v1::EnergyLink& one) { return one.link_id(); }

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
    ActorsAndOperators();
    Channels();
    Stakes();
    Energy();
    Bases();
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
    check("actors", proto_.actors_size(), kMaxActors);
    check("channels", proto_.channels_size(), kMaxChannels);
    check("operators", proto_.operators_size(), kMaxOperators);
    check("stakes", proto_.stakes_size(), kMaxSmallLists);
    check("power_grids", proto_.power_grids_size(), kMaxPowerGrids);
    check("energy_links", proto_.energy_links_size(), kMaxEnergyLinks);
    check("counting_bases", proto_.counting_bases_size(), kMaxCountingBases);
  }

  template <typename List>
  static std::optional<int> IndexOf(const List& list, const std::string& id) {
    for (int i = 0; i < list.size(); ++i) {
      if (IdOf(list[i]) == id) {
        return i;
      }
    }
    return std::nullopt;
  }

  void AddUnknown(const std::string& field, const std::string& id) {
    bad_.Add(field, absl::StrCat("names nothing in the network: \"",
                                 id.substr(0, 80), "\""));
  }

  // Nothing if the id is empty.
  template <typename List>
  std::optional<int> Find(const std::string& field, const List& list,
                          const std::string& id) {
    if (id.empty()) {
      return std::nullopt;
    }
    const std::optional<int> index = IndexOf(list, id);
    if (!index.has_value()) {
      AddUnknown(field, id);
    }
    return index;
  }

  // 0 if nothing has the id, which is noted, or if it is empty, which is too.
  template <typename List>
  int Require(const std::string& field, const List& list, const std::string& id,
              absl::string_view what) {
    if (id.empty()) {
      bad_.Add(field, absl::StrCat("must name ", what));
    }
    return Find(field, list, id).value_or(0);
  }

  // The indices of what a list of ids names.
  template <typename List, typename Ids>
  std::vector<int> RequireAll(const std::string& field, const List& list,
                              const Ids& ids, absl::string_view what) {
    std::vector<int> indices;
    indices.reserve(static_cast<size_t>(ids.size()));
    for (int i = 0; i < ids.size(); ++i) {
      indices.push_back(
          Require(absl::StrCat(field, "[", i, "]"), list, ids[i], what));
    }
    return indices;
  }

  void Countries() {
    for (int i = 0; i < proto_.countries_size(); ++i) {
      const v1::Country& proto = proto_.countries(i);
      parts_.countries.push_back(
          {.id = proto.country_id(),
           .display_name = proto.display_name(),
           .has_quota = proto.has_quota(),
           .quota_absorbers =
               RequireAll(absl::StrCat("countries[", i, "].quota_absorbers"),
                          proto_.nodes(), proto.quota_absorbers(), "a node")});
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
                 "must be PRODUCER, TRANSIT, MARKET, DOMESTIC_USE, STORAGE or "
                 "STRATEGIC_STOCK");
        continue;
      }
      CheckLegality(field, proto.legality());
      parts_.nodes.push_back(
          {.id = proto.node_id(),
           .display_name = proto.display_name(),
           .kind = static_cast<NodeKind>(proto.kind() - v1::Node::PRODUCER),
           .country = Find(absl::StrCat(field, ".country"), proto_.countries(),
                           proto.country()),
           .chokepoint = Find(absl::StrCat(field, ".chokepoint"),
                              proto_.chokepoints(), proto.chokepoint()),
           .owner = proto.owner(),
           .legality = LegalityFromProto(proto.legality()),
           .quota_counted = proto.quota_counted(),
           .spare = proto.spare(),
           .must_serve = proto.must_serve(),
           .table_id = proto.table_id(),
           .actor = Find(absl::StrCat(field, ".actor"), proto_.actors(),
                         proto.actor())});
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
           .from = Require(absl::StrCat(field, ".origin_node"), proto_.nodes(),
                           proto.origin_node(), "a node"),
           .to = Require(absl::StrCat(field, ".destination_node"),
                         proto_.nodes(), proto.destination_node(), "a node"),
           .owner = proto.owner(),
           .legality = LegalityFromProto(proto.legality()),
           .rule = proto.rule() == v1::Arc::MANDATED
                       ? AllocationRule::kMandated
                       : AllocationRule::kVoluntary,
           .group = std::nullopt,
           .tracked_export_of =
               Find(absl::StrCat(field, ".tracked_export_of"),
                    proto_.countries(), proto.tracked_export_of()),
           .table_id = proto.table_id(),
           .delivered_export_of =
               Find(absl::StrCat(field, ".delivered_export_of"),
                    proto_.countries(), proto.delivered_export_of()),
           .carrier = Find(absl::StrCat(field, ".carrier"), proto_.actors(),
                           proto.carrier()),
           .payer = Find(absl::StrCat(field, ".payer"), proto_.actors(),
                         proto.payer()),
           .seller = Find(absl::StrCat(field, ".seller"), proto_.actors(),
                          proto.seller())});
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
        const auto arc = Find(field, proto_.arcs(), proto.arcs(i));
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

  void ActorsAndOperators() {
    for (const v1::Actor& proto : proto_.actors()) {
      parts_.actors.push_back(
          {.id = proto.actor_id(), .display_name = proto.display_name()});
    }
    for (const v1::Operator& proto : proto_.operators()) {
      parts_.operators.push_back({.id = proto.operator_id(),
                                  .display_name = proto.display_name(),
                                  .home = proto.home()});
    }
  }

  void Channels() {
    for (int i = 0; i < proto_.channels_size(); ++i) {
      const v1::PaymentChannel& proto = proto_.channels(i);
      const std::string field = absl::StrCat("channels[", i, "]");
      parts_.channels.push_back(
          {.id = proto.channel_id(),
           .display_name = proto.display_name(),
           .arcs = RequireAll(absl::StrCat(field, ".arcs"), proto_.arcs(),
                              proto.arcs(), "an arc"),
           .links =
               RequireAll(absl::StrCat(field, ".links"), proto_.energy_links(),
                          proto.links(), "an energy link"),
           .holder = Find(absl::StrCat(field, ".holder"), proto_.actors(),
                          proto.holder())});
    }
  }

  // The asset of a stake is a node or an arc: ids are unique over both.
  void Stakes() {
    for (int i = 0; i < proto_.stakes_size(); ++i) {
      const v1::Stake& proto = proto_.stakes(i);
      const std::string field = absl::StrCat("stakes[", i, "]");
      Stake stake{.id = proto.stake_id(),
                  .display_name = proto.display_name(),
                  .operator_index = Require(absl::StrCat(field, ".operator_id"),
                                            proto_.operators(),
                                            proto.operator_id(), "an operator"),
                  .node = IndexOf(proto_.nodes(), proto.asset()),
                  .arc = std::nullopt};
      if (proto.asset().empty()) {
        bad_.Add(absl::StrCat(field, ".asset"),
                 "must name a producer or an arc");
      } else if (!stake.node.has_value()) {
        stake.arc =
            Find(absl::StrCat(field, ".asset"), proto_.arcs(), proto.asset());
      }
      parts_.stakes.push_back(std::move(stake));
    }
  }

  void Energy() {
    for (int i = 0; i < proto_.power_grids_size(); ++i) {
      const v1::PowerGrid& proto = proto_.power_grids(i);
      parts_.power_grids.push_back(
          {.id = proto.grid_id(),
           .display_name = proto.display_name(),
           .burn_node = Require(absl::StrCat("power_grids[", i, "].burn_node"),
                                proto_.nodes(), proto.burn_node(), "a node")});
    }
    for (int i = 0; i < proto_.energy_links_size(); ++i) {
      const v1::EnergyLink& proto = proto_.energy_links(i);
      const std::string field = absl::StrCat("energy_links[", i, "]");
      if (proto.carrier() != v1::EnergyLink::GAS &&
          proto.carrier() != v1::EnergyLink::POWER) {
        bad_.Add(absl::StrCat(field, ".carrier"),
                 absl::StrCat("must be GAS or POWER, not ",
                              static_cast<int>(proto.carrier())));
      }
      parts_.energy_links.push_back(
          {.id = proto.link_id(),
           .display_name = proto.display_name(),
           .carrier = proto.carrier() == v1::EnergyLink::POWER
                          ? EnergyCarrier::kPower
                          : EnergyCarrier::kGas,
           .supplier =
               Require(absl::StrCat(field, ".supplier"), proto_.countries(),
                       proto.supplier(), "a country"),
           .grid = Require(absl::StrCat(field, ".grid"), proto_.power_grids(),
                           proto.grid(), "a grid")});
    }
  }

  void Bases() {
    for (int i = 0; i < proto_.counting_bases_size(); ++i) {
      const v1::CountingBasis& proto = proto_.counting_bases(i);
      parts_.counting_bases.push_back(
          {.id = proto.basis_id(),
           .display_name = proto.display_name(),
           .country =
               Require(absl::StrCat("counting_bases[", i, "].country"),
                       proto_.countries(), proto.country(), "a country")});
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

}  // namespace oilflow
