#include "client/progress.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(RenderProgressTest, SaysHowFarHowMuchAndHowLong) {
  const struct {
    ProgressState state;
    const char* line;
  } kCases[] = {
      {{.completed = 4500,
        .total = 10000,
        .elapsed = absl::Seconds(2.45),
        .unit = "draws",
        .note = "P50 +2.1"},
       "[#########-----------]  45%  4,500 of 10,000 draws, 3 s left, P50 "
       "+2.1"},
      {{.completed = 0,
        .total = 10,
        .elapsed = absl::Seconds(5),
        .unit = "points"},
       "[--------------------]   0%  0 of 10 points"},
      {{.completed = 10,
        .total = 10,
        .elapsed = absl::Seconds(5),
        .unit = "points"},
       "[####################] 100%  10 of 10 points"},
      // Never more than there is.
      {{.completed = 9, .total = 3, .unit = "points"},
       "[####################] 100%  3 of 3 points"},
      // What was there before this call took none of its time.
      {{.completed = 75,
        .total = 100,
        .completed_before = 50,
        .elapsed = absl::Seconds(10),
        .unit = "draws"},
       "[###############-----]  75%  75 of 100 draws, 10 s left"},
      {{.completed = 1,
        .total = 100,
        .elapsed = absl::Seconds(10),
        .unit = "draws"},
       "[--------------------]   1%  1 of 100 draws, 17 min left"},
      {{.completed = 1,
        .total = 1000,
        .elapsed = absl::Seconds(100),
        .unit = "draws"},
       "[--------------------]   0%  1 of 1,000 draws, 28 h left"},
      {{.elapsed = absl::Seconds(3.9)}, "working, 3 s"},
      // Between two pieces the time left runs down: at 8 s it was 12 s.
      {{.completed = 40,
        .total = 100,
        .elapsed = absl::Seconds(10),
        .since_last = absl::Seconds(2),
        .unit = "draws"},
       "[########------------]  40%  40 of 100 draws, 10 s left"},
      // After a while without any, nobody knows.
      {{.completed = 40,
        .total = 100,
        .elapsed = absl::Seconds(10.1),
        .since_last = absl::Seconds(2.1),
        .unit = "draws"},
       "[########------------]  40%  40 of 100 draws"},
      {{.completed = 99,
        .total = 100,
        .elapsed = absl::Seconds(10),
        .since_last = absl::Seconds(1),
        .unit = "draws"},
       "[###################-]  99%  99 of 100 draws"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(RenderProgress(one.state, 100), one.line);
  }
}

TEST(RenderProgressTest, TheLastColumnStaysFree) {
  const ProgressState state{.completed = 4500,
                            .total = 10000,
                            .elapsed = absl::Seconds(2),
                            .unit = "draws",
                            .note = std::string(200, 'x')};
  const std::string whole = RenderProgress(state, 1000);
  EXPECT_THAT(whole, StartsWith("[#########-----------]  45%"));
  // The bar goes first, and then what comes last.
  const std::string without_bar = whole.substr(23);
  for (const int width : {0, 1, 2, 20, 80, 132}) {
    const std::string line = RenderProgress(state, width);
    EXPECT_EQ(line.size(), static_cast<size_t>(width == 0 ? 0 : width - 1));
    EXPECT_THAT(without_bar, StartsWith(line));
  }
}

TEST(ProgressBarTest, QuickCallsShowNothingAndSlowOnesLittle) {
  std::ostringstream out;
  const absl::Time start = absl::UnixEpoch();
  {
    ProgressBar bar(80, start, &out);
    bar.Set({.completed = 1, .total = 4, .unit = "draws"});
    bar.Tick(start + absl::Milliseconds(499));
    EXPECT_EQ(out.str(), "");
    bar.Tick(start + absl::Milliseconds(500));
    const std::string once = out.str();
    EXPECT_THAT(once, StartsWith("\r[#####---------------]  25%"));
    bar.Tick(start + absl::Milliseconds(599));
    EXPECT_EQ(out.str(), once);
    bar.Tick(start + absl::Milliseconds(600));
    EXPECT_NE(out.str(), once);
  }
  // It leaves an empty line, with the cursor at its beginning.
  const std::string drawn = out.str();
  EXPECT_EQ(drawn.back(), '\r');
  const size_t erased = drawn.rfind('\r', drawn.size() - 2);
  EXPECT_EQ(drawn.substr(erased + 1, drawn.size() - erased - 2),
            std::string(drawn.size() - erased - 2, ' '));
}

TEST(ProgressBarTest, TheTimeLeftDoesNotGrowWhileNothingComes) {
  std::ostringstream out;
  const absl::Time start = absl::UnixEpoch();
  ProgressBar bar(80, start, &out);
  const auto shown = [&](absl::Duration after) {
    out.str("");
    bar.Tick(start + after);
    return out.str();
  };
  bar.Set({.completed = 50, .total = 100, .unit = "draws"});
  EXPECT_THAT(shown(absl::Seconds(4)), HasSubstr("draws, 4 s left"));
  EXPECT_THAT(shown(absl::Seconds(5)), HasSubstr("draws, 3 s left"));
  EXPECT_THAT(shown(absl::Seconds(7)), Not(HasSubstr("left")));
  bar.Set({.completed = 80, .total = 100, .unit = "draws"});
  EXPECT_THAT(shown(absl::Seconds(8)), HasSubstr("draws, 2 s left"));
}

TEST(ProgressBarTest, AShorterLineCoversALongerOne) {
  std::ostringstream out;
  const absl::Time start = absl::UnixEpoch();
  ProgressBar bar(80, start, &out);
  bar.Set({.completed = 1, .total = 4, .unit = "draws", .note = "a long note"});
  bar.Tick(start + absl::Seconds(1));
  const size_t first = out.str().size();
  bar.Set({.completed = 1, .total = 4, .unit = "draws"});
  bar.Tick(start + absl::Seconds(2));
  EXPECT_EQ(out.str().size(), 2 * first);
}

TEST(ProgressBarTest, WithoutATerminalThereIsNone) {
  std::ostringstream out;
  const absl::Time start = absl::UnixEpoch();
  {
    ProgressBar bar(0, start, &out);
    bar.Set({.completed = 1, .total = 4});
    bar.Tick(start + absl::Seconds(9));
  }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace oilflow
