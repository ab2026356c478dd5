#include "service/base/csv.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The fields of the rows, without their lines.
std::vector<std::vector<std::string>> FieldsOf(const CsvTable& table) {
  std::vector<std::vector<std::string>> fields;
  for (const CsvRow& row : table.rows) {
    fields.push_back(row.fields);
  }
  return fields;
}

TEST(CsvTest, FieldsAreReadAsWritten) {
  using Rows = std::vector<std::vector<std::string>>;
  struct Case {
    const char* name;
    const char* text;
    Rows expected;
  };
  const Case cases[] = {
      {"Plain", "a,b\n1,2\n3,4\n", {{"1", "2"}, {"3", "4"}}},
      {"NoLastLineEnd", "a,b\n1,2", {{"1", "2"}}},
      {"CarriageReturns", "a,b\r\n1,2\r\n3,4\r\n", {{"1", "2"}, {"3", "4"}}},
      {"CarriageReturnAtTheEnd", "a,b\r\n1,2\r", {{"1", "2"}}},
      {"EmptyFields", "a,b\n,\n1,\n,2", {{"", ""}, {"1", ""}, {"", "2"}}},
      {"EmptyLastFieldAtTheEnd", "a,b\n1,", {{"1", ""}}},
      {"SpacesStay", "a,b\n 1 , 2\n", {{" 1 ", " 2"}}},
      {"QuotedComma", "a,b\n\"1,000\",2\n", {{"1,000", "2"}}},
      {"DoubledQuotes",
       "a,b\n\"say \"\"oil\"\"\",\"\"\"\"\n",
       {{"say \"oil\"", "\""}}},
      {"QuotedEmpty", "a,b\n\"\",\"\"\n", {{"", ""}}},
      {"QuotedLineEnds", "a,b\n\"1\n2\",\"3\r\n4\"\n", {{"1\n2", "3\r\n4"}}},
      {"QuotedThenCarriageReturn", "a,b\r\n1,\"2\"\r\n", {{"1", "2"}}},
      {"QuotedAtTheEnd", "a,b\n1,\"2\"", {{"1", "2"}}},
      {"HeaderOnly", "a,b\n", {}},
      {"OtherBytes", "a,b\n\xc3\xa9,\xe2\x82\xac\n", {{"\xc3\xa9", "€"}}},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<CsvTable> table = ParseCsv("x.csv", c.text);
    ASSERT_THAT(table, IsOk()) << c.name;
    EXPECT_THAT(table->header, ElementsAre("a", "b")) << c.name;
    EXPECT_EQ(FieldsOf(*table), c.expected) << c.name;
  }
}

TEST(CsvTest, RowsKnowTheLineOnWhichTheyBegin) {
  const absl::StatusOr<CsvTable> table =
      ParseCsv("x.csv", "a,b\n1,2\n\"3\n4\n5\",6\r\n7,8\n");
  ASSERT_THAT(table, IsOk());
  ASSERT_EQ(table->rows.size(), 3u);
  EXPECT_EQ(table->rows[0].line, 2);
  EXPECT_EQ(table->rows[1].line, 3);
  EXPECT_EQ(table->rows[2].line, 6);
}

