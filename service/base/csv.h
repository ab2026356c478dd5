// Reads comma-separated values (RFC 4180) and says where each one stood.

#ifndef OILFLOW_SERVICE_BASE_CSV_H_
#define OILFLOW_SERVICE_BASE_CSV_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// One record and the line, counted from 1, on which it begins.
struct CsvRow {
  int line = 0;
  std::vector<std::string> fields;
};

// A header and its records, every one as long as the header.
//
//   CsvTable table = *ParseCsv("facts.csv", text);
//   table.header[2];          // "measure"
//   table.rows[0].fields[2];  // "potential"
struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

// Lines end with \n or \r\n; a field in double quotes may hold commas, line
// ends and doubled quotes. An error names the file, line and column for an open
// quote, text after a closing quote, a record of another length than the
// header, an empty or repeated column name, a zero byte, or more than
// kMaxCsvBytes.
absl::StatusOr<CsvTable> ParseCsv(absl::string_view file,
                                  absl::string_view text);

inline constexpr size_t kMaxCsvBytes = 16 << 20;

// `field` as it must be written so that ParseCsv reads it back.
std::string CsvField(absl::string_view field);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_CSV_H_
