#include "service/explain/policy_shares.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"
#include "service/market/sample.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::HasSubstr;
using testing::Pointwise;

uint32_t SetOf(const std::vector<bool>& left_out) {
  uint32_t set = 0;
  for (size_t p = 0; p < left_out.size(); ++p) {
    set |= left_out[p] ? 0u : uint32_t{1} << p;
  }
  return set;
}

// What policies do in a draw: each adds something of its own, all together are
// held by a ceiling that differs by draw, as quotas and spare capacity hold
// them. Column 1 is not the same with the barrels in another order.
double Outcome(uint32_t set, uint32_t draw, int column) {
  double sum = 0;
  for (uint32_t p = 0; p < 32; ++p) {
    if ((set >> p & 1) != 0) {
      sum += UniformDraw(7, draw, p) * (p % 3 == 1 ? -1 : 2);
    }
  }
  const double ceiling = 3 * UniformDraw(8, draw, 0);
  const double held = std::min(sum, ceiling);
  return column == 0 ? held : 10 + held * held * held;
}

struct Asked {
  std::vector<uint32_t> sets;
  int64_t total = 0;
};

std::vector<PolicySplit> SplitOf(const PolicySharesOptions& options,
                                 Asked* asked = nullptr,
                                 double (*outcome)(uint32_t, uint32_t,
                                                   int) = Outcome) {
  Asked here;
  Asked& noted = asked == nullptr ? here : *asked;
  const auto splits = SplitPolicies(
      options,
      [&](const std::vector<bool>& left_out, absl::Span<double> outputs) {
        EXPECT_EQ(left_out.size(), static_cast<size_t>(options.policy_count));
        noted.sets.push_back(SetOf(left_out));
        for (size_t i = 0; i < outputs.size(); ++i) {
          outputs[i] = outcome(SetOf(left_out),
                               static_cast<uint32_t>(i / options.column_count),
                               static_cast<int>(i % options.column_count));
        }
        return absl::OkStatus();
      },
      [&](int64_t completed, int64_t total) {
        EXPECT_EQ(completed, static_cast<int64_t>(noted.sets.size()));
        noted.total = total;
        return absl::OkStatus();
      });
  EXPECT_THAT(splits, IsOk());
  EXPECT_EQ(noted.total, static_cast<int64_t>(noted.sets.size()));
  return splits.ok() ? *splits : std::vector<PolicySplit>();
}

double StatisticOf(ShareStatistic statistic, uint32_t set, int draw_count,
                   int column) {
  std::vector<double> draws;
  for (int d = 0; d < std::max(1, draw_count); ++d) {
    draws.push_back(Outcome(set, d, column));
  }
  if (statistic == ShareStatistic::kMedian) {
    return MedianOf(draws);
  }
  return std::accumulate(draws.begin(), draws.end(), 0.0) /
         static_cast<double>(draws.size());
}

