// Old debts that payment policies pay off, barrel by barrel.

#ifndef OILFLOW_SERVICE_EVALUATION_ARREARS_H_
#define OILFLOW_SERVICE_EVALUATION_ARREARS_H_

#include <cstdint>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/money.h"
#include "service/evaluation/policy_day.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What is left of each policy's debt as days pass.
class ArrearsBook {
 public:
  ArrearsBook(const Network& network, const Scenario& scenario);

  // Pays off what the day's flows allow, never more than is left, and adds it
  // to `money`: from the payers of the arcs to the producers, in proportion to
  // what the arcs carry.
  void Pay(const std::vector<PolicyDay>& policies, const DayFlows& flows,
           std::vector<ActorDay>* money);

  struct Debt {
    int policy = 0;
    int64_t owed_cents = 0;
    int64_t recovered_cents = 0;
    // What the flows of the last day on which anything was paid off would pay.
    int64_t pace_cents = 0;
  };
  // One for each payment policy with arrears.
  const std::vector<Debt>& debts() const { return debts_; }

 private:
  const Network& network_;
  const Scenario& scenario_;
  std::vector<Debt> debts_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_ARREARS_H_
