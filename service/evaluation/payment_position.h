// What producers are really paid, against what they could have elsewhere.

#ifndef OILFLOW_SERVICE_EVALUATION_PAYMENT_POSITION_H_
#define OILFLOW_SERVICE_EVALUATION_PAYMENT_POSITION_H_

#include <optional>
#include <vector>

#include "service/evaluation/day_outcome.h"
#include "service/evaluation/policy_day.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What is really paid on an open arc with a payer, in US dollars a barrel.
struct PaymentPosition {
  int arc = 0;
  double paid_usd_per_bbl = 0;
  // What the payer gets for the barrel, net of costs.
  double worth_usd_per_bbl = 0;
  // The best that is paid on another open arc of the producer.
  std::optional<double> alternative_usd_per_bbl;
  std::optional<int> alternative_arc;
  // Days from delivery to payment.
  int64_t delay_days = 0;
  // Delivered and not yet paid for.
  double outstanding_usd = 0;
};

// On a day; one for each arc whose terms are other than payment in full, or
// that a payment policy in force names. What is outstanding is left to whoever
// knows the days before.
std::vector<PaymentPosition> PaymentPositionsOf(
    const Network& network, const Scenario& scenario,
    const std::vector<PolicyDay>& policies, const StageFlows& stage);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_PAYMENT_POSITION_H_
