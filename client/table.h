// Tables of plain text.

#ifndef OILFLOW_CLIENT_TABLE_H_
#define OILFLOW_CLIENT_TABLE_H_

#include <ostream>
#include <string>
#include <vector>

namespace oilflow {

// Rows under a header, in columns as wide as they must be. Only the last column
// may hold text that is not ASCII, because it is never padded.
//
//   Table table({"arc", "baseline", "scenario"}, "lrr");
//   table.Add({"itp", "0", "185,000"});
//   table.Print(std::cout);
class Table {
 public:
  // A letter of `alignment` for each column: 'l' left, 'r' right.
  Table(std::vector<std::string> header, std::string alignment);

  void Add(std::vector<std::string> row);

  bool empty() const { return rows_.size() == 1; }

  // Indented by two spaces; nothing at all if there are no rows.
  void Print(std::ostream& out) const;

 private:
  std::string alignment_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_TABLE_H_
