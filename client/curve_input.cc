#include "client/curve_input.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"

#include "CLI/CLI.hpp"
#include "client/message_file.h"
#include "service/base/csv.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

// Where the two columns stand in a row.
struct Columns {
  size_t delivery = 0;
  size_t price = 0;
};

absl::StatusOr<Columns> ColumnsOf(absl::string_view file,
                                  const std::vector<std::string>& header) {
  const auto delivery = std::find(header.begin(), header.end(), "delivery");
  const auto price = std::find(header.begin(), header.end(), "price");
  if (header.size() != 2 || delivery == header.end() || price == header.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ":1: must have the columns delivery and price, not ",
                     absl::StrJoin(header, ", ")));
  }
  return Columns{.delivery = static_cast<size_t>(delivery - header.begin()),
                 .price = static_cast<size_t>(price - header.begin())};
}

absl::Status ParseDelivery(absl::string_view text,
                           v1::ForwardCurve::Pillar* pillar) {
  // A number has no dash but in front or after an e.
  if (text.size() == 7 && text[4] == '-') {
    ASSIGN_OR_RETURN(const absl::CivilDay day,
                     ParseDate(absl::StrCat(text, "-01")));
    ToProto(day, pillar->mutable_delivery_month());
    return absl::OkStatus();
  }
  const absl::StatusOr<double> tenor = ParseNumber(text);
  if (!tenor.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "must be a month such as 2025-04 or a tenor in months such as 1.5, "
        "not \"",
        text, "\""));
  }
  pillar->set_tenor_months(*tenor);
  return absl::OkStatus();
}

template <typename Enum>
struct Choice {
  absl::string_view name;
  Enum value;
};

constexpr Choice<v1::ForwardCurve::Benchmark> kBenchmarks[] = {
    {"brent", v1::ForwardCurve::BRENT}, {"wti", v1::ForwardCurve::WTI}};
constexpr Choice<v1::ForwardCurve::Mode> kModes[] = {
    {"path", v1::ForwardCurve::PATH}, {"announce", v1::ForwardCurve::ANNOUNCE}};

// The value of `name`; that of nothing for nothing. Names are checked as they
// are typed.
template <typename Enum, size_t kCount>
Enum ValueOf(const Choice<Enum> (&choices)[kCount], absl::string_view name) {
  for (const Choice<Enum>& choice : choices) {
    if (choice.name == name) {
      return choice.value;
    }
  }
  return Enum();
}

}  // namespace

void AddCurveFlags(CLI::App* app, CurveFlags* flags) {
  app->add_option("--curve", flags->file,
                  "FILE.csv: a forward curve to shock, with the columns "
                  "delivery (2025-04, or a tenor in months) and price "
                  "(USD/bbl)");
  app->add_option("--curve-mode", flags->mode,
                  "path: by delivery month, for changes with dates; announce: "
                  "fading along the curve, for news of unknown persistence")
      ->check(CLI::IsMember({"path", "announce"}));
  app->add_option("--benchmark", flags->benchmark,
                  "what the curve quotes: brent or wti")
      ->check(CLI::IsMember({"brent", "wti"}));
  app->add_option("--quote-date", flags->quote_date,
                  "the day of the quotes (default: the day before the first "
                  "that is priced)");
  app->add_option("--simulate", flags->simulate_days,
                  "simulate the shocked curve so many days ahead")
      ->check(CLI::Range(1, 1096));
  app->add_option("--ore-commodity", flags->ore_commodity,
                  "the curve's name in -o ore (default: ICE:B for brent, "
                  "NYMEX:CL for wti)");
}

absl::Status ParseCurve(absl::string_view file, const std::string& text,
                        v1::ForwardCurve* curve) {
  ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, text));
  ASSIGN_OR_RETURN(const Columns columns, ColumnsOf(file, table.header));
  if (table.rows.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": must have at least one row below its header"));
  }
  for (const CsvRow& row : table.rows) {
    const auto error = [&](size_t column, absl::string_view what) {
      return absl::InvalidArgumentError(absl::StrCat(
          file, ":", row.line, ": column ", column + 1, ": ", what));
    };
    v1::ForwardCurve::Pillar* pillar = curve->add_pillars();
    const absl::Status delivery =
        ParseDelivery(row.fields[columns.delivery], pillar);
    if (!delivery.ok()) {
      return error(columns.delivery, delivery.message());
    }
    const absl::StatusOr<double> price = ParseNumber(row.fields[columns.price]);
    if (!price.ok()) {
      return error(columns.price, price.status().message());
    }
    pillar->set_price_usd_per_bbl(*price);
  }
  return absl::OkStatus();
}

absl::Status SetCurve(const CurveFlags& flags, v1::MarketAssumptions* market) {
  if (flags.IsEmpty()) {
    return absl::OkStatus();
  }
  if (flags.file.empty() && !market->has_curve()) {
    return absl::InvalidArgumentError(
        "--curve-mode, --benchmark, --quote-date and --simulate need a "
        "curve: give --curve FILE.csv");
  }
  v1::ForwardCurve* curve = market->mutable_curve();
  if (!flags.file.empty()) {
    ASSIGN_OR_RETURN(
        const std::string text,
        ReadTextFile(flags.file,
                     "--curve takes a CSV file with the columns delivery and "
                     "price"));
    curve->clear_pillars();
    RETURN_IF_ERROR(ParseCurve(FileName(flags.file), text, curve));
  }
  if (!flags.benchmark.empty()) {
    curve->set_benchmark(ValueOf(kBenchmarks, flags.benchmark));
  }
  if (!flags.mode.empty()) {
    curve->set_mode(ValueOf(kModes, flags.mode));
  }
  if (!flags.quote_date.empty()) {
    const absl::StatusOr<absl::CivilDay> day = ParseDate(flags.quote_date);
    if (!day.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--quote-date ", day.status().message()));
    }
    ToProto(*day, curve->mutable_quote_date());
  }
  if (flags.simulate_days > 0) {
    curve->mutable_simulation()->set_horizon_days(flags.simulate_days);
  }
  if (curve->benchmark() == v1::ForwardCurve::BENCHMARK_UNSPECIFIED) {
    return absl::InvalidArgumentError(
        "--curve needs --benchmark brent or --benchmark wti: they fade "
        "differently");
  }
  if (curve->mode() == v1::ForwardCurve::MODE_UNSPECIFIED) {
    return absl::InvalidArgumentError(
        "--curve needs --curve-mode path (changes with dates) or --curve-mode "
        "announce (news of unknown persistence)");
  }
  return absl::OkStatus();
}

}  // namespace oilflow
