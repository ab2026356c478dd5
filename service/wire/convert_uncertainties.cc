#include "service/wire/convert_uncertainties.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_distribution.h"

namespace oilflow {
namespace {

constexpr int kMaxParameters = 200;
constexpr int kMaxCorrelations = 500;

// Of a parameter or a variable.
void CheckName(const std::string& field, const std::string& name,
               BadRequest* bad) {
  CheckText(field, name, kMaxName, false, bad);
  if (name.find('.') == std::string::npos) {
    bad->Add(field, absl::StrCat("must be {policy_id}.{field}, "
                                 "{subject}.{measure} or {driver_id}.level, "
                                 "not \"",
                                 Repeatable(name, 80), "\""));
  }
}

std::optional<FactRanges> FactRangesFromProto(
    v1::Uncertainties::FactRanges ranges, const std::string& field,
    BadRequest* bad) {
  switch (ranges) {
    case v1::Uncertainties::FACT_RANGES_UNSPECIFIED:
    case v1::Uncertainties::TWO_PIECE:
      return FactRanges::kTwoPiece;
    case v1::Uncertainties::OFF:
      return FactRanges::kOff;
    case v1::Uncertainties::TRIANGULAR:
      return FactRanges::kTriangular;
    case v1::Uncertainties::PERT:
      return FactRanges::kPert;
    default:
      bad->Add(field,
               absl::StrCat("must be OFF, TWO_PIECE, TRIANGULAR or PERT, "
                            "not ",
                            static_cast<int>(ranges)));
      return std::nullopt;
  }
}

v1::Uncertainties::FactRanges ToProto(FactRanges ranges) {
  switch (ranges) {
    case FactRanges::kOff:
      return v1::Uncertainties::OFF;
    case FactRanges::kTwoPiece:
      return v1::Uncertainties::TWO_PIECE;
    case FactRanges::kTriangular:
      return v1::Uncertainties::TRIANGULAR;
    case FactRanges::kPert:
      return v1::Uncertainties::PERT;
  }
  return v1::Uncertainties::FACT_RANGES_UNSPECIFIED;
}

bool RepairFromProto(v1::Uncertainties::Inconsistent inconsistent,
                     const std::string& field, BadRequest* bad) {
  if (inconsistent < 0 || inconsistent > v1::Uncertainties::REFUSE) {
    bad->Add(field, absl::StrCat("must be REPAIR or REFUSE, not ",
                                 static_cast<int>(inconsistent)));
  }
  return inconsistent != v1::Uncertainties::REFUSE;
}

NamedCorrelation CorrelationFromProto(const v1::RankCorrelation& proto,
                                      const std::string& path,
                                      BadRequest* bad) {
  CheckName(absl::StrCat(path, ".first"), proto.first(), bad);
  CheckName(absl::StrCat(path, ".second"), proto.second(), bad);
  if (!proto.first().empty() && proto.first() == proto.second()) {
    bad->Add(
        absl::StrCat(path, ".second"),
        absl::StrCat("must not be first too: ", Repeatable(proto.first(), 80)));
  }
  const std::string field = absl::StrCat(path, ".correlation");
  const double correlation = proto.correlation();
  if (!proto.has_correlation()) {
    bad->Add(field, "must be given: Spearman's, above -1 and below 1");
  } else if (!(correlation > -1 && correlation < 1)) {
    bad->Add(field, absl::StrCat("must be above -1 and below 1, not ",
                                 PrintNumber(correlation),
                                 "; two that always move as one are one "
                                 "driver"));
  }
  return {proto.first(), proto.second(), correlation};
}

std::vector<NamedCorrelation> CorrelationsFromProto(
    const v1::Uncertainties& proto, const std::string& path, BadRequest* bad) {
  std::vector<NamedCorrelation> correlations;
  CheckSize(absl::StrCat(path, ".correlations"), proto.correlations_size(),
            kMaxCorrelations, bad);
  std::map<std::pair<std::string, std::string>, int> seen;
  for (int i = 0; i < std::min(proto.correlations_size(), kMaxCorrelations);
       ++i) {
    const std::string field = absl::StrCat(path, ".correlations[", i, "]");
    correlations.push_back(
        CorrelationFromProto(proto.correlations(i), field, bad));
    // Either may be called the first.
    auto pair =
        std::minmax(correlations.back().first, correlations.back().second);
    const auto [earlier, is_new] = seen.emplace(pair, i);
    if (!is_new) {
      bad->Add(field, absl::StrCat("must be given once; correlations[",
                                   earlier->second, "] is of ",
                                   Repeatable(pair.first, 80), " and ",
                                   Repeatable(pair.second, 80), " too"));
    }
  }
  return correlations;
}

}  // namespace

Uncertainties UncertaintiesFromProto(const v1::Uncertainties& proto,
                                     const std::string& path, BadRequest* bad) {
  Uncertainties uncertainties;
  CheckSize(absl::StrCat(path, ".parameters"), proto.parameters_size(),
            kMaxParameters, bad);
  UniqueIds names("parameters", bad);
  for (int i = 0; i < std::min(proto.parameters_size(), kMaxParameters); ++i) {
    const v1::Uncertainty& parameter = proto.parameters(i);
    const std::string field = absl::StrCat(path, ".parameters[", i, "]");
    const std::string name_field = absl::StrCat(field, ".parameter");
    CheckName(name_field, parameter.parameter(), bad);
    names.Check(name_field, parameter.parameter(), i);
    auto distribution = DistributionFromProto(
        parameter.distribution(), absl::StrCat(field, ".distribution"), bad);
    if (distribution.has_value()) {
      uncertainties.parameters.push_back(
          {parameter.parameter(), *std::move(distribution)});
    }
  }
  uncertainties.correlations = CorrelationsFromProto(proto, path, bad);
  uncertainties.fact_ranges =
      FactRangesFromProto(proto.fact_ranges(),
                          absl::StrCat(path, ".fact_ranges"), bad)
          .value_or(uncertainties.fact_ranges);
  uncertainties.repair = RepairFromProto(
      proto.inconsistent(), absl::StrCat(path, ".inconsistent"), bad);
  return uncertainties;
}

void ToProto(const Uncertainties& uncertainties, v1::Uncertainties* proto) {
  for (const UncertainParameter& parameter : uncertainties.parameters) {
    v1::Uncertainty* to = proto->add_parameters();
    to->set_parameter(parameter.name);
    ToProto(parameter.distribution, to->mutable_distribution());
  }
  for (const NamedCorrelation& correlation : uncertainties.correlations) {
    v1::RankCorrelation* to = proto->add_correlations();
    to->set_first(correlation.first);
    to->set_second(correlation.second);
    to->set_correlation(correlation.correlation);
  }
  proto->set_fact_ranges(ToProto(uncertainties.fact_ranges));
  proto->set_inconsistent(uncertainties.repair ? v1::Uncertainties::REPAIR
                                               : v1::Uncertainties::REFUSE);
}

}  // namespace oilflow
