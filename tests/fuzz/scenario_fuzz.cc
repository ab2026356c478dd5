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

#include "absl/strings/str_cat.h"

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

std::string ArcId(const Network& network, FuzzedDataProvider* data) {
  return network
      .arcs()[data->ConsumeIntegralInRange<size_t>(0,
                                                   network.arcs().size() - 1)]
      .id;
}

std::string ProducerId(const Network& network, FuzzedDataProvider* data) {
  return network
      .nodes()[data->ConsumeIntegralInRange<size_t>(0,
                                                    network.nodes().size() - 1)]
      .id;
}

std::string CountryId(const Network& network, FuzzedDataProvider* data) {
  return network
      .countries()[data->ConsumeIntegralInRange<size_t>(
          0, network.countries().size() - 1)]
      .id;
}

void MakePolicy(const Network& network, FuzzedDataProvider* data,
                v1::Policy* policy) {
  SetDate(data, policy->mutable_start_date());
  if (data->ConsumeBool()) {
    SetDate(data, policy->mutable_end_date());
  }
  if (data->ConsumeBool()) {
    policy->set_ramp_days(data->ConsumeIntegralInRange(1, 40));
  }
  if (data->ConsumeBool()) {
    policy->set_realised_share(data->ConsumeFloatingPointInRange<double>(0, 1));
  }
  switch (data->ConsumeIntegralInRange(0, 5)) {
    case 0: {
      auto* lever = policy->mutable_route();
      for (int i = data->ConsumeIntegralInRange(1, 3); i > 0; --i) {
        lever->add_arcs(ArcId(network, data));
      }
      lever->set_status(static_cast<v1::RouteLever::Status>(
          data->ConsumeIntegralInRange(0, 3)));
      if (data->ConsumeBool()) {
        lever->set_mandated_bpd(Number(data));
      }
      if (data->ConsumeBool()) {
        lever->set_limit_bpd(Number(data));
      }
      if (data->ConsumeBool()) {
        lever->set_capacity_bpd(Number(data));
      }
      break;
    }
    case 1: {
      auto* lever = policy->mutable_enforcement();
      lever->add_arcs(ArcId(network, data));
      lever->set_stopped_share(Number(data));
      lever->set_extra_cost_usd_per_bbl(Number(data));
      break;
    }
    case 2: {
      auto* lever = policy->mutable_sanctions();
      lever->set_country(CountryId(network, data));
      lever->set_target_exports_bpd(Number(data));
      lever->set_efficacy(data->ConsumeFloatingPointInRange<double>(0, 1));
      break;
    }
    case 3: {
      auto* lever = policy->mutable_production();
      lever->set_producer(ProducerId(network, data));
      if (data->ConsumeBool()) {
        lever->set_potential_bpd(Number(data));
      } else {
        lever->set_change_bpd(Number(data));
      }
      break;
    }
    case 4: {
      auto* lever = policy->mutable_quota();
      lever->set_country(CountryId(network, data));
      lever->set_regime(static_cast<v1::QuotaLever::Regime>(
          data->ConsumeIntegralInRange(0, 3)));
      if (lever->regime() == v1::QuotaLever::OFFSET) {
        lever->set_offset_share(Number(data));
      } else if (lever->regime() == v1::QuotaLever::TARGET) {
        lever->set_required_bpd(Number(data));
        lever->set_compensation_bpd(Number(data));
      }
      break;
    }
    default: {
      auto* lever = policy->mutable_outage();
      lever->add_arcs(ArcId(network, data));
      lever->add_producers(ProducerId(network, data));
      lever->set_loss_bpd(Number(data));
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
