#include "service/rpc/warnings.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/date.h"
#include "service/facts/measure.h"

namespace oilflow {
namespace {

// A price older than this on the day read as of is called stale.
constexpr int kFreshPriceDays = 7;
// A level older than this is called stale.
constexpr int kFreshLevelDays = 183;

class Warner {
 public:
  Warner(const World& world, const EvaluatedScenario& result,
         Warnings* warnings)
      : world_(world),
        evaluation_(result.evaluation),
        scenario_(result.asked.scenario),
        from_(result.from),
        warnings_(*warnings),
        as_of_(result.evaluation.reading.as_of) {}

  void AboutFacts() {
    int stale = 0;
    absl::CivilDay oldest = as_of_;
    std::vector<std::string> assumed;
    for (const Fact* fact : evaluation_.facts) {
      const absl::CivilDay fresh = std::max(fact->valid_from, fact->known_at);
      if ((fact->measure == measure::kPotential ||
           fact->measure == measure::kDemand) &&
          as_of_ - fresh > kFreshLevelDays) {
        ++stale;
        oldest = std::min(oldest, fresh);
      }
      if (fact->kind == FactKind::kAssumed) {
        assumed.push_back(absl::StrCat(fact->subject, " ", fact->measure));
      }
    }
    if (stale > 0) {
      Warn("STALE_FACT",
           absl::StrCat(stale,
                        " potentials and demands had been known for more than ",
                        kFreshLevelDays, " days on ", PrintDate(as_of_),
                        ", the oldest since ", PrintDate(oldest),
                        "; they are held as they were"));
    }
    if (!assumed.empty()) {
      Warn("ASSUMED_FACT",
           absl::StrCat("nobody has published ", assumed.size(),
                        " of the facts used, and they are assumed: ",
                        NameSome(assumed)));
    }
  }

  void AboutPolicies() {
    for (const Policy& policy : scenario_.policies) {
      if (!policy.timing.happens) {
        Warn("POLICY_NOT_IN_FORCE",
             absl::StrCat("policy ", policy.id,
                          " does not come about at the quantile that is "
                          "answered: see its schedule"));
      } else if (policy.timing.start >= scenario_.horizon.end()) {
        Warn("POLICY_NOT_IN_FORCE",
             absl::StrCat("policy ", policy.id, " starts on ",
                          PrintDate(policy.timing.start),
                          ", after the horizon"));
      }
    }
    for (const auto& [policy, potential] : evaluation_.cuts_beyond_potential) {
      Warn("CUT_BEYOND_POTENTIAL",
           absl::StrCat("policy ", scenario_.policies[policy].id,
                        " cuts more than its producer could lift, ", potential,
                        " bpd on the facts known; the cut stops there"));
    }
    for (const auto& [policy, rate] : evaluation_.cuts_beyond_flow) {
      Warn("CUT_BEYOND_FLOW",
           absl::StrCat("policy ", scenario_.policies[policy].id,
                        " takes away more than there is, ", rate,
                        " bpd on the facts known; what it takes stops there"));
    }
    if (!evaluation_.unknown_spare.empty()) {
      Warn("SPARE_UNKNOWN",
           absl::StrCat("no fact known gives the spare capacity of ",
                        Names(evaluation_.unknown_spare),
                        ": none of a loss is offset there"));
    }
  }

  void AboutBaseline() {
    if (!evaluation_.idle_producers.empty()) {
      const double start_price =
          from_.assumptions.start_price / kDollarsPerBarrel;
      Warn("BASELINE_SHUT_IN",
           absl::StrCat("without any policy, at ", start_price,
                        " USD/bbl and on the facts known, ",
                        Names(evaluation_.idle_producers),
                        " would lift less than it could: a route does not pay "
                        "or is full"));
    }
  }

 private:
  void Warn(absl::string_view reason, absl::string_view message) {
    AddWarning(reason, message, &warnings_);
  }

  std::string Names(const std::vector<int>& nodes) const {
    return absl::StrJoin(nodes, ", ", [&](std::string* out, int node) {
      out->append(world_.network.nodes()[node].id);
    });
  }

  const World& world_;
  const Evaluation& evaluation_;
  const Scenario& scenario_;
  const PricedFrom& from_;
  Warnings& warnings_;
  absl::CivilDay as_of_;
};

}  // namespace

void AddWarnings(const World& world, const EvaluatedScenario& result,
                 v1::EvaluateScenarioResponse* response) {
  Warner warner(world, result, response->mutable_warnings());
  warner.AboutFacts();
  warner.AboutPolicies();
  warner.AboutBaseline();
  AddPriceWarnings(world, result.evaluation.reading.as_of, result.from,
                   result.priced.impact, result.evaluation.horizon.day_count,
                   response->mutable_warnings());
}

void AddPriceWarnings(const World& world, absl::CivilDay as_of,
                      const PricedFrom& from, const PriceImpact& impact,
                      int day_count, Warnings* warnings) {
  const auto& priced_on = from.provenance.start_price_day;
  if (priced_on.has_value() && as_of - *priced_on > kFreshPriceDays) {
    AddWarning("STALE_PRICE",
               absl::StrCat("the last price on or before ", PrintDate(as_of),
                            " is of ", PrintDate(*priced_on)),
               warnings);
  }
  if (!from.assumptions.daily_volatility.has_value()) {
    AddWarning("NO_VOLATILITY",
               absl::StrCat("fewer than ", kVolatilityDays + 1,
                            " prices are known on ", PrintDate(as_of),
                            " (the series begins on ",
                            PrintDate(world.prices.first_day()),
                            "), so what is detectable is unknown"),
               warnings);
  }
  if (std::any_of(impact.months.begin(), impact.months.end(),
                  [](const PeriodEffect& month) {
                    return month.outside_estimation_range;
                  })) {
    AddWarning(
        "OUTSIDE_ESTIMATION_RANGE",
        "the net change exceeds 5% of world output, on which no model was "
        "estimated",
        warnings);
  }
  if (day_count > 31 * 12) {
    AddWarning(
        "ELASTICITY_HORIZON",
        "short-run elasticities are used beyond a year, where supply and "
        "demand respond more",
        warnings);
  }
}

void AddWarning(absl::string_view reason, absl::string_view message,
                Warnings* warnings) {
  v1::Warning* warning = warnings->Add();
  warning->set_reason(std::string(reason));
  warning->set_message(std::string(message));
}

std::string NameSome(std::vector<std::string> names) {
  constexpr size_t kMost = 12;
  const bool more = names.size() > kMost;
  names.resize(std::min(names.size(), kMost));
  return absl::StrCat(absl::StrJoin(names, ", "), more ? ", ..." : "");
}

void AddOtherBuild(Warnings* warnings) {
  AddWarning("OTHER_BUILD",
             "this token is of another version of the program or of another "
             "network, facts or prices: the numbers may differ from those of "
             "its answer",
             warnings);
}

}  // namespace oilflow
