#include "service/wire/convert_scenario.h"

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/policy/lever_catalog.h"
#include "service/units/quantity_text.h"
#include "service/wire/bad_request.h"
#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"
#include "tests/support/status_matchers.h"
#include "tests/wire/trade_world.h"

namespace oilflow {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A lever that lacks nothing but, perhaps, the field to be set. A new kind of
// lever needs a line here.
std::string GoodLever(absl::string_view lever, absl::string_view field) {
  static const std::map<std::string, std::string> kGood = {
      {"policy", "outage { arcs: 'cpc' loss_bpd: 1 }"},
      {"route", "route { arcs: 'itp' status: OPEN }"},
      {"enforcement", "enforcement { arcs: 'trucks-iran' stopped_share: 0.5 }"},
      {"sanctions", "sanctions { country: 'iran' target_exports_bpd: 0 }"},
      {"production", "production { producer: 'krg-fields' change_bpd: 1 }"},
      {"outage", "outage { arcs: 'cpc' loss_bpd: 1 }"},
      {"interdiction", "interdiction { arcs: 'cpc' stopped_share: 1 }"},
      {"waiver",
       "waiver { links: 'test-gas' links: 'test-wires' stopped_share: 1 }"},
      {"payment",
       "payment { arcs: 'test-lease' paid_share: 1 arrears_usd: 1 "
       "arrears_recovery_usd_per_bbl: 1 }"},
      {"finance", "finance { channel: 'test-account' blocked_share: 1 }"},
      {"operator", "operator { operator_id: 'test-company' lost_share: 1 }"},
      {"spare", "spare { producers: 'saudi-spare' filled_share: 1 }"},
      {"stock_release", "stock_release { stock: 'test-reserve' rate_bpd: 1 }"},
      {"demand", "demand { sink: 'ceyhan' change_bpd: 1 }"},
  };
  if (lever == "quota") {
    return field == "offset_share"
               ? "quota { country: 'iraq' regime: OFFSET offset_share: 1 }"
               : "quota { country: 'iraq' regime: TARGET }";
  }
  const auto good = kGood.find(std::string(lever));
  EXPECT_NE(good, kGood.end()) << "no good lever is known for " << lever;
  return good == kGood.end() ? "" : good->second;
}

// The message that has the numbers of the entry of the catalogue.
Message* MessageOf(absl::string_view lever, v1::Scenario* scenario) {
  v1::Policy* policy = scenario->mutable_policies(0);
  if (lever == "policy") {
    return policy;
  }
  const FieldDescriptor* field =
      policy->GetDescriptor()->FindFieldByName(std::string(lever));
  return policy->GetReflection()->MutableMessage(policy, field);
}

std::string PathOf(absl::string_view lever, absl::string_view field) {
  return lever == "policy"
             ? absl::StrCat("scenario.policies[0].", field)
             : absl::StrCat("scenario.policies[0].", lever, ".", field);
}

bool IsWhole(const Message& message, const FieldDescriptor* field) {
  EXPECT_NE(field, nullptr) << message.GetTypeName();
  return field->cpp_type() == FieldDescriptor::CPPTYPE_INT32;
}

// Calls back with every number of the catalogue, in a good scenario.
template <typename Callback>
void ForEachNumber(const Callback& callback) {
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      SCOPED_TRACE(absl::StrCat(lever.name, ".", field.name));
      v1::Scenario scenario = ScenarioWith(GoodLever(lever.name, field.name));
      Message* message = MessageOf(lever.name, &scenario);
      const FieldDescriptor* number =
          message->GetDescriptor()->FindFieldByName(std::string(field.name));
      ASSERT_NE(number, nullptr) << "a row of the catalogue without a field";
      callback(lever, field, number, message, &scenario);
    }
  }
}

google::rpc::BadRequest FaultsWith(double value, const FieldDescriptor* number,
                                   Message* message,
                                   const v1::Scenario& scenario) {
  if (number->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    message->GetReflection()->SetInt32(message, number,
                                       static_cast<int32_t>(value));
  } else {
    message->GetReflection()->SetDouble(message, number, value);
  }
  return FaultsOf(scenario);
}

TEST(ConvertScenarioTest, EveryNumberIsTakenAtTheEndsOfItsRange) {
  ForEachNumber([](const auto& lever, const auto& field, const auto* number,
                   Message* message, v1::Scenario* scenario) {
    for (const double end : {field.minimum, field.maximum}) {
      const auto faults = FaultsWith(end, number, message, *scenario);
      EXPECT_THAT(faults.field_violations(), IsEmpty())
          << lever.name << " at " << end << faults.DebugString();
    }
  });
}

