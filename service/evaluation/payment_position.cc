#include "service/evaluation/payment_position.h"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "service/evaluation/netback.h"

namespace oilflow {
namespace {

double Usd(int64_t cents) { return static_cast<double>(cents) / 100; }

}  // namespace

std::vector<PaymentPosition> PaymentPositionsOf(
    const Network& network, const Scenario& scenario,
    const std::vector<PolicyDay>& policies, const StageFlows& stage) {
  const DayLimits& limits = stage.limits.limits;
  const auto netbacks = BestNetbacks(network, limits);
  std::vector<PaymentPosition> positions;
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const int arc = static_cast<int>(a);
    if (!network.arcs()[a].payer.has_value() ||
        limits.arc_capacity_bpd[a] == 0) {
      continue;
    }
    const PaymentTerms& terms = stage.limits.payment[a];
    bool named = terms != PaymentTerms();
    int64_t delay_days = 0;
    for (size_t p = 0; p < scenario.policies.size(); ++p) {
      const auto* lever =
          std::get_if<PaymentLever>(&scenario.policies[p].lever);
      if (lever != nullptr && policies[p].share > 0 &&
          std::count(lever->arcs.begin(), lever->arcs.end(), arc) > 0) {
        named = true;
        delay_days = std::max<int64_t>(delay_days, lever->payment_delay_days);
      }
    }
    const auto worth = WorthOn(network, limits, arc, netbacks);
    if (!named || !worth.has_value()) {
      continue;
    }
    const int64_t paid = PaidFor(terms, *worth);
    PaymentPosition position{.arc = arc,
                             .paid_usd_per_bbl = Usd(paid),
                             .worth_usd_per_bbl = Usd(*worth),
                             .delay_days = delay_days};
    for (const int other : network.arcs_from(network.arcs()[a].from)) {
      const auto elsewhere = WorthOn(network, limits, other, netbacks);
      if (other == arc || !elsewhere.has_value() ||
          limits.arc_capacity_bpd[other] == 0) {
        continue;
      }
      const double cash =
          Usd(network.arcs()[other].payer.has_value()
                  ? PaidFor(stage.limits.payment[other], *elsewhere)
                  : *elsewhere);
      if (!position.alternative_usd_per_bbl.has_value() ||
          cash > *position.alternative_usd_per_bbl) {
        position.alternative_usd_per_bbl = cash;
        position.alternative_arc = other;
      }
    }
    positions.push_back(position);
  }
  return positions;
}

}  // namespace oilflow
