#include "client/scenario_input.h"

#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/message.h"

#include "client/message_file.h"
#include "client/typed_value.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The message that holds the numbers of a policy's lever.
Message* LeverOf(v1::Policy* policy) {
  const auto* oneof = policy->GetDescriptor()->FindOneofByName("lever");
  const auto* reflection = policy->GetReflection();
  const FieldDescriptor* field =
      reflection->GetOneofFieldDescriptor(*policy, oneof);
  return field == nullptr ? nullptr : reflection->MutableMessage(policy, field);
}

bool IsNumber(const FieldDescriptor& field) {
  return !field.is_repeated() &&
         (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
          field.cpp_type() == FieldDescriptor::CPPTYPE_INT32);
}

std::vector<std::string> NumbersOf(const std::vector<Message*>& messages) {
  std::vector<std::string> names;
  for (const Message* message : messages) {
    for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message->GetDescriptor()->field(i);
      if (IsNumber(field)) {
        names.push_back(field.name());
      }
    }
  }
  return names;
}

}  // namespace

bool IsScenarioFile(const std::string& argument) {
  return argument == "-" || absl::StrContains(argument, '.') ||
         absl::StrContains(argument, '/');
}

absl::StatusOr<v1::Scenario> ParseScenario(absl::string_view file,
                                           const std::string& text) {
  v1::Scenario scenario;
  RETURN_IF_ERROR(ParseMessage(file, text, &scenario));
  return scenario;
}

absl::StatusOr<v1::Scenario> ReadScenarioFile(const std::string& path) {
  v1::Scenario scenario;
  RETURN_IF_ERROR(ReadMessageFile(path, "`oilflow scenarios` lists the library",
                                  &scenario));
  return scenario;
}

absl::Status SetParameter(const std::string& assignment,
                          v1::Scenario* scenario) {
  const auto error = [&](const auto&... what) {
    return absl::InvalidArgumentError(
        absl::StrCat("--set ", assignment.substr(0, 120), ": ", what...));
  };
  const std::pair<std::string, std::string> sides =
      absl::StrSplit(assignment, absl::MaxSplits('=', 1));
  const std::pair<std::string, std::string> names =
      absl::StrSplit(sides.first, absl::MaxSplits('.', 1));
  if (sides.second.empty() || names.second.empty()) {
    return error(
        "must be POLICY_ID.FIELD=VALUE, such as "
        "restart.mandated_bpd=300kb/d");
  }
  std::vector<Message*> messages;
  if (names.first == "market") {
    messages.push_back(scenario->mutable_market());
  }
  std::vector<std::string> known = {"market"};
  for (v1::Driver& driver : *scenario->mutable_drivers()) {
    known.push_back(driver.driver_id());
    if (driver.driver_id() == names.first) {
      messages.push_back(&driver);
    }
  }
  for (v1::Policy& policy : *scenario->mutable_policies()) {
    known.push_back(policy.policy_id());
    if (policy.policy_id() == names.first) {
      messages.push_back(&policy);
      if (Message* lever = LeverOf(&policy)) {
        messages.push_back(lever);
      }
    }
  }
  if (messages.empty()) {
    return error("must name one of ", absl::StrJoin(known, ", "));
  }
  for (Message* message : messages) {
    const FieldDescriptor* field =
        message->GetDescriptor()->FindFieldByName(names.second);
    if (field == nullptr || !IsNumber(*field)) {
      continue;
    }
    const absl::StatusOr<double> value =
        ParseFieldValue(names.second, sides.second);
    if (!value.ok()) {
      return error(value.status().message());
    }
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
      message->GetReflection()->SetDouble(message, field, *value);
      return absl::OkStatus();
    }
    if (*value != std::floor(*value) || std::abs(*value) > 1e6) {
      return error("must be a whole number");
    }
    message->GetReflection()->SetInt32(message, field,
                                       static_cast<int32_t>(*value));
    return absl::OkStatus();
  }
  return error("must be a number of ", names.first, ": ",
               absl::StrJoin(NumbersOf(messages), ", "));
}

}  // namespace oilflow
