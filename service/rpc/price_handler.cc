#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/explain/shapley.h"
#include "service/rpc/audit.h"
#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/rpc/manifest.h"
#include "service/rpc/names.h"
#include "service/rpc/pricing.h"
#include "service/rpc/reading.h"
#include "service/rpc/rerun_token.h"
#include "service/rpc/warnings.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_supply_change.h"
#include "service/wire/defaulted_fields.h"

namespace oilflow {
namespace {

constexpr char kTokenKind = 'p';

absl::StatusOr<v1::PriceSupplyChangeRequest> Unfolded(
    const v1::PriceSupplyChangeRequest& request, std::string* mark) {
  BadRequest bad;
  if (!IsRerun(request, &bad)) {
    return request;
  }
  v1::PriceSupplyChangeRequest inside;
  *mark = ReadRerunToken(kTokenKind, request.rerun_token(), &inside, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  return inside;
}

// What the components of `set`, as bits, bring by month and as a mean of days.
SupplyToPrice SupplyOf(const SupplyChangeRequest& asked, uint32_t set) {
  SupplyToPrice supply{.first_day = asked.horizon.first_day,
                       .day_count = asked.horizon.day_count};
  std::vector<double> daily(asked.horizon.day_count, 0);
  for (size_t i = 0; i < asked.components.size(); ++i) {
    if ((set >> i & 1) == 0) {
      continue;
    }
    for (size_t d = 0; d < daily.size(); ++d) {
      daily[d] += asked.components[i].change_bpd[d];
    }
  }
  const std::vector<SupplyMonth> months =
      MonthsOf(supply.first_day, supply.day_count);
  supply.ladder = ApplyOffsets(months, MonthlyMeans(supply.first_day, daily),
                               asked.offsets);
  // Days are known of what changes, months of what others do about it.
  double gross = 0;
  for (const double change : daily) {
    gross += change;
  }
  std::vector<double> others;
  for (const LadderMonth& month : supply.ladder) {
    others.push_back(month.NetAll() - month.gross_bpd);
  }
  supply.horizon_mean_bpd =
      gross / supply.day_count +
      HorizonMean(supply.first_day, supply.day_count, others);
  return supply;
}

// The effect of each set over the horizon by one model, in percent of price: of
// the caller's first model if there is one, else of the default. An error if
// some set cannot be priced, though all together can.
absl::Status Attribute(const PricedFrom& from, double state_factor,
                       const SupplyChangeRequest& asked,
                       v1::Attribution* attribution) {
  const ElasticityModel& model =
      asked.market.models.empty()
          ? from.assumptions.models.front()
          : from.assumptions.models[from.assumptions.models.size() -
                                    asked.market.models.size()];
  absl::Status failure;
  const ShapleySplit split = SplitExactly(
      static_cast<int>(asked.components.size()), [&](uint32_t set) -> double {
        const auto cleared =
            Clear(model, from.assumptions.mode, from.assumptions.start_price,
                  from.assumptions.world_output,
                  SupplyOf(asked, set).horizon_mean_bpd * kBarrelsPerDay,
                  0.0 * kBarrelsPerDay);
        if (!cleared.ok()) {
          failure.Update(cleared.status());
          return 0;
        }
        return 100 * (PortableExp(cleared->log_price_change * state_factor *
                                  (1 - from.assumptions.already_priced)) -
                      1);
      });
  RETURN_IF_ERROR(failure);
  attribution->set_model_id(model.id);
  attribution->set_total_percent(split.total);
  attribution->set_residual_percent(split.residual);
  for (size_t i = 0; i < asked.components.size(); ++i) {
    v1::Attribution::Share* share = attribution->add_shares();
    share->set_component_id(asked.components[i].id);
    share->set_shapley_percent(split.share[i]);
    share->set_first_in_percent(split.first_in[i]);
    share->set_last_in_percent(split.last_in[i]);
    for (const double interaction : split.interaction[i]) {
      share->add_interaction_percent(interaction);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PriceSupplyChange(const Worlds& worlds, const Call& call,
                               const v1::PriceSupplyChangeRequest& request,
                               v1::PriceSupplyChangeResponse* response) {
  std::string mark;
  ASSIGN_OR_RETURN(v1::PriceSupplyChangeRequest question,
                   Unfolded(request, &mark));
  const PriceModels& models = worlds.price_models();
  BadRequest bad;
  if (!question.rerun_token().empty()) {
    bad.Add("rerun_token", "must not hold another token inside");
  }
  const SupplyChangeRequest asked =
      SupplyChangeFromProto(models.library, question, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  v1::PriceSupplyChangeRequest* filled = response->mutable_request();
  *filled = question;
  FillDefaults(models.library, filled);
  const auto id = IdIn("baselines/", filled->baseline());
  const auto world = id.has_value() ? worlds.Find(*id) : nullptr;
  if (world == nullptr) {
    return ResourceNotFound("BASELINE_NOT_FOUND", "Baseline",
                            filled->baseline(),
                            "baselines/region is one of those served");
  }
  const std::optional<Snapshot> snapshot =
      ReadSnapshot(*world, question.reading(), std::nullopt, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  ASSIGN_OR_RETURN(PricedFrom from,
                   PriceFrom(*world, models, asked.market, *snapshot,
                             asked.horizon.first_day, "market", &bad));
  RETURN_IF_ERROR(bad.ToStatus());
  if (from.spare_is_open && asked.offsets.spare.has_value()) {
    from.assumptions.state->reachable_spare =
        asked.offsets.spare->reachable_bpd * kBarrelsPerDay;
  }
  const uint32_t everything = (uint32_t{1} << asked.components.size()) - 1;
  const SupplyToPrice supply = SupplyOf(asked, everything);
  RETURN_IF_ERROR(call.Check());
  ASSIGN_OR_RETURN(const Priced priced,
                   PriceSupply(models, from, supply, "components"));
  RETURN_IF_ERROR(call.Check());

  // What was read is no default of the request: a token has it inside.
  std::vector<std::string> defaulted = DefaultedFields(question, *filled, "");
  AddDataDefaults(asked.market, "market", &defaulted);
  v1::Reading* reading = filled->mutable_reading();
  ToProto(snapshot->reading(), world->id, reading);
  v1::PriceImpact* price = response->mutable_price();
  ToProto(priced, models.library, from, world->id, price);
  std::string unattributed;
  if (asked.components.size() > 1) {
    v1::Attribution attribution;
    const absl::Status split =
        Attribute(from, priced.impact.state_factor, asked, &attribution);
    if (split.ok()) {
      *price->mutable_attribution() = std::move(attribution);
    } else {
      unattributed =
          absl::StrCat("some components cannot be priced without the others: ",
                       split.message());
    }
  }
  v1::PriceSupplyChangeRequest again = question;
  *again.mutable_reading() = *reading;
  FillAudit(*world, models, from, priced,
            {.defaulted_fields = std::move(defaulted),
             .offsets = question.has_offsets(),
             .unattributed = std::move(unattributed),
             .rerun_token = RerunToken(kTokenKind, again, *world)},
            price);
  AddPriceWarnings(*world, snapshot->reading().as_of, from, priced.impact,
                   supply.day_count, response->mutable_warnings());
  if (!mark.empty() && mark != MarkOf(*world)) {
    AddOtherBuild(response->mutable_warnings());
  }
  FillManifest(*world, *reading, *filled, response->mutable_manifest());
  return absl::OkStatus();
}

}  // namespace oilflow
