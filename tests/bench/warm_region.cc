#include "tests/bench/warm_region.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "service/evaluation/baseline.h"
#include "service/store/world.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {
namespace {

constexpr char kScenario[] = "restart-185";

[[noreturn]] void Fail(absl::string_view what) {
  std::fprintf(stderr, "warm_bench: %.*s\n", static_cast<int>(what.size()),
               what.data());
  std::exit(1);
}

}  // namespace

WarmWorld RegionWorld() {
  const absl::StatusOr<Worlds> worlds = Worlds::Embedded();
  if (!worlds.ok()) {
    Fail(worlds.status().message());
  }
  const std::shared_ptr<const World> world = worlds->FindScenario(kScenario);
  if (world == nullptr) {
    Fail("no region");
  }
  BadRequest bad;
  const ScenarioRequest request = ScenarioFromProto(
      world->network, world->scenarios.at(kScenario), "scenario", &bad);
  const absl::StatusOr<Snapshot> snapshot =
      world->facts.Read(request.as_of, "");
  if (!snapshot.ok()) {
    Fail(snapshot.status().message());
  }
  const absl::StatusOr<Baseline> baseline =
      ReadBaseline(world->network, *snapshot, request.scenario.horizon, {},
                   world->prices.At(snapshot->reading().as_of)->price);
  if (!baseline.ok()) {
    Fail(baseline.status().message());
  }
  const BaselineSpan& span = baseline->spans.front();
  WarmWorld region{world->network, span.limits};
  for (size_t n = 0; n < span.storages.size(); ++n) {
    if (world->network.nodes()[n].kind == NodeKind::kStorage) {
      // As if each had room and oil.
      region.limits.storages[n] = {.fill_bpd = span.storages[n].fill_bpd,
                                   .draw_bpd = span.storages[n].draw_bpd,
                                   .value_cents = span.storages[n].value_cents};
    }
  }
  return region;
}

}  // namespace oilflow
