#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

constexpr size_t kHashDigits = 12;
constexpr size_t kTokenCharacters = 24;

// The best grade first.
constexpr absl::string_view kGrades[] = {"V", "R", "M", "J"};

std::string GradesOf(const v1::Audit& audit) {
  std::map<std::string, int> counts;
  for (const v1::PriceParameter& parameter : audit.parameters()) {
    ++counts[parameter.grade()];
  }
  std::vector<std::string> parts;
  for (const absl::string_view grade : kGrades) {
    const auto found = counts.find(std::string(grade));
    if (found != counts.end()) {
      parts.push_back(absl::StrCat(found->second, " of grade ", grade));
      counts.erase(found);
    }
  }
  for (const auto& [grade, count] : counts) {
    parts.push_back(absl::StrCat(count, " of grade ", grade));
  }
  return absl::StrCat(audit.parameters_size(), " parameters (",
                      absl::StrJoin(parts, ", "), "), weakest ",
                      audit.weakest_grade(),
                      "; csv and json have each, and `"
                      "oilflow parameters` lists all");
}

void PrintData(const v1::Audit& audit, std::ostream& out) {
  Table table({"data", "release", "retrieved", "sha256"}, "llll");
  for (const v1::Audit::DataVintage& data : audit.data()) {
    table.Add({data.series(), data.release(), ShowDate(data.retrieved_date()),
               data.sha256().substr(0, kHashDigits)});
  }
  table.Print(out);
  for (const v1::Audit::DataVintage& data : audit.data()) {
    out << Wrapped(absl::StrCat(data.series(), ": ", data.source()));
  }
}

}  // namespace

void PrintAttribution(const v1::PriceImpact& price, std::ostream& out) {
  if (!price.has_attribution()) {
    return;
  }
  const v1::Attribution& attribution = price.attribution();
  PrintTitle(absl::StrCat("Who is worth what, in percent of the start price (",
                          attribution.model_id(), ")"),
             out);
  Table table(
      {"change", "fair share", "first in", "last in", "with each other"},
      "lrrrl");
  for (const v1::Attribution::Share& share : attribution.shares()) {
    std::vector<std::string> interactions;
    for (int i = 0;
         i < share.interaction_percent_size() && i < attribution.shares_size();
         ++i) {
      const std::string& other = attribution.shares(i).component_id();
      if (other != share.component_id()) {
        interactions.push_back(absl::StrCat(
            other, " ", ShowNumber(share.interaction_percent(i), true)));
      }
    }
    table.Add({share.component_id(), ShowNumber(share.shapley_percent(), true),
               ShowNumber(share.first_in_percent(), true),
               ShowNumber(share.last_in_percent(), true),
               absl::StrJoin(interactions, ", ")});
  }
  table.Add({"total", ShowNumber(attribution.total_percent(), true)});
  table.Print(out);
  out << "  fair share: by Shapley, sums to the total (residual "
      << ShowNumber(attribution.residual_percent())
      << "); not what a change would do alone\n";
}

void PrintAudit(const v1::PriceImpact& price, std::ostream& out) {
  if (!price.has_audit()) {
    return;
  }
  const v1::Audit& audit = price.audit();
  PrintTitle("What the price follows from", out);
  for (const v1::Audit::Flag& flag : audit.flags()) {
    out << Wrapped(
        absl::StrCat("flag: ", flag.message(), " [", flag.reason(), "]"));
  }
  out << Wrapped(absl::StrCat(
      "models ", absl::StrJoin(audit.models(), ", ",
                               [](std::string* text,
                                  const v1::Audit::ModelVersion& model) {
                                 absl::StrAppend(text, model.model_id(), " ",
                                                 model.version());
                               })));
  out << Wrapped(GradesOf(audit));
  out << "  parameter set " << audit.parameter_set_id() << ", sha256 "
      << audit.parameter_set_sha256().substr(0, kHashDigits) << "\n";
  out << Wrapped(absl::StrCat("draws: ", audit.sampler(), ", ",
                              audit.draw_count(), " of each model, seed ",
                              audit.seed()));
  PrintData(audit, out);
  for (const v1::Audit::VarianceShare& share : audit.variance()) {
    out << Wrapped(absl::StrCat(
        "variance of the log price: ", ShowFixed(100 * share.share(), 1), "% ",
        share.group(), ", ", share.meaning()));
  }
  if (!audit.defaulted_fields().empty()) {
    out << Wrapped(absl::StrCat("filled in: ",
                                absl::StrJoin(audit.defaulted_fields(), ", ")));
  }
  if (!audit.rerun_token().empty()) {
    out << "  to ask the same again: --rerun "
        << audit.rerun_token().substr(0, kTokenCharacters)
        << (audit.rerun_token().size() > kTokenCharacters
                ? absl::StrCat("... (", audit.rerun_token().size(),
                               " characters; -o json has all)")
                : "")
        << "\n";
  }
}

}  // namespace oilflow
