#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/util/message_differencer.h"

#include "service/base/status_macros.h"
#include "service/rpc/draw_values.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/simulation.h"
#include "service/rpc/simulation_answer.h"
#include "service/rpc/simulation_warnings.h"
#include "service/wire/check.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;

constexpr int kMaxParts = 10000;
constexpr size_t kMaxPartName = 400;
// So many gaps are named.
constexpr size_t kMaxNamedGaps = 20;

constexpr char kForeign[] = "PART_FOREIGN";
constexpr char kOverlaps[] = "PART_OVERLAPS";
constexpr char kTorn[] = "PART_TORN";
constexpr char kMissing[] = "PART_MISSING";

absl::Status Refuse(absl::string_view reason, absl::string_view field,
                    absl::string_view description) {
  BadRequest bad;
  bad.Add(field, description);
  return bad.ToStatus(reason);
}

std::string Named(absl::string_view part) {
  return absl::StrCat("part ", Repeatable(part, 80));
}

std::string DrawsText(DrawRange draws) {
  return draws.first + 1 == draws.last
             ? absl::StrCat("draw ", draws.first)
             : absl::StrCat("draws ", draws.first, " to ", draws.last - 1);
}

// The first field in which two messages differ, with both values; empty if
// they are the same.
std::string Difference(const google::protobuf::Message& one,
                       const google::protobuf::Message& other) {
  constexpr size_t kMaxText = 200;
  std::string text;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&text);
  differencer.Compare(one, other);
  return Repeatable(text.substr(0, text.find('\n')), kMaxText);
}

// The request of the whole simulation that a part is of.
v1::SimulateScenarioRequest WholeOf(v1::SimulateScenarioRequest request) {
  request.clear_draws();
  return request;
}

// Gathers parts message by message.
class Merger {
 public:
  // Both must outlive it.
  Merger(const Worlds& worlds, const Call& call)
      : worlds_(worlds), call_(call) {}

  absl::Status Add(const v1::MergeSimulationRequest& request) {
    const std::string& name = request.part();
    BadRequest bad;
    CheckText("part", name, kMaxPartName, false, &bad);
    if (name.empty()) {
      bad.Add("part", "must be a name for the part, such as that of its file");
    }
    RETURN_IF_ERROR(bad.ToStatus());
    const v1::SimulateScenarioResponse& message = request.message();
    auto part = parts_.find(name);
    if (part == parts_.end()) {
      ASSIGN_OR_RETURN(part, Begin(name, message));
    } else if (part->second.finished) {
      return Refuse(kOverlaps, "part",
                    absl::StrCat(Named(name),
                                 " goes on after its last "
                                 "message: it was sent twice, or "
                                 "two parts have one name"));
    } else {
      RETURN_IF_ERROR(CheckGoesOn(name, part->second, message));
    }
    if (message.has_values()) {
      RETURN_IF_ERROR(AddValues(message.values(), name, &part->second));
    }
    part->second.finished = message.finished();
    return absl::OkStatus();
  }

  // What is not there is named, part by part and gap by gap.
  absl::Status CheckComplete() const {
    if (parts_.empty()) {
      return Refuse(kMissing, "part",
                    "there must be at least one part: send its messages");
    }
    BadRequest torn;
    for (const auto& [name, part] : parts_) {
      if (part.next < part.draws.last || !part.finished) {
        torn.Add("message",
                 absl::StrCat(Named(name), " is torn: of ",
                              DrawsText(part.draws), " it has ",
                              part.next - part.draws.first, "; make it again"));
      }
    }
    RETURN_IF_ERROR(torn.ToStatus(kTorn));
    const std::vector<DrawRange> gaps = store_->Missing();
    BadRequest missing;
    for (size_t i = 0; i < std::min(gaps.size(), kMaxNamedGaps); ++i) {
      missing.Add("part", absl::StrCat("no part has ", DrawsText(gaps[i]),
                                       Neighbours(gaps[i]),
                                       "; send the part that has"));
    }
    return missing.ToStatus(kMissing);
  }

  absl::Status Answer(v1::SimulateScenarioResponse* response) const {
    ASSIGN_OR_RETURN(std::vector<double> at_median,
                     AtMedianInputs(*simulation_));
    const SimulationAnswer answer(call_, *simulation_, std::move(at_median),
                                  of_sources_);
    std::vector<Summary> summaries;
    ASSIGN_OR_RETURN(*response, answer.SoFar(*store_, simulation_->draw_count(),
                                             &summaries));
    answer.Finish(std::nullopt, response);
    return absl::OkStatus();
  }

