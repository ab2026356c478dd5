#include "service/rpc/page.h"

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/wire/bad_request.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

constexpr char kList[] = "baselines/region\nsubject = \"itp\"";

TEST(PageOfTest, PageByPageGivesEachItemOnce) {
  for (const int size : {1, 3, 10, 11}) {
    std::vector<int> items;
    std::string token;
    do {
      BadRequest bad;
      const Page page = PageOf(size, 100, token, kList, 10, &bad);
      ASSERT_TRUE(bad.ok());
      for (int i = page.first; i < page.end; ++i) {
        items.push_back(i);
      }
      token = page.next_token;
    } while (!token.empty() && items.size() < 100);
    EXPECT_THAT(items, testing::ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
        << size;
  }
}

TEST(PageOfTest, ThePageAfterTheLastIsNone) {
  BadRequest bad;
  const Page page = PageOf(10, 100, "", kList, 10, &bad);
  EXPECT_EQ(page.end, 10);
  EXPECT_EQ(page.next_token, "");
  EXPECT_EQ(PageOf(10, 100, "", kList, 0, &bad).next_token, "");
}

TEST(PageOfTest, ASizeOf0MeansTheDefaultAndTooMuchMeansAThousand) {
  BadRequest bad;
  EXPECT_EQ(PageOf(0, 50, "", kList, 5000, &bad).end, 50);
  EXPECT_EQ(PageOf(1000, 50, "", kList, 5000, &bad).end, 1000);
  EXPECT_EQ(PageOf(1001, 50, "", kList, 5000, &bad).end, 1000);
  EXPECT_EQ(PageOf(2147483647, 50, "", kList, 5000, &bad).end, 1000);
  EXPECT_TRUE(bad.ok());
}

TEST(PageOfTest, ASizeBelow0IsRefused) {
  BadRequest bad;
  PageOf(-1, 50, "", kList, 10, &bad);
  EXPECT_THAT(bad.ToStatus(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("page_size: must be at least 0, not -1")));
}

TEST(PageOfTest, TheSizeMayChangeBetweenPages) {
  BadRequest bad;
  const std::string token = PageOf(2, 50, "", kList, 10, &bad).next_token;
  const Page page = PageOf(5, 50, token, kList, 10, &bad);
  EXPECT_TRUE(bad.ok());
  EXPECT_EQ(page.first, 2);
  EXPECT_EQ(page.end, 7);
}

TEST(PageOfTest, ATokenIsBoundToItsList) {
  BadRequest good;
  const std::string token = PageOf(2, 50, "", kList, 10, &good).next_token;
  BadRequest bad;
  PageOf(2, 50, token, "baselines/region\n", 10, &bad);
  EXPECT_THAT(bad.ToStatus(), StatusIs(absl::StatusCode::kInvalidArgument,
                                       HasSubstr("start again without it")));
}

TEST(PageOfTest, ATokenOfNoListIsRefused) {
  BadRequest good;
  const std::string token = PageOf(2, 50, "", kList, 10, &good).next_token;
  std::string plain;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &plain));
  const std::string digest = plain.substr(plain.find(':'));
  for (const std::string& forged :
       {std::string("garbage"), std::string("!!"), token + token,
        absl::WebSafeBase64Escape("-1" + digest),
        absl::WebSafeBase64Escape("11" + digest),
        absl::WebSafeBase64Escape("99999999999999999999" + digest),
        absl::WebSafeBase64Escape("two" + digest),
        absl::WebSafeBase64Escape("2"),
        absl::WebSafeBase64Escape("2" + digest + ":"),
        std::string(1000000, 'A')}) {
    BadRequest bad;
    PageOf(2, 50, forged, kList, 10, &bad);
    EXPECT_THAT(bad.ToStatus(), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr("next_page_token")))
        << forged.substr(0, 80);
  }
}

}  // namespace
}  // namespace oilflow
