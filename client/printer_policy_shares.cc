#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer_csv.h"
#include "client/printer_ensemble.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

using Split = v1::AttributeScenarioResponse::Split;
using Share = v1::AttributeScenarioResponse::Share;

// Interactions below this part of the largest share are left to csv and json.
constexpr double kNotable = 0.05;

// So are residuals below this part of the total.
constexpr double kRounding = 1e-9;

std::string StatisticOf(const Split& split) {
  switch (split.statistic()) {
    case Split::EXPECTATION:
      return "the mean of the draws";
    case Split::MEDIAN:
      return "the median of the draws";
    case Split::AT_MEDIAN_INPUTS:
      return "with every number at its own value";
    default:
      return "an unknown statistic";
  }
}

double LargestShare(const Split& split) {
  double largest = 0;
  for (const Share& share : split.shares()) {
    largest = std::max(largest, std::abs(share.shapley()));
  }
  return largest;
}

void PrintInteractions(const Split& split, std::ostream& out) {
  const double threshold = kNotable * LargestShare(split);
  bool is_any = false;
  for (int i = 0; i < split.shares_size(); ++i) {
    const Share& share = split.shares(i);
    for (int j = i + 1;
         j < std::min(split.shares_size(), share.interactions_size()); ++j) {
      const double more = share.interactions(j);
      if (more == 0 || std::abs(more) < threshold) {
        continue;
      }
      is_any = true;
      out << Wrapped(absl::StrCat(
          share.policy(), " and ", split.shares(j).policy(), " together add ",
          ShowValue(more, true), " ", split.unit(), " to what they do apart"));
    }
  }
  if (!is_any && split.shares_size() > 1 &&
      split.shares(0).interactions_size() > 1) {
    out << "  no two of them interact by 5% of the largest share or more\n";
  }
}

void PrintSplit(const Split& split, std::ostream& out) {
  PrintTitle(
      absl::StrCat(split.output(), ", mean of ", ShowPeriod(split.month()),
                   ", ", split.unit(), ": ", StatisticOf(split)),
      out);
  Table table({"policy", "share", "error", "of total", "first in", "last in"},
              "lrrrrr");
  const auto part = [&](double share) {
    return split.total() == 0
               ? std::string("-")
               : absl::StrCat(ShowFixed(100 * share / split.total(), 1), "%");
  };
  for (const Share& share : split.shares()) {
    table.Add({share.policy(),
               ShowWithError(share.shapley(), share.shapley_error(), true),
               ShowError(share.shapley_error()), part(share.shapley()),
               ShowWithError(share.first_in(), share.shapley_error(), true),
               ShowWithError(share.last_in(), share.shapley_error(), true)});
  }
  table.Add({"total", ShowValue(split.total(), true), "", part(split.total()),
             "", ""});
  table.Print(out);
  PrintInteractions(split, out);
  if (std::abs(split.residual()) > kRounding * std::abs(split.total())) {
    out << "  rounding: the shares lack " << ShowValue(split.residual()) << " "
        << split.unit() << "\n";
  }
}

// The mechanism in the words of the ledger.
std::string NameOf(
    const v1::AttributeScenarioResponse::MechanismShare& mechanism) {
  return ShowEnum(v1::Mechanism_descriptor(), mechanism.mechanism(),
                  "MECHANISM_");
}

std::vector<std::string> PoliciesOf(
    const v1::AttributeScenarioResponse& response) {
  std::vector<std::string> policies;
  if (!response.splits().empty()) {
    for (const Share& share : response.splits(0).shares()) {
      policies.push_back(share.policy());
    }
  }
  return policies;
}

