#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

std::string KindOf(const v1::Node& node) {
  return ShowEnum(v1::Node::Kind_descriptor(), node.kind(), "");
}

std::string LegalityOf(v1::Legality legality) {
  return ShowEnum(v1::Legality_descriptor(), legality, "LEGALITY_");
}

std::string RuleOf(const v1::Arc& arc) {
  return ShowEnum(v1::Arc::Rule_descriptor(), arc.rule(), "");
}

// What is particular about a node, in words.
std::string MarksOf(const v1::Node& node) {
  std::string marks;
  const auto add = [&](bool set, absl::string_view mark) {
    if (set) {
      absl::StrAppend(&marks, marks.empty() ? "" : ", ", mark);
    }
  };
  add(node.quota_counted(), "counted");
  add(node.spare(), "spare");
  add(node.must_serve(), "served first");
  add(!node.chokepoint().empty(), absl::StrCat("lane of ", node.chokepoint()));
  return marks.empty() ? "-" : marks;
}

std::string DefaultOf(const v1::Lever::Field& field) {
  return field.has_default_value() ? PrintNumber(field.default_value()) : "";
}

std::string DaysOf(const v1::Scenario& scenario) {
  return absl::StrCat(ShowDate(scenario.horizon().start_date()), " to ",
                      ShowDay(scenario.horizon().end_date(), -1));
}

std::string IdOf(const v1::Scenario& scenario) {
  return scenario.name().substr(scenario.name().find('/') + 1);
}

}  // namespace

void PrintText(const v1::Network& network, std::ostream& out) {
  out << network.name() << ": " << network.nodes_size() << " nodes, "
      << network.arcs_size() << " arcs\n\nNodes\n";
  Table nodes({"node", "kind", "country", "legality", "marks", "name"},
              "llllll");
  for (const v1::Node& node : network.nodes()) {
    nodes.Add({node.node_id(), KindOf(node), node.country(),
               LegalityOf(node.legality()), MarksOf(node),
               absl::StrCat(node.display_name(),
                            node.owner().empty() ? "" : "; ", node.owner())});
  }
  nodes.Print(out);
  out << "\nArcs\n";
  Table arcs({"arc", "from", "to", "legality", "rule", "tracked as", "name"},
             "lllllll");
  for (const v1::Arc& arc : network.arcs()) {
    arcs.Add({arc.arc_id(), arc.origin_node(), arc.destination_node(),
              LegalityOf(arc.legality()), RuleOf(arc), arc.tracked_export_of(),
              absl::StrCat(arc.display_name(), arc.owner().empty() ? "" : "; ",
                           arc.owner())});
  }
  arcs.Print(out);
  for (const v1::ProportionalGroup& group : network.groups()) {
    out << "\nGroup " << group.group_id() << " (" << group.display_name()
        << "): " << absl::StrJoin(group.arcs(), ", ") << "\n";
  }
  for (const v1::Country& country : network.countries()) {
    if (country.has_quota()) {
      out << "\nQuota of " << country.country_id() << ": "
          << absl::StrJoin(country.quota_absorbers(), ", then ")
          << " cut first\n";
    }
  }
}

void PrintCsv(const v1::Network& network, std::ostream& out) {
  out << "what,id,from,to,kind,country,legality,rule,tracked_export_of,marks,"
         "name,owner\n";
  for (const v1::Node& node : network.nodes()) {
    out << "node," << node.node_id() << ",,," << KindOf(node) << ","
        << node.country() << "," << LegalityOf(node.legality()) << ",,,"
        << CsvText(MarksOf(node)) << "," << CsvText(node.display_name()) << ","
        << CsvText(node.owner()) << "\n";
  }
  for (const v1::Arc& arc : network.arcs()) {
    out << "arc," << arc.arc_id() << "," << arc.origin_node() << ","
        << arc.destination_node() << ",,," << LegalityOf(arc.legality()) << ","
        << RuleOf(arc) << "," << arc.tracked_export_of() << ",,"
        << CsvText(arc.display_name()) << "," << CsvText(arc.owner()) << "\n";
  }
}

void PrintText(const v1::ListLeversResponse& response, std::ostream& out) {
  for (const v1::Lever& lever : response.levers()) {
    out << lever.lever_id() << ": " << lever.meaning()
        << "\n  for example: " << lever.example() << "\n";
    Table table(
        {"field", "unit", "from", "to", "default", "required", "meaning"},
        "llrrrll");
    for (const v1::Lever::Field& field : lever.fields()) {
      table.Add({field.name(), field.unit(), PrintNumber(field.minimum()),
                 PrintNumber(field.maximum()), DefaultOf(field),
                 field.required() ? "yes" : "no", field.meaning()});
    }
    table.Print(out);
    out << "\n";
  }
}

void PrintCsv(const v1::ListLeversResponse& response, std::ostream& out) {
  out << "lever,field,unit,minimum,maximum,default,required,meaning\n";
  for (const v1::Lever& lever : response.levers()) {
    for (const v1::Lever::Field& field : lever.fields()) {
      out << lever.lever_id() << "," << field.name() << ","
          << CsvText(field.unit()) << "," << PrintNumber(field.minimum()) << ","
          << PrintNumber(field.maximum()) << "," << DefaultOf(field) << ","
          << (field.required() ? "yes" : "no") << ","
          << CsvText(field.meaning()) << "\n";
    }
  }
}

void PrintText(const v1::ListScenariosResponse& response, std::ostream& out) {
  Table table({"scenario", "baseline", "as of", "days", "title"}, "lllll");
  for (const v1::Scenario& scenario : response.scenarios()) {
    table.Add({IdOf(scenario), scenario.baseline(), ShowDate(scenario.as_of()),
               DaysOf(scenario), scenario.display_name()});
  }
  table.Print(out);
}

void PrintCsv(const v1::ListScenariosResponse& response, std::ostream& out) {
  out << "scenario,baseline,as_of,start_date,end_date,title,description,"
         "sources\n";
  for (const v1::Scenario& scenario : response.scenarios()) {
    out << IdOf(scenario) << "," << scenario.baseline() << ","
        << ShowDate(scenario.as_of()) << ","
        << ShowDate(scenario.horizon().start_date()) << ","
        << ShowDate(scenario.horizon().end_date()) << ","
        << CsvText(scenario.display_name()) << ","
        << CsvText(scenario.description()) << ","
        << CsvText(absl::StrJoin(scenario.sources(), "; ")) << "\n";
  }
}

}  // namespace oilflow
