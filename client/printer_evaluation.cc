#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/repeated_field.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/printer_facts.h"
#include "client/printer_price.h"
#include "client/table.h"

namespace oilflow {
namespace {

using Column = google::protobuf::RepeatedField<int32_t>;

bool Changes(const v1::RateChange& change) {
  return !std::equal(change.baseline_bpd().begin(), change.baseline_bpd().end(),
                     change.scenario_bpd().begin(),
                     change.scenario_bpd().end());
}

// The last day on which a policy makes a difference, or else the last.
int LastDayOfChange(const v1::EvaluateScenarioResponse& response) {
  for (int d = response.day_count() - 1; d > 0; --d) {
    for (const auto& arc : response.arcs()) {
      if (arc.flow().baseline_bpd(d) != arc.flow().scenario_bpd(d)) {
        return d;
      }
    }
  }
  return response.day_count() - 1;
}

double Mean(const Column& column) {
  double sum = 0;
  for (const int32_t rate : column) {
    sum += rate;
  }
  return column.empty() ? 0 : sum / column.size();
}

std::string Share(double share) {
  return absl::StrCat(ShowNumber(100 * share), "%");
}

// Prints one response, a section at a time, for one day.
class EvaluationPrinter {
 public:
  EvaluationPrinter(const v1::EvaluateScenarioResponse& response,
                    const EvaluationView& view, std::ostream& out)
      : response_(response),
        view_(view),
        day_(view.day < 0 ? LastDayOfChange(response) : view.day),
        out_(out) {}

  void Print() {
    Title();
    Warnings();
    Headlines();
    Ledger();
    Shortfalls();
    Flows();
    Trackers();
    Quota();
    PrintPrice(response_, out_);
    Constraints();
    Coverage();
    Facts();
    Manifest();
  }

 private:
  void Section(const std::string& title) { out_ << "\n" << title << "\n"; }

  std::string Day() const { return ShowDay(response_.start_date(), day_); }

  void Title() {
    const v1::Scenario& scenario = response_.scenario();
    out_ << (scenario.display_name().empty() ? "A scenario"
                                             : scenario.display_name())
         << "\n";
    if (!scenario.description().empty()) {
      out_ << scenario.description() << "\n";
    }
    out_ << (scenario.name().empty() ? "" : scenario.name() + " on ")
         << scenario.baseline() << ", " << ShowDate(response_.start_date())
         << " to " << ShowDay(response_.start_date(), response_.day_count() - 1)
         << " (" << response_.day_count() << " days), facts known on "
         << ShowDate(response_.reading().as_of()) << "\n";
  }

  void Warnings() {
    for (const v1::Warning& warning : response_.warnings()) {
      out_ << "warning: " << warning.message() << " [" << warning.reason()
           << "]\n";
    }
  }

  // Whether a column differs from day to day, so that one day is not the whole.
  static bool Varies(const Column& column) {
    return std::any_of(column.begin(), column.end(),
                       [&](int32_t rate) { return rate != column[0]; });
  }

  void Headlines() {
    Section(absl::StrCat("Headline of each policy on ", Day(),
                         ", bpd (gross, not what the markets gain)"));
    Table table({"policy", "gross", "mean", "what"}, "lrrl");
    for (int p = 0; p < response_.headlines_size(); ++p) {
      const v1::Headline& headline = response_.headlines(p);
      table.Add({headline.policy_id(), ShowRateChange(headline.gross_bpd(day_)),
                 ShowRateChange(Mean(headline.gross_bpd())),
                 response_.scenario().policies(p).display_name()});
    }
    if (table.empty()) {
      out_ << "  no policies: nothing changes\n";
    }
    table.Print(out_);
  }

