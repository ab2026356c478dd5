#include "tests/support/random_scenario.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

#include "service/policy/conflicts.h"

namespace oilflow {
namespace {

constexpr std::array<const char*, 14> kLeverNames = {
    "route",    "enforcement",  "sanctions",     "production", "quota",
    "outage",   "interdiction", "waiver",        "payment",    "finance",
    "operator", "spare",        "stock_release", "demand"};

class LeverMaker {
 public:
  LeverMaker(const Network& network, Dice* dice)
      : network_(network), dice_(*dice) {}

  Lever Any() {
    switch (dice_.Roll(0, 13)) {
      case 0:
        return Route();
      case 1:
        return EnforcementLever{.arcs = Arcs(),
                                .stopped_share = Share(),
                                .extra_cost = Price(2000)};
      case 2:
        return SanctionsLever{
            .country = Country(),
            .target_exports = Rate(20),
            .efficacy = Share(),
            .discount = Price(dice_.OneIn(2) ? 1500 : 0),
            .leakage_growth_per_year = Rate(dice_.OneIn(2) ? 700 : 0)};
      case 3: {
        ProductionLever lever{.producer = Producer()};
        if (dice_.OneIn(2)) {
          lever.potential = Rate(60);
        } else {
          lever.change = Rate(60) - 30.0 * kBarrelsPerDay;
        }
        return lever;
      }
      case 4:
        return Quota();
      case 5:
        return OutageLever{
            .arcs = Arcs(),
            .producers = {Producer()},
            .loss = Rate(25),
            .counted_from = dice_.OneIn(2)
                                ? OutageLever::CountedFrom::kFlow
                                : OutageLever::CountedFrom::kCapacity};
      case 6: {
        InterdictionLever lever{.stopped_share = Share()};
        if (dice_.OneIn(2)) {
          lever.arcs = Arcs();
        }
        if (lever.arcs.empty() || dice_.OneIn(2)) {
          lever.chokepoints = {0};
        }
        if (!lever.chokepoints.empty() && dice_.OneIn(3)) {
          NameLanes(&lever.arcs);
        }
        return lever;
      }
      case 7:
        return Waiver();
      case 8:
        return Payment();
      case 9:
        return FinanceLever{.channel = 0,
                            .blocked_share = Share(),
                            .extra_cost = Price(1000),
                            .withheld_share = Share()};
      case 10:
        return OperatorLever{.operator_index = static_cast<int>(Roll(1)),
                             .lost_share = Share()};
      case 11: {
        SpareLever lever{.producers = {Producer()}, .filled_share = Share()};
        const int other = Producer();
        if (other != lever.producers[0]) {
          lever.producers.push_back(other);
        }
        return lever;
      }
      case 12: {
        StockReleaseLever lever{.stock = Of(NodeKind::kStrategicStock)};
        lever.rate = Rate(25);
        lever.refill = Rate(15);
        if (dice_.OneIn(4)) {
          lever.refill_start = kRandomFirstDay + static_cast<int>(Roll(15));
        }
        return lever;
      }
      default:
        return Demand();
    }
  }

 private:
  int64_t Roll(int64_t most) { return dice_.Roll(0, most); }

  double Share() { return static_cast<double>(Roll(4)) / 4; }

  BarrelsPerDay Rate(int64_t most) {
    return static_cast<double>(Roll(most)) * kBarrelsPerDay;
  }

  DollarsPerBarrel Price(int64_t most_cents) {
    return static_cast<double>(Roll(most_cents)) / 100 * kDollarsPerBarrel;
  }

  int Country() { return static_cast<int>(Roll(1)); }

  int Of(NodeKind kind) {
    std::vector<int> nodes;
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      if (network_.nodes()[n].kind == kind) {
        nodes.push_back(static_cast<int>(n));
      }
    }
    return nodes[Roll(static_cast<int64_t>(nodes.size()) - 1)];
  }

  int Producer() { return Of(NodeKind::kProducer); }

  // One arc, or two.
  std::vector<int> Arcs() {
    const auto last = static_cast<int64_t>(network_.arcs().size()) - 1;
    std::vector<int> arcs = {static_cast<int>(Roll(last))};
    const int other = static_cast<int>(Roll(last));
    if (other != arcs[0] && dice_.OneIn(2)) {
      arcs.push_back(other);
    }
    return arcs;
  }

  // Adds arcs into the lanes of chokepoints: an arc may be named twice over.
  void NameLanes(std::vector<int>* arcs) {
    for (size_t a = 0; a < network_.arcs().size(); ++a) {
      const auto arc = static_cast<int>(a);
      if (network_.nodes()[network_.arcs()[a].to].chokepoint.has_value() &&
          std::count(arcs->begin(), arcs->end(), arc) == 0) {
        arcs->push_back(arc);
      }
    }
  }

  Lever Route() {
    RouteLever lever{.arcs = Arcs()};
    lever.status = static_cast<RouteLever::Status>(Roll(2));
    if (lever.status != RouteLever::Status::kClosed) {
      if (dice_.OneIn(3)) {
        lever.mandated = Rate(50);
      }
      if (dice_.OneIn(3)) {
        lever.limit = Rate(30);
      }
      if (dice_.OneIn(3)) {
        lever.capacity = Rate(50);
      }
    }
    return lever;
  }

