#include "client/table.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace oilflow {

Table::Table(std::vector<std::string> header, std::string alignment)
    : alignment_(std::move(alignment)), rows_({std::move(header)}) {}

void Table::Add(std::vector<std::string> row) {
  rows_.push_back(std::move(row));
}

void Table::Print(std::ostream& out) const {
  if (empty()) {
    return;
  }
  std::vector<size_t> widths(alignment_.size(), 0);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  for (const auto& row : rows_) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const bool last = i + 1 == row.size();
      const std::string padding(widths[i] - std::min(widths[i], row[i].size()),
                                ' ');
      line += "  ";
      line += alignment_[i] == 'r' ? padding + row[i]
                                   : row[i] + (last ? "" : padding);
    }
    out << line << "\n";
  }
}

}  // namespace oilflow
