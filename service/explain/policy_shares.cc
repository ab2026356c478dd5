#include "service/explain/policy_shares.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/pairwise_sum.h"
#include "service/explain/owen.h"
#include "service/market/sample.h"

namespace oilflow {
namespace {

constexpr int kScramblings = 16;
constexpr int kBatches = 32;
// So that orders share no random number with what is drawn.
constexpr uint32_t kOrderSeed = 0x9E3779B9;

int BatchCount(const PolicySharesOptions& options) {
  return std::min(options.draw_count,
                  options.scrambled ? kScramblings : kBatches);
}

std::vector<ShareStatistic> StatisticsOf(const PolicySharesOptions& options) {
  if (options.draw_count == 0) {
    return {ShareStatistic::kAtMedianInputs};
  }
  return {ShareStatistic::kExpectation, ShareStatistic::kMedian};
}

double StatisticOf(ShareStatistic statistic, absl::Span<const double> draws) {
  switch (statistic) {
    case ShareStatistic::kExpectation:
      return PairwiseSum(0, draws.size(), [&](size_t i) { return draws[i]; }) /
             static_cast<double>(draws.size());
    case ShareStatistic::kMedian:
      return MedianOf(draws);
    case ShareStatistic::kAtMedianInputs:
      return draws[0];
  }
  return 0;
}

// The groups with those of one policy that are in none.
std::vector<std::vector<int>> AllGroups(const PolicySharesOptions& options) {
  std::vector<std::vector<int>> groups = options.groups;
  for (int policy = 0; policy < options.policy_count; ++policy) {
    const bool grouped = std::any_of(
        options.groups.begin(), options.groups.end(), [&](const auto& group) {
          return std::count(group.begin(), group.end(), policy) > 0;
        });
    if (!grouped) {
      groups.push_back({policy});
    }
  }
  return groups;
}

// Evaluates each set once, and keeps what the shares need: by column and
// statistic, that of all draws and then that of each batch.
class Statistics {
 public:
  Statistics(const PolicySharesOptions& options, EvaluateWithout evaluate,
             ReportSets report)
      : options_(options),
        statistics_(StatisticsOf(options)),
        batch_count_(BatchCount(options)),
        evaluate_(evaluate),
        report_(report),
        draws_(static_cast<size_t>(std::max(1, options.draw_count)) *
               options.column_count) {}

  int output_count() const {
    return options_.column_count * static_cast<int>(statistics_.size()) *
           (1 + batch_count_);
  }

  // How many will be asked for in all.
  void Expect(int64_t total) { total_ = total; }
  bool has_total() const { return total_ > 0; }

  absl::Status Fill(absl::Span<const uint64_t> sets,
                    absl::Span<double> values) {
    if (!has_total()) {
      Expect(static_cast<int64_t>(sets.size()));
    }
    auto* to = values.begin();
    for (const uint64_t set : sets) {
      auto found = known_.find(set);
      if (found == known_.end()) {
        ASSIGN_OR_RETURN(std::vector<double> row, Evaluate(set));
        found = known_.emplace(set, std::move(row)).first;
        RETURN_IF_ERROR(report_(static_cast<int64_t>(known_.size()), total_));
      }
      to = std::copy(found->second.begin(), found->second.end(), to);
    }
    return absl::OkStatus();
  }

  // Of a set that was evaluated.
  double At(uint64_t set, int output) const {
    return known_.find(set)->second[output];
  }

 private:
  absl::StatusOr<std::vector<double>> Evaluate(uint64_t set) {
    std::vector<bool> left_out(options_.policy_count);
    for (size_t policy = 0; policy < left_out.size(); ++policy) {
      left_out[policy] = (set >> policy & 1) == 0;
    }
    RETURN_IF_ERROR(evaluate_(left_out, absl::MakeSpan(draws_)));
    std::vector<double> row;
    const size_t columns = options_.column_count;
    const auto batches = static_cast<size_t>(batch_count_);
    for (size_t column = 0; column < columns; ++column) {
      std::vector<double> all;
      std::vector<std::vector<double>> by_batch(batches);
      for (size_t i = column; i < draws_.size(); i += columns) {
        if (batches > 0) {
          by_batch[all.size() % batches].push_back(draws_[i]);
        }
        all.push_back(draws_[i]);
      }
      for (const ShareStatistic statistic : statistics_) {
        row.push_back(StatisticOf(statistic, all));
        for (const std::vector<double>& batch : by_batch) {
          row.push_back(StatisticOf(statistic, batch));
        }
      }
    }
    return row;
  }

