// What leaving out a field of a request means, written out.

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "service/base/date.h"
#include "service/market/multiplier.h"
#include "service/policy/lever_catalog.h"
#include "service/wire/convert_curve.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_distribution.h"
#include "service/wire/convert_market.h"
#include "service/wire/convert_scenario.h"
#include "service/wire/convert_supply_change.h"
#include "service/wire/convert_uncertainties.h"

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

void FillSpare(const SpareOffset& defaults, v1::Offsets::Spare* spare) {
  if (!spare->has_willing_share()) {
    spare->set_willing_share(defaults.willing_share);
  }
  if (!spare->has_reachable_bpd()) {
    spare->set_reachable_bpd(defaults.reachable_bpd);
  }
  if (!spare->has_lag_months()) {
    spare->set_lag_months(defaults.lag_months);
  }
  if (!spare->has_ramp_months()) {
    spare->set_ramp_months(defaults.ramp_months);
  }
}

// All but the content, which has no default.
void FillStock(const StockOffset& defaults, v1::Offsets::Stock* stock) {
  if (!stock->has_max_rate_bpd()) {
    stock->set_max_rate_bpd(defaults.max_rate_bpd);
  }
  if (!stock->has_filled_share()) {
    stock->set_filled_share(defaults.filled_share);
  }
  if (!stock->has_effective_share()) {
    stock->set_effective_share(defaults.effective_share);
  }
  if (!stock->has_lag_months()) {
    stock->set_lag_months(defaults.lag_months);
  }
  if (!stock->has_refill_start_month()) {
    stock->set_refill_start_month(defaults.refill_start_month);
  }
  if (!stock->has_refill_months()) {
    stock->set_refill_months(defaults.refill_months);
  }
}

void FillOffsets(const OffsetAssumptions& defaults, v1::Offsets* offsets) {
  if (offsets->has_spare()) {
    FillSpare(defaults.spare.value_or(SpareOffset()), offsets->mutable_spare());
  }
  if (offsets->has_stock()) {
    FillStock(defaults.stock.value_or(StockOffset()), offsets->mutable_stock());
  }
  if (!offsets->has_rerouted_share()) {
    offsets->set_rerouted_share(defaults.rerouted_share);
  }
  if (!offsets->has_reroute_lag_months()) {
    offsets->set_reroute_lag_months(defaults.reroute_lag_months);
  }
  if (!offsets->has_gain_offset_share()) {
    offsets->set_gain_offset_share(defaults.gain_offset_share);
  }
}

std::optional<absl::CivilDay> FirstDay(const v1::DateRange& horizon) {
  const auto day = DateFromProto(horizon.start_date());
  return day.ok() ? std::make_optional(*day) : std::nullopt;
}

}  // namespace

void FillDefaults(const PriceLibrary& library,
                  std::optional<absl::CivilDay> first_day,
                  v1::ForwardCurve* proto) {
  // A day before the first that can be written stays unsaid.
  if (!proto->has_quote_date() && first_day.has_value() &&
      *first_day > kFirstDay) {
    ToProto(*first_day - 1, proto->mutable_quote_date());
  }
  if (proto->engine() == v1::ForwardCurve::ENGINE_UNSPECIFIED) {
    proto->set_engine(v1::ForwardCurve::TWO_SPEED);
  }
  if (!proto->has_interest_rate()) {
    proto->set_interest_rate(library.interest_rate);
  }
  if (!proto->has_storage_cost_usd_per_bbl_month()) {
    proto->set_storage_cost_usd_per_bbl_month(library.storage_cost);
  }
  if (proto->benchmark() == v1::ForwardCurve::BRENT ||
      proto->benchmark() == v1::ForwardCurve::WTI) {
    const CurveBenchmark benchmark =
        proto->benchmark() == v1::ForwardCurve::BRENT ? CurveBenchmark::kBrent
                                                      : CurveBenchmark::kWti;
    if (proto->shape_id().empty()) {
      proto->set_shape_id(std::string(DefaultShapeId(benchmark)));
    }
    if (proto->dynamics_id().empty()) {
      proto->set_dynamics_id(std::string(DefaultDynamicsId(benchmark)));
    }
  }
  if (proto->has_simulation()) {
    v1::ForwardCurve::Simulation* simulation = proto->mutable_simulation();
    if (!simulation->has_draw_count()) {
      simulation->set_draw_count(CurveSimulation().draw_count);
    }
    if (!simulation->has_seed()) {
      simulation->set_seed(0);
    }
  }
}

