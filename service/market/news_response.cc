#include "service/market/news_response.h"

#include <cassert>
#include <cstddef>

#include "service/base/portable_math.h"

namespace oilflow {
namespace {

// The percent on impact for which the points are published.
constexpr double kPublishedImpactPercent = 10;

}  // namespace

std::vector<double> NewsPath(const std::vector<NewsResponse::Point>& points,
                             double front_log_change, int month_count) {
  assert(!points.empty() && points.front().month == 0);
  const double scale =
      100 * (PortableExp(front_log_change) - 1) / kPublishedImpactPercent;
  std::vector<double> path;
  path.reserve(month_count);
  size_t next = 0;
  for (int month = 0; month < month_count; ++month) {
    while (next < points.size() && points[next].month < month) {
      ++next;
    }
    if (next == points.size()) {
      path.push_back(scale * points.back().percent);
    } else if (points[next].month == month) {
      path.push_back(scale * points[next].percent);
    } else {
      const NewsResponse::Point& low = points[next - 1];
      const NewsResponse::Point& high = points[next];
      const double share =
          static_cast<double>(month - low.month) / (high.month - low.month);
      path.push_back(scale *
                     (low.percent + share * (high.percent - low.percent)));
    }
  }
  return path;
}

}  // namespace oilflow
