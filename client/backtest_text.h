// The cells of a backtest, as text and Markdown both show them.

#ifndef OILFLOW_CLIENT_BACKTEST_TEXT_H_
#define OILFLOW_CLIENT_BACKTEST_TEXT_H_

#include <string>
#include <vector>

#include "oilflow/v1/backtest_service.pb.h"

namespace oilflow {

// A rate in kb/d to one decimal: `-450.0`.
std::string ShowKbd(double bpd);

// `-450.0 ... -400.0`, or one number if they are the same.
std::string ShowReported(const v1::BacktestEvent& event);

// The days over which volumes are judged, counted from the event: `0 to 29`.
std::string ShowVolumeDays(const v1::BacktestEvent& event);

// 100 times a log, to two decimals: `+4.10`.
std::string ShowLogPercent(double log);

// P16 ... P84, and P5 ... P95, in log %.
std::string ShowInner(const v1::Quantiles& logs);
std::string ShowOuter(const v1::Quantiles& logs);

// `in` or `out`; in brackets if the window is not scored.
std::string ShowWithin(const v1::BacktestEvent::PriceWindow& window,
                       bool is_within);

// The window of a score: `5`, or `all`.
std::string ShowWindow(const v1::BacktestScore& score);

// `5 of 8`.
std::string ShowCoverage(int count, int total);

// A score in log %: `2.31`.
std::string ShowCrps(const v1::BacktestScore& score, double log);

// Why prices of an event are not scored, by reason and with the windows that it
// holds for. Empty if all are.
std::vector<std::string> ReasonsOf(const v1::BacktestEvent& event);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_BACKTEST_TEXT_H_
