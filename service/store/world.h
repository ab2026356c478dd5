// A world: a network, the facts about it, prices and a scenario library.

#ifndef OILFLOW_SERVICE_STORE_WORLD_H_
#define OILFLOW_SERVICE_STORE_WORLD_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/scenario.pb.h"

#include "service/facts/fact_book.h"
#include "service/market/price_history.h"
#include "service/network/network.h"
#include "service/store/backtest_events.h"
#include "service/store/price_models.h"

namespace oilflow {

// Immutable, and shared by all who read it.
struct World {
  // The last segment of `baselines/{baseline}`.
  std::string id;
  Network network;
  FactBook facts;
  PriceHistory prices;
  // Whether these came with the world.
  bool own_prices = false;
  // Library scenarios by id: the last segment of `scenarios/{scenario}`.
  std::map<std::string, v1::Scenario> scenarios;
  // Events of the past that its scenarios are held against, by date.
  std::vector<BacktestEvent> backtest_events;
  // SHA-256 of the files, in hex.
  std::string network_sha256;
  std::string facts_sha256;
  std::string prices_sha256;
};

// The text of a world's files by path within it: `network.textproto`,
// `facts.csv`, any number of `scenarios/{scenario}.textproto` and, if it has
// them, prices of its own in `brent-daily.csv` and events of the past in
// `backtest.csv`.
using WorldFiles = std::map<std::string, std::string>;

// Reads and checks everything, library scenarios too. `prices` are used if the
// world has none of its own. An error names the file and what is wrong in it.
absl::StatusOr<World> LoadWorld(absl::string_view id, const WorldFiles& files,
                                absl::string_view prices);

// All worlds that a service knows, with scenario ids unique over all of them,
// and the models that price what happens in them.
class Worlds {
 public:
  // None yet.
  explicit Worlds(std::shared_ptr<const PriceModels> price_models)
      : price_models_(std::move(price_models)) {}

  // The worlds that are part of the program.
  static absl::StatusOr<Worlds> Embedded();

  // Adds a world, or puts it in the place of one with the same id.
  absl::Status Add(World world);

  // nullptr if there is none.
  std::shared_ptr<const World> Find(absl::string_view id) const;

  // The world whose library has the scenario, or nullptr.
  std::shared_ptr<const World> FindScenario(absl::string_view id) const;

  // By id.
  const std::map<std::string, std::shared_ptr<const World>>& all() const {
    return worlds_;
  }

  const PriceModels& price_models() const { return *price_models_; }

 private:
  std::shared_ptr<const PriceModels> price_models_;
  std::map<std::string, std::shared_ptr<const World>> worlds_;
};

// Reads the files of a world from a folder on disk: the names above and no
// others, none over 16 MiB, at most 1,000 scenarios.
absl::StatusOr<WorldFiles> ReadWorldFiles(const std::string& folder);

// The embedded worlds and those of flags `ID=FOLDER`, which add to them or take
// their place.
absl::StatusOr<Worlds> LoadWorlds(const std::vector<std::string>& flags);

// Parses protobuf text format; an error names the file, line and column.
absl::Status ParseTextProto(absl::string_view file, absl::string_view text,
                            google::protobuf::Message* message);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_STORE_WORLD_H_
