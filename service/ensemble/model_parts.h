// What a model is made of: for those who evaluate it.

#ifndef OILFLOW_SERVICE_ENSEMBLE_MODEL_PARTS_H_
#define OILFLOW_SERVICE_ENSEMBLE_MODEL_PARTS_H_

#include <vector>

#include "service/ensemble/ensemble_model.h"
#include "service/evaluation/baseline.h"
#include "service/market/multiplier.h"
#include "service/policy/parameter.h"

namespace oilflow {

// No variable, no slot.
inline constexpr int kNone = -1;

// Where the value of a fact comes from in a draw.
struct FactSource {
  enum class Kind {
    // Its own value.
    kFixed,
    // A level of its own, within its own range.
    kOwnRange,
    // The level of a driver, within its own range.
    kDriver,
    // A variable that replaces it.
    kReplaced,
    // A value from outside.
    kFree,
  };

  const Fact* fact = nullptr;
  Kind kind = Kind::kFixed;
  // Of variables or free parameters, by kind.
  int index = kNone;
  // The driver that moves it, if one does: in a draw of kDriver, and at the
  // median whether it is replaced in draws or not.
  int driver = kNone;
  bool raises = true;
  // Of kOwnRange.
  Distribution range;
};

// The facts that a span reads, in the order of SpanReading: indices of sources,
// kNone where no fact holds.
struct SpanSlots {
  std::vector<int> limits;
  std::vector<int> for_policies;
  std::vector<int> for_quotas;

  bool operator==(const SpanSlots&) const = default;
};

// Variables of a policy's schedule; kNone where a driver decides or where there
// is nothing to decide.
struct ScheduleVariables {
  int happens = kNone;
  int renewal = kNone;
  // By gate.
  std::vector<int> gates;
};

// A number of a policy that takes the value of a variable or a free parameter.
struct MovedNumber {
  PolicyNumber number;
  int index = 0;
};

struct EnsembleModel::Parts {
  EnsembleQuestion question;
  std::vector<Variable> variables;
  std::vector<FreeParameter> free_parameters;

  // By source: every fact that some span reads, once.
  std::vector<FactSource> sources;
  // Spans that read different facts, with the numbers of their own values.
  std::vector<SpanSlots> span_slots;
  std::vector<BaselineSpan> spans;
  // By day of the horizon.
  std::vector<int> span_of_day;
  // By node.
  std::vector<int> content_slots;
  // Of world output; kNone if no fact says it.
  int world_output_source = kNone;

  std::vector<MovedNumber> drawn_numbers;
  std::vector<MovedNumber> free_numbers;
  // By driver.
  std::vector<int> driver_variables;
  std::vector<int> free_drivers;
  // By policy.
  std::vector<ScheduleVariables> schedules;

  // Columns of prices need these.
  bool priced = false;
  int price_model_variable = kNone;
  int price_multiplier_variable = kNone;
  // By model: the share of it and of all before it; the last is 1.
  std::vector<double> model_shares;
  std::vector<MultiplierModel> multipliers;
  // The median of the mixture.
  double median_multiplier = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_MODEL_PARTS_H_
