// oilflow.v1.Quantiles.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_QUANTILES_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_QUANTILES_H_

#include "oilflow/v1/quantiles.pb.h"

#include "service/market/sample.h"

namespace oilflow {

// The message has a field for each level.
static_assert(kLevels == std::array<double, 5>{0.05, 0.16, 0.50, 0.84, 0.95});

inline void ToProto(const Quantiles& quantiles, v1::Quantiles* proto) {
  proto->set_p05(quantiles.value[0]);
  proto->set_p16(quantiles.value[1]);
  proto->set_p50(quantiles.value[2]);
  proto->set_p84(quantiles.value[3]);
  proto->set_p95(quantiles.value[4]);
  proto->set_p05_error(quantiles.error[0]);
  proto->set_p16_error(quantiles.error[1]);
  proto->set_p50_error(quantiles.error[2]);
  proto->set_p84_error(quantiles.error[3]);
  proto->set_p95_error(quantiles.error[4]);
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_QUANTILES_H_
