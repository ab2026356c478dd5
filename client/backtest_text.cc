#include "client/backtest_text.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/quantile_text.h"

namespace oilflow {

std::string ShowKbd(double bpd) {
  return ShowFixed(bpd / 1e3, 1, /*sign=*/true);
}

std::string ShowReported(const v1::BacktestEvent& event) {
  const std::string low = ShowKbd(event.observed_low_bpd());
  const std::string high = ShowKbd(event.observed_high_bpd());
  return low == high ? low : absl::StrCat(low, " ... ", high);
}

std::string ShowVolumeDays(const v1::BacktestEvent& event) {
  return absl::StrCat(event.volume_first_day(), " to ",
                      event.volume_first_day() + event.volume_day_count() - 1);
}

std::string ShowLogPercent(double log) {
  return ShowFixed(100 * log, 2, /*sign=*/true);
}

std::string ShowInner(const v1::Quantiles& logs) {
  const auto levels = LevelsOf(Times(logs, 100));
  return absl::StrCat(ShowLevel(levels[1]), " ... ", ShowLevel(levels[3]));
}

std::string ShowOuter(const v1::Quantiles& logs) {
  const auto levels = LevelsOf(Times(logs, 100));
  return absl::StrCat(ShowLevel(levels[0]), " ... ", ShowLevel(levels[4]));
}

std::string ShowWithin(const v1::BacktestEvent::PriceWindow& window,
                       bool is_within) {
  const char* text = is_within ? "in" : "out";
  return window.scored() ? text : absl::StrCat("(", text, ")");
}

std::string ShowWindow(const v1::BacktestScore& score) {
  return score.effects_only() ? "all with an effect"
         : score.trading_day_count() == 0
             ? "all"
             : absl::StrCat(score.trading_day_count());
}

std::string ShowCoverage(int count, int total) {
  return absl::StrCat(count, " of ", total);
}

std::string ShowCrps(const v1::BacktestScore& score, double log) {
  return score.event_count() == 0 ? "-" : ShowFixed(100 * log, 2);
}

std::vector<std::string> ReasonsOf(const v1::BacktestEvent& event) {
  if (!event.excluded_reason().empty()) {
    return {event.excluded_reason()};
  }
  std::vector<std::pair<std::string, std::vector<int>>> reasons;
  for (const auto& window : event.windows()) {
    if (window.scored()) {
      continue;
    }
    auto found =
        std::find_if(reasons.begin(), reasons.end(), [&](const auto& reason) {
          return reason.first == window.excluded_reason();
        });
    if (found == reasons.end()) {
      found = reasons.insert(reasons.end(), {window.excluded_reason(), {}});
    }
    found->second.push_back(window.trading_day_count());
  }
  std::vector<std::string> texts;
  texts.reserve(reasons.size());
  for (const auto& [reason, days] : reasons) {
    texts.push_back(absl::StrCat(absl::StrJoin(days, ", "), " days: ", reason));
  }
  return texts;
}

}  // namespace oilflow
