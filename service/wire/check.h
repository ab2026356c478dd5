// Checks of single fields, wherever they stand in a request.

#ifndef OILFLOW_SERVICE_WIRE_CHECK_H_
#define OILFLOW_SERVICE_WIRE_CHECK_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "service/wire/bad_request.h"

namespace oilflow {

// How long names may be, in bytes: of what people read in a list, and of a
// parameter or a variable.
inline constexpr size_t kMaxDisplayName = 120;
inline constexpr size_t kMaxName = 200;

// Notes text that is longer than `most` bytes or has control characters, which
// could take over a terminal; line ends are taken if `lines` is set.
void CheckText(const std::string& field, const std::string& text, size_t most,
               bool lines, BadRequest* bad);

// Notes an id that is not well-formed.
void CheckId(const std::string& field, const std::string& id, BadRequest* bad);

// The number, if it is from `least` to `most`; what is not is noted, and so is
// NaN.
std::optional<double> CheckNumber(const std::string& field, double number,
                                  double least, double most,
                                  absl::string_view unit, BadRequest* bad);

// The same for a number above `least`, which itself is refused.
std::optional<double> CheckNumberAbove(const std::string& field, double number,
                                       double least, double most,
                                       absl::string_view unit, BadRequest* bad);

// Notes a list that is too long.
void CheckSize(const std::string& field, int size, int most, BadRequest* bad);

// Notes elements of one list that have the id of an earlier one.
class UniqueIds {
 public:
  // `list` is the name of the list, for messages.
  UniqueIds(std::string list, BadRequest* bad)
      : list_(std::move(list)), bad_(*bad) {}

  void Check(const std::string& field, const std::string& id, int index);

 private:
  std::string list_;
  BadRequest& bad_;
  std::map<std::string, int> seen_;
};

// "must be WHAT, not "ID"; did you mean "NEAREST"?", without the question if no
// known id is near.
std::string NotKnown(absl::string_view what, const std::string& id,
                     const std::vector<absl::string_view>& known);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CHECK_H_
