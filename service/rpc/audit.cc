#include "service/rpc/audit.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/rpc/version.h"
#include "service/units/quantity_text.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_parameter.h"

namespace oilflow {
namespace {

// Of the code of the models: a change of results is a new version.
constexpr char kModelVersion[] = "1.0.0";
// Weakest last.
constexpr absl::string_view kGrades = "VRMJ";
constexpr double kImmodest = 2;
// Above this multiple of the fact, a world output looks like liquids.
constexpr double kLikeLiquids = 1.1;

void AddFlag(absl::string_view reason, absl::string_view message,
             v1::Audit* audit) {
  v1::Audit::Flag* flag = audit->add_flags();
  flag->set_reason(std::string(reason));
  flag->set_message(std::string(message));
}

void AddModels(const v1::PriceImpact& price, v1::Audit* audit) {
  const auto add = [audit](absl::string_view id) {
    v1::Audit::ModelVersion* version = audit->add_models();
    version->set_model_id(std::string(id));
    version->set_version(kModelVersion);
  };
  for (const v1::PriceModel& model : price.models()) {
    add(model.model_id());
  }
  for (const v1::MultiplierBand& band : price.multipliers()) {
    add(band.model_id());
  }
}

void AddData(const World& world, const PriceModels& models, v1::Audit* audit) {
  const auto add = [audit](absl::string_view series, absl::string_view source,
                           absl::string_view sha256, std::string release) {
    v1::Audit::DataVintage* to = audit->add_data();
    to->set_series(std::string(series));
    to->set_source(std::string(source));
    to->set_sha256(std::string(sha256));
    to->set_release(std::move(release));
    return to;
  };
  const auto draws = [](const ResponseDraws& of) {
    return absl::StrCat(of.draw_count(), " draws");
  };
  const absl::CivilDay taken(2026, 11, 22);
  v1::Audit::DataVintage* prices =
      add("prices, daily",
          world.own_prices
              ? "given with the world"
              : "Dated Brent spot, EIA, through datasets/oil-prices at 2d75ce3",
          world.prices_sha256,
          absl::StrCat("to ", PrintDate(world.prices.last_day())));
  if (!world.own_prices) {
    ToProto(taken, prices->mutable_retrieved_date());
  }
  ToProto(taken,
          add("bh2019_supply_irf_draws",
              "re-estimated from the data and model of Baumeister and Hamilton "
              "(2019)",
              models.bh19_sha256, draws(models.library.bh19))
              ->mutable_retrieved_date());
  ToProto(taken, add("km14_style_supply_irf_draws",
                     "re-estimated in the style of Kilian and Murphy (2014)",
                     models.km14_sha256, draws(models.library.km14))
                     ->mutable_retrieved_date());
}

// Whether a parameter bears on an answer with these parts.
bool BearsOn(const Parameter& parameter, const PricedFrom& from,
             const v1::PriceImpact& price, const AuditOf& what) {
  if (!parameter.used) {
    return false;
  }
  const auto of = [&](absl::string_view family) {
    return absl::StartsWith(parameter.id, absl::StrCat(family, "."));
  };
  const bool curve = price.has_curve();
  const bool path = curve && price.curve().mode() == v1::ForwardCurve::PATH;
  if (parameter.id == "offset.spare.capacity") {
    return what.offsets || from.spare_is_open;
  }
  if (of("offset")) {
    return what.offsets;
  }
  if (of("state")) {
    return price.has_state_reachable_spare_bpd();
  }
  if (of("shape")) {
    return curve && absl::StartsWith(
                        parameter.id,
                        absl::StrCat("shape.", price.curve().shape_id(), "."));
  }
  if (of("dynamics")) {
    return curve &&
           absl::StartsWith(
               parameter.id,
               absl::StrCat("dynamics.", price.curve().dynamics_id(), "."));
  }
  if (of("curve")) {
    return curve || price.surprise().has_jump_log_change();
  }
  if (of("working") || parameter.id == "market.oecd-stocks-months") {
    return path;
  }
  if (of("risk-premium")) {
    return from.assumptions.risk_premium.has_value();
  }
  if (of("news")) {
    return !price.stock_response().news_percent().empty();
  }
  return true;
}

void AddParameters(const PriceModels& models, const PricedFrom& from,
                   const AuditOf& what, const v1::PriceImpact& price,
                   v1::Audit* audit) {
  size_t weakest = 0;
  for (const Parameter& parameter : models.library.parameters.parameters()) {
    if (!BearsOn(parameter, from, price, what)) {
      continue;
    }
    ToProto(parameter, audit->add_parameters());
    for (const char letter : parameter.grade) {
      const size_t rank = kGrades.find(letter);
      weakest =
          rank == absl::string_view::npos ? weakest : std::max(weakest, rank);
    }
  }
  audit->set_weakest_grade(std::string(1, kGrades[weakest]));
}

void AddVariance(const VarianceSplit& variance, v1::Audit* audit) {
  const double total = variance.between_models + variance.within_models;
  const auto add = [audit](absl::string_view group, double share,
                           absl::string_view meaning) {
    v1::Audit::VarianceShare* to = audit->add_variance();
    to->set_group(std::string(group));
    to->set_share(share);
    to->set_meaning(std::string(meaning));
  };
  add("model", total > 0 ? variance.between_models / total : 0,
      "which of the four models of the mixture holds");
  add("parameters", total > 0 ? variance.within_models / total : 0,
      "elasticities and responses inside each model");
  add("volumes", 0, "not drawn: barrels are taken as given");
  add("timing", 0, "not drawn: dates are taken as given");
  add("offsets", 0, "not drawn: what others do is taken as given");
  add("curve", 0, "not drawn: how news fades is taken as given");
}

// What always limits a price from these models, and what does here.
void AddFlags(const PricedFrom& from, const Priced& priced,
              const v1::PriceImpact& price, v1::Audit* audit) {
  const PriceImpact& impact = priced.impact;
  const int month_count = static_cast<int>(impact.months.size());
  if (impact.first_extrapolated_month < month_count) {
    AddFlag("EXTRAPOLATED_HORIZON",
            absl::StrCat("impulse responses are estimated to month ",
                         impact.first_extrapolated_month - 1,
                         " and held from there; real-price models say nothing "
                         "beyond two years"),
            audit);
  }
  if (impact.modesty.has_value() && *impact.modesty > kImmodest) {
    AddFlag(
        "IMMODEST_SHOCK",
        absl::StrCat("the largest innovation is ", PrintNumber(*impact.modesty),
                     " standard deviations of past ones: beyond 2 people "
                     "would change how they behave (Lucas critique)"),
        audit);
  }
  for (const v1::MultiplierBand& band : price.multipliers()) {
    if (band.floored_share() > 0 && band.model_id() != "mixture") {
      AddFlag("DENOMINATOR_FLOORED",
              absl::StrCat(band.model_id(),
                           ": elasticities differ by less "
                           "than the floor in ",
                           PrintNumber(100 * band.floored_share()),
                           "% of the sample"),
              audit);
    }
  }
  if (std::any_of(impact.months.begin(), impact.months.end(),
                  [](const PeriodEffect& month) {
                    return month.outside_estimation_range;
                  })) {
    AddFlag("OUTSIDE_ESTIMATION_RANGE",
            "the change exceeds 5% of world output; the largest monthly falls "
            "in the samples are about 10%",
            audit);
  }
  const Fact* fact = from.provenance.known_world_output;
  if (fact != nullptr && from.provenance.world_output == nullptr &&
      from.assumptions.world_output >
          kLikeLiquids * fact->value * kBarrelsPerDay) {
    AddFlag("LIQUIDS_AS_CRUDE",
            absl::StrCat(
                "world_crude_bpd of ",
                PrintNumber(from.assumptions.world_output / kBarrelsPerDay),
                " looks like liquids; crude and condensate are ",
                PrintNumber(fact->value),
                ", and the elasticities are of these: a shock would "
                "be understated"),
            audit);
  }
  if (std::any_of(price.curve().pillars().begin(),
                  price.curve().pillars().end(),
                  [](const v1::ShockedCurve::Pillar& pillar) {
                    return pillar.extrapolated();
                  })) {
    AddFlag("EXTRAPOLATED_CURVE",
            "some pillars lie beyond the horizon, where the last change is "
            "held, or beyond what their engine or shape was estimated on: see "
            "`extrapolated` of each",
            audit);
  }
  if (price.has_curve() && price.curve().spread_disagrees()) {
    AddFlag("SPREAD_DISAGREES",
            "the change of the curve's spread and what past stocks suggest "
            "differ by more than three times; that relation is weak (R2 0.11)",
            audit);
  }
  if (price.has_curve() && price.curve().mode() == v1::ForwardCurve::PATH) {
    AddFlag("CONSTANT_RISK_PREMIUM",
            "PATH takes futures as expectations up to a risk premium that does "
            "not change",
            audit);
  }
  if (from.assumptions.differential == 0.0 * kDollarsPerBarrel) {
    AddFlag("WORLD_PRICE_ONLY",
            "the world level is priced; differentials of grade and place, "
            "freight and the Brent-WTI spread are held",
            audit);
  }
  if (!from.assumptions.state.has_value()) {
    AddFlag("LINEAR_SYMMETRIC",
            "scarce spare capacity would raise the effect and a surplus lower "
            "it; state_dependence puts that in (grade J)",
            audit);
  }
  AddFlag("REAL_MONTHLY_PRICES",
          "impulse responses are of real prices in monthly averages; consumer "
          "prices move less than 0.5% and are ignored",
          audit);
  AddFlag("ELASTICITIES_DISPUTED",
          "short-run demand elasticities of the structural models (-0.13 to "
          "-0.35) exceed reduced-form long-run ones (-0.08), and the supply "
          "elasticity is disputed (Kilian and Zhou against Baumeister and "
          "Hamilton): nobody has reconciled them, so all are shown",
          audit);
}

}  // namespace

void FillAudit(const World& world, const PriceModels& models,
               const PricedFrom& from, const Priced& priced,
               const AuditOf& what, v1::PriceImpact* proto) {
  v1::Audit* audit = proto->mutable_audit();
  AddModels(*proto, audit);
  audit->set_code_version(CodeVersion());
  audit->set_parameter_set_id(models.parameter_set_id);
  audit->set_parameter_set_sha256(models.parameters_sha256);
  AddData(world, models, audit);
  audit->set_sampler(
      "posterior draws, each in turn; other models at evenly spaced quantiles");
  audit->set_draw_count(models.library.bh19.draw_count());
  if (from.curve.has_value() && from.curve->simulation.has_value()) {
    audit->set_sampler(
        absl::StrCat(audit->sampler(), "; the curve by Philox4x32-10, ",
                     from.curve->simulation->draw_count, " draws"));
    audit->set_seed(static_cast<int>(from.curve->simulation->seed));
  }
  for (const std::string& field : what.defaulted_fields) {
    audit->add_defaulted_fields(field);
  }
  AddParameters(models, from, what, *proto, audit);
  AddVariance(priced.impact.variance, audit);
  AddFlags(from, priced, *proto, audit);
  if (!what.unattributed.empty()) {
    AddFlag("NOT_ATTRIBUTED", what.unattributed, audit);
  }
  audit->set_rerun_token(what.rerun_token);
}

}  // namespace oilflow
