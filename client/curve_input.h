// Forward curves as people give them: a CSV file and a few flags.

#ifndef OILFLOW_CLIENT_CURVE_INPUT_H_
#define OILFLOW_CLIENT_CURVE_INPUT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/curve.pb.h"
#include "oilflow/v1/market.pb.h"

namespace CLI {  // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}  // namespace CLI

namespace oilflow {

// The flags that a command with a curve has. Empty means not given.
struct CurveFlags {
  std::string file;
  std::string mode;
  std::string benchmark;
  std::string quote_date;
  int simulate_days = 0;
  // Names the curve in a file for Open Source Risk Engine.
  std::string ore_commodity;

  bool IsEmpty() const {
    return file.empty() && mode.empty() && benchmark.empty() &&
           quote_date.empty() && simulate_days == 0;
  }
};

void AddCurveFlags(CLI::App* app, CurveFlags* flags);

// Adds the pillars of a CSV table with the columns `delivery` and `price`. A
// delivery is a month such as 2025-04, or a tenor in months such as 1.5; a
// price is in US dollars a barrel. Errors name the file, line and column.
//
//   delivery,price
//   2025-04,72.81
//   2025-05,72.30
absl::Status ParseCurve(absl::string_view file, const std::string& text,
                        v1::ForwardCurve* curve);

// Sets the curve of `market`, or changes what the flags name of the one that it
// has. Does nothing without flags; an error if a curve would lack its benchmark
// or mode, which are never guessed.
absl::Status SetCurve(const CurveFlags& flags, v1::MarketAssumptions* market);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_CURVE_INPUT_H_
