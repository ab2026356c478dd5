#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

std::string LimitName(const v1::Limit& limit) {
  return absl::StrCat(
      ShowEnum(v1::ConstraintKind_descriptor(), limit.kind(),
               "CONSTRAINT_KIND_"),
      limit.policy_id().empty() ? "" : absl::StrCat(" ", limit.policy_id()),
      " (", absl::StrJoin(limit.subjects(), ", "), ")");
}

std::string Percent(double share) {
  return absl::StrCat(ShowNumber(100 * share), "%");
}

}  // namespace

void PrintShortfalls(const DayView& view, std::ostream& out) {
  if (view.response.shortfalls().empty()) {
    return;
  }
  PrintTitle("Asked for and not delivered, bpd", out);
  Table table(
      {"asked by", "of", "asked", "delivered", "short", "days", "bound by"},
      "llrrrrl");
  for (const v1::Shortfall& shortfall : view.response.shortfalls()) {
    std::vector<std::string> limits;
    for (const v1::Limit& limit : shortfall.bound_by()) {
      limits.push_back(
          absl::StrCat(LimitName(limit), " at ", ShowRate(limit.limit_bpd())));
    }
    table.Add(
        {shortfall.policy_id().empty() ? "must-serve demand"
                                       : shortfall.policy_id(),
         shortfall.subject(), ShowRate(shortfall.asked_bpd()),
         ShowRate(shortfall.delivered_bpd()), ShowRate(shortfall.short_bpd()),
         absl::StrCat(shortfall.day_count()), absl::StrJoin(limits, "; ")});
  }
  table.Print(out);
}

void PrintConstraints(const DayView& view, std::ostream& out) {
  if (view.response.constraints().empty()) {
    return;
  }
  PrintTitle(
      "Limits that bind, and what the next 1,000 bpd of each would earn a "
      "barrel",
      out);
  Table table({"limit", "at bpd", "USD/bbl", "serves", "days", "until",
               "also without policies"},
              "lrrlrll");
  for (const v1::BindingConstraint& binding : view.response.constraints()) {
    std::string serves;
    if (binding.must_serve_share() != 0) {
      absl::StrAppend(&serves, Percent(binding.must_serve_share()),
                      " must-serve ");
    }
    if (binding.mandated_share() != 0) {
      absl::StrAppend(&serves, Percent(binding.mandated_share()), " mandated");
    }
    table.Add({LimitName(binding.limit()),
               ShowRate(binding.limit().limit_bpd()),
               ShowNumber(binding.shadow_price_usd_per_bbl(), true),
               serves.empty() ? "-" : serves, absl::StrCat(binding.day_count()),
               ShowDate(binding.last_date()),
               binding.binds_in_baseline() ? "yes" : "no"});
  }
  table.Print(out);
}

void PrintSpare(const DayView& view, std::ostream& out) {
  if (view.response.spare().empty()) {
    return;
  }
  PrintTitle(absl::StrCat("Spare capacity on ", view.Date(),
                          ", bpd (reachable: has a way to a market)"),
             out);
  Table table({"policy", "held", "reachable", "asked"}, "lrrr");
  for (const v1::SpareReach& spare : view.response.spare()) {
    table.Add({spare.policy_id(), ShowRate(spare.capacity_bpd(view.day)),
               ShowRate(spare.reachable_bpd(view.day)),
               ShowRate(spare.asked_bpd(view.day))});
  }
  table.Print(out);
}

}  // namespace oilflow
