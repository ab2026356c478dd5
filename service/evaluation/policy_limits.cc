#include "service/evaluation/policy_limits.h"

#include <cstddef>

namespace oilflow {

void ResetLimits(const Network& network, const BaselineSpan& span,
                 PolicyLimits* limits) {
  limits->limits = span.limits;
  limits->arc_policy.assign(network.arcs().size(), std::nullopt);
  limits->node_policy.assign(network.nodes().size(), std::nullopt);
  limits->payment = span.payment;
  limits->blocked_ppm.assign(network.channels().size(), 0);
  limits->grids.resize(span.grids.size());
  for (size_t g = 0; g < span.grids.size(); ++g) {
    limits->grids[g] = {.loss = {}, .need = NeedOf(span.grids[g], {})};
  }
  limits->link_lost.assign(network.energy_links().size(), 0);
  limits->demand_change_bpd = 0;
}

PolicyLimits WithoutPolicies(const Network& network, const BaselineSpan& span,
                             const std::vector<StorageLimits>& storages) {
  PolicyLimits limits;
  ResetLimits(network, span, &limits);
  limits.limits.storages = storages;
  return limits;
}

}  // namespace oilflow
