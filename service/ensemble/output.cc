#include "service/ensemble/output.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"

namespace oilflow {
namespace {

// The shape of announcements is estimated to three years.
constexpr int kMaxTenorMonths = 36;

// What the subject of a quantity is.
enum class SubjectKind {
  kNone,
  kCountry,
  kQuotaCountry,
  kArc,
  kSink,
  kTank,
  kGrid,
  kActor,
  kPolicy,
  kCurve,
};

struct Quantity {
  absl::string_view name;
  OutputKind kind;
  SubjectKind of;
  absl::string_view unit;
};

constexpr Quantity kQuantities[] = {
    {"net_supply_bpd", OutputKind::kNetSupply, SubjectKind::kNone, "bpd"},
    {"price_usd_per_bbl", OutputKind::kPriceUsd, SubjectKind::kNone, "USD/bbl"},
    {"price_percent", OutputKind::kPricePercent, SubjectKind::kNone, "%"},
    {"price_percent", OutputKind::kCurvePercent, SubjectKind::kCurve, "%"},
    {"production_bpd", OutputKind::kProduction, SubjectKind::kCountry, "bpd"},
    {"production_change_bpd", OutputKind::kProductionChange,
     SubjectKind::kCountry, "bpd"},
    {"tracked_exports_bpd", OutputKind::kTrackedExports, SubjectKind::kCountry,
     "bpd"},
    {"tracked_exports_change_bpd", OutputKind::kTrackedExportsChange,
     SubjectKind::kCountry, "bpd"},
    {"quota_headroom_bpd", OutputKind::kQuotaHeadroom,
     SubjectKind::kQuotaCountry, "bpd"},
    {"flow_bpd", OutputKind::kFlow, SubjectKind::kArc, "bpd"},
    {"flow_change_bpd", OutputKind::kFlowChange, SubjectKind::kArc, "bpd"},
    {"delivered_bpd", OutputKind::kDelivered, SubjectKind::kSink, "bpd"},
    {"delivered_change_bpd", OutputKind::kDeliveredChange, SubjectKind::kSink,
     "bpd"},
    {"content_bbl", OutputKind::kContent, SubjectKind::kTank, "bbl"},
    {"unserved_mw", OutputKind::kUnservedPower, SubjectKind::kGrid, "MW"},
    {"revenue_usd_per_day", OutputKind::kRevenue, SubjectKind::kActor,
     "USD/day"},
    {"revenue_change_usd_per_day", OutputKind::kRevenueChange,
     SubjectKind::kActor, "USD/day"},
    {"in_force_share", OutputKind::kInForceShare, SubjectKind::kPolicy,
     "share"},
};

absl::string_view Describe(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kNone:
      return "nothing";
    case SubjectKind::kCountry:
      return "a country";
    case SubjectKind::kQuotaCountry:
      return "a country with a quota";
    case SubjectKind::kArc:
      return "an arc";
    case SubjectKind::kSink:
      return "a market or a domestic use";
    case SubjectKind::kTank:
      return "a storage or a strategic stock";
    case SubjectKind::kGrid:
      return "a power grid";
    case SubjectKind::kActor:
      return "an actor";
    case SubjectKind::kPolicy:
      return "a policy of the scenario";
    case SubjectKind::kCurve:
      return "curve-1m to curve-36m";
  }
  return "";
}

// The ids that a quantity may be of, each with its index.
std::vector<std::pair<absl::string_view, int>> SubjectsOf(
    const Network& network, const Scenario& scenario, SubjectKind kind) {
  std::vector<std::pair<absl::string_view, int>> ids;
  const auto add = [&](const auto& list, const auto& is_one) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (is_one(list[i])) {
        ids.emplace_back(list[i].id, static_cast<int>(i));
      }
    }
  };
  const auto any = [](const auto&) { return true; };
  switch (kind) {
    case SubjectKind::kCountry:
      add(network.countries(), any);
      break;
    case SubjectKind::kQuotaCountry:
      add(network.countries(),
          [](const Country& one) { return one.has_quota; });
      break;
    case SubjectKind::kArc:
      add(network.arcs(), any);
      break;
    case SubjectKind::kSink:
      add(network.nodes(), [](const Node& one) {
        return one.kind == NodeKind::kMarket ||
               one.kind == NodeKind::kDomesticUse;
      });
      break;
    case SubjectKind::kTank:
      add(network.nodes(), [](const Node& one) {
        return one.kind == NodeKind::kStorage ||
               one.kind == NodeKind::kStrategicStock;
      });
      break;
    case SubjectKind::kGrid:
      add(network.power_grids(), any);
      break;
    case SubjectKind::kActor:
      add(network.actors(), any);
      break;
    case SubjectKind::kPolicy:
      add(scenario.policies, any);
      break;
    case SubjectKind::kNone:
    case SubjectKind::kCurve:
      break;
  }
  return ids;
}