 private:
  struct Part {
    DrawRange draws;
    // The next draw to come.
    int next = 0;
    bool finished = false;
  };
  using Parts = std::map<std::string, Part>;

  // The first message of a part says what it is a part of.
  absl::StatusOr<Parts::iterator> Begin(
      const std::string& name, const v1::SimulateScenarioResponse& message) {
    if (parts_.size() >= kMaxParts) {
      return Refuse("INVALID_FIELD", "part",
                    absl::StrCat("must be at most ", kMaxParts,
                                 " different ones; make larger parts"));
    }
    if (!message.has_request() || !message.has_manifest()) {
      return Refuse(kTorn, "message",
                    absl::StrCat(Named(name),
                                 " is torn: it must begin with the message "
                                 "that has the request and the manifest; send "
                                 "its messages in the order in which they "
                                 "came"));
    }
    if (!message.request().has_draws()) {
      return Refuse(kForeign, "message.request.draws",
                    absl::StrCat(Named(name),
                                 " is no part, but a whole simulation: give "
                                 "draws when it is made"));
    }
    RETURN_IF_ERROR(simulation_.has_value() ? CheckSame(name, message)
                                            : Open(name, message));
    const v1::DrawRange& range = message.request().draws();
    if (range.first_draw() < 0 || range.first_draw() >= range.end_draw() ||
        range.end_draw() > simulation_->draw_count()) {
      return Refuse(
          "INVALID_FIELD", "message.request.draws",
          absl::StrCat(Named(name), " must have draws among 0 to ",
                       simulation_->draw_count() - 1, ", not first_draw ",
                       range.first_draw(), " and end_draw ", range.end_draw()));
    }
    const DrawRange draws = {static_cast<int>(range.first_draw()),
                             static_cast<int>(range.end_draw())};
    for (const auto& [other_name, other] : parts_) {
      if (draws.first < other.draws.last && other.draws.first < draws.last) {
        return Refuse(kOverlaps, "message.request.draws",
                      absl::StrCat(Named(name), " has ", DrawsText(draws),
                                   " and overlaps with ", Named(other_name),
                                   ", which has ", DrawsText(other.draws),
                                   "; leave one out"));
      }
    }
    return parts_.emplace(name, Part{draws, draws.first}).first;
  }

  // The first part of all says what the simulation is. It must be one that this
  // program would make, of the same facts.
  absl::Status Open(const std::string& name,
                    const v1::SimulateScenarioResponse& message) {
    absl::StatusOr<Simulation> simulation =
        PrepareSimulation(worlds_, WholeOf(message.request()));
    if (!simulation.ok()) {
      return Refuse(kForeign, "message.request",
                    absl::StrCat(Named(name),
                                 " is of no simulation that can "
                                 "be made here: ",
                                 simulation.status().message()));
    }
    std::string difference =
        Difference(message.manifest(), simulation->manifest);
    if (difference.empty()) {
      difference = Difference(WholeOf(message.request()), simulation->request);
    }
    if (!difference.empty()) {
      return Refuse(kForeign, "message.manifest",
                    absl::StrCat(Named(name),
                                 " was not made by this program of these "
                                 "facts: ",
                                 difference));
    }
    if (simulation->precision.has_value()) {
      return Refuse(kForeign, "message.request.stop",
                    absl::StrCat(Named(name),
                                 " must be made without stop: where to stop "
                                 "is only known with all draws before"));
    }
    ASSIGN_OR_RETURN(of_sources_,
                     WarningsOfSources(worlds_, call_, *simulation));
    ASSIGN_OR_RETURN(store_, DrawStore::Create(simulation->draw_count(),
                                               simulation->column_count()));
    simulation_ = *std::move(simulation);
    opened_by_ = name;
    return absl::OkStatus();
  }

  // Empty if the message is of the simulation that is merged.
  std::string DifferenceOf(const v1::SimulateScenarioResponse& message) const {
    const std::string difference =
        Difference(simulation_->request, WholeOf(message.request()));
    return difference.empty()
               ? Difference(simulation_->manifest, message.manifest())
               : difference;
  }

