#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/wire/bad_request.h"
#include "service/wire/check.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

absl::Status Checked(const std::string& text, bool lines = false) {
  BadRequest bad;
  CheckText("scenario.display_name", text, 20, lines, &bad);
  return bad.ToStatus();
}

// A scenario file need not be UTF-8, and a protobuf string must be.
TEST(CheckTextTest, RefusesWhatIsNotUtf8) {
  for (const char* text : {"\xff", "caf\xe9", "\xc3", "\xe2\x82"}) {
    EXPECT_THAT(Checked(text), StatusIs(absl::StatusCode::kInvalidArgument,
                                        HasSubstr("must be UTF-8 text")));
  }
  EXPECT_THAT(Checked("caf\xc3\xa9 \xe2\x82\xac"), IsOk());
}

TEST(CheckTextTest, RefusesControlCharactersAndLength) {
  EXPECT_THAT(Checked("a\033[2J"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must not have control characters")));
  EXPECT_THAT(Checked("a\nb"), testing::Not(IsOk()));
  EXPECT_THAT(Checked("a\nb", true), IsOk());
  EXPECT_THAT(Checked(std::string(21, 'a')),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("at most 20 bytes, not 21")));
}

}  // namespace
}  // namespace oilflow
