#include "service/network/check_parts.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace oilflow {
namespace {

bool IsSink(const Node& node) {
  return node.kind == NodeKind::kMarket || node.kind == NodeKind::kDomesticUse;
}

// Gathers what is wrong with the parts of a network.
class Checker {
 public:
  explicit Checker(const NetworkParts& parts) : parts_(parts) {}

  std::vector<std::string> Check() {
    CheckIds();
    CheckNodes();
    CheckArcs();
    CheckGroups();
    CheckCountries();
    CheckChannels();
    CheckStakes();
    CheckEnergy();
    CheckBases();
    if (errors_.empty()) {
      CheckConnected();
    }
    return std::move(errors_);
  }

 private:
  template <typename... Parts>
  void Error(const Parts&... parts) {
    errors_.push_back(absl::StrCat(parts...));
  }

  template <typename T>
  static bool InRange(int index, const std::vector<T>& all) {
    return index >= 0 && static_cast<size_t>(index) < all.size();
  }

  // Whether it names one, or nothing.
  template <typename T>
  static bool InRange(std::optional<int> index, const std::vector<T>& all) {
    return !index.has_value() || InRange(*index, all);
  }

  const Node& NodeAt(int index) const {
    return parts_.nodes[static_cast<size_t>(index)];
  }

  void CheckIds() {
    std::set<absl::string_view> taken;
    const auto check = [&](absl::string_view what, const auto& all) {
      for (const auto& one : all) {
        if (!IsWellFormedId(one.id)) {
          Error(what,
                " id must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, not \"",
                one.id.substr(0, 80), "\"");
        } else if (!taken.insert(one.id).second) {
          Error(what,
                " id must be unique in the network; taken twice: ", one.id);
        }
      }
    };
    check("country", parts_.countries);
    check("chokepoint", parts_.chokepoints);
    check("node", parts_.nodes);
    check("arc", parts_.arcs);
    check("group", parts_.groups);
    check("reference stream", parts_.reference_streams);
    check("actor", parts_.actors);
    check("channel", parts_.channels);
    check("operator", parts_.operators);
    check("stake", parts_.stakes);
    check("grid", parts_.power_grids);
    check("energy link", parts_.energy_links);
    check("counting basis", parts_.counting_bases);
  }

  void CheckNodes() {
    if (parts_.nodes.empty() || parts_.nodes.size() > Network::kMaxNodes) {
      Error("nodes must be 1 to ", Network::kMaxNodes, ", not ",
            parts_.nodes.size());
    }
    for (const Node& node : parts_.nodes) {
      if (!InRange(node.country, parts_.countries)) {
        Error("node ", node.id, " names no country");
      }
      if (node.chokepoint.has_value() &&
          (!InRange(node.chokepoint, parts_.chokepoints) ||
           node.kind != NodeKind::kTransit)) {
        Error("node ", node.id,
              " must be a transit node to be a lane of a chokepoint");
      }
      const bool of_a_country = node.kind == NodeKind::kProducer ||
                                node.kind == NodeKind::kDomesticUse ||
                                node.kind == NodeKind::kStorage;
      if (of_a_country && !node.country.has_value()) {
        Error("node ", node.id, " must have a country");
      }
      if (node.must_serve && !IsSink(node)) {
        Error("node ", node.id, " must be a sink to be served first");
      }
      if ((node.quota_counted || node.spare) &&
          node.kind != NodeKind::kProducer) {
        Error("node ", node.id, " must be a producer to be counted or spare");
      }
      if (!InRange(node.actor, parts_.actors)) {
        Error("node ", node.id, " names no actor");
      }
    }
  }

  void CheckArcs() {
    if (parts_.arcs.empty() || parts_.arcs.size() > Network::kMaxArcs) {
      Error("arcs must be 1 to ", Network::kMaxArcs, ", not ",
            parts_.arcs.size());
    }
    for (const Arc& arc : parts_.arcs) {
      if (!InRange(arc.from, parts_.nodes) || !InRange(arc.to, parts_.nodes)) {
        Error("arc ", arc.id, " must go from one node to another");
        continue;
      }
      CheckEnds(arc);
      if (!InRange(arc.tracked_export_of, parts_.countries)) {
        Error("arc ", arc.id, " names no country for its tracked exports");
      }
      if (!InRange(arc.delivered_export_of, parts_.countries)) {
        Error("arc ", arc.id, " names no country for its delivered exports");
      }
      if (arc.group.has_value()) {
        CheckGroupOf(arc);
      }
      CheckActorsOf(arc);
    }
  }

