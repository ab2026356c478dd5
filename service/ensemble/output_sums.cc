#include "service/ensemble/output_sums.h"

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/evaluation/day_report.h"
#include "service/evaluation/ledger.h"
#include "service/evaluation/quota.h"
#include "service/market/curve_shape.h"
#include "service/market/state_dependence.h"
#include "service/market/supply_months.h"

namespace oilflow {
namespace {

int64_t Production(const Network& network, int country, const DayFlows& flows) {
  int64_t total = 0;
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    if (network.nodes()[n].kind == NodeKind::kProducer &&
        network.nodes()[n].country == country) {
      total += flows.produced_bpd[n];
    }
  }
  return total;
}

int64_t TrackedExports(const Network& network, int country,
                       const DayFlows& flows) {
  int64_t total = 0;
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    if (network.arcs()[a].tracked_export_of == country) {
      total += flows.arc_bpd[a];
    }
  }
  return total;
}

int64_t NetCents(const ActorDay& day) {
  int64_t total = 0;
  for (const int64_t cents : day.net_cents) {
    total += cents;
  }
  return total;
}

}  // namespace

OutputSums::OutputSums(const EnsembleModel::Parts& parts)
    : parts_(parts), network_(*parts.question.network) {
  for (size_t n = 0; n < network_.nodes().size(); ++n) {
    if (network_.nodes()[n].kind == NodeKind::kMarket) {
      markets_.push_back(static_cast<int>(n));
    } else if (network_.nodes()[n].kind == NodeKind::kStrategicStock) {
      strategic_stocks_.push_back(static_cast<int>(n));
    }
  }
  const Horizon& horizon = parts.question.scenario.horizon;
  absl::CivilDay from = horizon.first_day;
  for (const SupplyMonth& month :
       MonthsOf(horizon.first_day, horizon.day_count)) {
    month_of_day_.insert(month_of_day_.end(), month.horizon_day_count,
                         days_of_month_.size());
    days_of_month_.push_back(month.horizon_day_count);
    const absl::CivilDay next(month.month + 1);
    mean_factor_.push_back(static_cast<double>(next - from) /
                           (static_cast<double>(month.horizon_day_count) *
                            month.calendar_day_count));
    from = next;
  }
  for (const OutputColumn& column : parts.question.columns) {
    const auto same = std::find_if(outputs_.begin(), outputs_.end(),
                                   [&](const Output& output) {
                                     return output.name == column.output.name;
                                   });
    output_of_column_.push_back(same - outputs_.begin());
    if (same == outputs_.end()) {
      outputs_.push_back(column.output);
    }
    month_of_column_.push_back(
        column.month.has_value()
            ? static_cast<size_t>(*column.month -
                                  absl::CivilMonth(horizon.first_day))
            : days_of_month_.size());
  }
  Clear(nullptr);
}

void OutputSums::Clear(const std::vector<bool>* left_out) {
  left_out_ = left_out;
  const size_t months = days_of_month_.size();
  pending_.assign(outputs_.size(), {});
  whole_.assign(outputs_.size() * months, 0);
  real_.assign(outputs_.size() * months, 0);
  priced_bpd_.assign(months, 0);
  reachable_spare_ = 0;
  has_spare_ = false;
}

void OutputSums::Add(const AlikeDays& days) {
  stretches_.clear();
  for (int d = days.first_day; d < days.first_day + days.day_count;) {
    const size_t month = month_of_day_[d];
    int end = d + 1;
    while (end < days.first_day + days.day_count &&
           month_of_day_[end] == month) {
      ++end;
    }
    stretches_.push_back({.month = month, .day_count = end - d});
    d = end;
  }
  if (parts_.priced) {
    AddNet(days);
  }
  for (size_t o = 0; o < outputs_.size(); ++o) {
    if (!outputs_[o].is_price()) {
      AddOutput(o, days);
    }
  }
}

void OutputSums::Flush(size_t output) {
  Pending& pending = pending_[output];
  real_[output * days_of_month_.size() + pending.month] +=
      pending.value * static_cast<double>(pending.day_count);
  pending.day_count = 0;
}

