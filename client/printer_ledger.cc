#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

// Whether a column differs from day to day, so that one day is not the whole.
bool Varies(const google::protobuf::RepeatedField<int32_t>& column) {
  return std::any_of(column.begin(), column.end(),
                     [&](int32_t rate) { return rate != column[0]; });
}

}  // namespace

void PrintHeadlines(const DayView& view, std::ostream& out) {
  const v1::EvaluateScenarioResponse& response = view.response;
  PrintTitle(absl::StrCat("Headline of each policy on ", view.Date(),
                          ", bpd (gross, not what the markets gain)"),
             out);
  Table table({"policy", "gross", "mean", "what"}, "lrrl");
  for (int p = 0; p < response.headlines_size(); ++p) {
    const v1::Headline& headline = response.headlines(p);
    table.Add({headline.policy_id(),
               ShowRateChange(headline.gross_bpd(view.day)),
               ShowRateChange(Mean(headline.gross_bpd())),
               response.scenario().policies(p).display_name()});
  }
  if (table.empty()) {
    out << "  no policies: nothing changes\n";
  }
  table.Print(out);
}

void PrintLedger(const DayView& view, std::ostream& out) {
  const v1::Ledger& ledger = view.response.ledger();
  PrintTitle(absl::StrCat("What became of the barrels on ", view.Date(),
                          ", bpd (more and less for the markets)"),
             out);
  Table table({"mechanism", "node", "more", "less", "net"}, "llrrr");
  int64_t more = 0;
  int64_t less = 0;
  for (const v1::LedgerLine& line : ledger.lines()) {
    const int64_t up = line.more_bpd(view.day);
    const int64_t down = line.less_bpd(view.day);
    more += up;
    less += down;
    if (up == 0 && down == 0) {
      continue;
    }
    table.Add(
        {ShowEnum(v1::Mechanism_descriptor(), line.mechanism(), "MECHANISM_"),
         line.node(), ShowRateChange(static_cast<double>(up)),
         ShowRateChange(static_cast<double>(-down)),
         ShowRateChange(static_cast<double>(up - down))});
  }
  table.Add({"net market supply", "", ShowRateChange(static_cast<double>(more)),
             ShowRateChange(static_cast<double>(-less)),
             ShowRateChange(ledger.net_bpd(view.day))});
  table.Print(out);
  if (Varies(ledger.net_bpd())) {
    out << "  net over the whole horizon: mean "
        << ShowRateChange(Mean(ledger.net_bpd())) << " bpd\n";
  }
}

void PrintCoverages(const DayView& view, std::ostream& out) {
  const v1::EvaluateScenarioResponse& response = view.response;
  for (const v1::StreamCoverage& coverage : response.coverages()) {
    PrintTitle(
        absl::StrCat("Held against ", coverage.stream(), " on ", view.Date()),
        out);
    if (!coverage.has_stream_bpd()) {
      out << "  its size is unknown on this reading\n";
      continue;
    }
    Table table({"", "bpd", "percent"}, "lrr");
    table.Add({coverage.stream(), ShowRate(coverage.stream_bpd()), "100"});
    for (int p = 0; p < coverage.policies_size(); ++p) {
      table.Add(
          {absl::StrCat("gross of ", coverage.policies(p).policy_id()),
           ShowRateChange(response.headlines(p).gross_bpd(view.day)),
           ShowNumber(coverage.policies(p).gross_percent(view.day), true)});
    }
    if (!coverage.net_percent().empty()) {
      table.Add({"net market supply",
                 ShowRateChange(response.ledger().net_bpd(view.day)),
                 ShowNumber(coverage.net_percent(view.day), true)});
    }
    table.Print(out);
  }
}

}  // namespace oilflow