  void CheckEnds(const Arc& arc) {
    if (IsSink(NodeAt(arc.from))) {
      Error("arc ", arc.id, " must not leave a sink");
    }
    if (NodeAt(arc.to).kind == NodeKind::kProducer) {
      Error("arc ", arc.id, " must not enter a producer");
    }
    for (const int end : {arc.from, arc.to}) {
      if (NodeAt(end).kind == NodeKind::kStrategicStock) {
        Error("arc ", arc.id, " must not touch the strategic stock ",
              NodeAt(end).id, ", which stands outside the arcs");
      }
    }
  }

  void CheckActorsOf(const Arc& arc) {
    if (!InRange(arc.carrier, parts_.actors)) {
      Error("arc ", arc.id, " names no actor as carrier");
    }
    const bool leaves_producer = NodeAt(arc.from).kind == NodeKind::kProducer;
    const auto check = [&](absl::string_view what, std::optional<int> actor) {
      if (!InRange(actor, parts_.actors)) {
        Error("arc ", arc.id, " names no actor as ", what);
      }
      if (actor.has_value() && !leaves_producer) {
        Error("arc ", arc.id, " must leave a producer to have a ", what);
      }
    };
    check("payer", arc.payer);
    check("seller", arc.seller);
  }

  void CheckGroupOf(const Arc& arc) {
    if (!InRange(arc.group, parts_.groups)) {
      Error("arc ", arc.id, " names no group");
      return;
    }
    const ProportionalGroup& group =
        parts_.groups[static_cast<size_t>(*arc.group)];
    const auto listed =
        std::count_if(group.arcs.begin(), group.arcs.end(), [&](int member) {
          return InRange(member, parts_.arcs) &&
                 &parts_.arcs[static_cast<size_t>(member)] == &arc;
        });
    if (listed == 0) {
      Error("group ", group.id, " and arc ", arc.id, " must name each other");
    } else if (listed > 1) {
      Error("group ", group.id, " names arc ", arc.id, " twice");
    }
  }

  void CheckGroups() {
    for (size_t g = 0; g < parts_.groups.size(); ++g) {
      const ProportionalGroup& group = parts_.groups[g];
      if (group.arcs.size() < 2) {
        Error("group ", group.id, " must have at least two arcs");
      }
      for (const int arc : group.arcs) {
        if (!InRange(arc, parts_.arcs) ||
            !InRange(group.arcs[0], parts_.arcs)) {
          Error("group ", group.id, " names no arc");
          continue;
        }
        const Arc& member = parts_.arcs[static_cast<size_t>(arc)];
        if (member.from !=
            parts_.arcs[static_cast<size_t>(group.arcs[0])].from) {
          Error("group ", group.id, " must have arcs that leave one node");
        }
        if (member.group != static_cast<int>(g)) {
          Error("group ", group.id, " and arc ", member.id,
                " must name each other");
        }
      }
    }
  }

  void CheckCountries() {
    for (size_t c = 0; c < parts_.countries.size(); ++c) {
      const Country& country = parts_.countries[c];
      std::set<int> listed;
      for (const int absorber : country.quota_absorbers) {
        if (!InRange(absorber, parts_.nodes)) {
          Error("country ", country.id, " names no node as absorber");
          continue;
        }
        const Node& node = NodeAt(absorber);
        if (!listed.insert(absorber).second) {
          Error("country ", country.id, " names absorber ", node.id, " twice");
        } else if (node.kind != NodeKind::kProducer || !node.quota_counted ||
                   node.country != static_cast<int>(c)) {
          Error("country ", country.id, ": absorber ", node.id,
                " must be a counted producer of the country");
        }
      }
    }
  }