TEST(CsvTest, BadTextIsRefusedWithFileLineAndColumn) {
  struct Case {
    const char* name;
    std::string text;
    const char* expected;
  };
  const Case cases[] = {
      {"Empty", "", "x.csv:1: must begin with a header line"},
      {"OpenQuote", "a,b\n1,\"2\n3,4\n",
       "x.csv:2: column 2: has a quote that is never closed"},
      {"OpenQuoteInTheHeader", "\"a,b\n",
       "x.csv:1: column 1: has a quote that is never closed"},
      {"TextAfterAClosingQuote", "a,b\n\"1\"0,2\n",
       "x.csv:2: column 1: has text after its closing quote"},
      {"TextAfterAQuoteOfManyLines", "a,b\n1,\"2\n3\"4\n",
       "x.csv:3: column 2: has text after its closing quote"},
      {"CarriageReturnAfterAClosingQuote", "a,b\n\"1\"\r,2\n",
       "x.csv:2: column 1: has text after its closing quote"},
      {"QuoteInsideAField", "a,b\n1,2\"\n",
       "x.csv:2: column 2: has a quote inside a field that does not begin"},
      {"TooFewFields", "a,b\n1,2\n3\n",
       "x.csv:3: column 1: is the last of 1 fields; the header has 2"},
      {"TooManyFields", "a,b\n1,2,3\n",
       "x.csv:2: column 3: is the last of 3 fields; the header has 2"},
      {"EmptyLine", "a,b\n1,2\n\n3,4\n", "x.csv:3: column 1: is the last of 1"},
      {"LengthIsSaidOfTheFirstLine", "a,b\n\"1\n1\"\n",
       "x.csv:2: column 1: is the last of 1"},
      {"EmptyName", "a,,c\n1,2,3\n",
       "x.csv:1: column 2: must have a name in the header"},
      {"EmptyHeader", "\n1\n",
       "x.csv:1: column 1: must have a name in the header"},
      {"RepeatedName", "a,b,a\n1,2,3\n",
       "x.csv:1: column 3: repeats the name a"},
      {"ZeroByte", std::string("a,b\n1,\0\n", 8),
       "x.csv: must be text, and has a zero byte"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        ParseCsv("x.csv", c.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(CsvTest, SizeIsBounded) {
  std::string text = "a\n";
  text.resize(kMaxCsvBytes, 'x');
  EXPECT_THAT(ParseCsv("x.csv", text), IsOk());
  text.push_back('x');
  EXPECT_THAT(ParseCsv("x.csv", text),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "x.csv: must be at most 16777216 bytes, not 16777217"));
}

TEST(CsvTest, FieldsAreQuotedOnlyWhenTheyMustBe) {
  EXPECT_EQ(CsvField("plain text"), "plain text");
  EXPECT_EQ(CsvField(""), "");
  EXPECT_EQ(CsvField("1,000"), "\"1,000\"");
  EXPECT_EQ(CsvField("\""), "\"\"\"\"");
  EXPECT_EQ(CsvField("a\nb"), "\"a\nb\"");
  EXPECT_EQ(CsvField("a\r"), "\"a\r\"");
}

// Any table of bytes but zero is read back as it was written.
TEST(CsvTest, WrittenFieldsAreReadBack) {
  constexpr char kAlphabet[] = {'a', ',', '"', '\r', '\n', ' ', '\xc3', '0'};
  std::mt19937_64 random(20250301);
  for (int round = 0; round < 2000; ++round) {
    const size_t columns = 1 + random() % 4;
    std::vector<std::string> header;
    for (size_t i = 0; i < columns; ++i) {
      header.push_back(std::string(1, static_cast<char>('a' + i)));
    }
    std::vector<std::vector<std::string>> rows(random() % 5);
    const std::string line_end = random() % 2 == 0 ? "\n" : "\r\n";
    std::string text = absl::StrJoin(header, ",") + line_end;
    for (std::vector<std::string>& row : rows) {
      std::vector<std::string> written;
      for (size_t i = 0; i < columns; ++i) {
        std::string field;
        for (uint64_t length = random() % 6; length > 0; --length) {
          field.push_back(kAlphabet[random() % sizeof kAlphabet]);
        }
        written.push_back(CsvField(field));
        row.push_back(field);
      }
      text += absl::StrJoin(written, ",") + line_end;
    }
    const absl::StatusOr<CsvTable> table = ParseCsv("x.csv", text);
    ASSERT_THAT(table, IsOk()) << text;
    EXPECT_EQ(table->header, header);
    ASSERT_EQ(FieldsOf(*table), rows) << text;
  }
}

}  // namespace
}  // namespace oilflow
