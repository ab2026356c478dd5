#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "service/base/date.h"
#include "service/base/reason.h"
#include "service/base/status_macros.h"
#include "service/evaluation/evaluate.h"
#include "service/facts/measure.h"
#include "service/market/price_impact.h"
#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/rpc/names.h"
#include "service/rpc/reading.h"
#include "service/rpc/version.h"
#include "service/rpc/warnings.h"
#include "service/store/digest.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_evaluation.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {
namespace {

// Keeps a response under gRPC's 4 MiB: a value takes at most 4 bytes, as all
// rates lie under 2^28, and most take 3.
constexpr int64_t kMaxValues = 1000000;

// The scenario that a request names or carries, and its world.
struct Source {
  std::shared_ptr<const World> world;
  v1::Scenario scenario;
};

absl::StatusOr<Source> SourceOf(const Worlds& worlds,
                                const v1::EvaluateScenarioRequest& request,
                                BadRequest* bad) {
  switch (request.source_case()) {
    case v1::EvaluateScenarioRequest::kName: {
      const auto id = IdIn("scenarios/", request.name());
      auto world = id.has_value() ? worlds.FindScenario(*id) : nullptr;
      if (world == nullptr) {
        return ResourceNotFound("SCENARIO_NOT_FOUND", "Scenario",
                                request.name(),
                                "ListScenarios gives the library");
      }
      return Source{world, world->scenarios.find(*id)->second};
    }
    case v1::EvaluateScenarioRequest::kScenario: {
      const std::string& baseline = request.scenario().baseline();
      const auto id = IdIn("baselines/", baseline);
      if (!id.has_value()) {
        bad->Add("scenario.baseline",
                 absl::StrCat("must be baselines/{baseline}, such as "
                              "baselines/region, not \"",
                              baseline.substr(0, 120), "\""));
        return Source{};
      }
      auto world = worlds.Find(*id);
      if (world == nullptr) {
        return ResourceNotFound("BASELINE_NOT_FOUND", "Baseline", baseline,
                                "baselines/region is one of those served");
      }
      return Source{std::move(world), request.scenario()};
    }
    case v1::EvaluateScenarioRequest::SOURCE_NOT_SET:
      bad->Add("name", "must be set, or scenario");
      return Source{};
  }
  return Source{};
}

absl::Status CheckSize(const Network& network, const Scenario& scenario) {
  int64_t producers = 0;
  int64_t stocks = 0;
  for (const Node& node : network.nodes()) {
    producers += node.kind == NodeKind::kProducer ? 1 : 0;
    stocks += node.kind == NodeKind::kStorage ||
                      node.kind == NodeKind::kStrategicStock
                  ? 1
                  : 0;
  }
  const auto count = [](const auto& list) {
    return static_cast<int64_t>(list.size());
  };
  constexpr int64_t kLedgerColumns = 28;
  // A content takes up to 5 bytes where a rate takes 3, a double 8.
  constexpr int64_t kStockColumns = 8;
  constexpr int64_t kEnergyColumns = 22;
  const int64_t per_day =
      2 * (count(network.arcs()) + count(network.nodes()) +
           count(network.chokepoints())) +
      14 * count(network.countries()) +
      3 * count(scenario.policies) * (2 + count(network.reference_streams())) +
      kLedgerColumns * producers + kStockColumns * stocks +
      kEnergyColumns * count(network.power_grids()) + 1;
  const int64_t values = per_day * scenario.horizon.day_count;
  return values <= kMaxValues ? absl::OkStatus()
                              : ResultTooLarge(values, kMaxValues);
}

// What the request leaves open of the price, from the world's data.
absl::StatusOr<PricedFrom> PriceFrom(const World& world,
                                     const MarketRequest& market,
                                     const Snapshot& snapshot,
                                     const Horizon& horizon) {
  const absl::CivilDay as_of = snapshot.reading().as_of;
  PricedFrom from;
  from.assumptions.mode = market.mode;
  from.assumptions.daily_volatility = world.prices.DailyVolatility(as_of);
  if (market.start_price.has_value()) {
    from.assumptions.start_price = *market.start_price;
  } else if (const auto price = world.prices.At(as_of)) {
    from.assumptions.start_price = price->price;
    from.provenance.start_price_day = price->day;
  } else {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            "no price is known on ", PrintDate(as_of),
            "; the series begins on ", PrintDate(world.prices.first_day()),
            "; give market.start_price_usd_per_bbl or a later as_of")),
        "PRICE_MISSING", {absl::StrCat("brent ", PrintDate(as_of))});
  }
  if (market.world_output.has_value()) {
    from.assumptions.world_output = *market.world_output;
  } else {
    const Fact* fact =
        snapshot.Find("world", measure::kWorldCrude, horizon.first_day);
    if (fact == nullptr) {
      const std::string subject = absl::StrCat(
          "world ", measure::kWorldCrude, " ", PrintDate(horizon.first_day));
      return WithReason(absl::FailedPreconditionError(absl::StrCat(
                            "no fact known on ", PrintDate(as_of), " covers: ",
                            subject, "; give market.world_crude_bpd")),
                        "FACTS_MISSING", {subject});
    }
    from.assumptions.world_output = fact->value * kBarrelsPerDay;
    from.provenance.world_output = fact;
  }
  from.assumptions.models = PublishedModels();
  for (const ElasticityModel& model : market.models) {
    from.assumptions.models.push_back(model);
  }
  return from;
}

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

