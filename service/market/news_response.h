// What supply news does long before a barrel moves.

#ifndef OILFLOW_SERVICE_MARKET_NEWS_RESPONSE_H_
#define OILFLOW_SERVICE_MARKET_NEWS_RESPONSE_H_

#include <vector>

namespace oilflow {

// Kaenzig (2021): responses by month after news that raises the price by 10% on
// impact, in percent. Months ascend from 0.
struct NewsResponse {
  struct Point {
    int month = 0;
    double percent = 0;
  };
  std::vector<Point> price;
  std::vector<Point> output;
  // Stocks rise on bad news: they are held for dearer times.
  std::vector<Point> stocks;
};

// `points` for news that moves the price by `front_log_change` on impact,
// linear between months, and after the last month as there. By month from 0, in
// percent. There are points, and the first is of month 0.
//
// The published figures are percent for +10%, so they are scaled by the percent
// on impact, 100 (exp(x) - 1) / 10, and not by its log: the price of month 0 is
// then just what the news did. Good news is bad news with the sign turned.
std::vector<double> NewsPath(const std::vector<NewsResponse::Point>& points,
                             double front_log_change, int month_count);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_NEWS_RESPONSE_H_