  Lever Quota() {
    QuotaLever lever{.country = Country()};
    if (!dice_.OneIn(8)) {
      lever.regime = dice_.OneIn(2) ? QuotaLever::Regime::kOffset
                                    : QuotaLever::Regime::kTarget;
    }
    lever.offset_share = Share();
    lever.compliance = Share();
    if (dice_.OneIn(3)) {
      lever.required = Rate(30);
    }
    if (dice_.OneIn(3)) {
      lever.compensation = Rate(20);
    }
    if (dice_.OneIn(3)) {
      for (size_t n = network_.nodes().size(); n-- > 0;) {
        if (network_.nodes()[n].quota_counted &&
            network_.nodes()[n].country == lever.country) {
          lever.absorbers.push_back(static_cast<int>(n));
        }
      }
    }
    return lever;
  }

  Lever Waiver() {
    WaiverLever lever{.links = {0, 1}, .stopped_share = Share()};
    if (dice_.OneIn(2)) {
      lever.links = {static_cast<int>(Roll(1))};
    }
    if (dice_.OneIn(3)) {
      lever.substitution_limit = Rate(40);
    }
    if (dice_.OneIn(3)) {
      lever.gas_supply =
          static_cast<double>(Roll(12)) * kMillionCubicMetresPerDay;
    }
    if (dice_.OneIn(3)) {
      lever.power_supply = static_cast<double>(Roll(400)) * kMegawatts;
    }
    return lever;
  }

  Lever Payment() {
    PaymentLever lever;
    for (size_t a = 0; a < network_.arcs().size(); ++a) {
      if (network_.arcs()[a].payer.has_value() && dice_.OneIn(2)) {
        lever.arcs.push_back(static_cast<int>(a));
      }
    }
    if (dice_.OneIn(2)) {
      lever.paid_share = Share();
    } else if (!dice_.OneIn(4)) {
      lever.advance = Price(6000);
    }
    return lever;
  }

  Lever Demand() {
    DemandLever lever{.sink = Of(dice_.OneIn(2) ? NodeKind::kMarket
                                                : NodeKind::kDomesticUse)};
    // What a market without a demand wants cannot be set, only changed.
    const bool market = network_.nodes()[lever.sink].kind == NodeKind::kMarket;
    if (!market && dice_.OneIn(2)) {
      lever.demand = Rate(40);
    } else {
      lever.change = Rate(40) - 20.0 * kBarrelsPerDay;
    }
    return lever;
  }

  const Network& network_;
  Dice& dice_;
};

Policy RandomPolicy(const Network& network, int days, Dice* dice) {
  Policy policy;
  policy.timing.start =
      kRandomFirstDay + static_cast<int>(dice->Roll(-2, days - 6));
  if (dice->OneIn(2)) {
    policy.timing.end =
        policy.timing.start + static_cast<int>(dice->Roll(1, 10));
    policy.timing.recovery_days = static_cast<int>(dice->Roll(0, 3));
  }
  policy.timing.ramp_days = static_cast<int>(dice->Roll(1, 4));
  policy.realised_share = static_cast<double>(dice->Roll(1, 4)) / 4;
  policy.lever = LeverMaker(network, dice).Any();
  return policy;
}

// A driver that moves up to three facts; now and then what OPEC+ requires.
Driver RandomDriver(const std::vector<Fact>& facts, Dice* dice) {
  Driver driver{.id = "driver",
                .level = static_cast<double>(dice->Roll(0, 4)) / 4};
  const bool of_quotas = dice->OneIn(2);
  for (int64_t i = dice->Roll(1, 3); i > 0; --i) {
    const Fact* any = nullptr;
    while (any == nullptr ||
           (of_quotas && any->measure != "required_production")) {
      any = &facts[static_cast<size_t>(
          dice->Roll(0, static_cast<int64_t>(facts.size()) - 1))];
    }
    const Fact& fact = *any;
    bool moved = false;
    for (const FactLink& link : driver.facts) {
      moved = moved ||
              (link.subject == fact.subject && link.measure == fact.measure);
    }
    if (!moved) {
      driver.facts.push_back({.subject = fact.subject,
                              .measure = fact.measure,
                              .raises = dice->OneIn(2)});
    }
  }
  return driver;
}

}  // namespace

std::string LeverName(const Lever& lever) { return kLeverNames[lever.index()]; }

Scenario RandomScenario(const Network& network, const std::vector<Fact>& facts,
                        Dice* dice) {
  Scenario scenario;
  scenario.horizon = {.first_day = kRandomFirstDay,
                      .day_count = static_cast<int>(dice->Roll(12, 20))};
  if (dice->OneIn(3)) {
    scenario.drivers = {RandomDriver(facts, dice)};
  }
  for (int64_t p = dice->Roll(1, 5); p > 0; --p) {
    scenario.policies.push_back(
        RandomPolicy(network, scenario.horizon.day_count, dice));
    Policy& policy = scenario.policies.back();
    policy.id = absl::StrCat(LeverName(policy.lever), p);
    if (!FindConflicts(network, scenario).empty()) {
      scenario.policies.pop_back();
    }
  }
  return scenario;
}

}  // namespace oilflow
