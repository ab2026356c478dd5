#include "service/market/parameter_set.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/csv.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

enum Column {
  kId,
  kValue,
  kLow,
  kHigh,
  kRangeLevel,
  kDistribution,
  kUnit,
  kGrade,
  kUsed,
  kSource
};

constexpr std::array<absl::string_view, 10> kColumns = {
    "id",           "value", "low",   "high", "range_level",
    "distribution", "unit",  "grade", "used", "source"};

constexpr std::array<absl::string_view, 6> kDistributions = {
    "point", "normal", "lognormal", "triangular", "beta", "uniform"};

// The weakest first.
constexpr absl::string_view kGrades = "JMRV";

// Words of [a-z0-9-] joined by dots.
bool IsId(absl::string_view text) {
  bool in_word = false;
  for (const char c : text) {
    if (c == '.') {
      if (!in_word) {
        return false;
      }
      in_word = false;
    } else if (absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-') {
      in_word = true;
    } else {
      return false;
    }
  }
  return in_word;
}

// One or more of kGrades, in their order, none twice.
bool IsGrade(absl::string_view text) {
  size_t next = 0;
  for (const char c : text) {
    const size_t at = kGrades.find(c, next);
    if (at == absl::string_view::npos) {
      return false;
    }
    next = at + 1;
  }
  return !text.empty();
}

// One row, read column by column.
class RowReader {
 public:
  RowReader(absl::string_view file, const CsvRow& row)
      : file_(file), row_(row) {}

  absl::Status Error(Column column, absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(
        file_, ":", row_.line, ": ", kColumns[column], ": ", what));
  }

  const std::string& Text(Column column) const { return row_.fields[column]; }

  absl::StatusOr<std::string> NonEmpty(Column column) const {
    if (Text(column).empty()) {
      return Error(column, "must not be empty");
    }
    return Text(column);
  }

  absl::StatusOr<std::optional<double>> Number(Column column) const {
    if (Text(column).empty()) {
      return std::optional<double>();
    }
    const absl::StatusOr<double> number = ParseNumber(Text(column));
    if (!number.ok()) {
      return Error(column, number.status().message());
    }
    return std::optional<double>(*number);
  }

 private:
  absl::string_view file_;
  const CsvRow& row_;
};

// The numbers and what their range covers.
absl::Status ReadNumbers(const RowReader& row, Parameter* parameter) {
  ASSIGN_OR_RETURN(parameter->value, row.Number(kValue));
  ASSIGN_OR_RETURN(parameter->low, row.Number(kLow));
  ASSIGN_OR_RETURN(parameter->high, row.Number(kHigh));
  const bool has_range = parameter->low || parameter->high;
  if (!parameter->value && !has_range) {
    return row.Error(kValue, "must be there, or else low or high");
  }
  if (parameter->low && parameter->high && *parameter->low > *parameter->high) {
    return row.Error(kLow, absl::StrCat("must be at most high, ",
                                        PrintNumber(*parameter->high), ", not ",
                                        PrintNumber(*parameter->low)));
  }
  if (parameter->value && parameter->low &&
      *parameter->value < *parameter->low) {
    return row.Error(
        kValue,
        absl::StrCat("must be at least low, ", PrintNumber(*parameter->low),
                     ", not ", PrintNumber(*parameter->value)));
  }
  if (parameter->value && parameter->high &&
      *parameter->value > *parameter->high) {
    return row.Error(
        kValue,
        absl::StrCat("must be at most high, ", PrintNumber(*parameter->high),
                     ", not ", PrintNumber(*parameter->value)));
  }
  parameter->range_level = row.Text(kRangeLevel);
  if (parameter->range_level.empty() == has_range) {
    return row.Error(kRangeLevel,
                     has_range ? "must say what low and high cover, such as 90%"
                               : "must be empty without low and high");
  }
  return absl::OkStatus();
}

absl::StatusOr<Parameter> ReadParameter(const RowReader& row) {
  Parameter parameter;
  parameter.id = row.Text(kId);
  if (!IsId(parameter.id)) {
    return row.Error(kId,
                     absl::StrCat("must be words of [a-z0-9-] joined by dots, "
                                  "such as elasticity.supply.short-run, not '",
                                  parameter.id, "'"));
  }
  RETURN_IF_ERROR(ReadNumbers(row, &parameter));
  parameter.distribution = row.Text(kDistribution);
  if (std::find(kDistributions.begin(), kDistributions.end(),
                parameter.distribution) == kDistributions.end()) {
    return row.Error(
        kDistribution,
        absl::StrCat("must be one of ", absl::StrJoin(kDistributions, ", "),
                     ", not '", parameter.distribution, "'"));
  }
  ASSIGN_OR_RETURN(parameter.unit, row.NonEmpty(kUnit));
  parameter.grade = row.Text(kGrade);
  if (!IsGrade(parameter.grade)) {
    return row.Error(kGrade,
                     absl::StrCat("must be of J, M, R and V, the weakest first "
                                  "and none twice, such as R or JV, not '",
                                  parameter.grade, "'"));
  }
  const std::string& used = row.Text(kUsed);
  if (used != "0" && used != "1") {
    return row.Error(kUsed, absl::StrCat("must be 0 or 1, not '", used, "'"));
  }
  parameter.used = used == "1";
  if (parameter.used && !parameter.value) {
    return row.Error(kUsed, "must be 0 without a value: only values are read");
  }
  ASSIGN_OR_RETURN(parameter.source, row.NonEmpty(kSource));
  return parameter;
}

}  // namespace

absl::StatusOr<ParameterSet> ParameterSet::Parse(absl::string_view file,
                                                 absl::string_view text) {
  ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, text));
  if (!std::equal(table.header.begin(), table.header.end(), kColumns.begin(),
                  kColumns.end())) {
    return absl::InvalidArgumentError(absl::StrCat(
        file, ":1: must have the columns ", absl::StrJoin(kColumns, ",")));
  }
  if (table.rows.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": must have at least one parameter"));
  }
  ParameterSet set;
  set.file_ = std::string(file);
  for (const CsvRow& csv_row : table.rows) {
    const RowReader row(file, csv_row);
    ASSIGN_OR_RETURN(Parameter parameter, ReadParameter(row));
    const auto [first, is_new] =
        set.index_.emplace(parameter.id, set.parameters_.size());
    if (!is_new) {
      return row.Error(kId, absl::StrCat(parameter.id, " is already on line ",
                                         table.rows[first->second].line));
    }
    set.parameters_.push_back(std::move(parameter));
  }
  return set;
}

const Parameter* ParameterSet::Find(absl::string_view id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &parameters_[found->second];
}

absl::StatusOr<double> ParameterSet::Value(absl::string_view id) const {
  const Parameter* const parameter = Find(id);
  const auto error = [&](absl::string_view what) {
    return absl::NotFoundError(
        absl::StrCat(file_, ": parameter ", id, " ", what));
  };
  if (parameter == nullptr) {
    return error("is missing; add a row for it");
  }
  if (!parameter->value.has_value()) {
    return error("has no value; give one");
  }
  if (!parameter->used) {
    return error("is read by a computation; set its column used to 1");
  }
  return *parameter->value;
}

}  // namespace oilflow
