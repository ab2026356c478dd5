// Facts and readings on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_FACT_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_FACT_H_

#include <string>

#include "absl/strings/string_view.h"

#include "oilflow/v1/fact.pb.h"

#include "service/facts/fact.h"
#include "service/facts/fact_book.h"

namespace oilflow {

// `baselines/{baseline}/facts/{fact}`.
std::string FactName(absl::string_view baseline_id, absl::string_view fact_id);

void ToProto(const Fact& fact, absl::string_view baseline_id, v1::Fact* proto);

void ToProto(const Reading& reading, absl::string_view baseline_id,
             v1::Reading* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_FACT_H_
