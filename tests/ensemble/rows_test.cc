#include "service/ensemble/rows.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

TEST(RowsTest, NamesTheOutputThatIsNotFinite) {
  std::vector<double> outputs(6);
  const auto fill = [](double last) {
    return [last](absl::Span<const double>, int row_count,
                  absl::Span<double> values) {
      EXPECT_EQ(row_count, 3);
      values[5] = last;
      return absl::OkStatus();
    };
  };
  EXPECT_TRUE(EvaluateFinite(fill(1), {}, 3, absl::MakeSpan(outputs)).ok());
  EXPECT_THAT(std::string(EvaluateFinite(fill(std::nan("")), {}, 3,
                                         absl::MakeSpan(outputs))
                              .message()),
              testing::HasSubstr("output 1 of row 2 is nan"));
}

TEST(RowsTest, FailureIsHandedOn) {
  std::vector<double> outputs(1);
  EXPECT_EQ(EvaluateFinite(
                [](absl::Span<const double>, int, absl::Span<double>) {
                  return absl::CancelledError("enough");
                },
                {}, 1, absl::MakeSpan(outputs))
                .code(),
            absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace oilflow
