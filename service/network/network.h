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
// domestic use; a transit node hands on all that it gets; in a storage it waits
// from day to day. A strategic stock stands outside the arcs: it sells to the
// world market and buys from it.
enum class NodeKind {
  kProducer,
  kTransit,
  kMarket,
  kDomesticUse,
  kStorage,
  kStrategicStock,
};

enum class Legality { kLicit, kIllicit, kSanctioned, kContested };

// Voluntary flow follows netback. Mandated flow comes before all voluntary flow
// because a contract or a law says so, whatever it earns.
enum class AllocationRule { kVoluntary, kMandated };

// A place where oil is lifted, handed on or used.
struct Node {
  std::string id;
  std::string display_name;
  NodeKind kind = NodeKind::kTransit;
  // Index of its country; every producer, domestic use and storage has one. Oil
  // in a storage is taken for that country's.
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
  // Index of the actor that is paid for the oil of a producer, a storage or a
  // strategic stock, or that pays for the oil of a sink.
  std::optional<int> actor;
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
  // Index of the country whose exports reach buyers on it.
  std::optional<int> delivered_export_of;
  // Index of the actor that earns its cost.
  std::optional<int> carrier;
  // Of an arc that leaves a producer: index of the actor that buys the oil
  // there, on the terms of the arc's payment facts, and sells it on; and of the
  // actor that is paid for it, if that is not the producer's own.
  std::optional<int> payer;
  std::optional<int> seller;
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

// Someone who pays or is paid.
struct Actor {
  std::string id;
  std::string display_name;
};

// A way in which money reaches sellers: an account, or banks with dollars.
struct PaymentChannel {
  std::string id;
  std::string display_name;
  // Indices of the arcs and energy links that are paid for through it.
  std::vector<int> arcs;
  std::vector<int> links;
  // Index of the actor that holds money that is blocked.
  std::optional<int> holder;
};

// Who runs or owns fields and lines.
struct Operator {
  std::string id;
  std::string display_name;
  // The state that it belongs to, for people.
  std::string home;
};

// What an operator runs or owns of one producer or of one arc.
struct Stake {
  std::string id;
  std::string display_name;
  int operator_index = 0;
  // Exactly one is set.
  std::optional<int> node;
  std::optional<int> arc;
};

// A power system that burns gas, and liquids in its place.
struct PowerGrid {
  std::string id;
  std::string display_name;
  // Index of the domestic use in which its liquids are burned.
  int burn_node = 0;
};

enum class EnergyCarrier { kGas, kPower };

// Gas or power that one country sends to another's grid.
struct EnergyLink {
  std::string id;
  std::string display_name;
  EnergyCarrier carrier = EnergyCarrier::kGas;
  // Indices of a country and a grid.
  int supplier = 0;
  int grid = 0;
};

// A source that counts a country's production its own way.
struct CountingBasis {
  std::string id;
  std::string display_name;
  // Index of a country with a quota.
  int country = 0;
};

// What a Network is made of; Network::Create checks it.
struct NetworkParts {
  std::vector<Country> countries;
  std::vector<Chokepoint> chokepoints;
  std::vector<Node> nodes;
  std::vector<Arc> arcs;
  std::vector<ProportionalGroup> groups;
  std::vector<ReferenceStream> reference_streams;
  std::vector<Actor> actors;
  std::vector<PaymentChannel> channels;
  std::vector<Operator> operators;
  std::vector<Stake> stakes;
  std::vector<PowerGrid> power_grids;
  std::vector<EnergyLink> energy_links;
  std::vector<CountingBasis> counting_bases;
};

// An acyclic network. Ids are unique over everything in it together, because
// facts and policies name them all as subjects.
// Immutable, and safe to read from many threads.
class Network {
 public:
  static constexpr int kMaxNodes = 256;
  static constexpr int kMaxArcs = 1024;

  // An error lists everything that is wrong: an id that is malformed or taken,
  // an index out of range, an arc into a producer or out of a sink, a cycle, a
  // group whose arcs leave different nodes, an absorber of another country or
  // named twice, a strategic stock with an arc, a payer or a seller where no
  // producer sells, a stake in neither a producer nor an arc, a grid that burns
  // nothing at home, a counting basis of a country without a quota, a node from
  // which or to which no oil can go.
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

  const std::vector<Actor>& actors() const { return parts_.actors; }
  const std::vector<PaymentChannel>& channels() const {
    return parts_.channels;
  }
  const std::vector<Operator>& operators() const { return parts_.operators; }
  const std::vector<Stake>& stakes() const { return parts_.stakes; }
  const std::vector<PowerGrid>& power_grids() const {
    return parts_.power_grids;
  }
  const std::vector<EnergyLink>& energy_links() const {
    return parts_.energy_links;
  }
  const std::vector<CountingBasis>& counting_bases() const {
    return parts_.counting_bases;
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
  std::optional<int> FindChokepoint(absl::string_view id) const;
  std::optional<int> FindChannel(absl::string_view id) const;
  std::optional<int> FindOperator(absl::string_view id) const;
  std::optional<int> FindEnergyLink(absl::string_view id) const;

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