// As MarketSupply with the policies less without them.
int64_t OutputSums::NetSupply(const AlikeDays& days) const {
  const DayFlows& with = days.scenario->flows;
  const DayFlows& without = days.baseline->flows;
  int64_t net = 0;
  for (const int market : markets_) {
    net += with.delivered_bpd[market] - without.delivered_bpd[market];
  }
  for (const int stock : strategic_stocks_) {
    net += with.drawn_bpd[stock] - with.filled_bpd[stock] -
           (without.drawn_bpd[stock] - without.filled_bpd[stock]);
  }
  return net;
}

void OutputSums::AddNet(const AlikeDays& days) {
  // Less demand by policy counts like supply.
  const int64_t net = NetSupply(days) - days.scenario->limits.demand_change_bpd;
  for (const Stretch& stretch : stretches_) {
    priced_bpd_[stretch.month] += net * stretch.day_count;
  }
  for (const SpareDay& spare : *days.spare) {
    // Nobody knows of the spare capacity of a policy that is left out.
    if (left_out_ == nullptr || !(*left_out_)[spare.policy]) {
      has_spare_ = true;
      reachable_spare_ += spare.reachable_bpd * days.day_count;
    }
  }
}

void OutputSums::AddOutput(size_t o, const AlikeDays& days) {
  const Output& output = outputs_[o];
  const int subject = output.subject;
  const DayFlows& with = days.scenario->flows;
  const DayFlows& without = days.baseline->flows;
  const size_t months = days_of_month_.size();
  const auto whole = [&](int64_t value) {
    for (const Stretch& stretch : stretches_) {
      whole_[o * months + stretch.month] += value * stretch.day_count;
    }
  };
  const auto real = [&](double value) {
    for (const Stretch& stretch : stretches_) {
      Pending& pending = pending_[o];
      if (pending.month != stretch.month || pending.value != value) {
        Flush(o);
        pending = {.month = stretch.month, .value = value};
      }
      pending.day_count += stretch.day_count;
    }
  };
  const auto money = [&](const StageFlows& stage) {
    const int64_t brent_cents = std::llround(
        100 * (parts_.question.price.start_price / kDollarsPerBarrel));
    return NetCents(MoneyOfStage(network_, stage, brent_cents)[subject]);
  };
  switch (output.kind) {
    case OutputKind::kNetSupply:
      return whole(NetSupply(days));
    case OutputKind::kProduction:
      return whole(Production(network_, subject, with));
    case OutputKind::kProductionChange:
      return whole(Production(network_, subject, with) -
                   Production(network_, subject, without));
    case OutputKind::kTrackedExports:
      return whole(TrackedExports(network_, subject, with));
    case OutputKind::kTrackedExportsChange:
      return whole(TrackedExports(network_, subject, with) -
                   TrackedExports(network_, subject, without));
    case OutputKind::kQuotaHeadroom:
      return real(
          *TargetOf(QuotaInForce(*days.asked, *days.policies, subject),
                    days.span->quotas[subject])
               .effective_bpd() -
          static_cast<double>(CountedProduction(network_, subject, with)));
    case OutputKind::kFlow:
      return whole(with.arc_bpd[subject]);
    case OutputKind::kFlowChange:
      return whole(with.arc_bpd[subject] - without.arc_bpd[subject]);
    case OutputKind::kDelivered:
      return whole(with.delivered_bpd[subject]);
    case OutputKind::kDeliveredChange:
      return whole(with.delivered_bpd[subject] -
                   without.delivered_bpd[subject]);
    case OutputKind::kContent: {
      // At the end of each day.
      const int64_t change = with.filled_bpd[subject] - with.drawn_bpd[subject];
      int64_t content = (*days.content_bbl)[subject];
      for (const Stretch& stretch : stretches_) {
        const int64_t n = stretch.day_count;
        whole_[o * months + stretch.month] +=
            n * content + change * (n * (n + 1) / 2);
        content += n * change;
      }
      return;
    }
    case OutputKind::kUnservedPower:
      // Known wherever a policy takes energy away, or there is no model.
      return real(
          GridReportOf(network_, static_cast<size_t>(subject), *days.scenario)
              .balance.unserved.value_or(Megawatts()) /
          kMegawatts);
    case OutputKind::kRevenue:
      return whole(money(*days.scenario));
    case OutputKind::kRevenueChange:
      return whole(money(*days.scenario) - money(*days.baseline));
    case OutputKind::kInForceShare:
      return real((*days.policies)[subject].share);
    case OutputKind::kPriceUsd:
    case OutputKind::kPricePercent:
    case OutputKind::kCurvePercent:
      return;
  }
}

