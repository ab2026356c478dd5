#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer.h"
#include "client/printer_csv.h"
#include "client/printer_ensemble.h"
#include "client/printer_facts.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

using Step = v1::AttributeRevisionResponse::Step;

bool IsBefore(const google::type::Date& a, const google::type::Date& b) {
  return std::make_tuple(a.year(), a.month(), a.day()) <
         std::make_tuple(b.year(), b.month(), b.day());
}

// Whether a fact says something about the first day of another.
bool Covers(const v1::Fact& old, const v1::Fact& fact) {
  const v1::DateRange& range = old.effective_range();
  const google::type::Date& day = fact.effective_range().start_date();
  return !IsBefore(day, range.start_date()) &&
         (!range.has_end_date() || IsBefore(day, range.end_date()));
}

// What was believed of the first day of `fact`; nullptr if nothing was.
const v1::Fact* OldOf(const OldFacts& old_facts, const v1::Fact& fact) {
  const auto found = old_facts.find({fact.subject(), fact.measure()});
  const v1::Fact* last = nullptr;
  if (found != old_facts.end()) {
    for (const v1::Fact& old : found->second) {
      if (Covers(old, fact) && old.name() != fact.name() &&
          (last == nullptr || !IsBefore(old.known_at(), last->known_at()))) {
        last = &old;
      }
    }
  }
  return last;
}

std::string ShowSubject(const Step& step) {
  return step.subject().empty() ? "price series" : step.subject();
}

// `potential of krg-fields from 2025-07-15: 260,000 -> 180,000 bpd`.
void PrintFacts(const Step& step, const OldFacts& old_facts,
                std::ostream& out) {
  for (const v1::Fact& fact : step.facts()) {
    const v1::Fact* old = OldOf(old_facts, fact);
    const v1::DateRange& range = fact.effective_range();
    std::string text = absl::StrCat(
        ShowDate(step.known_at()), " ", ShowSubject(step), " ", step.measure(),
        ": ", old == nullptr ? "not known" : ShowFactValue(old->value()),
        " -> ", ShowFactValue(fact.value()), " ", fact.unit());
    if (fact.has_low() || fact.has_high()) {
      absl::StrAppend(&text, " (",
                      fact.has_low() ? ShowFactValue(fact.low()) : "?", " to ",
                      fact.has_high() ? ShowFactValue(fact.high()) : "?", ")");
    }
    absl::StrAppend(&text, " from ", ShowDate(range.start_date()));
    if (range.has_end_date()) {
      absl::StrAppend(&text, " to ", ShowDate(range.end_date()));
    }
    out << Wrapped(absl::StrCat(
        text, "; ", ShowEnum(v1::Fact::Kind_descriptor(), fact.kind(), ""),
        ", ", ShowEnum(v1::Fact::Evidence_descriptor(), fact.evidence(), ""),
        ", grade ", ShowEnum(v1::Fact::Grade_descriptor(), fact.grade(), ""),
        "; ", fact.source(),
        fact.note().empty() ? "" : absl::StrCat("; ", fact.note()),
        fact.name().empty() ? "" : absl::StrCat(" [", fact.name(), "]")));
  }
}

// From now on its facts are what is known.
void Learn(const Step& step, OldFacts* known) {
  auto& facts = (*known)[{step.subject(), step.measure()}];
  facts.MergeFrom(step.facts());
}

double At(const google::protobuf::RepeatedField<double>& values, int i) {
  return i < values.size() ? values.Get(i) : 0;
}

}  // namespace

void PrintText(const Revision& revision, std::ostream& out) {
  const v1::AttributeRevisionResponse& response = revision.response;
  PrintSource(response.request().source(), out);
  out << "what became known after " << ShowDate(response.request().from_as_of())
      << "\n";
  PrintWarnings(response.warnings(), out);
  PrintTitle("What changed the answer, in the order in which it became known",
             out);
  std::vector<std::string> header = {"known", "subject", "measure"};
  for (int i = 0; i < response.outputs_size(); ++i) {
    header.push_back(absl::StrCat(
        response.outputs(i), ", ",
        i < response.units_size() ? response.units(i) : std::string()));
  }
  const std::string alignment =
      "lll" + std::string(static_cast<size_t>(response.outputs_size()), 'r');
  Table table(header, alignment);
  const auto add = [&](std::vector<std::string> row,
                       const google::protobuf::RepeatedField<double>& values,
                       bool sign) {
    for (int i = 0; i < response.outputs_size(); ++i) {
      row.push_back(ShowValue(At(values, i), sign));
    }
    table.Add(std::move(row));
  };
  add({ShowDate(response.request().from_as_of()), "before", ""},
      response.before(), false);
  for (const Step& step : response.steps()) {
    add({ShowDate(step.known_at()), ShowSubject(step), step.measure()},
        step.changes(), true);
  }
  add({ShowDate(response.manifest().reading().as_of()), "after", ""},
      response.after(), false);
  table.Print(out);
  out << "  " << response.facts_without_effect()
      << " more facts became known and changed none of this\n";
  if (!response.steps().empty()) {
    PrintTitle("The facts, before -> after", out);
  }
  OldFacts known = revision.old_facts;
  for (const Step& step : response.steps()) {
    PrintFacts(step, known, out);
    Learn(step, &known);
  }
  PrintManifest(response.manifest(), out);
}

void PrintCsv(const Revision& revision, std::ostream& out) {
  const v1::AttributeRevisionResponse& response = revision.response;
  CsvWriter csv({}, out);
  const auto unit = [&](int i) {
    return i < response.units_size() ? response.units(i) : std::string();
  };
  for (int i = 0; i < response.outputs_size(); ++i) {
    csv.Row("revision", response.outputs(i), "before",
            ShowDate(response.request().from_as_of()),
            PrintNumber(At(response.before(), i)), unit(i));
    csv.Row("revision", response.outputs(i), "after",
            ShowDate(response.manifest().reading().as_of()),
            PrintNumber(At(response.after(), i)), unit(i));
  }
  OldFacts known = revision.old_facts;
  for (const Step& step : response.steps()) {
    const std::string day = ShowDate(step.known_at());
    for (int i = 0; i < response.outputs_size(); ++i) {
      csv.Row("step", ShowSubject(step), step.measure(), day,
              PrintNumber(At(step.changes(), i)), unit(i), response.outputs(i));
    }
    for (const v1::Fact& fact : step.facts()) {
      const CsvRows rows("fact", step.subject(), day, &csv);
      const v1::Fact* old = OldOf(known, fact);
      rows.AddIf(old != nullptr, absl::StrCat(step.measure(), "_before"),
                 old == nullptr ? 0 : old->value(), fact.unit());
      rows.Add(step.measure(), fact.value(), fact.unit(),
               absl::StrCat(fact.name(), ": ", fact.source()));
      rows.AddIf(fact.has_low(), absl::StrCat(step.measure(), "_low"),
                 fact.low(), fact.unit());
      rows.AddIf(fact.has_high(), absl::StrCat(step.measure(), "_high"),
                 fact.high(), fact.unit());
    }
    Learn(step, &known);
  }
  csv.Row("revision", "", "facts_without_effect", "",
          absl::StrCat(response.facts_without_effect()), "1");
  WriteWarnings(response.warnings(), &csv);
  WriteManifest("scenario", response.manifest(), &csv);
}

absl::Status PrintJson(const Revision& revision, std::ostream& out) {
  return PrintJson(revision.response, out);
}

}  // namespace oilflow
