// What leaving out a field of a scenario means, written out.

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "service/policy/lever_catalog.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The numbers of an entry of the catalogue.
void FillNumbers(absl::string_view name, Message* message) {
  for (const LeverDescription& lever : LeverCatalog()) {
    if (lever.name != name) {
      continue;
    }
    for (const LeverField& field : lever.fields) {
      const FieldDescriptor* number =
          message->GetDescriptor()->FindFieldByName(std::string(field.name));
      const auto* reflection = message->GetReflection();
      if (!field.default_value.has_value() ||
          reflection->HasField(*message, number)) {
        continue;
      }
      if (number->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
        reflection->SetInt32(message, number,
                             static_cast<int>(*field.default_value));
      } else {
        reflection->SetDouble(message, number, *field.default_value);
      }
    }
  }
}

void FillPolicy(v1::Policy* policy) {
  FillNumbers("policy", policy);
  if (policy->ramp_shape() == v1::Policy::RAMP_SHAPE_UNSPECIFIED) {
    policy->set_ramp_shape(v1::Policy::LINEAR);
  }
  if (policy->has_outage() && policy->outage().counted_from() ==
                                  v1::OutageLever::COUNTED_FROM_UNSPECIFIED) {
    policy->mutable_outage()->set_counted_from(v1::OutageLever::FLOW);
  }
  // Compliance is refused elsewhere.
  if (policy->has_quota() &&
      policy->quota().regime() != v1::QuotaLever::TARGET) {
    return;
  }
  const FieldDescriptor* lever =
      policy->GetReflection()->GetOneofFieldDescriptor(
          *policy, v1::Policy::descriptor()->FindOneofByName("lever"));
  if (lever != nullptr) {
    FillNumbers(lever->name(),
                policy->GetReflection()->MutableMessage(policy, lever));
  }
}

}  // namespace

void FillDefaults(v1::Scenario* proto) {
  for (v1::Policy& policy : *proto->mutable_policies()) {
    FillPolicy(&policy);
  }
  for (v1::Driver& driver : *proto->mutable_drivers()) {
    if (!driver.has_level()) {
      driver.set_level(Driver().level);
    }
  }
}

}  // namespace oilflow
