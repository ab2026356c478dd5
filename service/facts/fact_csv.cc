#include "service/facts/fact_csv.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/csv.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/facts/measure.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr size_t kMaxErrors = 20;
constexpr size_t kMaxFacts = 100000;
constexpr size_t kMaxTextBytes = 4000;

constexpr std::array<absl::string_view, 15> kColumns = {
    "fact_id", "subject",  "measure",    "value",    "low",
    "high",    "unit",     "valid_from", "valid_to", "known_at",
    "kind",    "evidence", "grade",      "source",   "note"};

constexpr std::pair<absl::string_view, FactKind> kKinds[] = {
    {"observed", FactKind::kObserved},
    {"reported", FactKind::kReported},
    {"estimated", FactKind::kEstimated},
    {"assumed", FactKind::kAssumed}};
constexpr std::pair<absl::string_view, FactEvidence> kEvidence[] = {
    {"found", FactEvidence::kFound},
    {"derived", FactEvidence::kDerived},
    {"unverified", FactEvidence::kUnverified}};
constexpr std::pair<absl::string_view, FactGrade> kGrades[] = {
    {"H", FactGrade::kHigh}, {"M", FactGrade::kMedium}, {"L", FactGrade::kLow}};

template <typename Table, typename Value>
absl::string_view NameOf(const Table& table, Value value) {
  for (const auto& [name, known] : table) {
    if (known == value) {
      return name;
    }
  }
  return "";
}

// Takes one record apart, and gathers what is wrong with it.
class RowReader {
 public:
  RowReader(absl::string_view file, const CsvTable& table, const CsvRow& row,
            std::vector<std::string>* errors)
      : file_(file), row_(row), errors_(errors) {
    for (size_t i = 0; i < table.header.size(); ++i) {
      cells_[table.header[i]] = row.fields[i];
    }
  }

  void Error(absl::string_view column, absl::string_view what) {
    errors_->push_back(
        absl::StrCat(file_, ":", row_.line, ": ", column, ": ", what));
  }

  absl::string_view Cell(absl::string_view column) const {
    return cells_.find(column)->second;
  }

  // Missing if the cell is bad, so that what depends on it is not checked too.
  template <typename T>
  std::optional<T> Take(absl::string_view column, absl::StatusOr<T> result) {
    if (!result.ok()) {
      Error(column, result.status().message());
      return std::nullopt;
    }
    return *std::move(result);
  }

  std::string Text(absl::string_view column, bool required) {
    const absl::string_view cell = Cell(column);
    if (required && cell.empty()) {
      Error(column, "must not be empty");
    }
    if (cell.size() > kMaxTextBytes) {
      Error(column, absl::StrCat("must be at most ", kMaxTextBytes,
                                 " bytes, not ", cell.size()));
    }
    for (const char c : cell) {
      if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) {
        Error(column, "must not have control characters");
        break;
      }
    }
    return std::string(cell);
  }

  template <typename Table>
  auto Word(absl::string_view column, const Table& table) {
    const absl::string_view cell = Cell(column);
    std::vector<absl::string_view> names;
    for (const auto& [name, value] : table) {
      if (name == cell) {
        return value;
      }
      names.push_back(name);
    }
    Error(column, absl::StrCat("must be one of ", absl::StrJoin(names, ", "),
                               ", not \"", cell.substr(0, 40), "\""));
    return std::begin(table)->second;
  }

 private:
  absl::string_view file_;
  const CsvRow& row_;
  std::vector<std::string>* errors_;
  std::map<absl::string_view, absl::string_view> cells_;
};

