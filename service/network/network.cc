#include "service/network/network.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"

#include "service/network/check_parts.h"

namespace oilflow {
namespace {

template <typename T>
std::optional<int> IndexOf(const std::vector<T>& all, absl::string_view id) {
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].id == id) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

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
  const std::vector<std::string> errors = FaultsOf(parts);
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

std::optional<int> Network::FindChokepoint(absl::string_view id) const {
  return IndexOf(chokepoints(), id);
}

std::optional<int> Network::FindChannel(absl::string_view id) const {
  return IndexOf(channels(), id);
}

std::optional<int> Network::FindOperator(absl::string_view id) const {
  return IndexOf(operators(), id);
}

std::optional<int> Network::FindEnergyLink(absl::string_view id) const {
  return IndexOf(energy_links(), id);
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
