#include "service/explain/owen.h"

#include <bit>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/groups.h"
#include "service/ensemble/shapley_weights.h"
#include "service/explain/coalitions.h"

namespace oilflow {
namespace {

absl::Status Check(absl::Span<const std::vector<int>> groups,
                   int output_count) {
  size_t player_count = 0;
  for (const std::vector<int>& group : groups) {
    player_count += group.size();
  }
  if (player_count > kMaxPlayers || output_count < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("a split is of at most ", kMaxPlayers,
                     " players and at least 1 output, not ", player_count,
                     " and ", output_count));
  }
  // As many players as numbers below n, none twice: each is there.
  RETURN_IF_ERROR(CheckGroups(groups, static_cast<int>(player_count), true));
  size_t sets = 0;
  for (const std::vector<int>& group : groups) {
    const size_t bits = groups.size() - 1 + group.size();
    sets += bits > 16 ? kMaxOwenSets + 1 : size_t{1} << bits;
  }
  if (sets > kMaxOwenSets) {
    return absl::InvalidArgumentError(absl::StrCat(
        "so many players in ", groups.size(), " groups need more than ",
        kMaxOwenSets, " sets: make groups smaller, or fewer of them"));
  }
  return absl::OkStatus();
}

// The union of what `masks` hold at the bits of `set`, but for bit `skip`,
// which `set` leaves out: its bits from there on are one place further.
uint64_t UnionOf(const std::vector<uint64_t>& masks, uint64_t set,
                 size_t skip) {
  uint64_t all = 0;
  for (size_t i = 0, bit = 0; i < masks.size(); ++i) {
    if (i != skip) {
      all |= (set >> bit & 1) != 0 ? masks[i] : 0;
      ++bit;
    }
  }
  return all;
}

// Calls visit(player, weight, set without the player) for all terms.
template <typename Visit>
void VisitTerms(absl::Span<const std::vector<int>> groups, const Visit& visit) {
  std::vector<uint64_t> masks;
  for (const std::vector<int>& group : groups) {
    masks.push_back(0);
    for (const int player : group) {
      masks.back() |= uint64_t{1} << player;
    }
  }
  const size_t m = groups.size();
  const std::vector<double> outer_weights = ShapleyWeights(static_cast<int>(m));
  for (size_t k = 0; k < m; ++k) {
    const size_t b = groups[k].size();
    const std::vector<double> inner_weights =
        ShapleyWeights(static_cast<int>(b));
    std::vector<uint64_t> members;
    for (const int player : groups[k]) {
      members.push_back(uint64_t{1} << player);
    }
    for (uint64_t h = 0; h < uint64_t{1} << (m - 1); ++h) {
      const uint64_t others = UnionOf(masks, h, k);
      for (size_t i = 0; i < b; ++i) {
        for (uint64_t t = 0; t < uint64_t{1} << (b - 1); ++t) {
          visit(
              groups[k][i],
              outer_weights[std::popcount(h)] * inner_weights[std::popcount(t)],
              others | UnionOf(members, t, i));
        }
      }
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<OwenSplit>> SplitByGroups(
    absl::Span<const std::vector<int>> groups, int output_count,
    EvaluateSets evaluate) {
  RETURN_IF_ERROR(Check(groups, output_count));
  std::vector<uint64_t> sets;
  uint64_t all = 0;
  VisitTerms(groups, [&](int player, double, uint64_t set) {
    const uint64_t with = set | uint64_t{1} << player;
    sets.push_back(set);
    sets.push_back(with);
    all |= with;
  });
  ASSIGN_OR_RETURN(
      const Coalitions coalitions,
      Coalitions::Evaluate(std::move(sets), output_count, evaluate));
  std::vector<OwenSplit> splits;
  for (int output = 0; output < output_count; ++output) {
    OwenSplit split;
    split.total = coalitions.At(all, output) - coalitions.At(0, output);
    split.share.resize(std::popcount(all));
    VisitTerms(groups, [&](int player, double weight, uint64_t set) {
      split.share[player] +=
          weight * (coalitions.At(set | uint64_t{1} << player, output) -
                    coalitions.At(set, output));
    });
    split.residual = split.total;
    for (const std::vector<int>& group : groups) {
      double sum = 0;
      for (const int player : group) {
        sum += split.share[player];
      }
      split.group_share.push_back(sum);
      split.residual -= sum;
    }
    splits.push_back(std::move(split));
  }
  return splits;
}

}  // namespace oilflow