  // What the channel pays for: arcs, or energy links. A thing named twice would
  // be paid for twice.
  template <typename T>
  void CheckPaidFor(const PaymentChannel& channel, absl::string_view what,
                    const std::vector<int>& indices,
                    const std::vector<T>& all) {
    std::set<int> listed;
    for (const int index : indices) {
      if (!InRange(index, all)) {
        Error("channel ", channel.id, " names no ", what);
      } else if (!listed.insert(index).second) {
        Error("channel ", channel.id, " names ", what, " ",
              all[static_cast<size_t>(index)].id, " twice");
      }
    }
  }

  void CheckChannels() {
    for (const PaymentChannel& channel : parts_.channels) {
      CheckPaidFor(channel, "arc", channel.arcs, parts_.arcs);
      CheckPaidFor(channel, "energy link", channel.links, parts_.energy_links);
      if (!InRange(channel.holder, parts_.actors)) {
        Error("channel ", channel.id, " names no actor as holder");
      }
    }
  }

  void CheckStakes() {
    for (const Stake& stake : parts_.stakes) {
      if (!InRange(stake.operator_index, parts_.operators)) {
        Error("stake ", stake.id, " names no operator");
      }
      if (stake.node.has_value() == stake.arc.has_value()) {
        Error("stake ", stake.id, " must be in one producer or in one arc");
        continue;
      }
      if (stake.node.has_value() &&
          (!InRange(stake.node, parts_.nodes) ||
           NodeAt(*stake.node).kind != NodeKind::kProducer)) {
        Error("stake ", stake.id, " must be in a producer or in an arc");
      }
      if (!InRange(stake.arc, parts_.arcs)) {
        Error("stake ", stake.id, " names no arc");
      }
    }
  }

  void CheckEnergy() {
    std::set<int> burn_nodes;
    for (const PowerGrid& grid : parts_.power_grids) {
      if (!InRange(grid.burn_node, parts_.nodes) ||
          NodeAt(grid.burn_node).kind != NodeKind::kDomesticUse) {
        Error("grid ", grid.id, " must burn its liquids in a domestic use");
      } else if (!burn_nodes.insert(grid.burn_node).second) {
        // Nobody could say whose liquids a short burn goes without.
        Error("grid ", grid.id,
              " must burn its liquids in a domestic use of its own");
      }
    }
    for (const EnergyLink& link : parts_.energy_links) {
      if (!InRange(link.supplier, parts_.countries)) {
        Error("energy link ", link.id, " names no country as supplier");
      }
      if (!InRange(link.grid, parts_.power_grids)) {
        Error("energy link ", link.id, " names no grid");
      }
    }
  }

  void CheckBases() {
    for (const CountingBasis& basis : parts_.counting_bases) {
      if (!InRange(basis.country, parts_.countries) ||
          !parts_.countries[static_cast<size_t>(basis.country)].has_quota) {
        Error("counting basis ", basis.id,
              " must be of a country with a quota");
      }
    }
  }

  // Every producer must reach something and every sink must be reachable;
  // transit nodes and storages need both, and strategic stocks neither.
  void CheckConnected() {
    std::vector<int> in(parts_.nodes.size(), 0);
    std::vector<int> out(parts_.nodes.size(), 0);
    for (const Arc& arc : parts_.arcs) {
      ++out[static_cast<size_t>(arc.from)];
      ++in[static_cast<size_t>(arc.to)];
    }
    for (size_t n = 0; n < parts_.nodes.size(); ++n) {
      const Node& node = parts_.nodes[n];
      if (node.kind == NodeKind::kStrategicStock) {
        continue;
      }
      if (node.kind != NodeKind::kProducer && in[n] == 0) {
        Error("node ", node.id, " must have an arc to it");
      }
      if (!IsSink(node) && out[n] == 0) {
        Error("node ", node.id, " must have an arc from it");
      }
    }
  }

  const NetworkParts& parts_;
  std::vector<std::string> errors_;
};

}  // namespace

std::vector<std::string> FaultsOf(const NetworkParts& parts) {
  return Checker(parts).Check();
}

}  // namespace oilflow
