// The table of facts that lists and answers share.

#ifndef OILFLOW_CLIENT_PRINTER_FACTS_H_
#define OILFLOW_CLIENT_PRINTER_FACTS_H_

#include <ostream>

#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/fact.pb.h"

namespace oilflow {

void PrintFactTable(const google::protobuf::RepeatedPtrField<v1::Fact>& facts,
                    std::ostream& out);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_FACTS_H_
