#include "service/evaluation/ladder.h"

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

// By day: the headlines of policies that name outlets, for their sign alone.
std::vector<int64_t> HeadlinesOf(const Evaluation& evaluation,
                                 const Scenario& scenario) {
  assert(evaluation.gross_bpd.size() == scenario.policies.size());
  std::vector<int64_t> sum(evaluation.net_bpd.size(), 0);
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    if (!std::visit(NamesOutlets(), scenario.policies[p].lever)) {
      continue;
    }
    for (size_t d = 0; d < sum.size(); ++d) {
      sum[d] += evaluation.gross_bpd[p][d];
    }
  }
  return sum;
}

}  // namespace

std::vector<LadderDay> LadderOf(const Evaluation& evaluation,
                                const Scenario& scenario) {
  std::vector<LadderDay> ladder(evaluation.net_bpd.size());
  const std::vector<int64_t> headlines = HeadlinesOf(evaluation, scenario);
  for (const LedgerLine& line : evaluation.ledger) {
    int64_t LadderDay::*const step = StepOf(line.mechanism);
    for (size_t d = 0; d < ladder.size(); ++d) {
      if (step != nullptr) {
        ladder[d].*step += line.more_bpd[d] - line.less_bpd[d];
      } else if (line.mechanism == Mechanism::kRerouted && headlines[d] != 0) {
        ladder[d].rerouted_bpd +=
            headlines[d] > 0 ? -line.more_bpd[d] : line.more_bpd[d];
      }
    }
  }
  for (size_t d = 0; d < ladder.size(); ++d) {
    // The headline is what is left, so that the ladder closes.
    ladder[d].gross_bpd = evaluation.net_bpd[d] - ladder[d].Net();
    if (!evaluation.demand_change_bpd.empty()) {
      ladder[d].demand_bpd = -evaluation.demand_change_bpd[d];
    }
  }
  return ladder;
}

}  // namespace oilflow
