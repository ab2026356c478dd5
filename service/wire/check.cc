#include "service/wire/check.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "service/network/network.h"
#include "service/units/quantity_text.h"

namespace oilflow {

void CheckText(const std::string& field, const std::string& text, size_t most,
               bool lines, BadRequest* bad) {
  if (text.size() > most) {
    bad->Add(field, absl::StrCat("must be at most ", most, " bytes, not ",
                                 text.size()));
  }
  if (!IsUtf8(text)) {
    bad->Add(field, "must be UTF-8 text");
    return;
  }
  for (const char c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) &&
        !(lines && c == '\n')) {
      bad->Add(field, "must not have control characters");
      return;
    }
  }
}

void CheckId(const std::string& field, const std::string& id, BadRequest* bad) {
  if (!IsWellFormedId(id)) {
    bad->Add(field,
             absl::StrCat("must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, "
                          "not \"",
                          id.substr(0, 80), "\""));
  }
}

std::optional<double> CheckNumber(const std::string& field, double number,
                                  double least, double most,
                                  absl::string_view unit, BadRequest* bad) {
  if (!(number >= least && number <= most)) {
    bad->Add(field, absl::StrCat("must be from ", PrintNumber(least), " to ",
                                 PrintNumber(most), " ", unit, ", not ",
                                 PrintNumber(number)));
    return std::nullopt;
  }
  return number;
}

std::optional<double> CheckNumberAbove(const std::string& field, double number,
                                       double least, double most,
                                       absl::string_view unit,
                                       BadRequest* bad) {
  if (!(number > least && number <= most)) {
    bad->Add(field, absl::StrCat("must be above ", PrintNumber(least),
                                 " and at most ", PrintNumber(most), " ", unit,
                                 ", not ", PrintNumber(number)));
    return std::nullopt;
  }
  return number;
}

void CheckSize(const std::string& field, int size, int most, BadRequest* bad) {
  if (size > most) {
    bad->Add(field, absl::StrCat("must be at most ", most, ", not ", size));
  }
}

void UniqueIds::Check(const std::string& field, const std::string& id,
                      int index) {
  const auto [earlier, is_new] = seen_.emplace(id, index);
  if (!is_new) {
    bad_.Add(field,
             absl::StrCat("must be unique; ", list_, "[", earlier->second,
                          "] has it too: ", id.substr(0, 80)));
  }
}

std::string NotKnown(absl::string_view what, const std::string& id,
                     const std::vector<absl::string_view>& known) {
  std::string message =
      absl::StrCat("must be ", what, ", not \"", id.substr(0, 80), "\"");
  const std::string nearest = NearestId(id, known);
  if (!nearest.empty()) {
    absl::StrAppend(&message, "; did you mean \"", nearest, "\"?");
  }
  return message;
}

}  // namespace oilflow
