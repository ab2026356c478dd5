#include "service/facts/fact_csv.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/csv.h"
#include "service/facts/measure.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

using Cells = std::map<std::string, std::string>;

const std::vector<std::string>& Columns() {
  static const auto* const kColumns = new std::vector<std::string>{
      "fact_id", "subject",  "measure",    "value",    "low",
      "high",    "unit",     "valid_from", "valid_to", "known_at",
      "kind",    "evidence", "grade",      "source",   "note"};
  return *kColumns;
}

// A good record, with some cells replaced.
std::string Line(const Cells& cells) {
  static const auto* const kGood = new Cells{{"fact_id", "itp-02"},
                                             {"subject", "itp"},
                                             {"measure", "capacity"},
                                             {"value", "650"},
                                             {"low", "600"},
                                             {"high", "700"},
                                             {"unit", "kb/d"},
                                             {"valid_from", "2016-01-01"},
                                             {"valid_to", ""},
                                             {"known_at", "2016-03-31"},
                                             {"kind", "reported"},
                                             {"evidence", "found"},
                                             {"grade", "H"},
                                             {"source", "MEED 2016"},
                                             {"note", ""}};
  std::vector<std::string> fields;
  for (const std::string& column : Columns()) {
    const auto replaced = cells.find(column);
    fields.push_back(CsvField(replaced == cells.end() ? kGood->at(column)
                                                      : replaced->second));
  }
  return absl::StrJoin(fields, ",") + "\n";
}

std::string Header() { return absl::StrJoin(Columns(), ",") + "\n"; }

TEST(FactCsvTest, EveryCellFindsItsPlace) {
  const absl::StatusOr<std::vector<Fact>> facts = ParseFacts(
      "facts.csv",
      Header() + Line({{"valid_to", "2017-01-01"}, {"note", "a, \"b\""}}));
  ASSERT_THAT(facts, IsOkAndHolds(SizeIs(1)));
  const Fact& fact = facts->front();
  EXPECT_EQ(fact.id, "itp-02");
  EXPECT_EQ(fact.subject, "itp");
  EXPECT_EQ(fact.measure, "capacity");
  EXPECT_EQ(fact.value, 650e3);
  EXPECT_EQ(fact.low, 600e3);
  EXPECT_EQ(fact.high, 700e3);
  EXPECT_EQ(fact.valid_from, absl::CivilDay(2016, 1, 1));
  EXPECT_EQ(fact.valid_to, absl::CivilDay(2017, 1, 1));
  EXPECT_EQ(fact.known_at, absl::CivilDay(2016, 3, 31));
  EXPECT_EQ(fact.kind, FactKind::kReported);
  EXPECT_EQ(fact.evidence, FactEvidence::kFound);
  EXPECT_EQ(fact.grade, FactGrade::kHigh);
  EXPECT_EQ(fact.source, "MEED 2016");
  EXPECT_EQ(fact.note, "a, \"b\"");
}

TEST(FactCsvTest, EmptyIsMissingAndNeverZero) {
  const absl::StatusOr<std::vector<Fact>> facts = ParseFacts(
      "facts.csv", Header() +
                       Line({{"fact_id", "a"}, {"low", ""}, {"high", ""}}) +
                       Line({{"fact_id", "b"}, {"value", "0"}, {"low", "0"}}));
  ASSERT_THAT(facts, IsOkAndHolds(SizeIs(2)));
  EXPECT_EQ((*facts)[0].low, std::nullopt);
  EXPECT_EQ((*facts)[0].high, std::nullopt);
  EXPECT_EQ((*facts)[0].valid_to, std::nullopt);
  EXPECT_EQ((*facts)[1].value, 0);
  EXPECT_EQ((*facts)[1].low, 0);
}

TEST(FactCsvTest, ColumnsMayStandInAnyOrder) {
  const std::string text = Header() + Line({});
  const absl::StatusOr<CsvTable> table = ParseCsv("facts.csv", text);
  ASSERT_THAT(table, IsOk());
  std::vector<std::string> header = table->header;
  std::vector<std::string> fields = table->rows[0].fields;
  std::reverse(header.begin(), header.end());
  std::reverse(fields.begin(), fields.end());
  const absl::StatusOr<std::vector<Fact>> facts =
      ParseFacts("facts.csv", absl::StrCat(absl::StrJoin(header, ","), "\n",
                                           absl::StrJoin(fields, ","), "\n"));
  ASSERT_THAT(facts, IsOkAndHolds(SizeIs(1)));
  EXPECT_EQ(facts->front().id, "itp-02");
  EXPECT_EQ(facts->front().high, 700e3);
}

