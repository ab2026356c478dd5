#include "service/market/surprise.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "service/base/portable_math.h"

namespace oilflow {

SurpriseSplit SplitSurprise(double full_log_change, double already_priced) {
  assert(already_priced >= 0 && already_priced <= 1);
  // Differences rather than products, so that nothing is 0 and not -0.
  const double known = already_priced * full_log_change;
  SurpriseSplit split;
  split.if_happens = full_log_change - known;
  split.if_not = 0 - known;
  split.expected =
      already_priced * split.if_happens + (1 - already_priced) * split.if_not;
  return split;
}

double AnnouncementJump(const std::vector<double>& log_price_path,
                        int lead_months, double credibility,
                        const CarryTerms& terms) {
  assert(lead_months >= 0);
  // As ratios to the front.
  const double storage = terms.storage_cost / terms.front_price;
  // Before the path is the front at the price of today; without a lead the
  // front is its first month.
  const bool starts_today = lead_months == 0 && !log_price_path.empty();
  double best = starts_today ? PortableExp(log_price_path[0]) : 1;
  for (size_t h = 0; h < log_price_path.size(); ++h) {
    const double months = lead_months + static_cast<double>(h);
    const double worth =
        PortableExp(log_price_path[h] - terms.interest_rate * months / 12) -
        storage * months;
    best = std::max(best, worth);
  }
  // Not -0, if a gain is not believed.
  return 0 + credibility * PortableLog(best);
}

double ShareOfMonthLeft(absl::CivilDay day) {
  const absl::CivilMonth month(day);
  const absl::CivilDay next(month + 1);
  return static_cast<double>(next - day) /
         static_cast<double>(next - absl::CivilDay(month));
}

}  // namespace oilflow
