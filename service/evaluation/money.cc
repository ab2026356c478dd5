#include "service/evaluation/money.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "service/base/largest_remainder.h"

namespace oilflow {
namespace {

// Cents times parts per million do not fit 64 bits.
__extension__ using Wide = __int128;

// Rounded down; 0 unless `cents` is above 0.
int64_t PartsPerMillion(int64_t cents, int64_t ppm) {
  return static_cast<int64_t>(Wide{std::max<int64_t>(0, cents)} * ppm /
                              kPartsPerMillion);
}

// Some oil, and what becomes of it from here on.
struct Parcel {
  // Barrels that reach a sink; the rest ends in storage.
  int64_t sold_bbl = 0;
  int64_t proceeds_cents = 0;
  int64_t costs_cents = 0;
  int64_t blocked_cents = 0;

  int64_t NetCents() const { return proceeds_cents - costs_cents; }
};

Parcel& operator+=(Parcel& sum, const Parcel& parcel) {
  sum.sold_bbl += parcel.sold_bbl;
  sum.proceeds_cents += parcel.proceeds_cents;
  sum.costs_cents += parcel.costs_cents;
  sum.blocked_cents += parcel.blocked_cents;
  return sum;
}

// CutByLargestRemainder for what may be below 0: prices may be.
std::vector<int64_t> Cut(int64_t total, const std::vector<int64_t>& weights) {
  std::vector<int64_t> parts =
      CutByLargestRemainder(total < 0 ? -total : total, weights);
  if (total < 0) {
    for (int64_t& part : parts) {
      part = -part;
    }
  }
  return parts;
}

std::vector<Parcel> Cut(const Parcel& whole,
                        const std::vector<int64_t>& weights) {
  const std::vector<int64_t> sold = Cut(whole.sold_bbl, weights);
  const std::vector<int64_t> proceeds = Cut(whole.proceeds_cents, weights);
  const std::vector<int64_t> costs = Cut(whole.costs_cents, weights);
  const std::vector<int64_t> blocked = Cut(whole.blocked_cents, weights);
  std::vector<Parcel> parts;
  parts.reserve(weights.size());
  for (size_t i = 0; i < weights.size(); ++i) {
    parts.push_back({.sold_bbl = sold[i],
                     .proceeds_cents = proceeds[i],
                     .costs_cents = costs[i],
                     .blocked_cents = blocked[i]});
  }
  return parts;
}

// Works a day's money out from the sinks up: money runs against the oil.
class Settlement {
 public:
  Settlement(const Network& network, const DayLimits& limits,
             const DayFlows& flows, const MoneyTerms& terms)
      : network_(network),
        limits_(limits),
        flows_(flows),
        terms_(terms),
        channels_of_(network.arcs().size()),
        entering_(network.arcs().size()),
        days_(network.actors().size() + 1) {
    for (size_t c = 0; c < network.channels().size(); ++c) {
      for (const int arc : network.channels()[c].arcs) {
        channels_of_[arc].push_back(c);
      }
    }
  }

  std::vector<ActorDay> Settle() && {
    const std::vector<int>& order = network_.topological_order();
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
      SettleNode(*node);
    }
    assert(EachKindSumsToZero());
    return std::move(days_);
  }

 private:
  void SettleNode(int node) {
    switch (network_.nodes()[node].kind) {
      case NodeKind::kMarket:
      case NodeKind::kDomesticUse:
        ShareAmongArcsTo(node, BuyAt(node));
        break;
      case NodeKind::kTransit:
        ShareAmongArcsTo(node, Leaving(node));
        break;
      case NodeKind::kStorage:
        ShareAmongArcsTo(node, SellDrawn(node, Leaving(node)));
        break;
      case NodeKind::kProducer:
        for (const int arc : network_.arcs_from(node)) {
          SellAtProducer(arc);
        }
        break;
      case NodeKind::kStrategicStock:
        TradeStock(node);
        break;
    }
  }

  Parcel BuyAt(int sink) {
    const int64_t bbl = flows_.delivered_bpd[sink];
    const Parcel bought = {.sold_bbl = bbl,
                           .proceeds_cents = bbl * limits_.price_cents[sink]};
    Book(network_.nodes()[sink].actor, MoneyKind::kSales,
         -bought.proceeds_cents);
    return bought;
  }

  Parcel Leaving(int node) const {
    Parcel sum;
    for (const int arc : network_.arcs_from(node)) {
      sum += entering_[arc];
    }
    return sum;
  }

  // Gives what of `leaving` only passes; the storage's actor sells the rest.
  Parcel SellDrawn(int storage, const Parcel& leaving) {
    int64_t passing_bpd = -Filled(storage);
    for (const int arc : network_.arcs_to(storage)) {
      passing_bpd += flows_.arc_bpd[arc];
    }
    const std::vector<Parcel> parts =
        Cut(leaving, {passing_bpd, Drawn(storage)});
    Sell(network_.nodes()[storage].actor, parts[1]);
    return parts[0];
  }

  void ShareAmongArcsTo(int node, const Parcel& parcel) {
    const std::vector<int>& arcs = network_.arcs_to(node);
    std::vector<int64_t> weights;
    weights.reserve(arcs.size());
    for (const int arc : arcs) {
      weights.push_back(flows_.arc_bpd[arc]);
    }
    const std::vector<Parcel> parts = Cut(parcel, weights);
    for (size_t i = 0; i < arcs.size(); ++i) {
      MoveAlong(arcs[i], parts[i]);
    }
  }

