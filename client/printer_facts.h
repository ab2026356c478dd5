// The table of facts that lists and answers share.

#ifndef OILFLOW_CLIENT_PRINTER_FACTS_H_
#define OILFLOW_CLIENT_PRINTER_FACTS_H_

#include <ostream>
#include <string>

#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/fact.pb.h"

namespace oilflow {

// With thousands separators if it is whole, or else four digits.
std::string ShowFactValue(double value);

void PrintFactTable(const google::protobuf::RepeatedPtrField<v1::Fact>& facts,
                    std::ostream& out);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_FACTS_H_
