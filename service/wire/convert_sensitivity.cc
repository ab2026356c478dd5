#include "service/wire/convert_sensitivity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

using Response = v1::AnalyzeSensitivityResponse;

constexpr int kMaxNames = 200;

// A share as a percentage without its sign, as many digits as anyone reads.
std::string Percent(double share) {
  const double percent = 100 * share;
  std::string text = std::abs(percent) < 9.95
                         ? absl::StrFormat("%.1f", percent)
                         : absl::StrFormat("%.0f", percent);
  return text == "-0.0" ? "0.0" : text;
}

// In the form in which other messages give numbers.
std::string FourDigits(double value) {
  double rounded = value;
  [[maybe_unused]] const bool parsed =
      absl::SimpleAtod(absl::StrFormat("%.4g", value), &rounded);
  return PrintNumber(rounded);
}

std::string Interval(const Index& index) {
  return absl::StrCat("95% interval ", Percent(index.low), " to ",
                      Percent(index.high), "%");
}

bool MayBeNothing(const Index& index) { return index.low <= 0; }

void ToProto(const Index& index, Response::Index* proto) {
  proto->set_value(index.value);
  proto->set_low(index.low);
  proto->set_high(index.high);
}

}  // namespace

void CheckVariableGroups(const VariableGroups& proto, BadRequest* bad) {
  CheckSize("groups", proto.size(), kMaxVariableGroups, bad);
  UniqueIds ids("groups", bad);
  for (int g = 0; g < std::min(proto.size(), kMaxVariableGroups); ++g) {
    const std::string field = absl::StrCat("groups[", g, "]");
    CheckId(absl::StrCat(field, ".group_id"), proto[g].group_id(), bad);
    ids.Check(absl::StrCat(field, ".group_id"), proto[g].group_id(), g);
    if (proto[g].variables().empty()) {
      bad->Add(absl::StrCat(field, ".variables"),
               "must name at least one variable");
    }
    CheckSize(absl::StrCat(field, ".variables"), proto[g].variables_size(),
              kMaxNames, bad);
    for (int v = 0; v < std::min(proto[g].variables_size(), kMaxNames); ++v) {
      CheckText(absl::StrCat(field, ".variables[", v, "]"),
                proto[g].variables(v), kMaxName, false, bad);
    }
  }
}

std::vector<NamedGroup> VariableGroupsFromProto(
    const VariableGroups& proto, const std::vector<Variable>& variables,
    BadRequest* bad) {
  std::vector<absl::string_view> known;
  for (const Variable& variable : variables) {
    known.push_back(variable.name);
  }
  // Which group has each variable.
  std::map<size_t, int> taken;
  std::vector<NamedGroup> groups;
  for (int g = 0; g < proto.size(); ++g) {
    NamedGroup& group = groups.emplace_back();
    group.name = proto[g].group_id();
    for (int n = 0; n < proto[g].variables_size(); ++n) {
      const std::string& name = proto[g].variables(n);
      const std::string field =
          absl::StrCat("groups[", g, "].variables[", n, "]");
      absl::string_view front = name;
      const bool any_ending = absl::ConsumeSuffix(&front, "*");
      bool found = false;
      for (size_t v = 0; v < known.size(); ++v) {
        if (!(any_ending ? absl::StartsWith(known[v], front)
                         : known[v] == name)) {
          continue;
        }
        found = true;
        const auto [other, is_new] = taken.emplace(v, g);
        if (is_new) {
          group.columns.push_back(static_cast<int>(v));
        } else if (other->second != g) {
          bad->Add(field, absl::StrCat("must not stand for ", known[v],
                                       ", which groups[", other->second,
                                       "] has already"));
          break;
        }
      }
      if (!found) {
        bad->Add(field, NotKnown("the name of a variable that is drawn, or its "
                                 "beginning and *",
                                 name, known));
      }
    }
    std::sort(group.columns.begin(), group.columns.end());
  }
  return groups;
}

std::string MeaningOf(const GroupEffect& effect, absl::string_view group,
                      absl::string_view output, absl::string_view unit) {
  std::string meaning;
  if (effect.shapley.has_value()) {
    meaning = MayBeNothing(*effect.shapley)
                  ? absl::StrCat("what ", group,
                                 " accounts for of the variance of ", output,
                                 " cannot be told from nothing by these "
                                 "draws: ",
                                 Percent(effect.shapley->value), "% (",
                                 Interval(*effect.shapley), ")")
                  : absl::StrCat(
                        group, " accounts for ", Percent(effect.shapley->value),
                        "% of the variance of ", output, " (",
                        Interval(*effect.shapley),
                        "), what it shares with groups that it depends on "
                        "split fairly");
  } else if (!effect.first.has_value() || !effect.total.has_value()) {
    return absl::StrCat(output, " does not vary, whatever ", group, " is");
  } else if (effect.total->value == 0) {
    return absl::StrCat(group, " changes nothing about ", output);
  } else if (MayBeNothing(*effect.first)) {
    meaning = absl::StrCat(
        "that knowing ", group,
        " alone would take anything away from the "
        "variance of ",
        output,
        " cannot be told by these draws: ", Percent(effect.first->value), "% (",
        Interval(*effect.first),
        "); with all that it does together with others ",
        Percent(effect.total->value), "% (", Interval(*effect.total), ")");
  } else {
    meaning = absl::StrCat(
        "knowing ", group, " alone would take away ",
        Percent(effect.first->value), "% of the variance of ", output, " (",
        Interval(*effect.first),
        "); with all that it does together with others ",
        Percent(effect.total->value), "% (", Interval(*effect.total), ")");
  }
  if (effect.width > 0) {
    absl::StrAppend(&meaning,
                    "; from its 5% to its 95% level, the rest at the "
                    "median, ",
                    output, " goes from ", FourDigits(effect.low), " to ",
                    FourDigits(effect.high), " ", unit);
  }
  return meaning;
}

void ToProto(const Sensitivity& sensitivity, int output,
             const OutputColumn& column, double at_median_inputs,
             Response::Sensitivity* proto) {
  const Sensitivity::OfOutput& of = sensitivity.outputs[output];
  proto->set_output(column.output.name);
  if (column.month.has_value()) {
    oilflow::ToProto(absl::CivilDay(*column.month), proto->mutable_month());
  }
  const std::string unit(UnitOf(column.output.kind));
  proto->set_unit(unit);
  proto->set_variance(of.variance);
  proto->set_at_median_inputs(at_median_inputs);
  for (const GroupEffect& effect : of.effects) {
    const NamedGroup& group = sensitivity.groups[effect.group];
    Response::Effect* to = proto->add_effects();
    to->set_group(group.name);
    if (effect.first.has_value()) {
      ToProto(*effect.first, to->mutable_first_order());
    }
    if (effect.total.has_value()) {
      ToProto(*effect.total, to->mutable_total());
    }
    if (effect.shapley.has_value()) {
      ToProto(*effect.shapley, to->mutable_shapley_effect());
    }
    if (group.columns.size() == 1) {
      to->set_at_low(effect.low);
      to->set_at_high(effect.high);
      if (effect.rank.value.has_value()) {
        to->set_rank_correlation(*effect.rank.value);
      }
      if (effect.rank.error.has_value()) {
        to->set_rank_correlation_error(*effect.rank.error);
      }
    }
    to->set_meaning(MeaningOf(effect, group.name, column.Name(), unit));
  }
}

}  // namespace oilflow
