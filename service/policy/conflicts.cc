#include "service/policy/conflicts.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace oilflow {
namespace {

// What is wrong between two policies if they meet.
struct Contradiction {
  std::string subject;
  std::string reason;
};

// What both lists name, once each, in the order of the first.
std::vector<int> Common(const std::vector<int>& first,
                        const std::vector<int>& second) {
  const auto among = [](const std::vector<int>& all, int one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  std::vector<int> common;
  for (const int one : first) {
    if (among(second, one) && !among(common, one)) {
      common.push_back(one);
    }
  }
  return common;
}

bool SetsTerms(const PaymentLever& lever) {
  return lever.paid_share.has_value() || lever.advance.has_value();
}

// What a route does that a closed arc cannot bear; empty if nothing.
absl::string_view Use(const RouteLever& lever) {
  if (lever.status == RouteLever::Status::kOpen) {
    return "opens";
  }
  if (lever.mandated.has_value()) {
    return "mandates";
  }
  return lever.limit.has_value() ? "limits" : "";
}

// Gathers the contradictions of two levers of one kind. Levers of different
// kinds never contradict each other: their effects are worked out one after the
// other.
class Comparison {
 public:
  explicit Comparison(const Network& network) : network_(network) {}

  std::vector<Contradiction> TakeFound() { return std::move(found_); }

  void Compare(const RouteLever& first, const RouteLever& second) {
    const bool closes = first.status == RouteLever::Status::kClosed;
    const bool other_closes = second.status == RouteLever::Status::kClosed;
    const absl::string_view use = Use(closes ? second : first);
    for (const int a : Common(first.arcs, second.arcs)) {
      const std::string& arc = network_.arcs()[a].id;
      if (closes != other_closes && !use.empty()) {
        Add(arc, "one closes ", arc, " and the other ", use, " it");
      }
      if (first.mandated.has_value() && second.mandated.has_value() &&
          *first.mandated != *second.mandated) {
        Add(arc, "both mandate a volume on ", arc, ", and not the same");
      }
    }
  }

  void Compare(const SanctionsLever& first, const SanctionsLever& second) {
    if (first.country == second.country &&
        first.target_exports != second.target_exports) {
      const std::string& country = network_.countries()[first.country].id;
      Add(country, "both set a target for the exports of ", country,
          ", and not the same");
    }
  }

  void Compare(const ProductionLever& first, const ProductionLever& second) {
    if (first.producer == second.producer && first.potential.has_value() &&
        second.potential.has_value()) {
      const std::string& producer = network_.nodes()[first.producer].id;
      Add(producer, "both set the potential of ", producer);
    }
  }

  void Compare(const QuotaLever& first, const QuotaLever& second) {
    if (first.country == second.country) {
      const std::string& country = network_.countries()[first.country].id;
      Add(country, "both set a quota for ", country);
    }
  }

  void Compare(const WaiverLever& first, const WaiverLever& second) {
    for (const int l : Common(first.links, second.links)) {
      const std::string& link = network_.energy_links()[l].id;
      Add(link, "both stop ", link);
    }
  }

  void Compare(const PaymentLever& first, const PaymentLever& second) {
    if (!SetsTerms(first) || !SetsTerms(second)) {
      return;
    }
    for (const int a : Common(first.arcs, second.arcs)) {
      const std::string& arc = network_.arcs()[a].id;
      Add(arc, "both set the terms of payment on ", arc);
    }
  }

  void Compare(const FinanceLever& first, const FinanceLever& second) {
    if (first.channel == second.channel) {
      const std::string& channel = network_.channels()[first.channel].id;
      Add(channel, "both bar ", channel);
    }
  }

  void Compare(const SpareLever& first, const SpareLever& second) {
    for (const int n : Common(first.producers, second.producers)) {
      const std::string& producer = network_.nodes()[n].id;
      Add(producer, "both use the reserve of ", producer);
    }
  }

  void Compare(const StockReleaseLever& first,
               const StockReleaseLever& second) {
    if (first.stock == second.stock) {
      const std::string& stock = network_.nodes()[first.stock].id;
      Add(stock, "both draw ", stock);
    }
  }

  void Compare(const DemandLever& first, const DemandLever& second) {
    if (first.sink == second.sink && first.demand.has_value() &&
        second.demand.has_value()) {
      const std::string& sink = network_.nodes()[first.sink].id;
      Add(sink, "both set the demand of ", sink);
    }
  }

  // These bear each other: operators each take their own share, and of several
  // stops or losses on one arc the largest holds.
  void Compare(const EnforcementLever&, const EnforcementLever&) {}
  void Compare(const OutageLever&, const OutageLever&) {}
  void Compare(const InterdictionLever&, const InterdictionLever&) {}
  void Compare(const OperatorLever&, const OperatorLever&) {}

 private:
  template <typename... Parts>
  void Add(const std::string& subject, const Parts&... parts) {
    found_.push_back({subject, absl::StrCat(parts...)});
  }

  const Network& network_;
  std::vector<Contradiction> found_;
};

std::vector<Contradiction> Contradictions(const Network& network,
                                          const Lever& first,
                                          const Lever& second) {
  Comparison comparison(network);
  std::visit(
      [&](const auto& one) {
        using Kind = std::decay_t<decltype(one)>;
        if (const auto* other = std::get_if<Kind>(&second)) {
          comparison.Compare(one, *other);
        }
      },
      first);
  return comparison.TakeFound();
}

std::optional<absl::CivilDay> FirstCommonDay(const Horizon& horizon,
                                             const Policy& first,
                                             const Policy& second) {
  for (absl::CivilDay day = horizon.first_day; day < horizon.end(); ++day) {
    if (first.ShareInForce(day) > 0 && second.ShareInForce(day) > 0) {
      return day;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Conflict> FindConflicts(const Network& network,
                                    const Scenario& scenario) {
  const std::vector<Policy>& policies = scenario.policies;
  std::vector<Conflict> conflicts;
  for (size_t i = 0; i < policies.size(); ++i) {
    for (size_t j = i + 1; j < policies.size(); ++j) {
      std::vector<Contradiction> found =
          Contradictions(network, policies[i].lever, policies[j].lever);
      if (found.empty()) {
        continue;
      }
      const std::optional<absl::CivilDay> day =
          FirstCommonDay(scenario.horizon, policies[i], policies[j]);
      if (!day.has_value()) {
        continue;
      }
      for (Contradiction& one : found) {
        conflicts.push_back({.policy = static_cast<int>(j),
                             .other = static_cast<int>(i),
                             .subject = std::move(one.subject),
                             .first_day = *day,
                             .reason = std::move(one.reason)});
      }
    }
  }
  return conflicts;
}

}  // namespace oilflow