void FillManifest(const World& world, v1::EvaluateScenarioResponse* response) {
  v1::Manifest* manifest = response->mutable_manifest();
  *manifest->mutable_reading() = response->reading();
  manifest->set_facts_sha256(world.facts_sha256);
  manifest->set_network_sha256(world.network_sha256);
  manifest->set_prices_sha256(world.prices_sha256);
  manifest->set_scenario_sha256(
      Sha256Hex(DeterministicBytes(response->scenario())));
  manifest->set_code_version(CodeVersion());
}

}  // namespace

absl::Status EvaluateScenario(const Worlds& worlds, const Call& call,
                              const v1::EvaluateScenarioRequest& request,
                              v1::EvaluateScenarioResponse* response) {
  BadRequest bad;
  ASSIGN_OR_RETURN(Source source, SourceOf(worlds, request, &bad));
  RETURN_IF_ERROR(bad.ToStatus());
  const World& world = *source.world;
  const ScenarioRequest asked =
      ScenarioFromProto(world.network, source.scenario, "scenario", &bad);
  const std::optional<Snapshot> snapshot =
      ReadSnapshot(world, request.reading(), asked.as_of, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  RETURN_IF_ERROR(CheckSize(world.network, asked.scenario));
  ASSIGN_OR_RETURN(
      const PricedFrom from,
      PriceFrom(world, asked.market, *snapshot, asked.scenario.horizon));

  ASSIGN_OR_RETURN(Evaluation evaluation,
                   Evaluate(world.network, *snapshot, asked.scenario,
                            from.assumptions.start_price, call.ToKeepGoing()));
  // Less demand moves the price like more supply.
  std::vector<int64_t> balance = evaluation.net_bpd;
  for (size_t d = 0; d < evaluation.demand_change_bpd.size(); ++d) {
    balance[d] -= evaluation.demand_change_bpd[d];
  }
  ASSIGN_OR_RETURN(
      const PriceImpact impact,
      PriceOf(from.assumptions, asked.scenario.horizon.first_day, balance));
  if (from.provenance.world_output != nullptr) {
    evaluation.facts.push_back(from.provenance.world_output);
  }

  *response->mutable_scenario() = std::move(source.scenario);
  FillDefaults(response->mutable_scenario());
  ToProto(evaluation, world.network, asked.scenario, world.id, response);
  *response->mutable_scenario()->mutable_as_of() = response->reading().as_of();
  ToProto(impact, from.assumptions, from.provenance, world.id,
          response->mutable_price());
  AddWarnings(world, evaluation, asked.scenario, from, impact, response);
  FillManifest(world, response);
  return absl::OkStatus();
}

}  // namespace oilflow
