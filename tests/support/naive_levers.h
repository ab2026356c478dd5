// What each lever does to a day, one function for each.

#ifndef OILFLOW_TESTS_SUPPORT_NAIVE_LEVERS_H_
#define OILFLOW_TESTS_SUPPORT_NAIVE_LEVERS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/allocation/day.h"
#include "service/policy/scenario.h"
#include "tests/support/naive_facts.h"

namespace oilflow {

// On what terms oil is bought where an arc begins.
struct NaiveTerms {
  std::optional<int64_t> advance_cents;
  double paid_share = 1;
};

// What a power grid goes without, and what is burned for it.
struct NaiveGrid {
  double gas_lost = 0;
  double power_import_lost = 0;
  std::optional<double> substitution_limit;
};

struct NaiveNeed {
  double power_lost = 0;
  double liquids_needed = 0;
  int64_t liquids_asked = 0;
};

// A day as far as policies have been laid over it.
struct NaiveLimits {
  DayLimits limits;
  // By arc.
  std::vector<NaiveTerms> terms;
  // By grid.
  std::vector<NaiveGrid> grids;
  // By energy link: what it no longer brings.
  std::vector<double> link_lost;
  int64_t demand_change = 0;
};

// Which sanctions: as if they worked in full, or as far as they do.
enum class NaiveSanctions { kInFull, kAsFarAsTheyWork };

// Lays levers over one day. `baseline` is what flows without any.
class NaiveLevers {
 public:
  NaiveLevers(const NaiveFacts& facts, absl::CivilDay day,
              const DayFlows& baseline)
      : facts_(facts),
        network_(facts.network),
        day_(day),
        baseline_(baseline) {}

  NaiveLimits Without() const;

  void Route(const RouteLever& lever, double share, NaiveLimits* day) const;
  void Production(const ProductionLever& lever, double share,
                  NaiveLimits* day) const;
  void Demand(const DemandLever& lever, double share, NaiveLimits* day) const;
  void Waiver(const WaiverLever& lever, double share, NaiveLimits* day) const;
  void Payment(const PaymentLever& lever, NaiveLimits* day) const;
  void Finance(const FinanceLever& lever, double share, NaiveLimits* day) const;
  void Operator(const OperatorLever& lever, double share,
                NaiveLimits* day) const;
  void Enforcement(const EnforcementLever& lever, double share,
                   NaiveLimits* day) const;
  void Outage(const OutageLever& lever, double share, NaiveLimits* day) const;
  void Interdiction(const InterdictionLever& lever, double share,
                    NaiveLimits* day) const;
  // `before` is what flows without sanctions.
  void Sanctions(const Policy& policy, double share, NaiveSanctions how,
                 const DayFlows& before, NaiveLimits* day) const;
  // `free` is what would flow without quotas.
  void Quota(const QuotaLever& lever, double share, const DayFlows& free,
             NaiveLimits* day) const;

  // What energy is lost comes to.
  NaiveNeed NeedOf(int grid, const NaiveGrid& lost) const;

  // What flows: liquids for lost energy are burned on top of other demand, and
  // who is paid less than oil is worth reckons with that.
  DayFlows Flows(const NaiveLimits& day) const;
  DayLimits Complete(const NaiveLimits& day) const;

 private:
  // The best price less costs that oil at a node could earn on open arcs.
  std::optional<int64_t> Netback(const DayLimits& limits, int node) const;
  // Of what a link would bring; never more than is left of it.
  void Stop(int arc, double share, NaiveLimits* day) const;
  void AddMarketsBeyond(int node, std::set<int>* markets) const;
  void LoseEnergy(int link, double supply, double share,
                  NaiveLimits* day) const;

  const NaiveFacts& facts_;
  const Network& network_;
  absl::CivilDay day_;
  const DayFlows& baseline_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NAIVE_LEVERS_H_
