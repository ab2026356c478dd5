// Reads the numbers and subjects of one lever from a request.

#ifndef OILFLOW_SERVICE_WIRE_LEVER_READER_H_
#define OILFLOW_SERVICE_WIRE_LEVER_READER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"

#include "service/network/network.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Reads the fields of one lever, and knows where they stand in the request.
// What it notes names the field, what was given, what is allowed and, where an
// id is near, what was meant.
class LeverReader {
 public:
  using Ids = google::protobuf::RepeatedPtrField<std::string>;

  // `lever` is an entry of the catalogue and `message` has its numbers. Both
  // must outlive the reader.
  LeverReader(const Network& network, absl::string_view lever,
              const google::protobuf::Message& message, absl::string_view path,
              BadRequest* bad)
      : network_(network),
        lever_(lever),
        message_(message),
        path_(path),
        bad_(*bad) {}

  const Network& network() const { return network_; }

  std::string Field(absl::string_view name) const;

  void Add(absl::string_view field, absl::string_view what) {
    bad_.Add(Field(field), what);
  }

  // A number of the catalogue, or missing if it is left out and has no default.
  std::optional<double> Number(absl::string_view name);

  // Number, in a unit: Quantity("loss_bpd", kBarrelsPerDay).
  template <typename Unit>
  auto Quantity(absl::string_view name, Unit unit)
      -> std::optional<decltype(1.0 * unit)> {
    const std::optional<double> number = Number(name);
    if (!number.has_value()) {
      return std::nullopt;
    }
    return *number * unit;
  }

  // Indices of what the ids name, at most 20 and each once.
  std::vector<int> Arcs(absl::string_view name, const Ids& ids);
  std::vector<int> Chokepoints(absl::string_view name, const Ids& ids);
  std::vector<int> Links(absl::string_view name, const Ids& ids);
  std::vector<int> Producers(absl::string_view name, const Ids& ids);
  // Producers that hold capacity in reserve.
  std::vector<int> SpareProducers(absl::string_view name, const Ids& ids);

  int Country(absl::string_view name, const std::string& id);
  int Producer(absl::string_view name, const std::string& id);
  // A market or a domestic use.
  int Sink(absl::string_view name, const std::string& id);
  // A strategic stock.
  int Stock(absl::string_view name, const std::string& id);
  int Channel(absl::string_view name, const std::string& id);
  int Operator(absl::string_view name, const std::string& id);

 private:
  static constexpr int kMaxSubjects = 20;

  using Find = std::function<absl::StatusOr<int>(const std::string&)>;

  absl::StatusOr<int> FindNode(
      const std::string& id, absl::string_view what,
      const std::function<bool(const Node&)>& is_one) const;

  std::vector<int> Subjects(absl::string_view name, const Ids& ids,
                            const Find& find);

  const Network& network_;
  absl::string_view lever_;
  const google::protobuf::Message& message_;
  std::string path_;
  BadRequest& bad_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_LEVER_READER_H_
