#include "service/wire/convert_ensemble.h"

#include <array>
#include <cstddef>
#include <iterator>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/market/sample.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

constexpr double kMaxError = 1e12;
constexpr size_t kMaxNamedColumns = 12;
// The levels at which the values of a variable are said.
constexpr std::array<double, 3> kVariableLevels = {0.05, 0.5, 0.95};

std::string ColumnNames(absl::Span<const OutputColumn> columns) {
  std::string names =
      absl::StrJoin(columns.subspan(0, kMaxNamedColumns), ", ",
                    [](std::string* out, const OutputColumn& column) {
                      out->append(column.Name());
                    });
  if (columns.size() > kMaxNamedColumns) {
    absl::StrAppend(&names, ", ...");
  }
  return names;
}

double ErrorOf(const Estimate& estimate) {
  return estimate.error.value_or(std::numeric_limits<double>::infinity());
}

v1::DrawnVariable::Kind ToProto(VariableKind kind) {
  switch (kind) {
    case VariableKind::kPolicyField:
      return v1::DrawnVariable::POLICY_FIELD;
    case VariableKind::kFact:
      return v1::DrawnVariable::FACT;
    case VariableKind::kDriver:
      return v1::DrawnVariable::DRIVER;
    case VariableKind::kHappens:
      return v1::DrawnVariable::HAPPENS;
    case VariableKind::kGate:
      return v1::DrawnVariable::GATE;
    case VariableKind::kRenewal:
      return v1::DrawnVariable::RENEWAL;
    case VariableKind::kPriceModel:
    case VariableKind::kPriceMultiplier:
      return v1::DrawnVariable::PRICE;
  }
  return v1::DrawnVariable::KIND_UNSPECIFIED;
}

}  // namespace

SamplingRequest SamplingFromProto(const v1::Sampling& proto,
                                  const DrawLimits& limits,
                                  const std::string& path, BadRequest* bad) {
  SamplingRequest request;
  request.plan.seed = proto.has_seed() ? proto.seed() : 1;
  switch (proto.method()) {
    case v1::Sampling::METHOD_UNSPECIFIED:
    case v1::Sampling::RANDOM:
      request.plan.sampling = Sampling::kRandom;
      break;
    case v1::Sampling::SOBOL:
      request.plan.sampling = Sampling::kSobol;
      break;
    default:
      bad->Add(absl::StrCat(path, ".method"),
               absl::StrCat("must be RANDOM or SOBOL, not ",
                            static_cast<int>(proto.method())));
  }
  request.draw_count = limits.otherwise;
  if (proto.has_draw_count()) {
    request.draw_count = proto.draw_count();
    CheckNumber(absl::StrCat(path, ".draw_count"), proto.draw_count(),
                limits.least, limits.most, "draws", bad);
  }
  return request;
}

void ToProto(const SamplingRequest& sampling, v1::Sampling* proto) {
  proto->set_seed(sampling.plan.seed);
  proto->set_method(sampling.plan.sampling == Sampling::kSobol
                        ? v1::Sampling::SOBOL
                        : v1::Sampling::RANDOM);
  proto->set_draw_count(sampling.draw_count);
}

SummaryOptions SummaryOptionsOf(const SamplePlan& plan) {
  SummaryOptions options;
  if (plan.sampling == Sampling::kSobol) {
    options.scrambling_count = plan.scrambling_count;
  }
  return options;
}

