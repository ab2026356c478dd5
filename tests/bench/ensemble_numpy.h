// The same ensemble in vectorised NumPy: ensemble_numpy.py as a child process.

#ifndef OILFLOW_TESTS_BENCH_ENSEMBLE_NUMPY_H_
#define OILFLOW_TESTS_BENCH_ENSEMBLE_NUMPY_H_

#include <cstdio>
#include <memory>
#include <string>

#include "service/ensemble/ensemble_model.h"
#include <sys/types.h>

namespace oilflow {

// What NumPy made of some draws. The medians are of what its own random numbers
// gave.
struct NumPyEnsemble {
  // Of its process, from random numbers to quantiles.
  double cpu_seconds = 0;
  double net_bpd = 0;
  double flow_bpd = 0;
  double price_usd = 0;
};

// The model as JSON: network, facts and where they come from, policy, price.
// Ends the program unless the model has one policy, on routes or sanctions, and
// no uncertainty but the facts' own ranges.
std::string QuestionJson(const EnsembleModel& model, int flow_arc);

// The child, which ends with this.
class EnsembleNumPy {
 public:
  // nullptr if there is no Python or it has no NumPy: that of
  // OILFLOW_NUMPY_PYTHON, or else /usr/bin/python3.
  static std::unique_ptr<EnsembleNumPy> Start(const std::string& question);
  ~EnsembleNumPy();
  EnsembleNumPy(const EnsembleNumPy&) = delete;
  EnsembleNumPy& operator=(const EnsembleNumPy&) = delete;

  const std::string& version() const { return version_; }

  // In blocks of `block` draws.
  NumPyEnsemble Run(int draws, int block, int seed);

 private:
  EnsembleNumPy() = default;

  pid_t child_ = 0;
  FILE* commands_ = nullptr;
  FILE* answers_ = nullptr;
  std::string version_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_ENSEMBLE_NUMPY_H_