// Each bad record stands on line 3, between two good ones.
TEST(FactCsvTest, BadRowsAreRefusedWithFileLineAndColumn) {
  struct Case {
    const char* name;
    Cells cells;
    const char* expected;
  };
  const Case cases[] = {
      {"NoId", {{"fact_id", ""}}, "fact_id: must not be empty"},
      {"IdTaken",
       {{"fact_id", "first"}},
       "fact_id: must be unique; line 2 has it too: first"},
      {"NoSubject", {{"subject", ""}}, "subject: must not be empty"},
      {"SubjectOfTwoLines",
       {{"subject", "i\ntp"}},
       "subject: must not have control characters"},
      {"NoMeasure", {{"measure", ""}}, "measure: must be one of potential"},
      {"UnknownMeasure",
       {{"measure", "capacities"}},
       "measure: must be one of potential, capacity, availability"},
      {"NoValue", {{"value", ""}}, "value: must be a number such as"},
      {"ValueIsText",
       {{"value", "many"}},
       "value: must be a number such as 185,000 or 0.185, not \"many\""},
      {"ValueHasAUnit", {{"value", "650kb/d"}}, "value: must be a number"},
      {"ValueOfDecimalComma", {{"value", "0,650"}}, "value: must be a number"},
      {"ValueNotFinite", {{"value", "inf"}}, "value: must be a number"},
      {"ValueBelowZero",
       {{"value", "-1"}, {"low", ""}},
       "value: must be from 0 to 200000000 bpd, not -1000"},
      {"ValueAboveTheRange",
       {{"value", "200001"}, {"high", ""}},
       "value: must be from 0 to 200000000 bpd, not 200001000"},
      {"LowIsText", {{"low", "few"}}, "low: must be a number such as"},
      {"LowBelowZero", {{"low", "-1"}}, "low: must be from 0 to"},
      {"LowAboveValue", {{"low", "651"}}, "low: must not be above value"},
      {"HighIsText", {{"high", "?"}}, "high: must be a number such as"},
      {"HighAboveTheRange", {{"high", "200001"}}, "high: must be from 0 to"},
      {"HighBelowValue", {{"high", "649"}}, "high: must not be below value"},
      {"NoUnit",
       {{"unit", ""}},
       "unit: must have one of the units bpd, b/d, bbl/d, kb/d"},
      {"UnitOfAnotherDimension",
       {{"unit", "USD/bbl"}},
       "unit: must have one of the units bpd"},
      {"UnitOfTwoMeanings",
       {{"unit", "Mb/d"}},
       "not \"Mb/d\" (M is a thousand"},
      {"ShareAboveOne",
       {{"measure", "availability"},
        {"value", "101"},
        {"unit", "%"},
        {"low", ""},
        {"high", ""}},
       "value: must be from 0 to 1 share, not 1.01"},
      {"NoValidFrom",
       {{"valid_from", ""}},
       "valid_from: must be a date such as 2025-03-01, not \"\""},
      {"ValidFromOfNoCalendar",
       {{"valid_from", "2016-02-30"}},
       "valid_from: must be a day of the calendar, not 2016-02-30"},
      {"ValidFromTooEarly",
       {{"valid_from", "1859-08-27"}},
       "valid_from: must be from 1960-01-01 to 2100-01-01"},
      {"ValidToIsText",
       {{"valid_to", "never"}},
       "valid_to: must be a date such as 2025-03-01, not \"never\""},
      {"ValidToOnValidFrom",
       {{"valid_to", "2016-01-01"}},
       "valid_to: must be after valid_from"},
      {"NoKnownAt", {{"known_at", ""}}, "known_at: must be a date such as"},
      {"KnownAtAsAmericansWrite",
       {{"known_at", "03/31/2016"}},
       "known_at: must be a date such as 2025-03-01, not \"03/31/2016\""},
      {"UnknownKind",
       {{"kind", "guessed"}},
       "kind: must be one of observed, reported, estimated, assumed, not "
       "\"guessed\""},
      {"UnknownEvidence",
       {{"evidence", ""}},
       "evidence: must be one of found, derived, unverified, not \"\""},
      {"UnknownGrade",
       {{"grade", "h"}},
       "grade: must be one of H, M, L, not \"h\""},
      {"NoSource", {{"source", ""}}, "source: must not be empty"},
      {"LongSource",
       {{"source", std::string(4001, 'x')}},
       "source: must be at most 4000 bytes, not 4001"},
      {"NoteWithATab",
       {{"note", "a\tb"}},
       "note: must not have control characters"},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<std::vector<Fact>> facts = ParseFacts(
        "facts.csv", Header() + Line({{"fact_id", "first"}}) + Line(c.cells) +
                         Line({{"fact_id", "last"}}));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kInvalidArgument,
                                StartsWith("facts.csv:3: ")))
        << c.name;
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kInvalidArgument,
                                HasSubstr(c.expected)))
        << c.name;
    // One bad cell is one line of the message.
    EXPECT_THAT(std::string(facts.status().message()), Not(HasSubstr("\n")))
        << c.name;
  }
}