  void Ledger() {
    const v1::Ledger& ledger = response_.ledger();
    Section(absl::StrCat("What became of the barrels on ", Day(),
                         ", bpd (more and less for the markets)"));
    Table table({"mechanism", "node", "more", "less", "net"}, "llrrr");
    int64_t more = 0;
    int64_t less = 0;
    for (const v1::LedgerLine& line : ledger.lines()) {
      const int64_t up = line.more_bpd(day_);
      const int64_t down = line.less_bpd(day_);
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
    table.Add({"net market supply", "",
               ShowRateChange(static_cast<double>(more)),
               ShowRateChange(static_cast<double>(-less)),
               ShowRateChange(ledger.net_bpd(day_))});
    table.Print(out_);
    if (Varies(ledger.net_bpd())) {
      out_ << "  net over the whole horizon: mean "
           << ShowRateChange(Mean(ledger.net_bpd())) << " bpd\n";
    }
  }

  static std::string LimitName(const v1::Limit& limit) {
    return absl::StrCat(
        ShowEnum(v1::ConstraintKind_descriptor(), limit.kind(),
                 "CONSTRAINT_KIND_"),
        limit.policy_id().empty() ? "" : absl::StrCat(" ", limit.policy_id()),
        " (", absl::StrJoin(limit.subjects(), ", "), ")");
  }

  void Shortfalls() {
    if (response_.shortfalls().empty()) {
      return;
    }
    Section("Asked for and not delivered, bpd");
    Table table(
        {"asked by", "of", "asked", "delivered", "short", "days", "bound by"},
        "llrrrrl");
    for (const v1::Shortfall& shortfall : response_.shortfalls()) {
      std::vector<std::string> limits;
      for (const v1::Limit& limit : shortfall.bound_by()) {
        limits.push_back(absl::StrCat(LimitName(limit), " at ",
                                      ShowRate(limit.limit_bpd())));
      }
      table.Add(
          {shortfall.policy_id().empty() ? "must-serve demand"
                                         : shortfall.policy_id(),
           shortfall.subject(), ShowRate(shortfall.asked_bpd()),
           ShowRate(shortfall.delivered_bpd()), ShowRate(shortfall.short_bpd()),
           absl::StrCat(shortfall.day_count()), absl::StrJoin(limits, "; ")});
    }
    table.Print(out_);
  }

  void AddRate(Table* table, const std::string& name, const std::string& what,
               const v1::RateChange& change) const {
    const int32_t before = change.baseline_bpd(day_);
    const int32_t after = change.scenario_bpd(day_);
    table->Add({name, ShowRate(before), ShowRate(after),
                ShowRateChange(static_cast<double>(after) - before),
                ShowRateChange(Mean(change.scenario_bpd()) -
                               Mean(change.baseline_bpd())),
                what});
  }

  void Flows() {
    Section(absl::StrCat("Flows on ", Day(), ", bpd"));
    Table table({"", "baseline", "scenario", "change", "mean change", ""},
                "lrrrrl");
    int unchanged = 0;
    const auto add = [&](const std::string& name, const std::string& what,
                         const v1::RateChange& change) {
      if (view_.all || Changes(change)) {
        AddRate(&table, name, what, change);
      } else {
        ++unchanged;
      }
    };
    for (const auto& arc : response_.arcs()) {
      add(arc.arc(),
          absl::StrCat(arc.origin_node(), " to ", arc.destination_node()),
          arc.flow());
    }
    for (const auto& node : response_.nodes()) {
      add(node.node(), "lifted or taken", node.rate());
    }
    for (const auto& chokepoint : response_.chokepoints()) {
      add(chokepoint.chokepoint(), "through all lanes", chokepoint.flow());
    }
    table.Print(out_);
    if (unchanged > 0) {
      out_ << "  " << unchanged << " more stay as they are; --all shows them\n";
    }
  }

  void Trackers() {
    Section(absl::StrCat("Exports as trackers see them and as they are, on ",
                         Day(), ", bpd"));
    Table table({"", "baseline", "scenario", "change", "mean change", ""},
                "lrrrrl");
    for (const auto& country : response_.countries()) {
      if (!view_.all && Mean(country.apparent_exports().baseline_bpd()) == 0 &&
          Mean(country.apparent_exports().scenario_bpd()) == 0) {
        continue;
      }
      AddRate(&table, country.country(), "seen by trackers",
              country.apparent_exports());
      AddRate(&table, "", "of which other countries' oil",
              country.foreign_in_apparent());
      AddRate(&table, "", "truly its own, by any way", country.true_exports());
    }
    table.Print(out_);
  }

  void Quota() {
    if (response_.quota_positions().empty()) {
      return;
    }
    Section(
        "OPEC+ position by month, bpd, and after the policies (headroom below "
        "0 "
        "is excess)");
    Table table(
        {"country", "month", "days", "required", "compensation", "target",
         "counted", "after", "headroom", "after", "to target", "after"},
        "llrrrrrrrrrr");
    const auto show = [](bool known, double rate, bool change) {
      return !known   ? "unknown"
             : change ? ShowRateChange(rate)
                      : ShowRate(rate);
    };
    for (const v1::QuotaPosition& p : response_.quota_positions()) {
      table.Add(
          {p.country(), ShowDate(p.month()).substr(0, 7),
           absl::StrCat(p.day_count()),
           show(p.has_required_bpd(), p.required_bpd(), false),
           show(p.has_compensation_bpd(), p.compensation_bpd(), false),
           show(p.has_effective_target_bpd(), p.effective_target_bpd(), false),
           ShowRate(p.baseline_counted_bpd()),
           ShowRate(p.scenario_counted_bpd()),
           show(p.has_baseline_headroom_bpd(), p.baseline_headroom_bpd(), true),
           show(p.has_scenario_headroom_bpd(), p.scenario_headroom_bpd(), true),
           show(p.has_baseline_effective_headroom_bpd(),
                p.baseline_effective_headroom_bpd(), true),
           show(p.has_scenario_effective_headroom_bpd(),
                p.scenario_effective_headroom_bpd(), true)});
    }
    table.Print(out_);
  }

  void Constraints() {
    if (response_.constraints().empty()) {
      return;
    }
    Section(
        "Limits that bind, and what the next 1,000 bpd of each would earn a "
        "barrel");
    Table table({"limit", "at bpd", "USD/bbl", "serves", "days", "until",
                 "also without policies"},
                "lrrlrll");
    for (const v1::BindingConstraint& binding : response_.constraints()) {
      std::string serves;
      if (binding.must_serve_share() != 0) {
        absl::StrAppend(&serves, Share(binding.must_serve_share()),
                        " must-serve ");
      }
      if (binding.mandated_share() != 0) {
        absl::StrAppend(&serves, Share(binding.mandated_share()), " mandated");
      }
      table.Add(
          {LimitName(binding.limit()), ShowRate(binding.limit().limit_bpd()),
           ShowNumber(binding.shadow_price_usd_per_bbl(), true),
           serves.empty() ? "-" : serves, absl::StrCat(binding.day_count()),
           ShowDate(binding.last_date()),
           binding.binds_in_baseline() ? "yes" : "no"});
    }
    table.Print(out_);
  }

  void Coverage() {
    for (const v1::StreamCoverage& coverage : response_.coverages()) {
      Section(absl::StrCat("Held against ", coverage.stream(), " on ", Day()));
      if (!coverage.has_stream_bpd()) {
        out_ << "  its size is unknown on this reading\n";
        continue;
      }
      Table table({"", "bpd", "percent"}, "lrr");
      table.Add({coverage.stream(), ShowRate(coverage.stream_bpd()), "100"});
      for (int p = 0; p < coverage.policies_size(); ++p) {
        table.Add({absl::StrCat("gross of ", coverage.policies(p).policy_id()),
                   ShowRateChange(response_.headlines(p).gross_bpd(day_)),
                   ShowNumber(coverage.policies(p).gross_percent(day_), true)});
      }
      if (!coverage.net_percent().empty()) {
        table.Add({"net market supply",
                   ShowRateChange(response_.ledger().net_bpd(day_)),
                   ShowNumber(coverage.net_percent(day_), true)});
      }
      table.Print(out_);
    }
  }

  void Facts() {
    Section(absl::StrCat("The ", response_.facts_size(),
                         " facts that this rests on"));
    PrintFactTable(response_.facts(), out_);
  }

  void Manifest() {
    const v1::Manifest& manifest = response_.manifest();
    Section("To get the same answer again");
    out_ << "  as of " << ShowDate(manifest.reading().as_of())
         << ", facts up to " << manifest.reading().latest_fact() << "\n  code "
         << manifest.code_version() << "\n  facts    "
         << manifest.facts_sha256() << "\n  network  "
         << manifest.network_sha256() << "\n  prices   "
         << manifest.prices_sha256() << "\n  scenario "
         << manifest.scenario_sha256() << "\n";
  }

  const v1::EvaluateScenarioResponse& response_;
  const EvaluationView& view_;
  int day_;
  std::ostream& out_;
};

}  // namespace

void PrintText(const v1::EvaluateScenarioResponse& response,
               const EvaluationView& view, std::ostream& out) {
  EvaluationPrinter(response, view, out).Print();
}

}  // namespace oilflow
