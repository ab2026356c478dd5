// Pages of lists.

#ifndef OILFLOW_SERVICE_RPC_PAGE_H_
#define OILFLOW_SERVICE_RPC_PAGE_H_

#include <algorithm>
#include <string>

#include "absl/strings/string_view.h"

#include "service/wire/bad_request.h"

namespace oilflow {

// Items [first, end) of `total`, and the token of the page after, empty if
// there is none.
struct Page {
  int first = 0;
  int end = 0;
  std::string next_token;
  // Why the page is refused, if it is.
  absl::string_view reason = "INVALID_FIELD";
};

// The page that a request asks for. A token holds where to go on and a
// fingerprint of everything else that decides the list; with another one it is
// refused. Notes what is wrong in `bad`.
Page PageOf(int page_size, int default_size, absl::string_view page_token,
            absl::string_view fingerprint, int total, BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_PAGE_H_
