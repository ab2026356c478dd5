#include "service/wire/convert_horizon.h"

#include "absl/strings/str_cat.h"

#include "service/wire/convert_date.h"

namespace oilflow {

Horizon HorizonFromProto(const v1::DateRange& proto, const std::string& path,
                         BadRequest* bad) {
  Horizon horizon;
  if (!proto.has_start_date() || !proto.has_end_date()) {
    bad->Add(path, "must have a start_date and an end_date");
    return horizon;
  }
  const auto start = DateFromProto(proto.start_date());
  const auto end = DateFromProto(proto.end_date());
  horizon.first_day = bad->Take(absl::StrCat(path, ".start_date"), start);
  bad->Take(absl::StrCat(path, ".end_date"), end);
  if (!start.ok() || !end.ok()) {
    return horizon;
  }
  const auto days = *end - *start;
  if (days < 1 || days > kMaxHorizonDays) {
    bad->Add(absl::StrCat(path, ".end_date"),
             absl::StrCat("must be 1 to ", kMaxHorizonDays,
                          " days after start_date, not ", days));
    return horizon;
  }
  horizon.day_count = static_cast<int>(days);
  return horizon;
}

}  // namespace oilflow
