// One thing that is drawn.

#ifndef OILFLOW_SERVICE_ENSEMBLE_VARIABLE_H_
#define OILFLOW_SERVICE_ENSEMBLE_VARIABLE_H_

#include <optional>
#include <string>

#include "service/ensemble/distribution.h"

namespace oilflow {

enum class VariableKind {
  kPolicyField,
  kFact,
  kDriver,
  kHappens,
  kGate,
  kRenewal,
  kPriceModel,
  kPriceMultiplier,
};

// Its name says where its random numbers come from, so that it has the same
// ones whatever else is drawn:
//
//   {policy}.{field}  {subject}.{measure}  {driver}.level
//   {policy}.happens  {policy}.{gate}.opens  {policy}.renewed
//   price.model  price.multiplier
struct Variable {
  std::string name;
  VariableKind kind = VariableKind::kFact;
  // Of its values on the first day on which it is read; missing where the level
  // itself is the value, as with drivers, or where there are only events.
  std::optional<Distribution> distribution;
  // Of the values: "bpd", "USD/bbl" and so on; empty for levels.
  std::string unit;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_VARIABLE_H_
