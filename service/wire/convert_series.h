// Daily columns on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SERIES_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SERIES_H_

#include <cstdint>
#include <vector>

#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/quantity.pb.h"

#include "service/evaluation/evaluate.h"

namespace oilflow {

// Rates fit: see kMaxTotalBpd of the baseline and the checks of scenarios.
inline void AddRates(const std::vector<int64_t>& rates,
                     google::protobuf::RepeatedField<int32_t>* column) {
  column->Reserve(static_cast<int>(rates.size()));
  for (const int64_t rate : rates) {
    column->AddAlreadyReserved(static_cast<int32_t>(rate));
  }
}

inline void ToProto(const RateChange& change, v1::RateChange* proto) {
  AddRates(change.baseline_bpd, proto->mutable_baseline_bpd());
  AddRates(change.scenario_bpd, proto->mutable_scenario_bpd());
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SERIES_H_