double OutputSums::StateFactorOfDraw() const {
  const PriceAssumptions& price = parts_.question.price;
  if (!price.state.has_value()) {
    return 1;
  }
  const BarrelsPerDay spare =
      parts_.question.spare_is_open && has_spare_
          ? static_cast<double>(reachable_spare_) /
                static_cast<double>(month_of_day_.size()) * kBarrelsPerDay
          : price.state->reachable_spare;
  return StateFactor(parts_.question.prices->state, spare,
                     price.state->surplus);
}

absl::StatusOr<double> OutputSums::LogPrice(double net_bpd,
                                            const PriceDraw& draw) const {
  const double share = net_bpd * kBarrelsPerDay / draw.world_output;
  // The models are linear in the log of supply; nothing is left at -1.
  if (share <= -0.99) {
    return absl::OutOfRangeError(
        absl::StrCat("a draw loses ", -net_bpd,
                     " bpd, nearly all that the world has; narrow what is "
                     "uncertain, or ask for no price"));
  }
  return -draw.multiplier * PortableLog(1 + share) *
         (StateFactorOfDraw() * (1 - parts_.question.price.already_priced));
}

double OutputSums::MonthMean(size_t month) const {
  return static_cast<double>(priced_bpd_[month]) * mean_factor_[month];
}

absl::Status OutputSums::Take(const PriceDraw& draw,
                              absl::Span<double> outputs) {
  for (size_t o = 0; o < outputs_.size(); ++o) {
    Flush(o);
  }
  const PriceAssumptions& price = parts_.question.price;
  const size_t months = days_of_month_.size();
  const auto day_count = static_cast<double>(month_of_day_.size());
  for (size_t c = 0; c < outputs.size(); ++c) {
    const Output& output = outputs_[output_of_column_[c]];
    const size_t month = month_of_column_[c];
    const bool whole_horizon = month == months;
    if (output.is_price()) {
      double net = 0;
      if (whole_horizon) {
        int64_t sum = 0;
        for (const int64_t barrels : priced_bpd_) {
          sum += barrels;
        }
        net = static_cast<double>(sum) / day_count;
      } else {
        net = MonthMean(month);
      }
      ASSIGN_OR_RETURN(double log_price, LogPrice(net, draw));
      if (output.kind == OutputKind::kCurvePercent) {
        log_price *= ShapeAt(parts_.question.prices->shapes.front(),
                             output.tenor_months / 12.0);
      }
      const double change = PortableExp(log_price) - 1;
      const double start = price.start_price / kDollarsPerBarrel;
      outputs[c] =
          change * (output.kind == OutputKind::kPriceUsd ? start : 100);
      continue;
    }
    const size_t first = output_of_column_[c] * months;
    int64_t whole = 0;
    double real = 0;
    for (size_t m = whole_horizon ? 0 : month;
         m < (whole_horizon ? months : month + 1); ++m) {
      whole += whole_[first + m];
      real += real_[first + m];
    }
    const double days =
        whole_horizon ? day_count : static_cast<double>(days_of_month_[month]);
    const bool is_money = output.kind == OutputKind::kRevenue ||
                          output.kind == OutputKind::kRevenueChange;
    outputs[c] =
        (static_cast<double>(whole) + real) / days / (is_money ? 100 : 1);
  }
  return absl::OkStatus();
}

}  // namespace oilflow
