#include "service/rpc/page.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "service/store/digest.h"

namespace oilflow {
namespace {

constexpr int kMaxPageSize = 1000;

std::string ShortDigest(absl::string_view fingerprint) {
  return Sha256Hex(fingerprint).substr(0, 16);
}

}  // namespace

Page PageOf(int page_size, int default_size, absl::string_view page_token,
            absl::string_view fingerprint, int total, BadRequest* bad) {
  Page page;
  if (page_size < 0) {
    bad->Add("page_size", absl::StrCat("must be at least 0, not ", page_size));
  }
  if (!page_token.empty()) {
    std::string plain;
    std::vector<std::string> parts;
    if (absl::WebSafeBase64Unescape(page_token, &plain)) {
      parts = absl::StrSplit(plain, ':');
    }
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &page.first) ||
        page.first < 0 || page.first > total) {
      bad->Add("page_token", "must be a next_page_token of this method");
    } else if (parts[1] != ShortDigest(fingerprint)) {
      bad->Add("page_token",
               "belongs to another request: the other arguments or the data "
               "have changed; start again without it");
      page.reason = page_size < 0 ? page.reason : "PAGE_TOKEN_MISMATCH";
    }
  }
  const int size =
      page_size == 0 ? default_size : std::min(page_size, kMaxPageSize);
  page.end = std::min(total, page.first + std::max(0, size));
  if (page.end < total) {
    page.next_token = absl::WebSafeBase64Escape(
        absl::StrCat(page.end, ":", ShortDigest(fingerprint)));
  }
  return page;
}

}  // namespace oilflow
