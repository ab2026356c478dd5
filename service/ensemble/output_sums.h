// Sums what is asked over the days of one draw.

#ifndef OILFLOW_SERVICE_ENSEMBLE_OUTPUT_SUMS_H_
#define OILFLOW_SERVICE_ENSEMBLE_OUTPUT_SUMS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

#include "service/ensemble/model_parts.h"
#include "service/evaluation/ends.h"

namespace oilflow {

// How a draw prices barrels.
struct PriceDraw {
  // Percent of price for one percent of supply.
  double multiplier = 0;
  // What a percent is counted from.
  BarrelsPerDay world_output;
};

class OutputSums {
 public:
  // `parts` must outlive it.
  explicit OutputSums(const EnsembleModel::Parts& parts);

  // Forgets all days. `left_out`, by policy, must outlive the days that come;
  // nullptr if none is.
  void Clear(const std::vector<bool>* left_out);

  // Days come in order.
  void Add(const AlikeDays& days);

  // By column, once all days have come. OUT_OF_RANGE if a price cannot be had:
  // as much oil is lost as the world has.
  absl::Status Take(const PriceDraw& price, absl::Span<double> outputs);

 private:
  // A run of days within one month.
  struct Stretch {
    size_t month = 0;
    int64_t day_count = 0;
  };

  // Days of one month on which an output that is not whole has one value. They
  // are multiplied when the value changes and not run by run, because where
  // runs are cut must not show in the last bit.
  struct Pending {
    size_t month = 0;
    double value = 0;
    int64_t day_count = 0;
  };

  void Flush(size_t output);
  int64_t NetSupply(const AlikeDays& days) const;
  void AddNet(const AlikeDays& days);
  void AddOutput(size_t output, const AlikeDays& days);
  absl::StatusOr<double> LogPrice(double net_bpd, const PriceDraw& price) const;
  double StateFactorOfDraw() const;
  double MonthMean(size_t month) const;

  const EnsembleModel::Parts& parts_;
  const Network& network_;
  std::vector<int> markets_;
  std::vector<int> strategic_stocks_;
  // By day of the horizon; by month: days of the horizon, and the factor that
  // makes of a sum over them a mean over the calendar month.
  std::vector<size_t> month_of_day_;
  std::vector<int64_t> days_of_month_;
  std::vector<double> mean_factor_;
  // What columns are of, each once; and by column: which of these, and the
  // month or month count for the whole horizon.
  std::vector<Output> outputs_;
  std::vector<size_t> output_of_column_;
  std::vector<size_t> month_of_column_;
  // [output * month_count + month]. Barrels and cents are whole, so that their
  // sums are exact.
  std::vector<int64_t> whole_;
  std::vector<double> real_;
  // What the price sees, by month.
  std::vector<int64_t> priced_bpd_;
  int64_t reachable_spare_ = 0;
  bool has_spare_ = false;
  const std::vector<bool>* left_out_ = nullptr;
  // By output.
  std::vector<Pending> pending_;
  std::vector<Stretch> stretches_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_OUTPUT_SUMS_H_
