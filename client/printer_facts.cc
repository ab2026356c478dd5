#include "client/printer_facts.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

std::string ShowRange(const v1::Fact& fact) {
  if (!fact.has_low() && !fact.has_high()) {
    return "";
  }
  return absl::StrCat(fact.has_low() ? ShowFactValue(fact.low()) : "?", " .. ",
                      fact.has_high() ? ShowFactValue(fact.high()) : "?");
}

std::string ShowKind(const v1::Fact& fact) {
  return ShowEnum(v1::Fact::Kind_descriptor(), fact.kind(), "");
}

std::string ShowEvidence(const v1::Fact& fact) {
  return ShowEnum(v1::Fact::Evidence_descriptor(), fact.evidence(), "");
}

std::string ShowGrade(const v1::Fact& fact) {
  return ShowEnum(v1::Fact::Grade_descriptor(), fact.grade(), "");
}

}  // namespace

std::string ShowFactValue(double value) {
  return value == static_cast<double>(static_cast<int64_t>(value))
             ? PrintWhole(static_cast<int64_t>(value))
             : ShowNumber(value);
}

void PrintFactTable(const google::protobuf::RepeatedPtrField<v1::Fact>& facts,
                    std::ostream& out) {
  Table table({"subject", "measure", "value", "range", "unit", "holds from",
               "to", "known", "kind", "evidence", "grade", "source"},
              "llrlllllllll");
  for (const v1::Fact& fact : facts) {
    table.Add({fact.subject(), fact.measure(), ShowFactValue(fact.value()),
               ShowRange(fact), fact.unit(),
               ShowDate(fact.effective_range().start_date()),
               ShowDate(fact.effective_range().end_date()),
               ShowDate(fact.known_at()), ShowKind(fact), ShowEvidence(fact),
               ShowGrade(fact), fact.source()});
  }
  table.Print(out);
}

void PrintText(const v1::ListFactsResponse& response, std::ostream& out) {
  PrintFactTable(response.facts(), out);
  out << response.facts_size() << " of " << response.total_size()
      << " facts, as known on " << ShowDate(response.reading().as_of()) << "\n";
}

void PrintCsv(const v1::ListFactsResponse& response, std::ostream& out) {
  out << "name,subject,measure,value,low,high,unit,valid_from,valid_to,"
         "known_at,kind,evidence,grade,source,note\n";
  for (const v1::Fact& fact : response.facts()) {
    out << CsvText(fact.name()) << "," << CsvText(fact.subject()) << ","
        << CsvText(fact.measure()) << "," << PrintNumber(fact.value()) << ","
        << (fact.has_low() ? PrintNumber(fact.low()) : "") << ","
        << (fact.has_high() ? PrintNumber(fact.high()) : "") << ","
        << CsvText(fact.unit()) << ","
        << ShowDate(fact.effective_range().start_date()) << ","
        << ShowDate(fact.effective_range().end_date()) << ","
        << ShowDate(fact.known_at()) << "," << ShowKind(fact) << ","
        << ShowEvidence(fact) << "," << ShowGrade(fact) << ","
        << CsvText(fact.source()) << "," << CsvText(fact.note()) << "\n";
  }
}

}  // namespace oilflow
