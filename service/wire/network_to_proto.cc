#include <optional>
#include <string>
#include <vector>

#include "service/wire/convert_network.h"

namespace oilflow {
namespace {

// The enums of both sides list the same things in the same order, after the
// unset one that only the wire knows.
v1::Legality ToProto(Legality legality) {
  return static_cast<v1::Legality>(static_cast<int>(legality) +
                                   v1::LEGALITY_LICIT);
}

// The id of what an index names; empty if it names nothing.
template <typename T>
std::string IdOf(const std::vector<T>& all, std::optional<int> index) {
  return index.has_value() ? all[*index].id : std::string();
}

void NodesToProto(const Network& network, v1::Network* proto) {
  for (const Node& node : network.nodes()) {
    v1::Node* to = proto->add_nodes();
    to->set_node_id(node.id);
    to->set_display_name(node.display_name);
    to->set_kind(static_cast<v1::Node::Kind>(static_cast<int>(node.kind) +
                                             v1::Node::PRODUCER));
    to->set_country(IdOf(network.countries(), node.country));
    to->set_chokepoint(IdOf(network.chokepoints(), node.chokepoint));
    to->set_owner(node.owner);
    to->set_legality(ToProto(node.legality));
    to->set_quota_counted(node.quota_counted);
    to->set_spare(node.spare);
    to->set_must_serve(node.must_serve);
    to->set_table_id(node.table_id);
    to->set_actor(IdOf(network.actors(), node.actor));
  }
}

void ArcsToProto(const Network& network, v1::Network* proto) {
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
    to->set_tracked_export_of(IdOf(network.countries(), arc.tracked_export_of));
    to->set_table_id(arc.table_id);
    to->set_delivered_export_of(
        IdOf(network.countries(), arc.delivered_export_of));
    to->set_carrier(IdOf(network.actors(), arc.carrier));
    to->set_payer(IdOf(network.actors(), arc.payer));
    to->set_seller(IdOf(network.actors(), arc.seller));
  }
}

// Who pays and who runs what.
void TradeToProto(const Network& network, v1::Network* proto) {
  for (const Actor& actor : network.actors()) {
    v1::Actor* to = proto->add_actors();
    to->set_actor_id(actor.id);
    to->set_display_name(actor.display_name);
  }
  for (const PaymentChannel& channel : network.channels()) {
    v1::PaymentChannel* to = proto->add_channels();
    to->set_channel_id(channel.id);
    to->set_display_name(channel.display_name);
    for (const int arc : channel.arcs) {
      to->add_arcs(network.arcs()[arc].id);
    }
    for (const int link : channel.links) {
      to->add_links(network.energy_links()[link].id);
    }
    to->set_holder(IdOf(network.actors(), channel.holder));
  }
  for (const Operator& company : network.operators()) {
    v1::Operator* to = proto->add_operators();
    to->set_operator_id(company.id);
    to->set_display_name(company.display_name);
    to->set_home(company.home);
  }
  for (const Stake& stake : network.stakes()) {
    v1::Stake* to = proto->add_stakes();
    to->set_stake_id(stake.id);
    to->set_display_name(stake.display_name);
    to->set_operator_id(network.operators()[stake.operator_index].id);
    to->set_asset(stake.node.has_value() ? network.nodes()[*stake.node].id
                                         : network.arcs()[*stake.arc].id);
  }
}

void EnergyToProto(const Network& network, v1::Network* proto) {
  for (const PowerGrid& grid : network.power_grids()) {
    v1::PowerGrid* to = proto->add_power_grids();
    to->set_grid_id(grid.id);
    to->set_display_name(grid.display_name);
    to->set_burn_node(network.nodes()[grid.burn_node].id);
  }
  for (const EnergyLink& link : network.energy_links()) {
    v1::EnergyLink* to = proto->add_energy_links();
    to->set_link_id(link.id);
    to->set_display_name(link.display_name);
    to->set_carrier(link.carrier == EnergyCarrier::kPower
                        ? v1::EnergyLink::POWER
                        : v1::EnergyLink::GAS);
    to->set_supplier(network.countries()[link.supplier].id);
    to->set_grid(network.power_grids()[link.grid].id);
  }
}

// What answers are compared with: published streams, other ways to count.
void ComparisonsToProto(const Network& network, v1::Network* proto) {
  for (const ReferenceStream& stream : network.reference_streams()) {
    v1::ReferenceStream* to = proto->add_reference_streams();
    to->set_stream_id(stream.id);
    to->set_display_name(stream.display_name);
    to->set_subject(stream.subject);
    to->set_measure(stream.measure);
  }
  for (const CountingBasis& basis : network.counting_bases()) {
    v1::CountingBasis* to = proto->add_counting_bases();
    to->set_basis_id(basis.id);
    to->set_display_name(basis.display_name);
    to->set_country(network.countries()[basis.country].id);
  }
}

}  // namespace

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
  NodesToProto(network, proto);
  ArcsToProto(network, proto);
  for (const ProportionalGroup& group : network.groups()) {
    v1::ProportionalGroup* to = proto->add_groups();
    to->set_group_id(group.id);
    to->set_display_name(group.display_name);
    for (const int arc : group.arcs) {
      to->add_arcs(network.arcs()[arc].id);
    }
  }
  TradeToProto(network, proto);
  EnergyToProto(network, proto);
  ComparisonsToProto(network, proto);
}

}  // namespace oilflow
