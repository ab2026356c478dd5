#include "service/allocation/warm_basis.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <limits>

namespace oilflow {
namespace {

// Two arcs of a cycle touch node 0, and take half of what a sum may be.
constexpr int64_t kMostHubCost = int64_t{1} << 60;
constexpr int64_t kMostPathCost = int64_t{1} << 61;

// Pivots are few: a day far from the last one needs about as many as there are
// nodes.
int64_t PivotLimit(const Problem& problem) {
  return 64 + 4 * static_cast<int64_t>(problem.arcs.size());
}

bool TouchesHub(const ProblemArc& arc) { return arc.from == 0 || arc.to == 0; }

// The most that the costs of a path add up to, as each of its nodes has at most
// two arcs of it; nothing if it is too large to say.
int64_t LongestPath(const Problem& problem) {
  std::vector<std::array<int64_t, 2>> largest(problem.node_count,
                                              std::array<int64_t, 2>{});
  for (const ProblemArc& arc : problem.arcs) {
    if (TouchesHub(arc)) {
      continue;
    }
    const int64_t cost = std::min(std::abs(arc.cost), kMostPathCost);
    for (const int node : {arc.from, arc.to}) {
      std::array<int64_t, 2>& pair = largest[node];
      if (cost > pair[0]) {
        pair = {cost, pair[0]};
      } else if (cost > pair[1]) {
        pair[1] = cost;
      }
    }
  }
  // Halves, so that an arc is counted once.
  int64_t sum = 0;
  for (const std::array<int64_t, 2>& pair : largest) {
    sum = std::min(sum + pair[0] / 2 + pair[1] / 2 + 1, kMostPathCost);
  }
  return sum;
}

std::vector<int64_t> CostLimits(const Problem& problem) {
  const int64_t spare =
      (kMostPathCost - LongestPath(problem)) / (problem.node_count + 1);
  std::vector<int64_t> limits;
  for (const ProblemArc& arc : problem.arcs) {
    limits.push_back(TouchesHub(arc)
                         ? kMostHubCost
                         : std::min(std::abs(arc.cost), kMostPathCost) + spare);
  }
  return limits;
}

bool Fit(const Problem& problem) {
  return LongestPath(problem) < kMostPathCost &&
         std::all_of(problem.arcs.begin(), problem.arcs.end(),
                     [](const ProblemArc& arc) {
                       return !TouchesHub(arc) ||
                              std::abs(arc.cost) <= kMostHubCost;
                     });
}

// The tree does not depend on costs that it cannot add up.
Problem WithoutCosts(Problem problem) {
  for (ProblemArc& arc : problem.arcs) {
    arc.cost = 0;
  }
  return problem;
}

}  // namespace

WarmStart::WarmStart(const Problem& reference)
    : reference_(reference),
      costs_fit_(Fit(reference)),
      cost_limits_(CostLimits(reference)),
      tree_(costs_fit_ ? reference : WithoutCosts(reference)) {
  const size_t lanes = static_cast<size_t>(tree_.lanes());
  std::vector<int32_t> capacities(lanes, 0);
  std::vector<int32_t> minimums(lanes, 0);
  for (size_t i = 0; i < reference_.arcs.size(); ++i) {
    capacities[i] = static_cast<int32_t>(reference_.arcs[i].capacity_bpd);
    minimums[i] = static_cast<int32_t>(reference_.arcs[i].minimum_bpd);
  }
  // Any outcome will do: from any tree that the search ends with, another may
  // begin, unless it left arcs at the wrong bounds.
  WarmTree best = tree_;
  int64_t pivots = 0;
  const WarmOutcome outcome =
      ChooseWarmKernels(Kernels::kPortable, tree_.shape())
          .repair(best, capacities.data(), minimums.data(),
                  8 * PivotLimit(reference_), &pivots);
  if (outcome != WarmOutcome::kInfeasible &&
      outcome != WarmOutcome::kPivotLimit) {
    best.CopyTreeFlows();
    tree_.CopyFrom(best);
  }
}

int64_t WarmStart::MostCents(int arc) const {
  const int64_t spare = cost_limits_[arc] - std::abs(reference_.arcs[arc].cost);
  return std::clamp<int64_t>(spare / kCent, 0,
                             std::numeric_limits<int16_t>::max());
}

WarmBasis::WarmBasis(const WarmStart& start, Kernels kernels)
    : start_(&start),
      kernels_(ChooseWarmKernels(kernels, start.tree().shape())),
      tree_(start.tree()),
      pivot_limit_(PivotLimit(start.reference())),
      costs_fit_(start.costs_fit()),
      costs_(static_cast<size_t>(tree_.lanes()), 0),
      cents_(static_cast<size_t>(tree_.lanes()), 0),
      capacities_(static_cast<size_t>(tree_.lanes()), 0),
      minimums_(static_cast<size_t>(tree_.lanes()), 0) {
  if (tree_.narrow()) {
    flows_ = tree_.flows<int32_t>();
  } else {
    narrowed_.resize(static_cast<size_t>(tree_.lanes()));
    flows_ = narrowed_.data();
  }
}

void WarmBasis::Begin() {
  tree_.CopyFrom(start_->tree());
  costs_fit_ = start_->costs_fit();
  lost_ = false;
  restarts_ = false;
}

void WarmBasis::RestartFrom(const WarmBasis& other) {
  tree_.CopyFrom(other.tree_);
  tree_.LetFloat(
      absl::MakeConstSpan(other.tree_.floating(),
                          static_cast<size_t>(other.tree_.floating_count())));
  costs_fit_ = other.costs_fit_;
  lost_ = other.lost_;
  restarts_ = other.restarts_;
}

void WarmBasis::SetCosts(absl::Span<const int64_t> costs) {
  assert(static_cast<int>(costs.size()) >= tree_.arc_count());
  if (restarts_) {
    Begin();
  }
  const int64_t* list = costs.data();
  if (static_cast<int>(costs.size()) < padded_count()) {
    std::copy_n(costs.begin(), tree_.arc_count(), costs_.begin());
    list = costs_.data();
  }
  costs_fit_ = start_->costs_fit() && Recost(list);
}

void WarmBasis::SetCents(absl::Span<const int16_t> cents) {
  assert(static_cast<int>(cents.size()) >= padded_count());
  if (restarts_) {
    Begin();
  }
  if (lost_) {
    Recover();
  }
  kernels_.move_cents(tree_, cents.data());
}

// Costs are kept: the tree of the start takes those that were set, and then
// what they floated by. A search, which is what loses trees, lets none wait.
void WarmBasis::Recover() {
  std::copy_n(tree_.costs(), tree_.lanes(), costs_.begin());
  for (int i = 0; i < tree_.floating_count(); ++i) {
    costs_[tree_.floating()[i]] -= tree_.priced_cents()[i] * kCent;
  }
  std::copy_n(tree_.given_cents(), tree_.lanes(), cents_.begin());
  tree_.CopyFrom(start_->tree());
  Recost(costs_.data());
  if (tree_.floating_count() > 0) {
    kernels_.move_cents(tree_, cents_.data());
  }
  lost_ = false;
}

bool WarmBasis::Recost(const int64_t* costs) {
  return kernels_.recost(tree_, costs, start_->cost_limits().data());
}

const int32_t* WarmBasis::Copied(absl::Span<const int32_t> list,
                                 LineVector<int32_t>* room) const {
  assert(static_cast<int>(list.size()) >= tree_.arc_count());
  std::copy_n(list.begin(), tree_.arc_count(), room->begin());
  return room->data();
}

bool WarmBasis::Prepare() {
  if (restarts_) {
    Begin();
  }
  if (!costs_fit_) {
    ++counts_.unproven;
    return false;
  }
  if (lost_) {
    Recover();
  }
  return true;
}

bool WarmBasis::Conclude(WarmOutcome outcome) {
  if (outcome != WarmOutcome::kOptimal) {
    lost_ = outcome == WarmOutcome::kInfeasible ||
            outcome == WarmOutcome::kPivotLimit;
    ++counts_.unproven;
    return false;
  }
  if (!tree_.narrow()) {
    std::copy_n(tree_.flows<int64_t>(), tree_.arc_count(), narrowed_.begin());
  }
  return true;
}

void WarmBasis::Potentials(std::vector<int64_t>* potentials) const {
  const Problem& problem = start_->reference();
  potentials->assign(static_cast<size_t>(problem.node_count), 0);
  std::vector<bool> known(static_cast<size_t>(problem.node_count), false);
  std::vector<int64_t> costs(tree_.costs(), tree_.costs() + tree_.arc_count());
  for (int i = 0; i < tree_.floating_count(); ++i) {
    costs[tree_.floating()[i]] +=
        (tree_.given_cents()[i] - tree_.priced_cents()[i]) * kCent;
  }
  std::vector<int> arcs;
  for (int i = 0; i < tree_.arc_count(); ++i) {
    if (tree_.InTree(i)) {
      arcs.push_back(i);
    }
  }
  // From every node whose potential is known along the arcs of the tree, on
  // which nothing is left of the cost.
  for (int root = 0; root < problem.node_count; ++root) {
    if (known[root]) {
      continue;
    }
    known[root] = true;
    for (bool more = true; more;) {
      more = false;
      for (const int i : arcs) {
        const ProblemArc& arc = problem.arcs[i];
        const int64_t cost = costs[i];
        if (known[arc.from] && !known[arc.to]) {
          (*potentials)[arc.to] = (*potentials)[arc.from] + cost;
          known[arc.to] = true;
          more = true;
        } else if (known[arc.to] && !known[arc.from]) {
          (*potentials)[arc.from] = (*potentials)[arc.to] - cost;
          known[arc.from] = true;
          more = true;
        }
      }
    }
  }
}

}  // namespace oilflow