  const PolicySharesOptions& options_;
  std::vector<ShareStatistic> statistics_;
  int batch_count_;
  EvaluateWithout evaluate_;
  ReportSets report_;
  int64_t total_ = 0;
  std::vector<double> draws_;
  std::map<uint64_t, std::vector<double>> known_;
};

uint64_t AllOf(int policy_count) { return (uint64_t{1} << policy_count) - 1; }

// Owen's shares of many policies, with the effects of the first and the last
// for which more sets may be needed.
absl::StatusOr<std::vector<ShapleySplit>> SplitManyByGroups(
    const PolicySharesOptions& options,
    const std::vector<std::vector<int>>& groups, Statistics& statistics) {
  const uint64_t all = AllOf(options.policy_count);
  std::vector<uint64_t> ends;
  for (int policy = 0; policy < options.policy_count; ++policy) {
    ends.push_back(uint64_t{1} << policy);
    ends.push_back(all & ~(uint64_t{1} << policy));
  }
  const auto fill = [&](absl::Span<const uint64_t> sets,
                        absl::Span<double> values) {
    if (!statistics.has_total()) {
      int64_t total = static_cast<int64_t>(sets.size());
      for (const uint64_t end : ends) {
        total += std::binary_search(sets.begin(), sets.end(), end) ? 0 : 1;
      }
      statistics.Expect(total);
    }
    return statistics.Fill(sets, values);
  };
  ASSIGN_OR_RETURN(const std::vector<OwenSplit> owen,
                   SplitByGroups(groups, statistics.output_count(), fill));
  std::vector<double> unread(ends.size() * statistics.output_count());
  RETURN_IF_ERROR(statistics.Fill(ends, absl::MakeSpan(unread)));
  std::vector<ShapleySplit> splits;
  for (int output = 0; output < statistics.output_count(); ++output) {
    ShapleySplit split;
    split.total = owen[output].total;
    split.share = owen[output].share;
    split.residual = owen[output].residual;
    for (int policy = 0; policy < options.policy_count; ++policy) {
      const uint64_t one = uint64_t{1} << policy;
      split.first_in.push_back(statistics.At(one, output) -
                               statistics.At(0, output));
      split.last_in.push_back(statistics.At(all, output) -
                              statistics.At(all & ~one, output));
    }
    splits.push_back(std::move(split));
  }
  return splits;
}

// By output of `statistics`.
absl::StatusOr<std::vector<ShapleySplit>> SplitAll(
    const PolicySharesOptions& options, Statistics& statistics) {
  const std::vector<std::vector<int>> groups = AllGroups(options);
  const bool exact = options.policy_count <= kMaxExactPlayers;
  if (!exact && !options.groups.empty()) {
    return SplitManyByGroups(options, groups, statistics);
  }
  const auto fill = [&](absl::Span<const uint64_t> sets,
                        absl::Span<double> values) {
    return statistics.Fill(sets, values);
  };
  ASSIGN_OR_RETURN(std::vector<ShapleySplit> splits,
                   SplitMany({.player_count = options.policy_count,
                              .output_count = statistics.output_count(),
                              .pair_count = options.order_pair_count,
                              .seed = options.seed ^ kOrderSeed},
                             fill));
  if (!options.groups.empty()) {
    // Every set is known by now.
    ASSIGN_OR_RETURN(const std::vector<OwenSplit> owen,
                     SplitByGroups(groups, statistics.output_count(), fill));
    for (size_t output = 0; output < splits.size(); ++output) {
      splits[output].share = owen[output].share;
      splits[output].residual = owen[output].residual;
    }
  }
  return splits;
}

// How much another ensemble would move the share, from those of the batches.
double ErrorOf(absl::Span<const ShapleySplit> batches, size_t policy) {
  if (batches.empty()) {
    return 0;
  }
  if (batches.size() == 1) {
    return std::numeric_limits<double>::infinity();
  }
  const auto count = static_cast<double>(batches.size());
  double mean = 0;
  for (const ShapleySplit& batch : batches) {
    mean += batch.share[policy];
  }
  mean /= count;
  double squares = 0;
  for (const ShapleySplit& batch : batches) {
    const double distance = batch.share[policy] - mean;
    squares += distance * distance;
  }
  return std::sqrt(squares / (count - 1) / count);
}

// How many sets will be known at the most.
double SetsOf(const PolicySharesOptions& options) {
  if (options.policy_count <= kMaxExactPlayers) {
    return std::ldexp(1, options.policy_count);
  }
  if (!options.groups.empty()) {
    return kMaxOwenSets + 2.0 * options.policy_count;
  }
  return 2.0 * options.policy_count * (options.order_pair_count + 1.0);
}

}  // namespace

absl::Status CheckPolicyCount(const PolicySharesOptions& options) {
  if (options.policy_count < 1 || options.policy_count > kMaxPlayers) {
    return absl::InvalidArgumentError(
        absl::StrCat("from 1 to ", kMaxPlayers, " policies can be split, not ",
                     options.policy_count));
  }
  if (options.column_count < 1 || options.draw_count < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("a split is of at least 1 output and 0 draws, not ",
                     options.column_count, " and ", options.draw_count));
  }
  return absl::OkStatus();
}

