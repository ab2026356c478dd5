#include "service/evaluation/arrears.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <variant>

#include "service/base/largest_remainder.h"

namespace oilflow {

ArrearsBook::ArrearsBook(const Network& network, const Scenario& scenario)
    : network_(network), scenario_(scenario) {
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const auto* lever = std::get_if<PaymentLever>(&scenario.policies[p].lever);
    if (lever != nullptr && lever->arrears / kDollars > 0) {
      debts_.push_back(
          {.policy = static_cast<int>(p),
           .owed_cents = std::llround(100 * (lever->arrears / kDollars))});
    }
  }
}

void ArrearsBook::Pay(const std::vector<PolicyDay>& policies,
                      const DayFlows& flows, std::vector<ActorDay>* money) {
  constexpr auto kKind = static_cast<size_t>(MoneyKind::kArrears);
  for (Debt& debt : debts_) {
    if (policies[debt.policy].share == 0) {
      continue;
    }
    const auto& lever =
        std::get<PaymentLever>(scenario_.policies[debt.policy].lever);
    std::vector<int64_t> carried;
    for (const int arc : lever.arcs) {
      carried.push_back(flows.arc_bpd[arc]);
    }
    const int64_t barrels =
        std::accumulate(carried.begin(), carried.end(), int64_t{0});
    const int64_t cents_each =
        std::llround(100 * (lever.arrears_recovery / kDollarsPerBarrel));
    const int64_t payment =
        std::min(debt.owed_cents - debt.recovered_cents, barrels * cents_each);
    if (payment == 0) {
      continue;
    }
    debt.recovered_cents += payment;
    debt.pace_cents = barrels * cents_each;
    const std::vector<int64_t> parts = CutByLargestRemainder(payment, carried);
    const size_t unnamed = money->size() - 1;
    for (size_t i = 0; i < parts.size(); ++i) {
      const Arc& arc = network_.arcs()[lever.arcs[i]];
      const auto payee = arc.seller.has_value()
                             ? arc.seller
                             : network_.nodes()[arc.from].actor;
      const auto at = [&](const std::optional<int>& actor) {
        return actor.has_value() ? static_cast<size_t>(*actor) : unnamed;
      };
      (*money)[at(arc.payer)].net_cents[kKind] -= parts[i];
      (*money)[at(payee)].net_cents[kKind] += parts[i];
    }
  }
}

}  // namespace oilflow
