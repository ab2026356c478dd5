#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

// An actor's money with the policies, over all months, in US cents.
struct Total {
  int64_t sold_bbl = 0;
  int64_t at_brent_cents = 0;
  std::map<v1::MoneyKind, int64_t> by_kind;
  int64_t net_cents = 0;
  int64_t baseline_net_cents = 0;

  void Add(const v1::ActorAccount& account) {
    sold_bbl += account.scenario_sold_bbl();
    at_brent_cents += account.scenario_at_brent_cents();
    for (const v1::AccountLine& line : account.lines()) {
      by_kind[line.kind()] += line.scenario_cents();
    }
    net_cents += account.scenario_net_cents();
    baseline_net_cents += account.baseline_net_cents();
  }

  int64_t Of(v1::MoneyKind kind) const {
    const auto found = by_kind.find(kind);
    return found == by_kind.end() ? 0 : found->second;
  }
};

std::string Millions(int64_t cents, bool sign = true) {
  return ShowMillions(static_cast<double>(cents) / 100, sign);
}

// In the order in which actors first appear, those without a name last.
std::vector<std::pair<std::string, Total>> TotalsByActor(
    const v1::EvaluateScenarioResponse& response) {
  std::vector<std::pair<std::string, Total>> totals;
  for (const v1::ActorAccount& account : response.accounts()) {
    auto found = std::find_if(
        totals.begin(), totals.end(),
        [&](const auto& total) { return total.first == account.actor(); });
    if (found == totals.end()) {
      found = totals.insert(totals.end(), {account.actor(), Total()});
    }
    found->second.Add(account);
  }
  std::stable_partition(totals.begin(), totals.end(),
                        [](const auto& total) { return !total.first.empty(); });
  return totals;
}

std::vector<v1::MoneyKind> KindsOf(const Total& sum) {
  std::vector<v1::MoneyKind> kinds;
  for (const auto& [kind, cents] : sum.by_kind) {
    kinds.push_back(kind);
  }
  return kinds;
}

Table TableOf(const std::vector<v1::MoneyKind>& kinds) {
  std::vector<std::string> header = {"actor", "sold kb/d", "at Brent",
                                     "discount"};
  for (const v1::MoneyKind kind : kinds) {
    header.push_back(ShowEnum(v1::MoneyKind_descriptor(), kind, "MONEY_KIND_"));
  }
  header.emplace_back("net");
  header.emplace_back("change");
  std::string columns(header.size(), 'r');
  columns.front() = 'l';
  return Table(header, columns);
}

// A row for each actor, a column for each kind of money that there is.
class MoneyTable {
 public:
  MoneyTable(const Total& sum, int day_count)
      : day_count_(day_count), kinds_(KindsOf(sum)), table_(TableOf(kinds_)) {}

  void Add(const std::string& name, const Total& total, bool sells) {
    std::vector<std::string> row = {name};
    if (sells) {
      row.push_back(ShowFixed(
          static_cast<double>(total.sold_bbl) / day_count_ / 1000, 1));
      row.push_back(Millions(total.at_brent_cents, /*sign=*/false));
      row.push_back(
          Millions(total.Of(v1::MONEY_KIND_SALES) - total.at_brent_cents));
    } else {
      row.insert(row.end(), 3, "-");
    }
    for (const v1::MoneyKind kind : kinds_) {
      row.push_back(Millions(total.Of(kind)));
    }
    row.push_back(Millions(total.net_cents));
    row.push_back(Millions(total.net_cents - total.baseline_net_cents));
    table_.Add(std::move(row));
  }

  void Print(std::ostream& out) const { table_.Print(out); }

 private:
  int day_count_;
  std::vector<v1::MoneyKind> kinds_;
  Table table_;
};

}  // namespace

void PrintMoney(const DayView& view, std::ostream& out) {
  const v1::EvaluateScenarioResponse& response = view.response;
  const auto totals = TotalsByActor(response);
  // Those whom the network does not name pay each other, if it names nobody.
  if (totals.empty() || totals[0].first.empty()) {
    return;
  }
  Total sum;
  for (const v1::ActorAccount& account : response.accounts()) {
    sum.Add(account);
  }
  PrintTitle(
      "Money over the horizon, million USD, with the policies (change: against "
      "without them)",
      out);
  MoneyTable table(sum, response.day_count());
  for (const auto& [actor, total] : totals) {
    table.Add(actor.empty() ? "all others" : actor, total, total.sold_bbl != 0);
  }
  table.Add("sum", sum, /*sells=*/false);
  table.Print(out);
  const bool balances =
      sum.net_cents == 0 && sum.baseline_net_cents == 0 &&
      std::all_of(sum.by_kind.begin(), sum.by_kind.end(),
                  [](const auto& kind) { return kind.second == 0; });
  if (balances) {
    out << "  every kind sums to 0 over all actors: what one gets another "
           "pays\n";
  }
  out << "  at Brent + discount = sales, less what an actor buys itself; json "
         "and csv show months\n";
}

void PrintPayments(const DayView& view, std::ostream& out) {
  const v1::EvaluateScenarioResponse& response = view.response;
  if (response.payments().empty()) {
    return;
  }
  PrintTitle(
      absl::StrCat("What is really paid for oil on ",
                   ShowDay(response.start_date(), response.day_count() - 1),
                   ", USD/bbl (gap above 0: voluntary oil stays away)"),
      out);
  Table table({"arc", "paid", "worth", "alternative", "gap",
               "outstanding million USD", "alternative is"},
              "lrrrrrl");
  for (const v1::PaymentPosition& payment : response.payments()) {
    table.Add({payment.arc(), ShowFixed(payment.paid_usd_per_bbl(), 2),
               ShowFixed(payment.worth_usd_per_bbl(), 2),
               payment.has_alternative_usd_per_bbl()
                   ? ShowFixed(payment.alternative_usd_per_bbl(), 2)
                   : "none",
               payment.has_gap_usd_per_bbl()
                   ? ShowFixed(payment.gap_usd_per_bbl(), 2, /*sign=*/true)
                   : "-",
               ShowMillions(payment.outstanding_usd()),
               payment.alternative_arc()});
  }
  table.Print(out);
}

void PrintArrears(const DayView& view, std::ostream& out) {
  if (view.response.arrears().empty()) {
    return;
  }
  PrintTitle("Old debt at the end of the horizon, million USD", out);
  Table table(
      {"policy", "owed", "recovered", "remaining", "months to recover in all"},
      "lrrrr");
  for (const v1::ArrearsPosition& arrears : view.response.arrears()) {
    table.Add({arrears.policy_id(), ShowMillions(arrears.owed_usd()),
               ShowMillions(arrears.recovered_usd()),
               ShowMillions(arrears.remaining_usd()),
               arrears.has_months_to_recover()
                   ? ShowFixed(arrears.months_to_recover(), 1)
                   : "never at this pace"});
  }
  table.Print(out);
}

}  // namespace oilflow