TEST(ConvertScenarioTest, EveryNumberIsRefusedJustOutsideItsRange) {
  const double infinity = std::numeric_limits<double>::infinity();
  ForEachNumber([&](const auto& lever, const auto& field, const auto* number,
                    Message* message, v1::Scenario* scenario) {
    std::vector<double> outside = {field.minimum - 1, field.maximum + 1};
    if (!IsWhole(*message, number)) {
      outside = {std::nextafter(field.minimum, -infinity),
                 std::nextafter(field.maximum, infinity), -infinity, infinity,
                 std::nan("")};
    }
    for (const double value : outside) {
      const auto faults = FaultsWith(value, number, message, *scenario);
      ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
      const auto& fault = faults.field_violations(0);
      EXPECT_EQ(fault.field(), PathOf(lever.name, field.name));
      EXPECT_THAT(
          fault.description(),
          HasSubstr(absl::StrCat(PrintNumber(field.minimum), " to ",
                                 PrintNumber(field.maximum), " ", field.unit,
                                 ", not ", PrintNumber(value))));
    }
  });
}

TEST(ConvertScenarioTest, WhatIsRequiredIsRefusedIfLeftOut) {
  int required_count = 0;
  ForEachNumber([&](const auto& lever, const auto& field, const auto* number,
                    Message* message, v1::Scenario* scenario) {
    message->GetReflection()->ClearField(message, number);
    const auto faults = FaultsOf(*scenario);
    if (!field.required) {
      return;
    }
    ++required_count;
    ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
    EXPECT_EQ(faults.field_violations(0).field(),
              PathOf(lever.name, field.name));
    EXPECT_THAT(faults.field_violations(0).description(),
                HasSubstr("must be given"));
  });
  EXPECT_GE(required_count, 3);
}

TEST(ConvertScenarioTest, EveryNumberOfAPolicyIsInTheCatalogue) {
  const auto* policy = v1::Policy::descriptor();
  std::vector<std::pair<std::string, const google::protobuf::Descriptor*>>
      messages = {{"policy", policy}};
  const auto* levers = policy->FindOneofByName("lever");
  for (int i = 0; i < levers->field_count(); ++i) {
    messages.emplace_back(levers->field(i)->name(),
                          levers->field(i)->message_type());
  }
  std::set<std::string> catalogue;
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      catalogue.insert(absl::StrCat(lever.name, ".", field.name));
    }
  }
  std::set<std::string> fields;
  for (const auto& [name, message] : messages) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
          field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
        fields.insert(absl::StrCat(name, ".", field->name()));
      }
    }
  }
  EXPECT_EQ(fields, catalogue);
}

TEST(ConvertScenarioTest, ANumbersNameEndsWithItsUnit) {
  const std::map<absl::string_view, absl::string_view> kSuffixes = {
      {"bpd", "_bpd"},      {"bpd/year", "_bpd_per_year"},
      {"USD", "_usd"},      {"USD/bbl", "_usd_per_bbl"},
      {"MMcm/d", "_mmcmd"}, {"MW", "_mw"},
      {"days", "_days"}};
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      for (const auto& [unit, suffix] : kSuffixes) {
        EXPECT_EQ(absl::EndsWith(field.name, suffix), field.unit == unit)
            << lever.name << "." << field.name;
      }
    }
  }
}

TEST(FillDefaultsTest, EveryDefaultOfTheCatalogueIsFilledIn) {
  ForEachNumber([](const auto& lever, const auto& field, const auto* number,
                   Message* message, v1::Scenario* scenario) {
    message->GetReflection()->ClearField(message, number);
    FillDefaults(TestLibrary(), scenario);
    const Message& filled = *MessageOf(lever.name, scenario);
    ASSERT_EQ(filled.GetReflection()->HasField(filled, number),
              field.default_value.has_value());
    if (field.default_value.has_value()) {
      const double value =
          IsWhole(filled, number)
              ? filled.GetReflection()->GetInt32(filled, number)
              : filled.GetReflection()->GetDouble(filled, number);
      EXPECT_EQ(value, *field.default_value);
    }
  });
}

TEST(FillDefaultsTest, WhatIsGivenStays) {
  ForEachNumber([](const auto&, const auto& field, const auto* number,
                   Message* message, v1::Scenario* scenario) {
    FaultsWith(field.maximum, number, message, *scenario);
    const std::string given = message->DebugString();
    FillDefaults(TestLibrary(), scenario);
    const double value =
        IsWhole(*message, number)
            ? message->GetReflection()->GetInt32(*message, number)
            : message->GetReflection()->GetDouble(*message, number);
    EXPECT_EQ(value, field.maximum) << given;
  });
}

