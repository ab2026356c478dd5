#include "service/evaluation/ladder.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <variant>

namespace oilflow {
namespace {

// The step that a mechanism belongs to; nullptr for those of the headline.
int64_t LadderDay::*StepOf(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::kLeakage:
    case Mechanism::kQuotaOffset:
    case Mechanism::kDisplaced:
    case Mechanism::kDomesticUse:
    case Mechanism::kStorage:
      return &LadderDay::absorbed_bpd;
    case Mechanism::kSpareResponse:
      return &LadderDay::spare_bpd;
    case Mechanism::kStockRelease:
      return &LadderDay::stock_release_bpd;
    case Mechanism::kRerouted:
    case Mechanism::kNew:
    case Mechanism::kLost:
    case Mechanism::kNoPaidOutlet:
    case Mechanism::kOutage:
    case Mechanism::kSanctions:
    case Mechanism::kOperator:
    case Mechanism::kInterdiction:
      break;
  }
  return nullptr;
}

// Whether the headline says what the policy's own outlets gain or lose. That of
// a waiver or of demand is what a sink takes, and the others respond.
struct NamesOutlets {
  bool operator()(const SpareLever&) const { return false; }
  bool operator()(const StockReleaseLever&) const { return false; }
  bool operator()(const DemandLever&) const { return false; }
  bool operator()(const WaiverLever&) const { return false; }
  bool operator()(const QuotaLever&) const { return false; }
  template <typename Other>
  bool operator()(const Other&) const {
    return true;
  }
};

// By day: the headlines of policies that name outlets. Empty if none does.
std::vector<int64_t> HeadlinesOf(const Evaluation& evaluation,
                                 const Scenario& scenario) {
  assert(evaluation.gross_bpd.size() == scenario.policies.size());
  std::vector<int64_t> sum;
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    if (!std::visit(NamesOutlets(), scenario.policies[p].lever)) {
      continue;
    }
    sum.resize(evaluation.net_bpd.size(), 0);
    for (size_t d = 0; d < sum.size(); ++d) {
      sum[d] += evaluation.gross_bpd[p][d];
    }
  }
  return sum;
}

}  // namespace

std::vector<LadderDay> LadderOf(const Evaluation& evaluation,
                                const Scenario& scenario) {
  const size_t day_count = evaluation.net_bpd.size();
  std::vector<LadderDay> ladder(day_count);
  std::vector<int64_t> moved(day_count, 0);
  for (const LedgerLine& line : evaluation.ledger) {
    int64_t LadderDay::*const step = StepOf(line.mechanism);
    for (size_t d = 0; d < day_count; ++d) {
      if (step != nullptr) {
        ladder[d].*step += line.more_bpd[d] - line.less_bpd[d];
      } else if (line.mechanism == Mechanism::kRerouted) {
        moved[d] += line.more_bpd[d];
      }
    }
  }
  const std::vector<int64_t> headlines = HeadlinesOf(evaluation, scenario);
  for (size_t d = 0; d < day_count; ++d) {
    LadderDay& day = ladder[d];
    const int64_t at_home = evaluation.net_bpd[d] - day.Net();
    if (!headlines.empty()) {
      day.rerouted_bpd =
          std::clamp(at_home - headlines[d], -moved[d], moved[d]);
    }
    // What is left, so that the ladder closes.
    day.gross_bpd = at_home - day.rerouted_bpd;
    if (!evaluation.demand_change_bpd.empty()) {
      day.demand_bpd = -evaluation.demand_change_bpd[d];
    }
  }
  return ladder;
}

}  // namespace oilflow
