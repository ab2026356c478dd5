#include "service/market/response_draws.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/csv.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr size_t kMinDraws = 100;
constexpr size_t kMaxDraws = 100000;
// Output must fall by this many percent on impact: paths are matched by
// dividing by the first response.
constexpr double kLeastOutputLoss = 0.01;

// Where the columns of one response stand, by lag.
using Columns = std::array<size_t, kResponseMonths>;

bool HasAny(const CsvTable& table, absl::string_view letter) {
  for (int lag = 0; lag < kResponseMonths; ++lag) {
    if (std::count(table.header.begin(), table.header.end(),
                   absl::StrCat(letter, lag)) > 0) {
      return true;
    }
  }
  return false;
}

absl::StatusOr<Columns> FindColumns(absl::string_view file,
                                    const CsvTable& table,
                                    absl::string_view letter) {
  Columns columns = {};
  for (int lag = 0; lag < kResponseMonths; ++lag) {
    const std::string name = absl::StrCat(letter, lag);
    const auto found =
        std::find(table.header.begin(), table.header.end(), name);
    if (found == table.header.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat(file, ":1: must have the column ", name, ", as ", letter,
                       "0 to ", letter, kResponseMonths - 1, " go together"));
    }
    columns[lag] = static_cast<size_t>(found - table.header.begin());
  }
  return columns;
}

// By lag, then draw.
absl::StatusOr<std::vector<double>> ReadResponses(absl::string_view file,
                                                  const CsvTable& table,
                                                  absl::string_view letter) {
  ASSIGN_OR_RETURN(const Columns columns, FindColumns(file, table, letter));
  std::vector<double> values;
  values.reserve(kResponseMonths * table.rows.size());
  for (const size_t column : columns) {
    for (const CsvRow& row : table.rows) {
      const absl::StatusOr<double> value = ParseNumber(row.fields[column]);
      if (!value.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat(file, ":", row.line, ": ", table.header[column], ": ",
                         value.status().message()));
      }
      values.push_back(*value);
    }
  }
  return values;
}

}  // namespace

absl::StatusOr<ResponseDraws> ResponseDraws::Parse(absl::string_view file,
                                                   absl::string_view text) {
  ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, text));
  if (table.rows.size() < kMinDraws || table.rows.size() > kMaxDraws) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": must have from ", kMinDraws, " to ", kMaxDraws,
                     " draws, not ", table.rows.size()));
  }
  ResponseDraws draws;
  draws.draw_count_ = static_cast<int>(table.rows.size());
  ASSIGN_OR_RETURN(draws.output_, ReadResponses(file, table, "q"));
  ASSIGN_OR_RETURN(draws.price_, ReadResponses(file, table, "p"));
  if (HasAny(table, "i")) {
    ASSIGN_OR_RETURN(draws.inventory_, ReadResponses(file, table, "i"));
  }
  for (size_t draw = 0; draw < table.rows.size(); ++draw) {
    if (!(draws.output_[draw] < -kLeastOutputLoss)) {
      return absl::InvalidArgumentError(absl::StrCat(
          file, ":", table.rows[draw].line, ": q0: must be below ",
          PrintNumber(-kLeastOutputLoss), ", not ",
          PrintNumber(draws.output_[draw]),
          ": a shift that loses no output cannot match a path of it"));
    }
  }
  return draws;
}

absl::Span<const double> ResponseDraws::At(const std::vector<double>& values,
                                           int lag) const {
  const int last = std::min(lag, kResponseMonths - 1);
  return absl::MakeConstSpan(values).subspan(
      static_cast<size_t>(last) * draw_count_, draw_count_);
}

absl::Span<const double> ResponseDraws::Output(int lag) const {
  return At(output_, lag);
}

absl::Span<const double> ResponseDraws::Price(int lag) const {
  return At(price_, lag);
}

absl::Span<const double> ResponseDraws::Inventory(int lag) const {
  return At(inventory_, lag);
}

}  // namespace oilflow
