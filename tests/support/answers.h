// A test that asks the service of the region, through gRPC, and picks figures
// out of its answers.

#ifndef OILFLOW_TESTS_SUPPORT_ANSWERS_H_
#define OILFLOW_TESTS_SUPPORT_ANSWERS_H_

#include <cstdint>
#include <string>

#include "gtest/gtest.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "tests/support/api.h"

namespace oilflow {

inline constexpr char kFebruary2025[] = R"pb(
  horizon {
    start_date { year: 2025 month: 2 day: 1 }
    end_date { year: 2025 month: 3 day: 1 }
  }
)pb";

inline constexpr char kFebruaryAndMarch2025[] = R"pb(
  horizon {
    start_date { year: 2025 month: 2 day: 1 }
    end_date { year: 2025 month: 4 day: 1 }
  }
)pb";

using Response = v1::EvaluateScenarioResponse;

class AnswersTest : public testing::Test {
 protected:
  // A scenario of the library.
  Response Named(const std::string& id);

  // Policies and a market on the region as of 2025-03-01.
  Response Inline(const std::string& policies,
                  const std::string& horizon = kFebruary2025);

  Response Ask(const v1::EvaluateScenarioRequest& request);

  // A failure and an empty message if there is none.
  static const v1::RateChange& Arc(const Response& response,
                                   const std::string& id);
  static const v1::RateChange& Node(const Response& response,
                                    const std::string& id);
  static const Response::CountryBalance& Country(const Response& response,
                                                 const std::string& id);
  static const v1::StockLevel& Stock(const Response& response,
                                     const std::string& id);
  static const v1::PolicySchedule& Schedule(const Response& response,
                                            const std::string& policy);
  static const v1::LedgerLine& Line(const Response& response,
                                    v1::Mechanism mechanism);

  static bool Warns(const Response& response, const std::string& reason);

  // Sum of `mechanism` over its lines, more less less, on a day.
  static int64_t Sum(const Response& response, v1::Mechanism mechanism,
                     int day);

  // Mean net market supply over days [first, last).
  static double MeanNet(const Response& response, int first, int last);

  static double Usd(const Response& response, const std::string& model);
  static double Usd(const v1::PriceEffect& period, const std::string& model);

  // Expects one value on every day.
  template <typename Column>
  static void ExpectEveryDay(const Column& column, double value) {
    ExpectFrom(0, column, value);
  }

  // And on every day from the one of that number on.
  template <typename Column>
  static void ExpectFrom(int first, const Column& column, double value) {
    ASSERT_GT(column.size(), first);
    for (int d = first; d < column.size(); ++d) {
      ASSERT_EQ(column[d], value) << "day " << d;
    }
  }

  // The worked answers are those of a line that runs. 1.3 million barrels of
  // line fill and tank bottoms come first: at 185,000 a day they take 8 days.
  static constexpr int kFilled = 8;

  Api api_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_ANSWERS_H_
