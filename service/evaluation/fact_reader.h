// Reads the facts that hold on one day, and notes which it read and which are
// missing.

#ifndef OILFLOW_SERVICE_EVALUATION_FACT_READER_H_
#define OILFLOW_SERVICE_EVALUATION_FACT_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/facts/fact_book.h"
#include "service/policy/scenario.h"

namespace oilflow {

// `value` moved within the fact's own range to a driver's level: at 0.5 its
// value, at 1 one end of the range and at 0 the other, straight lines between.
// A fact without a range stays.
double ValueAt(const Fact& fact, double level, bool raises);

class FactReader {
 public:
  // All must outlive the reader. A fact that a driver is linked to is read at
  // the driver's level.
  FactReader(const Snapshot& snapshot, const std::vector<Driver>& drivers,
             absl::CivilDay day, std::vector<std::string>* missing)
      : snapshot_(snapshot), drivers_(drivers), day_(day), missing_(*missing) {}

  // The value of the fact that holds, if one does.
  std::optional<double> Maybe(absl::string_view subject,
                              absl::string_view measure);

  double Or(absl::string_view subject, absl::string_view measure,
            double otherwise) {
    return Maybe(subject, measure).value_or(otherwise);
  }

  // Notes what is missing and gives 0 if no fact holds.
  double Required(absl::string_view subject, absl::string_view measure);

  // Those read so far.
  const std::vector<const Fact*>& facts() const { return facts_; }

  // What every call so far found, in order; nullptr where nothing holds.
  const std::vector<const Fact*>& reads() const { return reads_; }

 private:
  const Snapshot& snapshot_;
  const std::vector<Driver>& drivers_;
  absl::CivilDay day_;
  std::vector<std::string>& missing_;
  std::vector<const Fact*> facts_;
  std::vector<const Fact*> reads_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_FACT_READER_H_