std::optional<Precision> PrecisionFromProto(
    const v1::StoppingRule& proto, absl::Span<const OutputColumn> columns,
    const std::string& path, BadRequest* bad) {
  Precision precision;
  bool good = true;
  const auto fault = [&](absl::string_view field,
                         absl::string_view description) {
    bad->Add(absl::StrCat(path, ".", field), description);
    good = false;
  };
  if (!proto.output().empty()) {
    precision.output = -1;
    for (size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].Name() == proto.output()) {
        precision.output = static_cast<int>(c);
      }
    }
    if (precision.output < 0) {
      fault("output", absl::StrCat("must be one of the outputs that are asked "
                                   "for: ",
                                   ColumnNames(columns), "; not \"",
                                   Repeatable(proto.output(), 80), "\""));
    }
  }
  if (proto.has_level()) {
    size_t l = 0;
    while (l < kLevels.size() && kLevels[l] != proto.level()) {
      ++l;
    }
    // The first of Known are kLevels in their order.
    precision.known = static_cast<Known>(l);
    if (l == kLevels.size()) {
      fault("level", absl::StrCat("must be 0.05, 0.16, 0.5, 0.84 or 0.95, not ",
                                  PrintNumber(proto.level())));
    }
  }
  precision.tolerance = proto.error();
  if (!proto.has_error()) {
    fault("error",
          "must be given: the Monte Carlo error to reach, above 0, in the unit "
          "of the output");
  } else if (!CheckNumberAbove(absl::StrCat(path, ".error"), proto.error(), 0,
                               kMaxError, "in the unit of the output", bad)
                  .has_value()) {
    good = false;
  }
  return good ? std::make_optional(precision) : std::nullopt;
}

void ToProto(const Precision& precision, absl::Span<const OutputColumn> columns,
             v1::StoppingRule* proto) {
  proto->set_output(columns[precision.output].Name());
  proto->set_level(kLevels[static_cast<size_t>(precision.known)]);
  proto->set_error(precision.tolerance);
}

void ToProto(const OutputColumn& column, const OutputNumbers& numbers,
             v1::OutputSummary* proto) {
  proto->set_output(column.output.name);
  if (column.month.has_value()) {
    oilflow::ToProto(absl::CivilDay(*column.month), proto->mutable_month());
  }
  proto->set_unit(std::string(UnitOf(column.output.kind)));
  const Summary& summary = numbers.summary;
  v1::Quantiles* quantiles = proto->mutable_quantiles();
  quantiles->set_p05(summary.quantile[0].value);
  quantiles->set_p16(summary.quantile[1].value);
  quantiles->set_p50(summary.quantile[2].value);
  quantiles->set_p84(summary.quantile[3].value);
  quantiles->set_p95(summary.quantile[4].value);
  quantiles->set_p05_error(ErrorOf(summary.quantile[0]));
  quantiles->set_p16_error(ErrorOf(summary.quantile[1]));
  quantiles->set_p50_error(ErrorOf(summary.quantile[2]));
  quantiles->set_p84_error(ErrorOf(summary.quantile[3]));
  quantiles->set_p95_error(ErrorOf(summary.quantile[4]));
  proto->set_probability_above_zero(summary.rise.value);
  proto->set_probability_above_zero_error(ErrorOf(summary.rise));
  proto->set_probability_below_zero(summary.fall.value);
  proto->set_probability_below_zero_error(ErrorOf(summary.fall));
  proto->set_low_shortfall(summary.shortfall_low.value);
  proto->set_low_shortfall_error(ErrorOf(summary.shortfall_low));
  proto->set_high_shortfall(summary.shortfall_high.value);
  proto->set_high_shortfall_error(ErrorOf(summary.shortfall_high));
  if (numbers.mean.has_value()) {
    proto->set_mean(numbers.mean->value);
    if (numbers.mean->error.has_value()) {
      proto->set_mean_error(*numbers.mean->error);
    }
  }
  proto->set_lowest(summary.minimum);
  proto->set_highest(summary.maximum);
  proto->set_at_median_inputs(numbers.at_median_inputs);
}

void ToProto(const Variable& variable, v1::DrawnVariable* proto) {
  proto->set_variable(variable.name);
  proto->set_kind(ToProto(variable.kind));
  proto->set_unit(variable.unit);
  if (!variable.distribution.has_value()) {
    return;
  }
  // As the field of v1.Distribution is called.
  proto->set_family(absl::AsciiStrToLower(
      absl::StrReplaceAll(FamilyOf(*variable.distribution), {{"-", "_"}})));
  for (const double level : kVariableLevels) {
    proto->add_values(QuantileOf(*variable.distribution, level));
  }
}

void ToProto(const CorrelationRepair& repair,
             const std::vector<std::string>& names,
             v1::CorrelationRepair* proto) {
  proto->set_least_eigenvalue(repair.least_eigenvalue);
  proto->set_first(names[repair.first]);
  proto->set_second(names[repair.second]);
  proto->set_asked(repair.asked);
  proto->set_given(repair.used);
}

}  // namespace oilflow