TEST(FactCsvTest, BadHeadersAreRefused) {
  struct Case {
    const char* name;
    std::string text;
    const char* expected;
  };
  const Case cases[] = {
      {"Empty", "", "facts.csv:1: must begin with a header line"},
      {"OtherFile", "Date,Price\n2025-03-01,75\n",
       "facts.csv:1: must have a column fact_id; it has Date, Price"},
      {"ColumnTooMany", "extra," + Header(), "and no others; it has extra,"},
      {"ColumnTwice", "note," + Header(), "column 16: repeats the name note"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        ParseFacts("facts.csv", c.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(FactCsvTest, EveryColumnIsNeeded) {
  for (const std::string& left_out : Columns()) {
    std::vector<std::string> header = Columns();
    header.erase(std::find(header.begin(), header.end(), left_out));
    EXPECT_THAT(ParseFacts("facts.csv", absl::StrJoin(header, ",") + "\n"),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("must have a column " + left_out + ";")));
  }
}

TEST(FactCsvTest, ErrorsAreListedTogether) {
  EXPECT_THAT(
      ParseFacts("facts.csv",
                 Header() + Line({{"fact_id", "a"}, {"value", "x"}}) +
                     Line({{"fact_id", "b"}}) +
                     Line({{"fact_id", "c"}, {"grade", "A"}, {"kind", "?"}})),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "facts.csv:2: value: must be a number such as 185,000 or 0.185, "
               "not \"x\"\n"
               "facts.csv:4: kind: must be one of observed, reported, "
               "estimated, assumed, not \"?\"\n"
               "facts.csv:4: grade: must be one of H, M, L, not \"A\""));
}

TEST(FactCsvTest, TwentyErrorsAreEnough) {
  std::string text = Header();
  for (int i = 0; i < 30; ++i) {
    text += Line({{"fact_id", absl::StrCat("a", i)},
                  {"kind", "?"},
                  {"evidence", "?"},
                  {"grade", "?"}});
  }
  const absl::StatusOr<std::vector<Fact>> facts = ParseFacts("facts.csv", text);
  ASSERT_THAT(facts, Not(IsOk()));
  const std::vector<std::string> lines =
      absl::StrSplit(facts.status().message(), '\n');
  EXPECT_THAT(lines, SizeIs(20));
  EXPECT_THAT(lines, Each(StartsWith("facts.csv:")));
}

TEST(FactCsvTest, NamesOfWordsAreTheWords) {
  EXPECT_EQ(FactKindName(FactKind::kObserved), "observed");
  EXPECT_EQ(FactKindName(FactKind::kReported), "reported");
  EXPECT_EQ(FactKindName(FactKind::kEstimated), "estimated");
  EXPECT_EQ(FactKindName(FactKind::kAssumed), "assumed");
  EXPECT_EQ(FactEvidenceName(FactEvidence::kFound), "found");
  EXPECT_EQ(FactEvidenceName(FactEvidence::kDerived), "derived");
  EXPECT_EQ(FactEvidenceName(FactEvidence::kUnverified), "unverified");
  EXPECT_EQ(FactGradeName(FactGrade::kHigh), "H");
  EXPECT_EQ(FactGradeName(FactGrade::kMedium), "M");
  EXPECT_EQ(FactGradeName(FactGrade::kLow), "L");
}

TEST(FactCsvTest, RegionIsReadWhole) {
  const std::string text = ReadSourceFile("fixtures/region/facts.csv");
  const absl::StatusOr<CsvTable> table = ParseCsv("facts.csv", text);
  ASSERT_THAT(table, IsOk());
  ASSERT_GT(table->rows.size(), 300u);
  const absl::StatusOr<std::vector<Fact>> facts = ParseFacts("facts.csv", text);
  ASSERT_THAT(facts, IsOkAndHolds(SizeIs(table->rows.size())));
  for (size_t i = 0; i < facts->size(); ++i) {
    const Fact& fact = (*facts)[i];
    ASSERT_EQ(fact.id, table->rows[i].fields[0]);
    const Measure* const measure = FindMeasure(fact.measure);
    ASSERT_NE(measure, nullptr) << fact.id;
    EXPECT_GE(fact.low.value_or(fact.value), measure->minimum) << fact.id;
    EXPECT_LE(fact.high.value_or(fact.value), measure->maximum) << fact.id;
    EXPECT_LE(fact.low.value_or(fact.value), fact.value) << fact.id;
    EXPECT_GE(fact.high.value_or(fact.value), fact.value) << fact.id;
  }
}

TEST(FactCsvTest, OneBadCellRefusesTheWholeRegion) {
  const std::string text = ReadSourceFile("fixtures/region/facts.csv");
  const absl::StatusOr<CsvTable> table = ParseCsv("facts.csv", text);
  ASSERT_THAT(table, IsOk());
  const int bad_line = table->rows.back().line + 1;
  EXPECT_THAT(ParseFacts("region/facts.csv", text + Line({{"value", "?"}})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(absl::StrCat("region/facts.csv:", bad_line,
                                               ": value: "))));
}

}  // namespace
}  // namespace oilflow
