#include "client/table.h"

#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace oilflow {
namespace {

std::string Printed(const Table& table) {
  std::ostringstream out;
  table.Print(out);
  return out.str();
}

TEST(TableTest, ColumnsAreAsWideAsTheyMustBe) {
  Table table({"arc", "baseline", "scenario"}, "lrr");
  table.Add({"itp", "0", "185,000"});
  table.Add({"krg-local-sales", "85,000", "0"});
  EXPECT_EQ(Printed(table),
            "  arc              baseline  scenario\n"
            "  itp                     0   185,000\n"
            "  krg-local-sales    85,000         0\n");
}

TEST(TableTest, TheLastColumnHasNoSpacesAtItsEnd) {
  Table table({"id", "name"}, "ll");
  table.Add({"a", "long name"});
  table.Add({"b", ""});
  EXPECT_EQ(Printed(table),
            "  id  name\n"
            "  a   long name\n"
            "  b   \n");
}

TEST(TableTest, TheLastColumnMayHoldAnyLetters) {
  Table table({"id", "name"}, "ll");
  table.Add({"a", "Fishkhabur \xE2\x86\x92 Ceyhan"});
  table.Add({"b", "x"});
  EXPECT_EQ(Printed(table),
            "  id  name\n"
            "  a   Fishkhabur \xE2\x86\x92 Ceyhan\n"
            "  b   x\n");
}

TEST(TableTest, WithoutRowsNothingIsPrinted) {
  const Table table({"arc", "baseline"}, "lr");
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(Printed(table), "");
}

}  // namespace
}  // namespace oilflow
