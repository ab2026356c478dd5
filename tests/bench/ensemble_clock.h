// Processor time and time on the clock, and the peak of memory.

#ifndef OILFLOW_TESTS_BENCH_ENSEMBLE_CLOCK_H_
#define OILFLOW_TESTS_BENCH_ENSEMBLE_CLOCK_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

namespace oilflow {

inline double MedianOfTimes(std::vector<double> seconds) {
  std::nth_element(seconds.begin(), seconds.begin() + seconds.size() / 2,
                   seconds.end());
  return seconds[seconds.size() / 2];
}

// How long some work took, each time. Processor time is that of the whole
// process: with one thread it is what the clock would show if no one else used
// the core.
class Times {
 public:
  template <typename Work>
  void Add(const Work& work) {
    begin_ = std::chrono::steady_clock::now();
    const double cpu = CpuSeconds();
    work();
    cpu_.push_back(CpuSeconds() - cpu);
    wall_.push_back(Running());
  }

  // Since the work began that is under way.
  double Running() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                         begin_)
        .count();
  }

  // Medians.
  double Cpu() const { return MedianOfTimes(cpu_); }
  double Wall() const { return MedianOfTimes(wall_); }

  double FastestWall() const {
    return *std::min_element(wall_.begin(), wall_.end());
  }

 private:
  static double CpuSeconds() {
    timespec time = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) +
           1e-9 * static_cast<double>(time.tv_nsec);
  }

  std::chrono::steady_clock::time_point begin_;
  std::vector<double> cpu_;
  std::vector<double> wall_;
};

// The compiler must take it that what `data` points to is read here.
inline void KeepAlive(const void* data) {
  asm volatile("" : : "g"(data) : "memory");
}

// The most memory that the process has held so far; 0 if the system does not
// say.
inline int64_t PeakKib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word == "VmHWM:") {
      int64_t kib = 0;
      status >> kib;
      return kib;
    }
  }
  return 0;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_ENSEMBLE_CLOCK_H_