absl::Status CheckShareGroups(const PolicySharesOptions& options) {
  if (options.groups.empty() || options.policy_count <= kMaxExactPlayers) {
    return absl::OkStatus();
  }
  const std::vector<std::vector<int>> groups = AllGroups(options);
  double sets = 0;
  for (const std::vector<int>& group : groups) {
    sets += std::ldexp(1, static_cast<int>(groups.size() + group.size()) - 1);
  }
  if (sets > kMaxOwenSets) {
    return absl::InvalidArgumentError(absl::StrCat(
        "must put ", options.policy_count,
        " policies into fewer or more even groups: these ", groups.size(),
        ", with those of one policy, need more than ", kMaxOwenSets,
        " sets of policies; or leave groups out"));
  }
  return absl::OkStatus();
}

absl::Status CheckSharesSize(const PolicySharesOptions& options) {
  const double statistics = static_cast<double>(StatisticsOf(options).size()) *
                            (1 + BatchCount(options));
  // SplitMany holds what is kept here once more, and so do its splits.
  const double bytes =
      8.0 * options.column_count *
      (2.0 * options.draw_count + 3 * statistics * SetsOf(options));
  if (bytes > static_cast<double>(kMaxSharesBytes)) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be fewer: ", options.policy_count, " policies, ",
                     options.column_count, " outputs and ", options.draw_count,
                     " draws take up to ", std::ceil(bytes / (1 << 20)),
                     " MiB, more than ", kMaxSharesBytes >> 20,
                     "; ask for fewer draws, outputs, or pairs of orders"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PolicySplit>> SplitPolicies(
    const PolicySharesOptions& options, EvaluateWithout evaluate,
    ReportSets report) {
  RETURN_IF_ERROR(CheckPolicyCount(options));
  RETURN_IF_ERROR(CheckShareGroups(options));
  RETURN_IF_ERROR(CheckSharesSize(options));
  Statistics statistics(options, evaluate, report);
  ASSIGN_OR_RETURN(const std::vector<ShapleySplit> all,
                   SplitAll(options, statistics));
  const auto batches = static_cast<size_t>(BatchCount(options));
  std::vector<PolicySplit> splits;
  size_t output = 0;
  for (int column = 0; column < options.column_count; ++column) {
    for (const ShareStatistic statistic : StatisticsOf(options)) {
      PolicySplit split{
          .column = column, .statistic = statistic, .split = all[output]};
      std::vector<double>& errors = split.split.share_error;
      errors.resize(options.policy_count);
      for (size_t policy = 0; policy < errors.size(); ++policy) {
        const double of_draws = ErrorOf(
            absl::MakeConstSpan(all).subspan(output + 1, batches), policy);
        const double of_orders = errors[policy];
        errors[policy] = std::sqrt(of_draws * of_draws + of_orders * of_orders);
      }
      splits.push_back(std::move(split));
      output += 1 + batches;
    }
  }
  return splits;
}

}  // namespace oilflow