TEST(FillDefaultsTest, ComplianceIsFilledInUnderTargetOnly) {
  v1::Scenario scenario =
      ScenarioWith("quota { country: 'iraq' regime: OFFSET offset_share: 1 }");
  FillDefaults(TestLibrary(), &scenario);
  EXPECT_FALSE(scenario.policies(0).quota().has_compliance());
  EXPECT_THAT(FaultsOf(scenario).field_violations(), IsEmpty());
}

TEST(FillDefaultsTest, ChoicesAndLevelsAreFilledIn) {
  v1::Scenario scenario = ScenarioWith("outage { arcs: 'cpc' loss_bpd: 1 }",
                                       "drivers { driver_id: 'war' }");
  FillDefaults(TestLibrary(), &scenario);
  EXPECT_EQ(scenario.policies(0).ramp_shape(), v1::Policy::LINEAR);
  EXPECT_EQ(scenario.policies(0).outage().counted_from(),
            v1::OutageLever::FLOW);
  EXPECT_EQ(scenario.drivers(0).level(), 0.5);
  scenario.mutable_policies(0)->set_ramp_shape(v1::Policy::LOGISTIC);
  scenario.mutable_policies(0)->mutable_outage()->set_counted_from(
      v1::OutageLever::CAPACITY);
  scenario.mutable_drivers(0)->set_level(0);
  FillDefaults(TestLibrary(), &scenario);
  EXPECT_EQ(scenario.policies(0).ramp_shape(), v1::Policy::LOGISTIC);
  EXPECT_EQ(scenario.policies(0).outage().counted_from(),
            v1::OutageLever::CAPACITY);
  EXPECT_EQ(scenario.drivers(0).level(), 0);
}

// What is filled in is what leaving it out means, and so is taken.
TEST(FillDefaultsTest, WhatIsFilledInIsTaken) {
  for (const LeverDescription& lever : LeverCatalog()) {
    v1::Scenario scenario = ScenarioWith(GoodLever(lever.name, ""));
    EXPECT_THAT(FaultsOf(scenario).field_violations(), IsEmpty()) << lever.name;
    FillDefaults(TestLibrary(), &scenario);
    EXPECT_THAT(FaultsOf(scenario).field_violations(), IsEmpty()) << lever.name;
  }
}

TEST(FillDefaultsTest, ASecondTimeChangesNothing) {
  for (const auto& [id, world] : EmbeddedWorlds()->all()) {
    for (const auto& [name, scenario] : world->scenarios) {
      v1::Scenario once = scenario;
      FillDefaults(TestLibrary(), &once);
      v1::Scenario twice = once;
      FillDefaults(TestLibrary(), &twice);
      EXPECT_TRUE(
          google::protobuf::util::MessageDifferencer::Equals(once, twice))
          << name;
      // What is filled in is what leaving it out means, and so is taken.
      BadRequest bad;
      ScenarioFromProto(world->network, once, "scenario", &bad);
      EXPECT_THAT(bad.ToStatus(), IsOk()) << name;
    }
  }
}

TEST(ConvertScenarioTest, AScenarioIsReadInFull) {
  const v1::Scenario proto = ScenarioWith(
      "ramp_days: 2 recovery_days: 3 realised_share: 0.25 "
      "outage { arcs: 'cpc' producers: 'kazakh-fields' loss_bpd: 380000 }");
  BadRequest bad;
  const ScenarioRequest request =
      ScenarioFromProto(TradeNetwork(), proto, "scenario", &bad);
  ASSERT_THAT(bad.ToStatus(), IsOk());
  EXPECT_EQ(request.scenario.horizon.first_day, absl::CivilDay(2025, 3, 1));
  EXPECT_EQ(request.scenario.horizon.day_count, 10);
  EXPECT_EQ(request.as_of, std::nullopt);
  EXPECT_EQ(request.market.mode, ShockMode::kPathRealised);
  ASSERT_EQ(request.scenario.policies.size(), 1u);
  const Policy& policy = request.scenario.policies[0];
  EXPECT_EQ(policy.id, "policy");
  EXPECT_EQ(policy.timing.start, absl::CivilDay(2025, 3, 1));
  EXPECT_EQ(policy.timing.end, absl::CivilDay(2025, 3, 5));
  EXPECT_EQ(policy.timing.ramp_days, 2);
  EXPECT_EQ(policy.timing.recovery_days, 3);
  EXPECT_EQ(policy.realised_share, 0.25);
  const auto& outage = std::get<OutageLever>(policy.lever);
  EXPECT_THAT(outage.arcs, ElementsAre(*TradeNetwork().FindArc("cpc")));
  EXPECT_THAT(outage.producers,
              ElementsAre(*TradeNetwork().FindNode("kazakh-fields")));
  EXPECT_EQ(outage.loss / kBarrelsPerDay, 380000);
}

}  // namespace
}  // namespace oilflow