void FillDefaults(const PriceLibrary& library,
                  std::optional<absl::CivilDay> first_day,
                  v1::MarketAssumptions* proto) {
  const MarketRequest otherwise;
  if (!proto->has_already_priced()) {
    proto->set_already_priced(otherwise.already_priced);
  }
  if (proto->mixture_weights().empty()) {
    for (size_t m = 0; m < kMultiplierModels.size(); ++m) {
      auto* row = proto->add_mixture_weights();
      row->set_model_id(std::string(kMultiplierModels[m]));
      row->set_weight(otherwise.mixture[m]);
    }
  }
  if (proto->has_announcement() && !proto->announcement().has_credibility()) {
    proto->mutable_announcement()->set_credibility(Announcement().credibility);
  }
  if (proto->has_state_dependence() &&
      !proto->state_dependence().has_surplus_bpd()) {
    proto->mutable_state_dependence()->set_surplus_bpd(0);
  }
  if (!proto->has_differential_change_usd_per_bbl()) {
    proto->set_differential_change_usd_per_bbl(0);
  }
  if (proto->has_curve()) {
    FillDefaults(library, first_day, proto->mutable_curve());
  }
}

void FillDefaults(const PriceLibrary& library,
                  v1::PriceSupplyChangeRequest* proto) {
  if (!proto->rerun_token().empty()) {
    return;
  }
  if (proto->baseline().empty()) {
    proto->set_baseline("baselines/region");
  }
  if (proto->has_offsets()) {
    FillOffsets(library.offsets, proto->mutable_offsets());
  }
  if (proto->has_market()) {
    FillDefaults(library, FirstDay(proto->horizon()), proto->mutable_market());
  }
}

void FillDefaults(v1::Distribution* proto) {
  const auto fill_coverage = [](auto* family) {
    if (!family->has_coverage()) {
      family->set_coverage(1);
    }
  };
  switch (proto->family_case()) {
    case v1::Distribution::kUniform:
      fill_coverage(proto->mutable_uniform());
      break;
    case v1::Distribution::kTriangular:
      fill_coverage(proto->mutable_triangular());
      break;
    case v1::Distribution::kPert:
      fill_coverage(proto->mutable_pert());
      if (!proto->pert().has_mode_weight()) {
        proto->mutable_pert()->set_mode_weight(kDefaultPertLambda);
      }
      break;
    case v1::Distribution::kBeta:
      if (!proto->beta().has_low()) {
        proto->mutable_beta()->set_low(0);
      }
      if (!proto->beta().has_high()) {
        proto->mutable_beta()->set_high(1);
      }
      break;
    default:
      break;
  }
}

void FillDefaults(v1::Uncertainties* proto) {
  for (v1::Uncertainty& parameter : *proto->mutable_parameters()) {
    FillDefaults(parameter.mutable_distribution());
  }
  if (proto->fact_ranges() == v1::Uncertainties::FACT_RANGES_UNSPECIFIED) {
    proto->set_fact_ranges(v1::Uncertainties::TWO_PIECE);
  }
  if (proto->inconsistent() == v1::Uncertainties::INCONSISTENT_UNSPECIFIED) {
    proto->set_inconsistent(v1::Uncertainties::REPAIR);
  }
}

void FillDefaults(const PriceLibrary& library, v1::Scenario* proto) {
  for (v1::Policy& policy : *proto->mutable_policies()) {
    FillPolicy(&policy);
  }
  for (v1::Driver& driver : *proto->mutable_drivers()) {
    if (!driver.has_level()) {
      driver.set_level(Driver().level);
    }
  }
  if (proto->has_market()) {
    FillDefaults(library, FirstDay(proto->horizon()), proto->mutable_market());
  }
  if (proto->has_uncertainties()) {
    FillDefaults(proto->mutable_uncertainties());
  }
}

}  // namespace oilflow
