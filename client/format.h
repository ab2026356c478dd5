// Dates, numbers and enums for people and for spreadsheets.

#ifndef OILFLOW_CLIENT_FORMAT_H_
#define OILFLOW_CLIENT_FORMAT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/type/date.pb.h"

namespace oilflow {

// `2025-03-01`; empty for a date that is not set.
std::string ShowDate(const google::type::Date& date);

// The day `days` after a date, as `2025-03-01`.
std::string ShowDay(const google::type::Date& start, int days);

// At most four significant digits, with a sign if `sign` is set: `+3.921`.
std::string ShowNumber(double number, bool sign = false);

// A rate that may be a mean: whole barrels with thousands separators.
std::string ShowRate(double bpd);
std::string ShowRateChange(double bpd);

// With thousands separators and so many decimals, and with a sign if `sign` is
// set: `1,234.5`, `+0.4`, `0.0`.
std::string ShowFixed(double number, int decimals, bool sign = false);

// As many significant digits as its Monte Carlo error bears, to the error's
// first, and never more than four; four if the error is 0. With a sign if
// `sign` is set: 2.1345 with an error of 0.03 is `2.13`, of 0.2 `2.1`.
std::string ShowWithError(double value, double error, bool sign = false);

// US dollars as millions, to 100,000 dollars.
std::string ShowMillions(double usd, bool sign = false);

// MECHANISM_QUOTA_OFFSET without its prefix, in words: `quota offset`.
std::string ShowEnum(const google::protobuf::EnumDescriptor* descriptor,
                     int value, absl::string_view prefix);

// Words in lines of at most 106 characters, each after `indent` spaces and
// ended, but for a word that is longer.
std::string Wrapped(absl::string_view text, int indent = 2);

// A cell of a CSV row: quoted where it must be and, if it is text that a
// spreadsheet would take for a formula, with an apostrophe before it.
std::string CsvText(absl::string_view text);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_FORMAT_H_
