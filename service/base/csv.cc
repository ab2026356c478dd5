#include "service/base/csv.h"

#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "service/base/status_macros.h"

namespace oilflow {
namespace {

// Walks over the text once, a record at a time.
class Reader {
 public:
  Reader(absl::string_view file, absl::string_view text)
      : file_(file), text_(text) {}

  bool AtEnd() const { return at_ == text_.size(); }

  absl::StatusOr<CsvRow> ReadRow() {
    CsvRow row{.line = line_, .fields = {}};
    while (true) {
      ASSIGN_OR_RETURN(std::string field, ReadField(row.fields.size() + 1));
      row.fields.push_back(std::move(field));
      if (AtEnd()) {
        return row;
      }
      const char separator = text_[at_++];
      if (separator == '\n') {
        ++line_;
        return row;
      }
    }
  }

  absl::Status Error(int line, size_t column, absl::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrCat(file_, ":", line, ": column ", column, ": ", what));
  }

 private:
  // Leaves the reader on the comma or line feed after the field, or at the end.
  absl::StatusOr<std::string> ReadField(size_t column) {
    if (!AtEnd() && text_[at_] == '"') {
      return ReadQuoted(column);
    }
    const size_t begin = at_;
    while (!AtEnd() && text_[at_] != ',' && text_[at_] != '\n') {
      if (text_[at_] == '"') {
        return Error(line_, column,
                     "has a quote inside a field that does not begin with one; "
                     "put the whole field in quotes and double those inside");
      }
      ++at_;
    }
    absl::string_view field = text_.substr(begin, at_ - begin);
    if (!field.empty() && field.back() == '\r' &&
        (AtEnd() || text_[at_] == '\n')) {
      field.remove_suffix(1);
    }
    return std::string(field);
  }

  absl::StatusOr<std::string> ReadQuoted(size_t column) {
    const int opened_on = line_;
    std::string field;
    for (++at_; !AtEnd(); ++at_) {
      if (text_[at_] != '"') {
        line_ += text_[at_] == '\n' ? 1 : 0;
        field.push_back(text_[at_]);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field.push_back('"');
        ++at_;
      } else {
        ++at_;
        if (text_.substr(at_) == "\r" ||
            absl::StartsWith(text_.substr(at_), "\r\n")) {
          ++at_;
        }
        if (AtEnd() || text_[at_] == ',' || text_[at_] == '\n') {
          return field;
        }
        return Error(line_, column, "has text after its closing quote");
      }
    }
    return Error(opened_on, column, "has a quote that is never closed");
  }

  absl::string_view file_;
  absl::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
};

absl::Status CheckHeader(const Reader& reader,
                         const std::vector<std::string>& header) {
  std::set<absl::string_view> seen;
  for (size_t i = 0; i < header.size(); ++i) {
    if (header[i].empty()) {
      return reader.Error(1, i + 1, "must have a name in the header");
    }
    if (!seen.insert(header[i]).second) {
      return reader.Error(1, i + 1,
                          absl::StrCat("repeats the name ", header[i]));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CsvTable> ParseCsv(absl::string_view file,
                                  absl::string_view text) {
  if (text.size() > kMaxCsvBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        file, ": must be at most ", kMaxCsvBytes, " bytes, not ", text.size()));
  }
  if (text.find('\0') != absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": must be text, and has a zero byte"));
  }
  if (text.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ":1: must begin with a header line"));
  }
  Reader reader(file, text);
  CsvTable table;
  ASSIGN_OR_RETURN(CsvRow header, reader.ReadRow());
  table.header = std::move(header.fields);
  RETURN_IF_ERROR(CheckHeader(reader, table.header));
  while (!reader.AtEnd()) {
    ASSIGN_OR_RETURN(CsvRow row, reader.ReadRow());
    if (row.fields.size() != table.header.size()) {
      return reader.Error(
          row.line, row.fields.size(),
          absl::StrCat("is the last of ", row.fields.size(),
                       " fields; the header has ", table.header.size()));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string CsvField(absl::string_view field) {
  if (field.find_first_of(",\"\r\n") == absl::string_view::npos) {
    return std::string(field);
  }
  return absl::StrCat("\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
}

}  // namespace oilflow
