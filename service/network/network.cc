#include "service/network/network.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace oilflow {
namespace {

bool IsSink(const Node& node) {
  return node.kind == NodeKind::kMarket || node.kind == NodeKind::kDomesticUse;
}

template <typename T>
std::optional<int> IndexOf(const std::vector<T>& all, absl::string_view id) {
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].id == id) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
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
  bool InRange(int index, const std::vector<T>& all) const {
    return index >= 0 && static_cast<size_t>(index) < all.size();
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
  }

  void CheckNodes() {
    if (parts_.nodes.empty() || parts_.nodes.size() > Network::kMaxNodes) {
      Error("nodes must be 1 to ", Network::kMaxNodes, ", not ",
            parts_.nodes.size());
    }
    for (const Node& node : parts_.nodes) {
      if (node.country.has_value() &&
          !InRange(*node.country, parts_.countries)) {
        Error("node ", node.id, " names no country");
      }
      if (node.chokepoint.has_value() &&
          (!InRange(*node.chokepoint, parts_.chokepoints) ||
           node.kind != NodeKind::kTransit)) {
        Error("node ", node.id,
              " must be a transit node to be a lane of a chokepoint");
      }
      const bool of_a_country = node.kind == NodeKind::kProducer ||
                                node.kind == NodeKind::kDomesticUse;
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
      if (IsSink(parts_.nodes[static_cast<size_t>(arc.from)])) {
        Error("arc ", arc.id, " must not leave a sink");
      }
      if (parts_.nodes[static_cast<size_t>(arc.to)].kind ==
          NodeKind::kProducer) {
        Error("arc ", arc.id, " must not enter a producer");
      }
      if (arc.tracked_export_of.has_value() &&
          !InRange(*arc.tracked_export_of, parts_.countries)) {
        Error("arc ", arc.id, " names no country for its tracked exports");
      }
      if (arc.group.has_value()) {
        CheckGroupOf(arc);
      }
    }
  }

  void CheckGroupOf(const Arc& arc) {
    if (!InRange(*arc.group, parts_.groups)) {
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
      for (const int absorber : country.quota_absorbers) {
        if (!InRange(absorber, parts_.nodes)) {
          Error("country ", country.id, " names no node as absorber");
          continue;
        }
        const Node& node = parts_.nodes[static_cast<size_t>(absorber)];
        if (node.kind != NodeKind::kProducer || !node.quota_counted ||
            node.country != static_cast<int>(c)) {
          Error("country ", country.id, ": absorber ", node.id,
                " must be a counted producer of the country");
        }
      }
    }
  }

  // Every producer must reach something and every sink must be reachable;
  // transit nodes need both.
  void CheckConnected() {
    std::vector<int> in(parts_.nodes.size(), 0);
    std::vector<int> out(parts_.nodes.size(), 0);
    for (const Arc& arc : parts_.arcs) {
      ++out[static_cast<size_t>(arc.from)];
      ++in[static_cast<size_t>(arc.to)];
    }
    for (size_t n = 0; n < parts_.nodes.size(); ++n) {
      const Node& node = parts_.nodes[n];
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

int EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<int> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) {
    row[j] = static_cast<int>(j);
  }
  for (size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
    }
  }
  return row[b.size()];
}

}  // namespace

absl::StatusOr<Network> Network::Create(NetworkParts parts) {
  const std::vector<std::string> errors = Checker(parts).Check();
  if (!errors.empty()) {
    return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
  }
  Network network(std::move(parts));
  const size_t node_count = network.nodes().size();
  network.from_.resize(node_count);
  network.to_.resize(node_count);
  std::vector<size_t> waiting(node_count, 0);
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const Arc& arc = network.arcs()[a];
    network.from_[static_cast<size_t>(arc.from)].push_back(static_cast<int>(a));
    network.to_[static_cast<size_t>(arc.to)].push_back(static_cast<int>(a));
    ++waiting[static_cast<size_t>(arc.to)];
  }
  // Kahn's algorithm, lowest index first, so that the order is one and fixed.
  std::set<int> ready;
  for (size_t n = 0; n < node_count; ++n) {
    if (waiting[n] == 0) {
      ready.insert(static_cast<int>(n));
    }
  }
  while (!ready.empty()) {
    const int node = *ready.begin();
    ready.erase(ready.begin());
    network.order_.push_back(node);
    for (const int arc : network.from_[static_cast<size_t>(node)]) {
      const int to = network.arcs()[static_cast<size_t>(arc)].to;
      if (--waiting[static_cast<size_t>(to)] == 0) {
        ready.insert(to);
      }
    }
  }
  if (network.order_.size() != node_count) {
    return absl::InvalidArgumentError(
        "arcs must not form a cycle: oil that comes round again would be "
        "counted twice");
  }
  std::set<int> listed;
  for (const int node : network.order_) {
    for (const int arc : network.from_[static_cast<size_t>(node)]) {
      const auto group = network.arcs()[static_cast<size_t>(arc)].group;
      if (group.has_value() && listed.insert(*group).second) {
        network.group_order_.push_back(*group);
      }
    }
  }
  return network;
}

std::optional<int> Network::FindNode(absl::string_view id) const {
  return IndexOf(nodes(), id);
}

std::optional<int> Network::FindArc(absl::string_view id) const {
  return IndexOf(arcs(), id);
}

std::optional<int> Network::FindCountry(absl::string_view id) const {
  return IndexOf(countries(), id);
}

bool IsWellFormedId(absl::string_view id) {
  if (id.empty() || id.size() > 63 ||
      !absl::ascii_islower(static_cast<unsigned char>(id.front())) ||
      id.back() == '-') {
    return false;
  }
  return std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

std::string NearestId(absl::string_view id,
                      const std::vector<absl::string_view>& known) {
  absl::string_view nearest;
  int least = static_cast<int>(id.size()) / 3 + 1;
  if (id.size() > 63) {
    return "";
  }
  for (const absl::string_view candidate : known) {
    const int distance = EditDistance(id, candidate);
    if (distance < least || (distance == least && nearest.empty())) {
      least = distance;
      nearest = candidate;
    }
  }
  return std::string(nearest);
}

}  // namespace oilflow
