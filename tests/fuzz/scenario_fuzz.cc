// Feeds scenarios to the service: anything may be refused, nothing may crash,
// hang or give a ledger that does not close.
//
// An input whose first byte is below 128 is a scenario in protobuf text format,
// so the library itself is a seed. Any other is a recipe from which a scenario
// is put together that gets past most checks.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/store/world.h"
#include <fuzzer/FuzzedDataProvider.h>

namespace oilflow {
namespace {

constexpr size_t kMaxTextBytes = 1 << 16;

const Worlds& AllWorlds() {
  static const auto* const kWorlds = new Worlds(*Worlds::Embedded());
  return *kWorlds;
}

double Number(FuzzedDataProvider* data) {
  switch (data->ConsumeIntegralInRange(0, 7)) {
    case 0:
      return 0;
    case 1:
      return 1;
    case 2:
      return -1;
    case 3:
      return std::numeric_limits<double>::quiet_NaN();
    case 4:
      return data->ConsumeFloatingPoint<double>();
    case 5:
      return data->ConsumeFloatingPointInRange<double>(0, 1);
    default:
      return data->ConsumeIntegralInRange<int32_t>(0, 5000000);
  }
}

void SetDate(FuzzedDataProvider* data, google::type::Date* date) {
  date->set_year(data->ConsumeProbability<float>() < 0.05
                     ? data->ConsumeIntegral<int32_t>()
                     : 2025);
  date->set_month(data->ConsumeIntegralInRange(2, 4));
  date->set_day(data->ConsumeIntegralInRange(1, 30));
}

template <typename T>
std::string AnyId(const std::vector<T>& all, FuzzedDataProvider* data) {
  return all.empty()
             ? "none"
             : all[data->ConsumeIntegralInRange<size_t>(0, all.size() - 1)].id;
}

// An id of what the field names.
std::string IdFor(absl::string_view field, const Network& network,
                  FuzzedDataProvider* data) {
  if (field == "arcs") {
    return AnyId(network.arcs(), data);
  }
  if (field == "country") {
    return AnyId(network.countries(), data);
  }
  if (field == "chokepoints") {
    return AnyId(network.chokepoints(), data);
  }
  if (field == "links") {
    return AnyId(network.energy_links(), data);
  }
  if (field == "channel") {
    return AnyId(network.channels(), data);
  }
  if (field == "operator_id") {
    return AnyId(network.operators(), data);
  }
  return AnyId(network.nodes(), data);
}

// Fills any field of a lever, whatever levers there are.
void FillField(const Network& network,
               const google::protobuf::FieldDescriptor& field,
               google::protobuf::Message* message, FuzzedDataProvider* data) {
  using Field = google::protobuf::FieldDescriptor;
  const auto* reflection = message->GetReflection();
  if (field.is_repeated()) {
    for (int i = data->ConsumeIntegralInRange(0, 3); i > 0; --i) {
      reflection->AddString(message, &field,
                            IdFor(field.name(), network, data));
    }
    return;
  }
  switch (field.cpp_type()) {
    case Field::CPPTYPE_DOUBLE:
      reflection->SetDouble(message, &field, Number(data));
      break;
    case Field::CPPTYPE_INT32:
      reflection->SetInt32(message, &field,
                           data->ConsumeIntegralInRange(-1, 40));
      break;
    case Field::CPPTYPE_ENUM:
      reflection->SetEnumValue(message, &field,
                               data->ConsumeIntegralInRange(0, 3));
      break;
    case Field::CPPTYPE_STRING:
      reflection->SetString(message, &field,
                            IdFor(field.name(), network, data));
      break;
    default:
      SetDate(data, static_cast<google::type::Date*>(
                        reflection->MutableMessage(message, &field)));
  }
}

void MakePolicy(const Network& network, FuzzedDataProvider* data,
                v1::Policy* policy) {
  SetDate(data, policy->mutable_start_date());
  if (data->ConsumeBool()) {
    SetDate(data, policy->mutable_end_date());
  }
  if (data->ConsumeBool()) {
    policy->set_ramp_days(data->ConsumeIntegralInRange(1, 40));
    policy->set_ramp_shape(
        static_cast<v1::Policy::RampShape>(data->ConsumeIntegralInRange(0, 2)));
  }
  if (data->ConsumeBool()) {
    policy->set_realised_share(data->ConsumeFloatingPointInRange<double>(0, 1));
  }
  if (data->ConsumeProbability<float>() < 0.2) {
    policy->set_probability(Number(data));
    policy->set_delay_days(data->ConsumeIntegralInRange(0, 30));
    policy->set_driver("driver");
  }
  for (int i = data->ConsumeIntegralInRange(-2, 2); i > 0; --i) {
    v1::Gate* gate = policy->add_gates();
    gate->set_gate_id(absl::StrCat("gate", i));
    if (data->ConsumeBool()) {
      gate->set_weekly_hazard(Number(data));
    } else {
      SetDate(data, gate->mutable_open_date());
    }
  }
  if (data->ConsumeProbability<float>() < 0.2) {
    policy->mutable_rollover()->set_period_days(
        data->ConsumeIntegralInRange(1, 30));
    policy->mutable_rollover()->set_renewal_probability(Number(data));
  }
  const auto* levers = policy->GetDescriptor()->FindOneofByName("lever");
  const auto* lever =
      levers->field(data->ConsumeIntegralInRange(0, levers->field_count() - 1));
  google::protobuf::Message* message =
      policy->GetReflection()->MutableMessage(policy, lever);
  for (int i = 0; i < lever->message_type()->field_count(); ++i) {
    if (data->ConsumeProbability<float>() < 0.8) {
      FillField(network, *lever->message_type()->field(i), message, data);
    }
  }
}

v1::Scenario MakeScenario(FuzzedDataProvider* data) {
  v1::Scenario scenario;
  const bool region = data->ConsumeBool();
  scenario.set_baseline(region ? "baselines/region" : "baselines/two-nodes");
  const Network& network =
      AllWorlds().Find(region ? "region" : "two-nodes")->network;
  scenario.mutable_as_of()->set_year(2025);
  scenario.mutable_as_of()->set_month(4);
  scenario.mutable_as_of()->set_day(15);
  SetDate(data, scenario.mutable_horizon()->mutable_start_date());
  SetDate(data, scenario.mutable_horizon()->mutable_end_date());
  for (int i = 0; i < data->ConsumeIntegralInRange(0, 5); ++i) {
    v1::Policy* policy = scenario.add_policies();
    policy->set_policy_id(absl::StrCat("p", i));
    MakePolicy(network, data, policy);
  }
  v1::Driver* driver = scenario.add_drivers();
  driver->set_driver_id("driver");
  driver->set_level(data->ConsumeFloatingPointInRange<double>(0, 1));
  scenario.mutable_market()->set_shock_mode(
      static_cast<v1::MarketAssumptions::ShockMode>(
          data->ConsumeIntegralInRange(0, 2)));
  if (data->ConsumeBool()) {
    scenario.mutable_market()->set_start_price_usd_per_bbl(Number(data));
  }
  return scenario;
}

void CheckAnswer(const v1::EvaluateScenarioResponse& response) {
  for (int d = 0; d < response.day_count(); ++d) {
    int64_t sum = 0;
    for (const v1::LedgerLine& line : response.ledger().lines()) {
      sum += line.more_bpd(d) - line.less_bpd(d);
    }
    if (sum != response.ledger().net_bpd(d)) {
      std::abort();
    }
    for (const v1::StockLevel& stock : response.stocks()) {
      if (stock.content().scenario_bbl(d) < 0) {
        std::abort();
      }
    }
  }
  int64_t cents = 0;
  for (const v1::ActorAccount& account : response.accounts()) {
    cents += account.scenario_net_cents();
  }
  if (cents != 0) {
    std::abort();
  }
  for (const auto& effect : response.price().horizon().effects()) {
    if (!std::isfinite(effect.price_change_usd_per_bbl())) {
      std::abort();
    }
  }
}

}  // namespace
}  // namespace oilflow

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  using namespace oilflow;  // NOLINT: there is no other scope here
  v1::EvaluateScenarioRequest request;
  if (size == 0 || size > kMaxTextBytes) {
    return 0;
  }
  if (bytes[0] < 128) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    if (!ParseTextProto("input", text, request.mutable_scenario()).ok()) {
      return 0;
    }
  } else {
    FuzzedDataProvider data(bytes + 1, size - 1);
    *request.mutable_scenario() = MakeScenario(&data);
  }
  v1::EvaluateScenarioResponse response;
  const absl::Status status =
      EvaluateScenario(AllWorlds(), Call(), request, &response);
  if (status.ok()) {
    CheckAnswer(response);
  } else if (WithDetails(status).code() == absl::StatusCode::kInternal) {
    std::abort();
  }
  return 0;
}
