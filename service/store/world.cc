#include "service/store/world.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

#include "oilflow/v1/network.pb.h"

#include "service/base/status_macros.h"
#include "service/facts/fact_csv.h"
#include "service/facts/measure.h"
#include "service/store/digest.h"
#include "service/store/embedded.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_network.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {
namespace {

constexpr absl::string_view kNetworkFile = "network.textproto";
constexpr absl::string_view kFactsFile = "facts.csv";
constexpr absl::string_view kPricesFile = "brent-daily.csv";
constexpr absl::string_view kBacktestFile = "backtest.csv";
constexpr absl::string_view kScenarioFolder = "scenarios/";
constexpr absl::string_view kScenarioSuffix = ".textproto";
constexpr size_t kMaxFileBytes = 16 << 20;
constexpr size_t kMaxScenarios = 1000;

// The events of the past, each of a scenario that there is; none without a
// file.
absl::StatusOr<std::vector<BacktestEvent>> BacktestEventsOf(
    const WorldFiles& files,
    const std::map<std::string, v1::Scenario>& scenarios) {
  const auto found = files.find(std::string(kBacktestFile));
  if (found == files.end()) {
    return std::vector<BacktestEvent>();
  }
  ASSIGN_OR_RETURN(std::vector<BacktestEvent> events,
                   ParseBacktestEvents(kBacktestFile, found->second));
  for (const BacktestEvent& event : events) {
    if (scenarios.count(event.scenario) == 0) {
      return absl::InvalidArgumentError(
          absl::StrCat(kBacktestFile, ": event ", event.id,
                       ": no scenario is called ", event.scenario));
    }
  }
  return events;
}

// Gathers what the parser says, up to a handful of lines.
class ErrorLog : public google::protobuf::io::ErrorCollector {
 public:
  explicit ErrorLog(absl::string_view file) : file_(file) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (errors_.size() < 20) {
      errors_.push_back(
          absl::StrCat(file_, ":", line + 1, ":", column + 1, ": ", message));
    }
  }

  std::string ToString() const { return absl::StrJoin(errors_, "\n"); }

 private:
  std::string file_;
  std::vector<std::string> errors_;
};

absl::Status At(absl::string_view file, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(file, ": ", status.message()));
}

absl::StatusOr<std::string> FileOf(absl::string_view id,
                                   const WorldFiles& files,
                                   absl::string_view name) {
  const auto found = files.find(std::string(name));
  if (found == files.end()) {
    return absl::NotFoundError(
        absl::StrCat("world ", id, " must have a file ", name));
  }
  return found->second;
}

// A fact that the model would read, about a subject that no model has, is a
// misspelt subject.
absl::Status CheckSubjects(const Network& network,
                           const std::vector<Fact>& facts) {
  std::set<absl::string_view> subjects = {"world"};
  std::vector<absl::string_view> known;
  for (const auto& node : network.nodes()) {
    subjects.insert(node.id);
  }
  for (const auto& arc : network.arcs()) {
    subjects.insert(arc.id);
  }
  for (const auto& country : network.countries()) {
    subjects.insert(country.id);
  }
  for (const auto& stream : network.reference_streams()) {
    subjects.insert(stream.subject);
  }
  for (const auto& stake : network.stakes()) {
    subjects.insert(stake.id);
  }
  for (const auto& grid : network.power_grids()) {
    subjects.insert(grid.id);
  }
  for (const auto& link : network.energy_links()) {
    subjects.insert(link.id);
  }
  for (const auto& basis : network.counting_bases()) {
    subjects.insert(basis.id);
  }
  known.assign(subjects.begin(), subjects.end());
  for (const Fact& fact : facts) {
    const Measure* measure = FindMeasure(fact.measure);
    // These are published of subjects outside the network as well: of other
    // producers, of fuels.
    const bool of_others = fact.measure == measure::kSpareCapacity ||
                           fact.measure == measure::kHeatContent;
    if (measure->input && !of_others && subjects.count(fact.subject) == 0) {
      const std::string nearest = NearestId(fact.subject, known);
      return absl::InvalidArgumentError(absl::StrCat(
          kFactsFile, ": fact ", fact.id, ": subject must be in the network, ",
          "for the model reads ", fact.measure, ": ", fact.subject,
          nearest.empty() ? ""
                          : absl::StrCat("; did you mean ", nearest, "?")));
    }
  }
  return absl::OkStatus();
}