void PrintMechanisms(const v1::AttributeScenarioResponse& response,
                     std::ostream& out) {
  if (response.mechanisms().empty()) {
    return;
  }
  PrintTitle("By mechanism of the ledger, mean bpd, at the median", out);
  std::vector<std::string> header = {"mechanism", "total"};
  for (std::string& policy : PoliciesOf(response)) {
    header.push_back(std::move(policy));
  }
  std::string alignment(header.size(), 'r');
  alignment[0] = 'l';
  Table table(header, alignment);
  for (const auto& mechanism : response.mechanisms()) {
    std::vector<std::string> row = {NameOf(mechanism),
                                    ShowRateChange(mechanism.total_bpd())};
    for (size_t i = 0; i + 2 < header.size(); ++i) {
      const int share = static_cast<int>(i);
      row.push_back(share < mechanism.shares_bpd_size()
                        ? ShowRateChange(mechanism.shares_bpd(share))
                        : "-");
    }
    table.Add(std::move(row));
  }
  table.Print(out);
}

}  // namespace

void PrintText(const v1::AttributeScenarioResponse& response,
               std::ostream& out) {
  const v1::AttributeScenarioRequest& request = response.request();
  PrintSource(request.source(), out);
  out << SamplingText(request.sampling()) << "\n";
  for (const v1::PolicyGroup& group : request.groups()) {
    std::string names;
    for (const std::string& policy : group.policies()) {
      absl::StrAppend(&names, names.empty() ? "" : ", ", policy);
    }
    out << Wrapped(absl::StrCat("group ", group.group_id(), ": ", names));
  }
  PrintWarnings(response.warnings(), out);
  for (const Split& split : response.splits()) {
    PrintSplit(split, out);
  }
  out << Wrapped(
      "share: by Shapley (with groups by Owen), a fair split of what the "
      "policies do together, and not what one of them causes; last in: what "
      "would be missing without it");
  PrintMechanisms(response, out);
  PrintManifest(response.manifest(), out);
}

void PrintCsv(const v1::AttributeScenarioResponse& response,
              std::ostream& out) {
  CsvWriter csv({}, out);
  for (const Split& split : response.splits()) {
    const std::string section = absl::StrCat(
        "split_", split.statistic() == Split::AT_MEDIAN_INPUTS
                      ? "at_median_inputs"
                  : split.statistic() == Split::MEDIAN ? "median"
                                                       : "expectation");
    const std::string date = ShowDate(split.month());
    for (const Share& share : split.shares()) {
      const CsvRows rows(section, share.policy(), date, &csv);
      rows.Add("shapley", share.shapley(), split.unit(), split.output());
      rows.Add("shapley_error", share.shapley_error(), split.unit(),
               split.output());
      rows.Add("first_in", share.first_in(), split.unit(), split.output());
      rows.Add("last_in", share.last_in(), split.unit(), split.output());
      for (int j = 0;
           j < std::min(share.interactions_size(), split.shares_size()); ++j) {
        if (split.shares(j).policy() != share.policy()) {
          rows.Add(absl::StrCat("with_", split.shares(j).policy()),
                   share.interactions(j), split.unit(), split.output());
        }
      }
    }
    const CsvRows rows(section, "all", date, &csv);
    rows.Add("total", split.total(), split.unit(), split.output());
    rows.Add("residual", split.residual(), split.unit(), split.output());
  }
  const std::vector<std::string> policies = PoliciesOf(response);
  for (const auto& mechanism : response.mechanisms()) {
    csv.Row("mechanism", "all", NameOf(mechanism), "",
            PrintNumber(mechanism.total_bpd()), "bpd");
    for (int i = 0; i < std::min(mechanism.shares_bpd_size(),
                                 static_cast<int>(policies.size()));
         ++i) {
      csv.Row("mechanism", policies[static_cast<size_t>(i)], NameOf(mechanism),
              "", PrintNumber(mechanism.shares_bpd(i)), "bpd");
    }
  }
  for (const v1::PolicyGroup& group : response.request().groups()) {
    for (const std::string& policy : group.policies()) {
      csv.Row("group", policy, "group", "", "", "", group.group_id());
    }
  }
  WriteSampling(response.request().sampling(), &csv);
  WriteWarnings(response.warnings(), &csv);
  WriteManifest("scenario", response.manifest(), &csv);
}

}  // namespace oilflow