void ReadValues(RowReader& row, Fact* fact) {
  const Measure* measure = FindMeasure(fact->measure);
  if (measure == nullptr) {
    std::vector<absl::string_view> names;
    for (const Measure& known : Measures()) {
      names.push_back(known.name);
    }
    row.Error("measure",
              absl::StrCat("must be one of ", absl::StrJoin(names, ", "),
                           ", not \"", fact->measure.substr(0, 40), "\""));
    return;
  }
  const std::optional<double> factor =
      row.Take("unit", UnitFactor(measure->dimension, row.Cell("unit")));
  const auto read = [&](absl::string_view column) -> std::optional<double> {
    const std::optional<double> number =
        row.Take(column, ParseNumber(row.Cell(column)));
    if (!factor.has_value() || !number.has_value()) {
      return std::nullopt;
    }
    const double value = *factor * *number;
    if (value < measure->minimum || value > measure->maximum) {
      row.Error(column,
                absl::StrCat("must be from ", PrintNumber(measure->minimum),
                             " to ", PrintNumber(measure->maximum), " ",
                             CanonicalUnit(measure->dimension), ", not ",
                             PrintNumber(value)));
      return std::nullopt;
    }
    return value;
  };
  const std::optional<double> value = read("value");
  if (!row.Cell("low").empty()) {
    fact->low = read("low");
  }
  if (!row.Cell("high").empty()) {
    fact->high = read("high");
  }
  if (!value.has_value()) {
    return;
  }
  fact->value = *value;
  if (fact->low.value_or(*value) > *value) {
    row.Error("low", "must not be above value");
  }
  if (fact->high.value_or(*value) < *value) {
    row.Error("high", "must not be below value");
  }
}

Fact ReadFact(RowReader& row) {
  Fact fact;
  fact.id = row.Text("fact_id", true);
  fact.subject = row.Text("subject", true);
  fact.measure = row.Text("measure", false);
  ReadValues(row, &fact);
  const auto date = [&](absl::string_view column) {
    return row.Take(column, ParseDate(row.Cell(column)));
  };
  const std::optional<absl::CivilDay> valid_from = date("valid_from");
  fact.valid_from = valid_from.value_or(absl::CivilDay());
  if (!row.Cell("valid_to").empty()) {
    fact.valid_to = date("valid_to");
    if (valid_from.has_value() && fact.valid_to.has_value() &&
        *fact.valid_to <= *valid_from) {
      row.Error("valid_to", "must be after valid_from");
    }
  }
  fact.known_at = date("known_at").value_or(absl::CivilDay());
  fact.kind = row.Word("kind", kKinds);
  fact.evidence = row.Word("evidence", kEvidence);
  fact.grade = row.Word("grade", kGrades);
  fact.source = row.Text("source", true);
  fact.note = row.Text("note", false);
  return fact;
}

}  // namespace

absl::StatusOr<std::vector<Fact>> ParseFacts(absl::string_view file,
                                             absl::string_view text) {
  ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, text));
  for (const absl::string_view column : kColumns) {
    if (std::find(table.header.begin(), table.header.end(), column) ==
        table.header.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat(file, ":1: must have a column ", column, "; it has ",
                       absl::StrJoin(table.header, ", ")));
    }
  }
  if (table.header.size() != kColumns.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        file, ":1: must have the columns ", absl::StrJoin(kColumns, ", "),
        " and no others; it has ", absl::StrJoin(table.header, ", ")));
  }
  if (table.rows.size() > kMaxFacts) {
    return absl::InvalidArgumentError(absl::StrCat(file, ": must have at most ",
                                                   kMaxFacts, " facts, not ",
                                                   table.rows.size()));
  }
  std::vector<Fact> facts;
  std::vector<std::string> errors;
  std::map<std::string, int> lines_of_ids;
  for (const CsvRow& csv_row : table.rows) {
    RowReader row(file, table, csv_row, &errors);
    facts.push_back(ReadFact(row));
    const auto [earlier, is_new] =
        lines_of_ids.emplace(facts.back().id, csv_row.line);
    if (!is_new && !facts.back().id.empty()) {
      row.Error("fact_id",
                absl::StrCat("must be unique; line ", earlier->second,
                             " has it too: ", facts.back().id));
    }
    if (errors.size() >= kMaxErrors) {
      break;
    }
  }
  if (!errors.empty()) {
    errors.resize(std::min(errors.size(), kMaxErrors));
    return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
  }
  return facts;
}

absl::string_view FactKindName(FactKind kind) { return NameOf(kKinds, kind); }

absl::string_view FactEvidenceName(FactEvidence evidence) {
  return NameOf(kEvidence, evidence);
}

absl::string_view FactGradeName(FactGrade grade) {
  return NameOf(kGrades, grade);
}

}  // namespace oilflow
