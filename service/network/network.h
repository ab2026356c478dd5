// Where oil can be and how it can move.

#ifndef OILFLOW_SERVICE_NETWORK_NETWORK_H_
#define OILFLOW_SERVICE_NETWORK_NETWORK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// What a node does with oil. Oil begins at producers and ends at markets and in
// domestic use; a transit node hands on all that it gets.
enum class NodeKind { kProducer, kTransit, kMarket, kDomesticUse };

enum class Legality { kLicit, kIllicit, kSanctioned, kContested };

// Voluntary flow follows netback. Mandated flow comes before all voluntary flow
// because a contract or a law says so, whatever it earns.
enum class AllocationRule { kVoluntary, kMandated };

// A place where oil is lifted, handed on or used.
struct Node {
  std::string id;
  std::string display_name;
  NodeKind kind = NodeKind::kTransit;
  // Index of its country; every producer and domestic use has one.
  std::optional<int> country;
  // Index of the chokepoint that it is a lane of.
  std::optional<int> chokepoint;
  std::string owner;
  Legality legality = Legality::kLicit;
  // For producers: whether its barrels count against the country's quota.
  bool quota_counted = false;
  // For producers: whether it is capacity held in reserve, so that raising it
  // is a response of others to a shock and not a shock.
  bool spare = false;
  // For sinks: whether its demand is served before anything else.
  bool must_serve = false;
  // The id of the row of the published tables that the node stands for.
  std::string table_id;
};

// A way from one node to another: a pipeline, a road, a sea lane.
struct Arc {
  std::string id;
  std::string display_name;
  int from = 0;
  int to = 0;
  std::string owner;
  Legality legality = Legality::kLicit;
  AllocationRule rule = AllocationRule::kVoluntary;
  // Index of its proportional group.
  std::optional<int> group;
  // Index of the country whose exports trackers take its flow for.
  std::optional<int> tracked_export_of;
  std::string table_id;
};

// Arcs that leave one node and share its flow in fixed proportions: a rule of
// behaviour, not of price.
struct ProportionalGroup {
  std::string id;
  std::string display_name;
  std::vector<int> arcs;
};

// A strait or other narrow place. Its lanes are transit nodes, one for each
// stream, so that crudes of different buyers never mix in it.
struct Chokepoint {
  std::string id;
  std::string display_name;
  std::string table_id;
};

struct Country {
  std::string id;
  std::string display_name;
  // Whether OPEC+ sets a required production for it.
  bool has_quota = false;
  // Producers that are cut for it, first to last, before all others.
  std::vector<int> quota_absorbers;
};

// A published stream that changes are compared with: "300 of 2,000 kb/d".
struct ReferenceStream {
  std::string id;
  std::string display_name;
  // The fact that gives its size.
  std::string subject;
  std::string measure;
};

// What a Network is made of; Network::Create checks it.
struct NetworkParts {
  std::vector<Country> countries;
  std::vector<Chokepoint> chokepoints;
  std::vector<Node> nodes;
  std::vector<Arc> arcs;
  std::vector<ProportionalGroup> groups;
  std::vector<ReferenceStream> reference_streams;
};

// An acyclic network. Ids are unique over countries, chokepoints, nodes, arcs
// and groups together, because facts and policies name them all as subjects.
// Immutable, and safe to read from many threads.
class Network {
 public:
  static constexpr int kMaxNodes = 256;
  static constexpr int kMaxArcs = 1024;

  // An error lists everything that is wrong: an id that is malformed or taken,
  // an index out of range, an arc into a producer or out of a sink, a cycle, a
  // group whose arcs leave different nodes, an absorber of another country, a
  // node from which or to which no oil can go.
  static absl::StatusOr<Network> Create(NetworkParts parts);

  const std::vector<Country>& countries() const { return parts_.countries; }
  const std::vector<Chokepoint>& chokepoints() const {
    return parts_.chokepoints;
  }
  const std::vector<Node>& nodes() const { return parts_.nodes; }
  const std::vector<Arc>& arcs() const { return parts_.arcs; }
  const std::vector<ProportionalGroup>& groups() const { return parts_.groups; }
  const std::vector<ReferenceStream>& reference_streams() const {
    return parts_.reference_streams;
  }

  // Indices of all nodes, each after every node that has an arc to it.
  const std::vector<int>& topological_order() const { return order_; }

  // Indices of the groups, in the topological order of the nodes they leave.
  const std::vector<int>& group_order() const { return group_order_; }

  // Indices of the arcs that leave and enter a node.
  const std::vector<int>& arcs_from(int node) const { return from_[node]; }
  const std::vector<int>& arcs_to(int node) const { return to_[node]; }

  // Indices by id, if there is one.
  std::optional<int> FindNode(absl::string_view id) const;
  std::optional<int> FindArc(absl::string_view id) const;
  std::optional<int> FindCountry(absl::string_view id) const;

 private:
  explicit Network(NetworkParts parts) : parts_(std::move(parts)) {}

  NetworkParts parts_;
  std::vector<int> order_;
  std::vector<int> group_order_;
  std::vector<std::vector<int>> from_;
  std::vector<std::vector<int>> to_;
};

// Whether `id` is of the form ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$.
bool IsWellFormedId(absl::string_view id);

// The known id nearest to `id`, if it is near enough to be what was meant.
std::string NearestId(absl::string_view id,
                      const std::vector<absl::string_view>& known);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_NETWORK_NETWORK_H_
