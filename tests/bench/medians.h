// Times things in turn, so that a noisy machine is noisy to all of them.

#ifndef OILFLOW_TESTS_BENCH_MEDIANS_H_
#define OILFLOW_TESTS_BENCH_MEDIANS_H_

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace oilflow {

// Seconds that each of `works` takes: the medians over `rounds`, in each of
// which every work is done once, in order.
inline std::vector<double> MedianSeconds(
    int rounds, const std::vector<std::function<void()>>& works) {
  std::vector<std::vector<double>> seconds(works.size());
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < works.size(); ++i) {
      const auto begin = std::chrono::steady_clock::now();
      works[i]();
      seconds[i].push_back(std::chrono::duration<double>(
                               std::chrono::steady_clock::now() - begin)
                               .count());
    }
  }
  std::vector<double> medians;
  for (std::vector<double>& all : seconds) {
    std::nth_element(all.begin(), all.begin() + all.size() / 2, all.end());
    medians.push_back(all[all.size() / 2]);
  }
  return medians;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_MEDIANS_H_
