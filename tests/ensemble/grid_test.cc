#include "service/ensemble/grid.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(GridTest, ValuesAreEvenAndTheirEndsExact) {
  EXPECT_THAT(*LinearValues(0, 90, 4), ElementsAre(0, 30, 60, 90));
  EXPECT_THAT(*LinearValues(1, -1, 3), ElementsAre(1, 0, -1));
  EXPECT_THAT(*LogValues(0.1, 1000, 5),
              ElementsAre(0.1, DoubleNear(1, 1e-14), DoubleNear(10, 1e-13),
                          DoubleNear(100, 1e-12), 1000));
  EXPECT_EQ(LinearValues(0.1, 0.7, 7)->back(), 0.7);
}

TEST(GridTest, RefusesValuesThatAreNone) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(LinearValues(0, 1, 1).ok());
  EXPECT_FALSE(LinearValues(0, 1, kMaxGridPoints + 1).ok());
  EXPECT_FALSE(LinearValues(1, 1, 2).ok());
  EXPECT_FALSE(LinearValues(0, infinity, 2).ok());
  EXPECT_FALSE(LogValues(0, 1, 2).ok());
  EXPECT_FALSE(LogValues(1, -1, 2).ok());
}

TEST(GridTest, LastAxisMovesFirst) {
  const Grid grid =
      *Grid::Create({{"a", {1, 2}}, {"b", {5}}, {"c", {7, 8, 9}}});
  EXPECT_EQ(grid.size(), 6);
  EXPECT_THAT(grid.At(0), ElementsAre(1, 5, 7));
  EXPECT_THAT(grid.At(1), ElementsAre(1, 5, 8));
  EXPECT_THAT(grid.At(3), ElementsAre(2, 5, 7));
  EXPECT_THAT(grid.At(5), ElementsAre(2, 5, 9));
}

TEST(GridTest, GoesOnWhereItWasLeft) {
  const Grid grid = *Grid::Create({{"a", {1, 2, 3}}, {"b", {4, 5, 6, 7}}});
  std::vector<std::vector<double>> whole;
  ASSERT_TRUE(grid.VisitFrom(0,
                             [&](int index, absl::Span<const double> at) {
                               EXPECT_EQ(index, static_cast<int>(whole.size()));
                               whole.emplace_back(at.begin(), at.end());
                               return absl::OkStatus();
                             })
                  .ok());
  EXPECT_EQ(whole.size(), 12u);
  for (int stop = 0; stop <= 12; ++stop) {
    std::vector<std::vector<double>> parts;
    const auto visit = [&](int index, absl::Span<const double> at) {
      if (index == stop && static_cast<int>(parts.size()) == stop) {
        return absl::CancelledError("left");
      }
      parts.emplace_back(at.begin(), at.end());
      return absl::OkStatus();
    };
    const absl::Status left = grid.VisitFrom(0, visit);
    EXPECT_EQ(left.ok(), stop == 12);
    EXPECT_TRUE(grid.VisitFrom(stop,
                               [&](int, absl::Span<const double> at) {
                                 parts.emplace_back(at.begin(), at.end());
                                 return absl::OkStatus();
                               })
                    .ok());
    EXPECT_EQ(parts, whole) << stop;
  }
  const auto ignore = [](int, absl::Span<const double>) {
    return absl::OkStatus();
  };
  EXPECT_FALSE(grid.VisitFrom(13, ignore).ok());
  EXPECT_FALSE(grid.VisitFrom(-1, ignore).ok());
}

TEST(GridTest, NamesTheAxisThatIsWrong) {
  const std::vector<double> thousand(1000, 1);
  struct Case {
    const char* name;
    std::vector<Axis> axes;
    const char* message;
  };
  const Case cases[] = {
      {"None", {}, "1 to 4 axes, not 0"},
      {"Five",
       {{"a", {1}}, {"b", {1}}, {"c", {1}}, {"d", {1}}, {"e", {1}}},
       "1 to 4 axes, not 5"},
      {"NoName", {{"a", {1}}, {"", {1}}}, "axis 1 must name"},
      {"Twice",
       {{"a", {1}}, {"b", {1}}, {"a", {2}}},
       "axes 0 and 2 are both a"},
      {"NoValue", {{"a", {1}}, {"b", {}}}, "b has no values"},
      {"Nan", {{"a", {1, std::nan("")}}}, "value 1 of a must be a finite"},
      {"TooMany",
       {{"a", thousand}, {"b", thousand}, {"c", {1, 2}}},
       "more than 1000000 points"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(std::string(Grid::Create(c.axes).status().message()),
                HasSubstr(c.message))
        << c.name;
  }
  EXPECT_EQ(Grid::Create({{"a", thousand}, {"b", thousand}})->size(),
            kMaxGridPoints);
}

}  // namespace
}  // namespace oilflow