  // `parcel` is the oil of an arc where the arc ends.
  void MoveAlong(int arc, Parcel parcel) {
    const int64_t cost = limits_.arcs[arc].cost_cents * flows_.arc_bpd[arc];
    parcel.costs_cents += cost;
    Book(network_.arcs()[arc].carrier, MoneyKind::kTariffs, cost);
    for (const size_t channel : channels_of_[arc]) {
      const int64_t blocked =
          PartsPerMillion(parcel.NetCents() - parcel.blocked_cents,
                          terms_.blocked_ppm[channel]);
      parcel.blocked_cents += blocked;
      Book(network_.channels()[channel].holder, MoneyKind::kBlocked, blocked);
    }
    entering_[arc] = parcel;
  }

  void SellAtProducer(int index) {
    const Arc& arc = network_.arcs()[index];
    const Parcel& parcel = entering_[index];
    const std::optional<int> owner =
        arc.seller.has_value() ? arc.seller : network_.nodes()[arc.from].actor;
    if (!arc.payer.has_value()) {
      Sell(owner, parcel);
      return;
    }
    Sell(arc.payer, parcel);
    const PaymentTerms& terms = terms_.arcs[index];
    const int64_t bbl = flows_.arc_bpd[index];
    const int64_t advance =
        terms.advance_cents.has_value()
            ? *terms.advance_cents * bbl
            : PartsPerMillion(parcel.NetCents(), terms.paid_ppm);
    Pay(arc.payer, owner, MoneyKind::kAdvances, advance);
  }

  // It stands outside the arcs and deals with the world market.
  void TradeStock(int node) {
    const std::optional<int> actor = network_.nodes()[node].actor;
    Pay(std::nullopt, actor, MoneyKind::kSales,
        Drawn(node) * terms_.brent_cents);
    Pay(actor, std::nullopt, MoneyKind::kSales,
        Filled(node) * terms_.brent_cents);
    CountSold(actor, Drawn(node));
  }

  void Sell(std::optional<int> seller, const Parcel& parcel) {
    Book(seller, MoneyKind::kSales, parcel.proceeds_cents);
    Book(seller, MoneyKind::kTariffs, -parcel.costs_cents);
    Book(seller, MoneyKind::kBlocked, -parcel.blocked_cents);
    CountSold(seller, parcel.sold_bbl);
  }

  void CountSold(std::optional<int> seller, int64_t bbl) {
    DayOf(seller).sold_bbl += bbl;
    DayOf(seller).at_brent_cents += bbl * terms_.brent_cents;
  }

  void Pay(std::optional<int> from, std::optional<int> to, MoneyKind kind,
           int64_t cents) {
    Book(from, kind, -cents);
    Book(to, kind, cents);
  }

  void Book(std::optional<int> actor, MoneyKind kind, int64_t cents) {
    DayOf(actor).net_cents[static_cast<size_t>(kind)] += cents;
  }

  ActorDay& DayOf(std::optional<int> actor) {
    return actor.has_value() ? days_[*actor] : days_.back();
  }

  // Flows of a network without storages may leave these empty.
  int64_t Filled(int node) const {
    return flows_.filled_bpd.empty() ? 0 : flows_.filled_bpd[node];
  }
  int64_t Drawn(int node) const {
    return flows_.drawn_bpd.empty() ? 0 : flows_.drawn_bpd[node];
  }

  [[maybe_unused]] bool EachKindSumsToZero() const {
    for (size_t kind = 0; kind < kMoneyKindCount; ++kind) {
      int64_t sum = 0;
      for (const ActorDay& day : days_) {
        sum += day.net_cents[kind];
      }
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }

  const Network& network_;
  const DayLimits& limits_;
  const DayFlows& flows_;
  const MoneyTerms& terms_;
  // By arc: indices of its channels, in their order.
  std::vector<std::vector<size_t>> channels_of_;
  // By arc: its oil where the arc begins.
  std::vector<Parcel> entering_;
  // By actor, and the unnamed.
  std::vector<ActorDay> days_;
};

void AddTo(const ActorDay& day, ActorDay* sum) {
  for (size_t kind = 0; kind < kMoneyKindCount; ++kind) {
    sum->net_cents[kind] += day.net_cents[kind];
  }
  sum->sold_bbl += day.sold_bbl;
  sum->at_brent_cents += day.at_brent_cents;
}

bool IsEmpty(const ActorMonth& month) {
  return month.baseline == ActorDay{} && month.scenario == ActorDay{};
}

}  // namespace

std::vector<ActorDay> MoneyOf(const Network& network, const DayLimits& limits,
                              const DayFlows& flows, const MoneyTerms& terms) {
  return Settlement(network, limits, flows, terms).Settle();
}

MoneyLedger::MoneyLedger(const Network& network)
    : actor_count_(network.actors().size()) {}

void MoneyLedger::Add(absl::CivilDay day, const std::vector<ActorDay>& baseline,
                      const std::vector<ActorDay>& scenario) {
  const size_t row_count = actor_count_ + 1;
  assert(baseline.size() == row_count && scenario.size() == row_count);
  const absl::CivilMonth month(day);
  if (months_.empty() || months_.back().month != month) {
    for (size_t row = 0; row < row_count; ++row) {
      ActorMonth& added = months_.emplace_back();
      added.month = month;
      if (row < actor_count_) {
        added.actor = static_cast<int>(row);
      }
    }
  }
  const size_t first = months_.size() - row_count;
  for (size_t row = 0; row < row_count; ++row) {
    ActorMonth& sum = months_[first + row];
    ++sum.day_count;
    AddTo(baseline[row], &sum.baseline);
    AddTo(scenario[row], &sum.scenario);
  }
}

std::vector<ActorMonth> MoneyLedger::Take() {
  std::vector<ActorMonth> months = std::exchange(months_, {});
  months.erase(std::remove_if(months.begin(), months.end(), IsEmpty),
               months.end());
  return months;
}

}  // namespace oilflow
