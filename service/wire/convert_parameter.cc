#include "service/wire/convert_parameter.h"

namespace oilflow {

void ToProto(const Parameter& parameter, v1::PriceParameter* proto) {
  proto->set_parameter_id(parameter.id);
  if (parameter.value.has_value()) {
    proto->set_value(*parameter.value);
  }
  if (parameter.low.has_value()) {
    proto->set_low(*parameter.low);
  }
  if (parameter.high.has_value()) {
    proto->set_high(*parameter.high);
  }
  proto->set_range_level(parameter.range_level);
  proto->set_distribution(parameter.distribution);
  proto->set_unit(parameter.unit);
  proto->set_grade(parameter.grade);
  proto->set_source(parameter.source);
  proto->set_used(parameter.used);
}

}  // namespace oilflow
