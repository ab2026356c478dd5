// The quantities that an ensemble answers, by name.

#ifndef OILFLOW_SERVICE_ENSEMBLE_OUTPUT_H_
#define OILFLOW_SERVICE_ENSEMBLE_OUTPUT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What is measured; `change` ones are scenario less baseline.
enum class OutputKind {
  kNetSupply,
  kPriceUsd,
  kPricePercent,
  // Log price change of the front times the curve's shape at `tenor_months`, as
  // percent.
  kCurvePercent,
  kProduction,
  kProductionChange,
  kQuotaHeadroom,
  kTrackedExports,
  kTrackedExportsChange,
  kFlow,
  kFlowChange,
  kDelivered,
  kDeliveredChange,
  kContent,
  kUnservedPower,
  kRevenue,
  kRevenueChange,
  kInForceShare,
};

// A quantity of a subject, such as `iraq.production_bpd`.
struct Output {
  // Without a month.
  std::string name;
  OutputKind kind = OutputKind::kNetSupply;
  // Index of the country, arc, node, grid, actor or policy that it is of.
  int subject = 0;
  // Of kCurvePercent.
  int tenor_months = 0;

  bool is_price() const {
    return kind == OutputKind::kPriceUsd || kind == OutputKind::kPricePercent ||
           kind == OutputKind::kCurvePercent;
  }
};

// "bpd", "USD/bbl", "%", "bbl", "MW", "USD/day" or "share".
absl::string_view UnitOf(OutputKind kind);

// One number by draw: an output's mean over the days of the horizon, or of a
// month of it.
struct OutputColumn {
  Output output;
  // Missing for the whole horizon.
  std::optional<absl::CivilMonth> month;

  // `price_percent`, `price_percent@2025-08`.
  std::string Name() const;
};

// Reads a name with or without a month. An error says what may stand there and,
// if something is near, what was meant.
absl::StatusOr<OutputColumn> ParseOutput(const Network& network,
                                         const Scenario& scenario,
                                         absl::string_view name);

// The column itself and, if `monthly`, after it one for every month of the
// horizon.
std::vector<OutputColumn> WithMonths(const OutputColumn& column,
                                     const Horizon& horizon, bool monthly);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_OUTPUT_H_