  // Two parts may have been cut and put into one file: each message that says
  // what it is of, as the last does, must say the same as the first.
  absl::Status CheckGoesOn(const std::string& name, const Part& part,
                           const v1::SimulateScenarioResponse& message) const {
    if (!message.has_request() && !message.has_manifest() &&
        !message.finished()) {
      return absl::OkStatus();
    }
    if (!message.has_request() || !message.has_manifest()) {
      return Refuse(kTorn, "message",
                    absl::StrCat(Named(name),
                                 " is torn: its last message must have the "
                                 "request and the manifest; make it again"));
    }
    const std::string difference = DifferenceOf(message);
    if (!difference.empty()) {
      return Refuse(kForeign, "message.request",
                    absl::StrCat(Named(name),
                                 " goes on as a part of another simulation "
                                 "than it began as: ",
                                 difference));
    }
    const v1::DrawRange& draws = message.request().draws();
    if (draws.first_draw() != part.draws.first ||
        draws.end_draw() != part.draws.last) {
      return Refuse(
          kTorn, "message.request.draws",
          absl::StrCat(Named(name), " is torn: it began as ",
                       DrawsText(part.draws), " and goes on as first_draw ",
                       draws.first_draw(), " and end_draw ", draws.end_draw(),
                       "; make it again"));
    }
    return absl::OkStatus();
  }

  absl::Status CheckSame(const std::string& name,
                         const v1::SimulateScenarioResponse& message) const {
    const std::string difference = DifferenceOf(message);
    return difference.empty()
               ? absl::OkStatus()
               : Refuse(kForeign, "message.request",
                        absl::StrCat(Named(name),
                                     " is of another simulation than ",
                                     Named(opened_by_), ": ", difference));
  }

  absl::Status AddValues(const v1::DrawValues& values, const std::string& name,
                         Part* part) {
    if (values.first_draw() != part->next || values.draw_count() < 1 ||
        values.draw_count() > part->draws.last - part->next) {
      return Refuse(
          kTorn, "message.values",
          absl::StrCat(Named(name), " is torn: of ", DrawsText(part->draws),
                       " it must go on with ", part->next, ", not with ",
                       values.draw_count(), " from ", values.first_draw(),
                       " on; make it again"));
    }
    const size_t bytes = static_cast<size_t>(values.draw_count()) *
                         simulation_->column_count() * sizeof(double);
    if (values.values().size() != bytes) {
      return Refuse(kTorn, "message.values.values",
                    absl::StrCat(Named(name), " is torn: ", bytes,
                                 " bytes must hold the values of ",
                                 values.draw_count(), " draws, not ",
                                 values.values().size(), "; make it again"));
    }
    const absl::Status put =
        store_->Put(part->next, FromBytes(values.values()));
    if (!put.ok()) {
      return Refuse(kTorn, "message.values.values",
                    absl::StrCat(Named(name), " is torn: ", put.message(),
                                 "; make it again"));
    }
    part->next += values.draw_count();
    return absl::OkStatus();
  }

  // " (between part a and part b)".
  std::string Neighbours(DrawRange gap) const {
    std::string before;
    std::string after;
    for (const auto& [name, part] : parts_) {
      if (part.draws.last == gap.first) {
        before = Named(name);
      }
      if (part.draws.first == gap.last) {
        after = Named(name);
      }
    }
    if (before.empty() && after.empty()) {
      return "";
    }
    if (before.empty() || after.empty()) {
      return before.empty() ? absl::StrCat(" (before ", after, ")")
                            : absl::StrCat(" (after ", before, ")");
    }
    return absl::StrCat(" (between ", before, " and ", after, ")");
  }

  const Worlds& worlds_;
  const Call& call_;
  Parts parts_;
  // Set with the first part, whose name is `opened_by_`.
  std::optional<Simulation> simulation_;
  std::optional<DrawStore> store_;
  Warnings of_sources_;
  std::string opened_by_;
};

}  // namespace

absl::Status MergeSimulation(
    const Worlds& worlds, const Call& call,
    absl::FunctionRef<absl::StatusOr<bool>(v1::MergeSimulationRequest*)> next,
    v1::SimulateScenarioResponse* response) {
  Merger merger(worlds, call);
  v1::MergeSimulationRequest request;
  while (true) {
    RETURN_IF_ERROR(call.Check());
    ASSIGN_OR_RETURN(const bool more, next(&request));
    if (!more) {
      break;
    }
    RETURN_IF_ERROR(merger.Add(request));
  }
  RETURN_IF_ERROR(merger.CheckComplete());
  return merger.Answer(response);
}

}  // namespace oilflow
