#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/printer_csv.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// A quota position and each of its other bases name these fields alike; the
// measures of a basis end with its name.
template <typename Proto>
void WriteHeadrooms(const v1::QuotaPosition& position, const Proto& counted,
                    absl::string_view by, CsvWriter* csv) {
  const std::string month = ShowDate(position.month());
  const auto row = [&](absl::string_view measure, bool known, double value) {
    csv->Row("quota", position.country(), absl::StrCat(measure, by), month,
             known ? PrintNumber(value) : "", "bpd");
  };
  row("baseline_headroom", counted.has_baseline_headroom_bpd(),
      counted.baseline_headroom_bpd());
  row("scenario_headroom", counted.has_scenario_headroom_bpd(),
      counted.scenario_headroom_bpd());
  row("baseline_effective_headroom",
      counted.has_baseline_effective_headroom_bpd(),
      counted.baseline_effective_headroom_bpd());
  row("scenario_effective_headroom",
      counted.has_scenario_effective_headroom_bpd(),
      counted.scenario_effective_headroom_bpd());
}

void WriteQuota(const v1::QuotaPosition& position, CsvWriter* csv) {
  const std::string month = ShowDate(position.month());
  const auto row = [&](absl::string_view measure, bool known, double value) {
    csv->Row("quota", position.country(), measure, month,
             known ? PrintNumber(value) : "", "bpd");
  };
  row("required", position.has_required_bpd(), position.required_bpd());
  row("compensation", position.has_compensation_bpd(),
      position.compensation_bpd());
  row("effective_target", position.has_effective_target_bpd(),
      position.effective_target_bpd());
  row("baseline_counted", true, position.baseline_counted_bpd());
  row("scenario_counted", true, position.scenario_counted_bpd());
  WriteHeadrooms(position, position, "", csv);
  for (const auto& basis : position.other_bases()) {
    const std::string by = absl::StrCat("_by_", basis.basis());
    row(absl::StrCat("difference", by), basis.has_difference_bpd(),
        basis.difference_bpd());
    row(absl::StrCat("baseline_counted", by), basis.has_baseline_counted_bpd(),
        basis.baseline_counted_bpd());
    row(absl::StrCat("scenario_counted", by), basis.has_scenario_counted_bpd(),
        basis.scenario_counted_bpd());
    WriteHeadrooms(position, basis, by, csv);
  }
}

std::string LimitText(const v1::Limit& limit) {
  return absl::StrCat(v1::ConstraintKind_Name(limit.kind()), " ",
                      absl::StrJoin(limit.subjects(), " "),
                      limit.policy_id().empty()
                          ? ""
                          : absl::StrCat(", policy ", limit.policy_id()));
}

void WriteConstraint(const v1::BindingConstraint& binding, CsvWriter* csv) {
  const std::string subjects = absl::StrJoin(binding.limit().subjects(), " ");
  const std::string note = absl::StrCat(
      LimitText(binding.limit()), ", ", binding.day_count(), " days from ",
      ShowDate(binding.first_date()),
      binding.binds_in_baseline() ? ", also without policies" : "");
  const auto row = [&](absl::string_view measure, double value,
                       absl::string_view unit) {
    csv->Row("constraint", subjects, measure, ShowDate(binding.last_date()),
             PrintNumber(value), unit, note);
  };
  row("limit", binding.limit().limit_bpd(), "bpd");
  row("shadow_price", binding.shadow_price_usd_per_bbl(), "USD/bbl");
  row("mandated_share", binding.mandated_share(), "share");
  row("must_serve_share", binding.must_serve_share(), "share");
}