// The mean over all orders that `allowed` takes of what each policy adds.
template <typename Allowed, typename Worth>
std::vector<double> ByAllOrders(int n, const Allowed& allowed,
                                const Worth& worth) {
  std::map<uint32_t, double> known;
  const auto of = [&](uint32_t set) {
    const auto [at, is_new] = known.emplace(set, 0);
    if (is_new) {
      at->second = worth(set);
    }
    return at->second;
  };
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> shares(n);
  int orders = 0;
  do {
    if (!allowed(order)) {
      continue;
    }
    ++orders;
    uint32_t set = 0;
    for (const int policy : order) {
      const uint32_t with = set | uint32_t{1} << policy;
      shares[policy] += of(with) - of(set);
      set = with;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& share : shares) {
    share /= orders;
  }
  return shares;
}

bool Any(const std::vector<int>&) { return true; }

double SumOf(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(PolicySharesTest, AreTheMeanOverAllOrders) {
  for (int n = 1; n <= 6; ++n) {
    for (const int draws : {0, 1, 25, 101}) {
      const auto splits =
          SplitOf({.policy_count = n, .column_count = 2, .draw_count = draws});
      ASSERT_EQ(splits.size(), draws == 0 ? 2u : 4u);
      for (const PolicySplit& split : splits) {
        EXPECT_THAT(
            split.split.share,
            Pointwise(DoubleNear(1e-12), ByAllOrders(n, Any, [&](uint32_t set) {
                        return StatisticOf(split.statistic, set, draws,
                                           split.column);
                      })));
      }
    }
  }
}

TEST(PolicySharesTest, SumToTheTotal) {
  for (const int n : {1, 2, 5, 12, 14}) {
    for (const auto& split : SplitOf({.policy_count = n,
                             .column_count = 2,
                             .draw_count = 40,
                             .order_pair_count = 10})) {
      const uint32_t all = (uint32_t{1} << n) - 1;
      EXPECT_NEAR(split.split.total,
                  StatisticOf(split.statistic, all, 40, split.column) -
                      StatisticOf(split.statistic, 0, 40, split.column),
                  1e-12);
      EXPECT_NEAR(SumOf(split.split.share), split.split.total,
                  1e-9 * std::abs(split.split.total));
      EXPECT_LE(std::abs(split.split.residual),
                1e-9 * std::abs(split.split.total));
      EXPECT_THAT(split.split.share_error, Each(testing::Ge(0)));
    }
  }
}

// A share of the mean is the mean of the shares of each draw.
TEST(PolicySharesTest, OfTheExpectationAreMeansOfEachDrawsShares) {
  constexpr int kPolicies = 4;
  constexpr int kDrawCount = 60;
  const auto splits = SplitOf(
      {.policy_count = kPolicies, .column_count = 1, .draw_count = kDrawCount});
  std::vector<double> mean(kPolicies);
  for (int d = 0; d < kDrawCount; ++d) {
    const ShapleySplit one = SplitExactly(
        kPolicies, [&](uint32_t set) { return Outcome(set, d, 0); });
    for (int p = 0; p < kPolicies; ++p) {
      mean[p] += one.share[p] / kDrawCount;
    }
  }
  ASSERT_EQ(splits[0].statistic, ShareStatistic::kExpectation);
  EXPECT_THAT(splits[0].split.share, Pointwise(DoubleNear(1e-13), mean));
}

// Policy 1 does nothing, 0 and 2 may change places in every set and draw.
double WithTwins(uint32_t set, uint32_t draw, int) {
  const int twins = static_cast<int>((set & 1) + (set >> 2 & 1));
  const double strong = set >> 3 & 1 ? 2 : 1;
  return strong * twins * twins * UniformDraw(3, draw, 0) + 1 / 3.0;
}

TEST(PolicySharesTest, TwinsGetTheSameAndOnlookersExactlyNothing) {
  for (const int draws : {0, 64}) {
    for (const bool scrambled : {false, true}) {
      for (const auto& split : SplitOf({.policy_count = 4,
                               .column_count = 1,
                               .draw_count = draws,
                               .scrambled = scrambled},
                                       nullptr, WithTwins)) {
        EXPECT_NEAR(split.split.share[0], split.split.share[2], 1e-13);
        EXPECT_NEAR(split.split.share_error[0], split.split.share_error[2],
                    1e-13);
        EXPECT_EQ(split.split.share[1], 0);
        EXPECT_EQ(split.split.share_error[1], 0);
        EXPECT_EQ(split.split.first_in[1], 0);
        EXPECT_EQ(split.split.last_in[1], 0);
        EXPECT_EQ(split.split.share_error[0] > 0, draws > 0);
        EXPECT_NEAR(split.split.interaction[0][3],
                    split.split.interaction[2][3], 1e-13);
      }
    }
  }
}

TEST(PolicySharesTest, EachSetIsAskedForOnce) {
  Asked asked;
  SplitOf({.policy_count = 5, .column_count = 1, .draw_count = 3}, &asked);
  EXPECT_EQ(asked.sets.size(), 32u);
  EXPECT_EQ(std::set<uint32_t>(asked.sets.begin(), asked.sets.end()).size(),
            32u);
}

// Owen's: the same mean, over the orders in which no group is torn apart.
TEST(PolicySharesTest, OfGroupsAreTheMeanOverOrdersThatKeepThemTogether) {
  const std::vector<std::vector<int>> groups = {{0, 3}, {4, 1}};
  const auto together = [&](const std::vector<int>& order) {
    for (const auto& group : groups) {
      const auto a = std::find(order.begin(), order.end(), group[0]);
      const auto b = std::find(order.begin(), order.end(), group[1]);
      if (std::abs(a - b) != 1) {
        return false;
      }
    }
    return true;
  };
  const PolicySharesOptions options = {
      .policy_count = 6, .column_count = 2, .draw_count = 33, .groups = groups};
  PolicySharesOptions none = options;
  none.groups.clear();
  const auto plain = SplitOf(none);
  const auto splits = SplitOf(options);
  for (size_t i = 0; i < splits.size(); ++i) {
    const ShapleySplit& split = splits[i].split;
    EXPECT_THAT(split.share,
                Pointwise(DoubleNear(1e-12),
                          ByAllOrders(6, together, [&](uint32_t set) {
                            return StatisticOf(splits[i].statistic, set, 33,
                                               splits[i].column);
                          })));
    // What does not depend on groups.
    EXPECT_EQ(split.first_in, plain[i].split.first_in);
    EXPECT_EQ(split.interaction, plain[i].split.interaction);
    EXPECT_NE(split.share, plain[i].split.share);
  }
}

TEST(PolicySharesTest, OfManyPoliciesInGroupsNeedNoOrders) {
  Asked asked;
  const auto splits = SplitOf(
      {.policy_count = 15,
       .column_count = 1,
       .draw_count = 20,
       .groups = {{0, 1, 2, 3, 4}, {5, 6, 7, 8, 9}, {10, 11, 12, 13, 14}}},
      &asked);
  EXPECT_LT(asked.sets.size(), 3 * 128 + 30u);
  for (const auto& split : splits) {
    EXPECT_NEAR(SumOf(split.split.share), split.split.total, 1e-12);
    EXPECT_NEAR(split.split.first_in[7],
                StatisticOf(split.statistic, 1 << 7, 20, 0) -
                    StatisticOf(split.statistic, 0, 20, 0),
                1e-12);
    EXPECT_TRUE(split.split.interaction.empty());
  }
}

// Many policies, some orders: near the shares that 2^14 sets give, by as much
// as the error says.
TEST(PolicySharesTest, OfSampledOrdersAreAsNearAsTheySay) {
  constexpr int kPolicies = 14;
  const auto splits = SplitOf({.policy_count = kPolicies,
                               .column_count = 1,
                               .draw_count = 0,
                               .order_pair_count = 200});
  std::vector<double> exact(kPolicies);
  std::vector<double> worth;
  for (uint32_t set = 0; set < uint32_t{1} << kPolicies; ++set) {
    worth.push_back(Outcome(set, 0, 0));
  }
  double sets_of_size = 1;
  for (int size = 0; size < kPolicies; ++size) {
    for (uint32_t set = 0; set < worth.size(); ++set) {
      for (int p = 0; p < kPolicies; ++p) {
        if (__builtin_popcount(set) == size && (set >> p & 1) == 0) {
          exact[p] += (worth[set | uint32_t{1} << p] - worth[set]) /
                      (kPolicies * sets_of_size);
        }
      }
    }
    sets_of_size = sets_of_size * (kPolicies - 1 - size) / (size + 1);
  }
  ASSERT_EQ(splits.size(), 1u);
  const ShapleySplit& split = splits[0].split;
  EXPECT_NEAR(SumOf(split.share), split.total, 1e-12);
  int far = 0;
  for (int p = 0; p < kPolicies; ++p) {
    EXPECT_LT(split.share_error[p], 0.1);
    EXPECT_LT(std::abs(split.share[p] - exact[p]),
              5 * split.share_error[p] + 1e-12);
    far += std::abs(split.share[p] - exact[p]) > 2 * split.share_error[p];
  }
  EXPECT_LE(far, 3);
  EXPECT_TRUE(split.interaction.empty());
}

double NormalNoise(uint32_t set, uint32_t draw, int) {
  return set == 0 ? 0 : NormalPairDraw(draw >> 16, draw & 0xFFFF, 0).first;
}

// One policy that adds a standard normal: its error is known.
TEST(PolicySharesTest, ErrorsAreThoseOfTheDraws) {
  const auto splits =
      SplitOf({.policy_count = 1, .column_count = 1, .draw_count = 3200},
              nullptr, NormalNoise);
  // Standard errors of the mean and of the median of normal draws; 32 batches
  // tell them to 1 / sqrt(62), 13%.
  const double of_mean = 1 / std::sqrt(3200);
  const double of_median = of_mean * std::sqrt(std::acos(-1.0) / 2);
  EXPECT_NEAR(splits[0].split.share_error[0], of_mean, 0.4 * of_mean);
  EXPECT_NEAR(splits[1].split.share_error[0], of_median, 0.4 * of_median);
  EXPECT_EQ(SplitOf({.policy_count = 1, .column_count = 1, .draw_count = 1},
                    nullptr, NormalNoise)[0]
                .split.share_error[0],
            std::numeric_limits<double>::infinity());
}

TEST(PolicySharesTest, StopsWithWhatStopsIt) {
  const PolicySharesOptions options = {
      .policy_count = 3, .column_count = 1, .draw_count = 4};
  int evaluated = 0;
  const auto evaluate = [&](const std::vector<bool>&,
                            absl::Span<double> outputs) {
    std::fill(outputs.begin(), outputs.end(), 1);
    return ++evaluated == 5 ? absl::OutOfRangeError("no price")
                            : absl::OkStatus();
  };
  EXPECT_THAT(SplitPolicies(options, evaluate,
                            [](int64_t, int64_t) { return absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kOutOfRange, "no price"));
  evaluated = 0;
  EXPECT_THAT(SplitPolicies(options, evaluate,
                            [](int64_t completed, int64_t) {
                              return completed == 2
                                         ? absl::CancelledError("gone")
                                         : absl::OkStatus();
                            }),
              StatusIs(absl::StatusCode::kCancelled, "gone"));
  EXPECT_EQ(evaluated, 2);
}

TEST(PolicySharesTest, RefuseWhatIsTooMuch) {
  EXPECT_THAT(CheckPolicyCount({.policy_count = 0, .column_count = 1}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("1 to")));
  EXPECT_THAT(CheckPolicyCount({.policy_count = 64, .column_count = 1}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("64")));
  EXPECT_THAT(
      CheckSharesSize(
          {.policy_count = 12, .column_count = 20, .draw_count = 10000000}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("fewer draws")));
  EXPECT_THAT(
      CheckSharesSize(
          {.policy_count = 12, .column_count = 20, .draw_count = 10000}),
      IsOk());
  EXPECT_THAT(
      CheckSharesSize(
          {.policy_count = 4, .column_count = 2, .draw_count = 10000000}),
      IsOk());
  std::vector<int> most(16);
  std::iota(most.begin(), most.end(), 0);
  EXPECT_THAT(
      CheckShareGroups(
          {.policy_count = 30, .column_count = 1, .groups = {most}}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("groups")));
}

}  // namespace
}  // namespace oilflow
