#include "service/base/reason.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReasonTest, ReasonAndSubjectsComeBackInOrder) {
  const absl::Status status =
      WithReason(absl::FailedPreconditionError("lacks facts"), "FACTS_MISSING",
                 {"krg-pipeline capacity", "itp cost", "itp cost"});
  EXPECT_EQ(ReasonOf(status), "FACTS_MISSING");
  EXPECT_THAT(ReasonSubjectsOf(status),
              ElementsAre("krg-pipeline capacity", "itp cost", "itp cost"));
}

TEST(ReasonTest, CodeAndMessageStay) {
  EXPECT_THAT(
      WithReason(absl::NotFoundError("no such arc"), "ARC_UNKNOWN", {"x"}),
      StatusIs(absl::StatusCode::kNotFound, "no such arc"));
}

TEST(ReasonTest, StatusWithoutReasonHasNone) {
  EXPECT_EQ(ReasonOf(absl::NotFoundError("no such arc")), "");
  EXPECT_THAT(ReasonSubjectsOf(absl::NotFoundError("no such arc")), IsEmpty());
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
}

TEST(ReasonTest, SubjectsMayBeNone) {
  const absl::Status status =
      WithReason(absl::InternalError("x"), "UNBALANCED", {});
  EXPECT_EQ(ReasonOf(status), "UNBALANCED");
  EXPECT_THAT(ReasonSubjectsOf(status), IsEmpty());
}

TEST(ReasonTest, LastReasonStands) {
  const absl::Status status = WithReason(
      WithReason(absl::InternalError("x"), "FIRST", {"a", "b"}), "SECOND", {});
  EXPECT_EQ(ReasonOf(status), "SECOND");
  EXPECT_THAT(ReasonSubjectsOf(status), IsEmpty());
}

TEST(ReasonTest, SuccessHasNoReason) {
  const absl::Status status = WithReason(absl::OkStatus(), "FIRST", {"a"});
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(ReasonOf(status), "");
}

}  // namespace
}  // namespace oilflow