void WriteShortfall(const v1::Shortfall& shortfall, CsvWriter* csv) {
  std::string note =
      absl::StrCat(shortfall.policy_id().empty()
                       ? "must-serve demand"
                       : absl::StrCat("policy ", shortfall.policy_id()),
                   ", ", shortfall.day_count(), " days from ",
                   ShowDate(shortfall.first_date()), ", bound by");
  for (const v1::Limit& limit : shortfall.bound_by()) {
    absl::StrAppend(&note, " [", LimitText(limit), "]");
  }
  const auto row = [&](absl::string_view measure, int32_t rate) {
    csv->Row("shortfall", shortfall.subject(), measure,
             ShowDate(shortfall.last_date()), absl::StrCat(rate), "bpd", note);
  };
  row("asked", shortfall.asked_bpd());
  row("delivered", shortfall.delivered_bpd());
  row("short", shortfall.short_bpd());
}

}  // namespace

void PrintCsv(const v1::EvaluateScenarioResponse& response, std::ostream& out) {
  CsvWriter csv(response.start_date(), out);
  for (const auto& arc : response.arcs()) {
    csv.Change("arc", arc.arc(), "flow", arc.flow());
  }
  for (const auto& node : response.nodes()) {
    csv.Change("node", node.node(), "rate", node.rate());
  }
  for (const auto& chokepoint : response.chokepoints()) {
    csv.Change("chokepoint", chokepoint.chokepoint(), "flow",
               chokepoint.flow());
  }
  for (const auto& country : response.countries()) {
    const std::string& id = country.country();
    csv.Change("country", id, "production", country.production());
    csv.Change("country", id, "domestic_use", country.domestic_use());
    csv.Change("country", id, "true_exports", country.true_exports());
    csv.Change("country", id, "apparent_exports", country.apparent_exports());
    csv.Change("country", id, "foreign_in_apparent",
               country.foreign_in_apparent());
    csv.Change("country", id, "deliveries", country.deliveries());
    csv.Change("country", id, "storage_build", country.storage_build());
    if (country.has_product_exports_bpd()) {
      csv.Row("country", id, "product_exports", ShowDate(response.start_date()),
              PrintNumber(country.product_exports_bpd()), "bpd");
    }
  }
  for (const v1::Headline& headline : response.headlines()) {
    csv.Series("headline", headline.policy_id(), "gross", headline.gross_bpd(),
               "bpd");
  }
  for (const v1::LedgerLine& line : response.ledger().lines()) {
    const std::string mechanism = v1::Mechanism_Name(line.mechanism());
    csv.Series("ledger", line.node(), absl::StrCat(mechanism, "_more"),
               line.more_bpd(), "bpd");
    csv.Series("ledger", line.node(), absl::StrCat(mechanism, "_less"),
               line.less_bpd(), "bpd");
  }
  csv.Series("ledger", "net", "net_market_supply", response.ledger().net_bpd(),
             "bpd");
  for (const v1::QuotaPosition& position : response.quota_positions()) {
    WriteQuota(position, &csv);
  }
  for (const v1::StreamCoverage& coverage : response.coverages()) {
    for (const auto& policy : coverage.policies()) {
      csv.Series("coverage", coverage.stream(),
                 absl::StrCat("gross_of_", policy.policy_id()),
                 policy.gross_percent(), "percent");
    }
    csv.Series("coverage", coverage.stream(), "net", coverage.net_percent(),
               "percent");
  }
  for (const v1::BindingConstraint& binding : response.constraints()) {
    WriteConstraint(binding, &csv);
  }
  for (const v1::Shortfall& shortfall : response.shortfalls()) {
    WriteShortfall(shortfall, &csv);
  }
  WriteAccounts(response, &csv);
  WritePrice(response.price(), &csv);
  for (const v1::Fact& fact : response.facts()) {
    csv.Row(
        "fact", fact.subject(), fact.measure(), ShowDate(fact.known_at()),
        PrintNumber(fact.value()), fact.unit(),
        absl::StrCat(v1::Fact::Kind_Name(fact.kind()), " ",
                     v1::Fact::Evidence_Name(fact.evidence()), " ",
                     v1::Fact::Grade_Name(fact.grade()), ": ", fact.source()));
  }
  WriteWarnings(response.warnings(), &csv);
  WriteManifest(response.scenario().name(), response.manifest(), &csv);
}

}  // namespace oilflow