absl::Status LoadScenario(const Network& network, absl::string_view world_id,
                          absl::string_view file, const std::string& text,
                          std::map<std::string, v1::Scenario>* scenarios) {
  absl::string_view id = file;
  absl::ConsumePrefix(&id, kScenarioFolder);
  absl::ConsumeSuffix(&id, kScenarioSuffix);
  if (!IsWellFormedId(id)) {
    return absl::InvalidArgumentError(absl::StrCat(
        file, ": must be named ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$.textproto"));
  }
  v1::Scenario scenario;
  RETURN_IF_ERROR(ParseTextProto(file, text, &scenario));
  if (scenario.baseline() != absl::StrCat("baselines/", world_id)) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": baseline must be baselines/", world_id));
  }
  BadRequest bad;
  ScenarioFromProto(network, scenario, "scenario", &bad);
  if (const absl::Status status = bad.ToStatus(); !status.ok()) {
    return At(file, status);
  }
  scenario.set_name(absl::StrCat("scenarios/", id));
  scenarios->emplace(id, std::move(scenario));
  return absl::OkStatus();
}

}  // namespace

absl::Status ParseTextProto(absl::string_view file, absl::string_view text,
                            google::protobuf::Message* message) {
  ErrorLog log(file);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&log);
  parser.SetRecursionLimit(32);
  if (!parser.ParseFromString(std::string(text), message)) {
    return absl::InvalidArgumentError(log.ToString());
  }
  return absl::OkStatus();
}

absl::StatusOr<World> LoadWorld(absl::string_view id, const WorldFiles& files,
                                absl::string_view prices) {
  if (!IsWellFormedId(id)) {
    return absl::InvalidArgumentError(
        absl::StrCat("a world's id must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"
                     ", not \"",
                     id.substr(0, 80), "\""));
  }
  ASSIGN_OR_RETURN(const std::string network_text,
                   FileOf(id, files, kNetworkFile));
  ASSIGN_OR_RETURN(const std::string facts_text, FileOf(id, files, kFactsFile));
  const auto own_prices = files.find(std::string(kPricesFile));
  const absl::string_view prices_text =
      own_prices == files.end() ? prices : own_prices->second;

  v1::Network network_proto;
  RETURN_IF_ERROR(ParseTextProto(kNetworkFile, network_text, &network_proto));
  absl::StatusOr<Network> network = NetworkFromProto(network_proto);
  if (!network.ok()) {
    return At(kNetworkFile, network.status());
  }
  ASSIGN_OR_RETURN(std::vector<Fact> facts, ParseFacts(kFactsFile, facts_text));
  RETURN_IF_ERROR(CheckSubjects(*network, facts));
  absl::StatusOr<FactBook> book = FactBook::Create(std::move(facts));
  if (!book.ok()) {
    return At(kFactsFile, book.status());
  }
  ASSIGN_OR_RETURN(PriceHistory history,
                   PriceHistory::Parse(kPricesFile, prices_text));
  std::map<std::string, v1::Scenario> scenarios;
  for (const auto& [file, text] : files) {
    if (absl::StartsWith(file, kScenarioFolder)) {
      RETURN_IF_ERROR(LoadScenario(*network, id, file, text, &scenarios));
    }
  }
  ASSIGN_OR_RETURN(std::vector<BacktestEvent> events,
                   BacktestEventsOf(files, scenarios));
  return World{.id = std::string(id),
               .network = *std::move(network),
               .facts = *std::move(book),
               .prices = std::move(history),
               .own_prices = own_prices != files.end(),
               .scenarios = std::move(scenarios),
               .backtest_events = std::move(events),
               .network_sha256 = Sha256Hex(network_text),
               .facts_sha256 = Sha256Hex(facts_text),
               .prices_sha256 = Sha256Hex(prices_text)};
}

