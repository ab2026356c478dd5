// Feeds requests to price a change of supply: anything may be refused, nothing
// may crash, hang or give a number that is none.
//
// An input whose first byte is below 128 is a request in protobuf text format.
// Any other is a recipe from which a request is filled, field by field,
// whatever fields there are.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/store/world.h"
#include <fuzzer/FuzzedDataProvider.h>

namespace oilflow {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kMaxTextBytes = 1 << 16;
// Simulating more takes long under the sanitizers and finds nothing else.
constexpr int kMostDraws = 200;

const Worlds& AllWorlds() {
  static const auto* const kWorlds = new Worlds(*Worlds::Embedded());
  return *kWorlds;
}

double Number(FuzzedDataProvider* data) {
  switch (data->ConsumeIntegralInRange(0, 9)) {
    case 0:
      return 0;
    case 1:
      return std::numeric_limits<double>::quiet_NaN();
    case 2:
      return data->ConsumeFloatingPoint<double>();
    case 3:
    case 4:
      return data->ConsumeFloatingPointInRange<double>(-1, 1);
    case 5:
      return data->ConsumeIntegralInRange(0, 120);
    default:
      return data->ConsumeIntegralInRange<int32_t>(-90000000, 90000000);
  }
}

std::string Word(FuzzedDataProvider* data) {
  static constexpr const char* kWords[] = {"bh19",
                                           "km14-style",
                                           "cci19",
                                           "practitioner",
                                           "mine",
                                           "other",
                                           "brent-2007-25",
                                           "wti-2007-25",
                                           "brent-opec-2007-24",
                                           "",
                                           "wti-opec-2007-24"};
  return data->PickValueInArray(kWords);
}

// Dates near 2025; now and then anything.
void FillDate(FuzzedDataProvider* data, google::type::Date* date) {
  date->set_year(data->ConsumeProbability<float>() < 0.03
                     ? data->ConsumeIntegral<int32_t>()
                     : data->ConsumeIntegralInRange(2024, 2026));
  date->set_month(data->ConsumeIntegralInRange(1, 12));
  date->set_day(data->ConsumeIntegralInRange(1, 28));
}

void Fill(FuzzedDataProvider* data, int depth, Message* message);

void FillOne(FuzzedDataProvider* data, int depth, const FieldDescriptor& field,
             Message* message) {
  const auto* reflection = message->GetReflection();
  const bool repeated = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_DOUBLE:
      repeated ? reflection->AddDouble(message, &field, Number(data))
               : reflection->SetDouble(message, &field, Number(data));
      break;
    case FieldDescriptor::CPPTYPE_INT32: {
      const int value = data->ConsumeIntegralInRange(-1, kMostDraws);
      repeated ? reflection->AddInt32(message, &field, value)
               : reflection->SetInt32(message, &field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      reflection->SetEnumValue(message, &field,
                               data->ConsumeIntegralInRange(0, 3));
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      repeated ? reflection->AddString(message, &field, Word(data))
               : reflection->SetString(message, &field, Word(data));
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      Message* inner = repeated ? reflection->AddMessage(message, &field)
                                : reflection->MutableMessage(message, &field);
      if (auto* date = dynamic_cast<google::type::Date*>(inner)) {
        FillDate(data, date);
      } else if (depth < 6) {
        Fill(data, depth + 1, inner);
      }
      break;
    }
    default:
      break;
  }
}

void Fill(FuzzedDataProvider* data, int depth, Message* message) {
  const auto* descriptor = message->GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    if (field.name() == "rerun_token" || field.name() == "baseline" ||
        data->ConsumeProbability<float>() < 0.3) {
      continue;
    }
    const int count =
        field.is_repeated() ? data->ConsumeIntegralInRange(0, 4) : 1;
    for (int n = 0; n < count; ++n) {
      FillOne(data, depth, field, message);
    }
  }
}

// What nearly every request must have to get past the checks.
void FillNeeded(FuzzedDataProvider* data,
                v1::PriceSupplyChangeRequest* request) {
  request->clear_reading();
  FillDate(data, request->mutable_horizon()->mutable_start_date());
  auto* end = request->mutable_horizon()->mutable_end_date();
  FillDate(data, end);
  if (end->year() < std::numeric_limits<int32_t>::max()) {
    end->set_year(end->year() + 1);
  }
  request->clear_components();
  for (int i = data->ConsumeIntegralInRange(1, 3); i > 0; --i) {
    v1::SupplyComponent* component = request->add_components();
    component->set_component_id(std::string(1, static_cast<char>('a' + i)));
    component->add_steps()->set_change_bpd(
        data->ConsumeIntegralInRange(-9000000, 9000000));
  }
  v1::MarketAssumptions* market = request->mutable_market();
  market->set_shock_mode(static_cast<v1::MarketAssumptions::ShockMode>(
      data->ConsumeIntegralInRange(1, 2)));
  market->set_start_price_usd_per_bbl(
      data->ConsumeFloatingPointInRange<double>(0.01, 1000));
  market->set_world_crude_bpd(
      data->ConsumeFloatingPointInRange<double>(1e6, 2e8));
}

// No number of an answer is infinite or none.
void CheckFinite(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count =
        field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        CheckFinite(field->is_repeated()
                        ? reflection->GetRepeatedMessage(message, field, i)
                        : reflection->GetMessage(message, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE &&
                 !std::isfinite(
                     field->is_repeated()
                         ? reflection->GetRepeatedDouble(message, field, i)
                         : reflection->GetDouble(message, field))) {
        std::abort();
      }
    }
  }
}

void CheckAnswer(const v1::PriceImpact& price) {
  CheckFinite(price);
  for (const v1::PriceEffect& month : price.months()) {
    for (const v1::PriceBand& band : month.bands()) {
      const v1::Quantiles& q = band.log_price_change();
      const double levels[] = {q.p05(), q.p16(), q.p50(), q.p84(), q.p95()};
      if (!std::is_sorted(std::begin(levels), std::end(levels))) {
        std::abort();
      }
    }
  }
  for (const v1::ShockedCurve::Pillar& pillar : price.curve().pillars()) {
    if (!(pillar.shocked_usd_per_bbl() > 0)) {
      std::abort();
    }
  }
}

}  // namespace
}  // namespace oilflow

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  using namespace oilflow;  // NOLINT: there is no other scope here
  v1::PriceSupplyChangeRequest request;
  if (size == 0 || size > kMaxTextBytes) {
    return 0;
  }
  if (bytes[0] < 128) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    if (!ParseTextProto("input", text, &request).ok()) {
      return 0;
    }
  } else {
    FuzzedDataProvider data(bytes + 1, size - 1);
    Fill(&data, 0, &request);
    if (data.ConsumeProbability<float>() < 0.9) {
      FillNeeded(&data, &request);
    }
  }
  if (request.market().curve().simulation().draw_count() > kMostDraws) {
    request.mutable_market()
        ->mutable_curve()
        ->mutable_simulation()
        ->set_draw_count(kMostDraws);
  }
  v1::PriceSupplyChangeResponse response;
  const absl::Status status =
      PriceSupplyChange(AllWorlds(), Call(), request, &response);
  if (status.ok()) {
    CheckAnswer(response.price());
  } else if (WithDetails(status).code() == absl::StatusCode::kInternal) {
    std::abort();
  }
  return 0;
}