std::string AllQuantities() {
  std::vector<std::string> names;
  for (const Quantity& quantity : kQuantities) {
    names.push_back(quantity.of == SubjectKind::kNone
                        ? std::string(quantity.name)
                    : quantity.of == SubjectKind::kCurve
                        ? absl::StrCat("curve-{n}m.", quantity.name)
                        : absl::StrCat("{subject}.", quantity.name));
  }
  return absl::StrJoin(names, ", ");
}

absl::Status NoSuchOutput(absl::string_view name) {
  std::vector<absl::string_view> known;
  for (const Quantity& quantity : kQuantities) {
    known.push_back(quantity.name);
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '.');
  const std::string nearest = NearestId(parts.back(), known);
  return absl::InvalidArgumentError(absl::StrCat(
      "must be an output, not \"", name.substr(0, 120), "\"",
      nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?"),
      " There are ", AllQuantities(), ", each with or without @YYYY-MM"));
}

absl::StatusOr<Output> ParseQuantity(const Network& network,
                                     const Scenario& scenario,
                                     absl::string_view name) {
  const size_t dot = name.find('.');
  const bool has_subject = dot != absl::string_view::npos;
  const absl::string_view subject =
      has_subject ? name.substr(0, dot) : absl::string_view();
  const absl::string_view quantity_name =
      has_subject ? name.substr(dot + 1) : name;
  absl::Status failed = NoSuchOutput(name);
  for (const Quantity& quantity : kQuantities) {
    if (quantity.name != quantity_name ||
        (quantity.of == SubjectKind::kNone) == has_subject) {
      continue;
    }
    Output output{.name = std::string(name), .kind = quantity.kind};
    if (!has_subject) {
      return output;
    }
    if (quantity.of == SubjectKind::kCurve) {
      absl::string_view tenor = subject;
      if (absl::StartsWith(tenor, "curve-") && absl::EndsWith(tenor, "m") &&
          absl::SimpleAtoi(tenor.substr(6, tenor.size() - 7),
                           &output.tenor_months) &&
          output.tenor_months >= 1 && output.tenor_months <= kMaxTenorMonths) {
        return output;
      }
    }
    std::vector<absl::string_view> known;
    for (const auto& [id, index] : SubjectsOf(network, scenario, quantity.of)) {
      if (id == subject) {
        output.subject = index;
        return output;
      }
      known.push_back(id);
    }
    const std::string nearest = NearestId(subject, known);
    failed = absl::InvalidArgumentError(absl::StrCat(
        quantity.name, " must be that of ", Describe(quantity.of), ", not of ",
        subject.substr(0, 63),
        nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?")));
  }
  return failed;
}

absl::StatusOr<absl::CivilMonth> ParseMonth(absl::string_view text,
                                            const Horizon& horizon) {
  const absl::CivilMonth first(horizon.first_day);
  const absl::CivilMonth last(horizon.end() - 1);
  int year = 0;
  int month = 0;
  const bool well_formed = text.size() == 7 && text[4] == '-' &&
                           absl::SimpleAtoi(text.substr(0, 4), &year) &&
                           absl::SimpleAtoi(text.substr(5), &month) &&
                           month >= 1 && month <= 12;
  const absl::CivilMonth asked(year, month);
  if (!well_formed || asked < first || asked > last) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the month behind @ must be from ", absl::FormatCivilTime(first),
        " to ", absl::FormatCivilTime(last), ", not \"", text.substr(0, 20),
        "\""));
  }
  return asked;
}

}  // namespace

absl::string_view UnitOf(OutputKind kind) {
  for (const Quantity& quantity : kQuantities) {
    if (quantity.kind == kind) {
      return quantity.unit;
    }
  }
  return "";
}

std::string OutputColumn::Name() const {
  return month.has_value()
             ? absl::StrCat(output.name, "@", absl::FormatCivilTime(*month))
             : output.name;
}

absl::StatusOr<OutputColumn> ParseOutput(const Network& network,
                                         const Scenario& scenario,
                                         absl::string_view name) {
  const size_t at = name.find('@');
  absl::StatusOr<Output> output =
      ParseQuantity(network, scenario, name.substr(0, at));
  if (!output.ok()) {
    return output.status();
  }
  OutputColumn column{.output = *std::move(output), .month = std::nullopt};
  if (at != absl::string_view::npos) {
    absl::StatusOr<absl::CivilMonth> month =
        ParseMonth(name.substr(at + 1), scenario.horizon);
    if (!month.ok()) {
      return month.status();
    }
    column.month = *month;
  }
  return column;
}

std::vector<OutputColumn> WithMonths(const OutputColumn& column,
                                     const Horizon& horizon, bool monthly) {
  std::vector<OutputColumn> columns = {column};
  if (monthly && !column.month.has_value()) {
    for (absl::CivilMonth month(horizon.first_day);
         absl::CivilDay(month) < horizon.end(); ++month) {
      columns.push_back({.output = column.output, .month = month});
    }
  }
  return columns;
}

}  // namespace oilflow