absl::StatusOr<Worlds> Worlds::Embedded() {
  const auto& embedded = EmbeddedFiles();
  const absl::string_view prices =
      embedded.find("prices/brent-daily.csv")->second;
  ASSIGN_OR_RETURN(std::shared_ptr<const PriceModels> price_models,
                   EmbeddedPriceModels());
  Worlds worlds(std::move(price_models));
  for (const auto& [id, folder] :
       {std::pair<absl::string_view, absl::string_view>{"region", "region/"},
        {"two-nodes", "two_nodes/"}}) {
    WorldFiles files;
    for (const auto& [path, text] : embedded) {
      absl::string_view within = path;
      if (absl::ConsumePrefix(&within, folder)) {
        files.emplace(within, text);
      }
    }
    ASSIGN_OR_RETURN(World world, LoadWorld(id, files, prices));
    RETURN_IF_ERROR(worlds.Add(std::move(world)));
  }
  return worlds;
}

absl::Status Worlds::Add(World world) {
  for (const auto& [id, scenario] : world.scenarios) {
    const std::shared_ptr<const World> other = FindScenario(id);
    if (other != nullptr && other->id != world.id) {
      return absl::AlreadyExistsError(
          absl::StrCat("scenario ", id, " of world ", world.id, " is in world ",
                       other->id, " too; rename one"));
    }
  }
  std::string id = world.id;
  worlds_[std::move(id)] = std::make_shared<const World>(std::move(world));
  return absl::OkStatus();
}

std::shared_ptr<const World> Worlds::Find(absl::string_view id) const {
  const auto found = worlds_.find(std::string(id));
  return found == worlds_.end() ? nullptr : found->second;
}

std::shared_ptr<const World> Worlds::FindScenario(absl::string_view id) const {
  for (const auto& [world_id, world] : worlds_) {
    if (world->scenarios.count(std::string(id)) > 0) {
      return world;
    }
  }
  return nullptr;
}

absl::StatusOr<WorldFiles> ReadWorldFiles(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<std::string> names = {std::string(kNetworkFile),
                                    std::string(kFactsFile)};
  for (const absl::string_view optional : {kPricesFile, kBacktestFile}) {
    if (fs::exists(fs::path(folder) / optional.data(), error)) {
      names.emplace_back(optional);
    }
  }
  const fs::path scenarios = fs::path(folder) / "scenarios";
  if (fs::is_directory(scenarios, error)) {
    size_t scenario_count = 0;
    for (const auto& entry : fs::directory_iterator(scenarios, error)) {
      if (entry.path().extension() == ".textproto") {
        names.push_back(
            absl::StrCat(kScenarioFolder, entry.path().filename().string()));
        ++scenario_count;
      }
      if (scenario_count > kMaxScenarios) {
        return absl::InvalidArgumentError(
            absl::StrCat(scenarios.string(), ": must hold at most ",
                         kMaxScenarios, " scenarios"));
      }
    }
  }
  WorldFiles files;
  for (const std::string& name : names) {
    const fs::path path = fs::path(folder) / name;
    const auto size = fs::file_size(path, error);
    if (error) {
      return absl::NotFoundError(
          absl::StrCat(path.string(), ": ", error.message()));
    }
    if (size > kMaxFileBytes) {
      return absl::InvalidArgumentError(
          absl::StrCat(path.string(), ": must be at most ", kMaxFileBytes,
                       " bytes, not ", size));
    }
    std::ifstream in(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)),
                     std::istreambuf_iterator<char>());
    if (!in.good() && !in.eof()) {
      return absl::UnavailableError(
          absl::StrCat(path.string(), ": cannot be read"));
    }
    files.emplace(name, std::move(text));
  }
  return files;
}

absl::StatusOr<Worlds> LoadWorlds(const std::vector<std::string>& flags) {
  ASSIGN_OR_RETURN(Worlds worlds, Worlds::Embedded());
  for (const std::string& flag : flags) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(flag, absl::MaxSplits('=', 1));
    if (parts.second.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--world must be ID=FOLDER, not ", flag));
    }
    ASSIGN_OR_RETURN(const WorldFiles files, ReadWorldFiles(parts.second));
    ASSIGN_OR_RETURN(
        World world,
        LoadWorld(parts.first, files,
                  EmbeddedFiles().find("prices/brent-daily.csv")->second));
    RETURN_IF_ERROR(worlds.Add(std::move(world)));
  }
  return worlds;
}

}  // namespace oilflow
