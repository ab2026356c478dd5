// The numbers of the price models, each with the evidence for it.

#ifndef OILFLOW_SERVICE_MARKET_PARAMETER_SET_H_
#define OILFLOW_SERVICE_MARKET_PARAMETER_SET_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace oilflow {

struct Parameter {
  // Words of [a-z0-9-] joined by dots, such as "elasticity.supply.short-run".
  std::string id;
  // At least one of value, low and high is there.
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  // What the range covers, such as "90%"; empty without a range.
  std::string range_level;
  // point, normal, lognormal, triangular, beta or uniform.
  std::string distribution;
  std::string unit;
  // V seen in the source, R recomputed, M from memory, J judgement; of several
  // the weakest first, such as "R" or "JV".
  std::string grade;
  std::string source;
  // Whether a computation reads it; the others stand beside for comparison.
  bool used = false;
};

// Parameters in the order of their file, read-only.
class ParameterSet {
 public:
  // Columns id, value, low, high, range_level, distribution, unit, grade, used,
  // source. Errors name file, line and column: an id twice, a number that is
  // not finite, low above high, a value outside its range, an unknown
  // distribution or grade.
  static absl::StatusOr<ParameterSet> Parse(absl::string_view file,
                                            absl::string_view text);

  // As given to Parse, for messages.
  const std::string& file() const { return file_; }

  const std::vector<Parameter>& parameters() const { return parameters_; }

  // nullptr if there is none.
  const Parameter* Find(absl::string_view id) const;

  // The value of a parameter that a computation reads: NOT_FOUND, naming the
  // file and the id, if there is none, it has no value, or it is not marked as
  // used.
  absl::StatusOr<double> Value(absl::string_view id) const;

 private:
  ParameterSet() = default;

  std::string file_;
  std::vector<Parameter> parameters_;
  std::map<std::string, size_t, std::less<>> index_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_PARAMETER_SET_H_
