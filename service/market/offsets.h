// What others do about a loss, by month, where no network says so: spare
// capacity, strategic stocks, other routes.

#ifndef OILFLOW_SERVICE_MARKET_OFFSETS_H_
#define OILFLOW_SERVICE_MARKET_OFFSETS_H_

#include <optional>
#include <vector>

#include "service/market/supply_months.h"

namespace oilflow {

// All rates in bpd, as means over a month; changes below 0 are losses.
struct SpareOffset {
  double willing_share = 0;  // phi
  double reachable_bpd = 0;  // C_spare: neither disrupted nor cut off
  int lag_months = 0;        // L
  int ramp_months = 0;       // 0: at once
};

struct StockOffset {
  double content_bbl = 0;
  double max_rate_bpd = 0;     // R_max
  double filled_share = 0;     // F_o: of what spare capacity leaves open
  double effective_share = 1;  // F_e: what private stocks do not take back
  int lag_months = 0;
  // What was sold is bought back from this month on, evenly over so many
  // months, and from it on nothing is sold any more; over 0 months: never, and
  // the month counts nothing.
  int refill_start_month = 0;
  int refill_months = 0;
};

struct OffsetAssumptions {
  std::optional<SpareOffset> spare;
  std::optional<StockOffset> stock;
  double rerouted_share = 0;
  int reroute_lag_months = 0;
  // phi_plus: of a gain, what OPEC+ takes away.
  double gain_offset_share = 0;
};

// One month of the way from the headline to what is priced. net_emf = gross +
// rerouted + absorbed + spare; net_all = net_emf + stock_release + demand.
struct LadderMonth {
  double gross_bpd = 0;
  double rerouted_bpd = 0;
  double absorbed_bpd = 0;
  double spare_bpd = 0;
  double stock_release_bpd = 0;
  // Less demand by policy counts like supply.
  double demand_bpd = 0;
  // Sold less bought back so far, with its sign turned: 0 at the start, below 0
  // while stocks are out.
  double stock_balance_bbl = 0;

  // After OPEC's spare capacity and before strategic stocks, as the Energy
  // Modeling Forum defines "net of offsets".
  double NetEmf() const {
    return gross_bpd + rerouted_bpd + absorbed_bpd + spare_bpd;
  }
  double NetAll() const { return NetEmf() + stock_release_bpd + demand_bpd; }
};

// The ladder of `gross_bpd` by month:
//
//   reroute = share * max(0, -gross)                          from its lag
//   spare   = ramp(h - L) * min(phi * loss left, C_spare)
//   stock   = min(F_o * loss left, R_max, content / days) * F_e
//   absorbed = -gain_offset_share * max(0, gross)
//
// where h is the month of the path, from 0, "days" are all that the month has,
// "loss left" is what the lines above leave open, and ramp(k) = (k + 1) /
// ramp_months, at most 1. Content never falls below 0. A stock that is to be
// filled again sells nothing from the month in which that begins, neither then
// nor afterwards, so that all it sells is bought back; what it buys lowers
// supply by F_e of it. One that sold nothing before has nothing to buy back.
std::vector<LadderMonth> ApplyOffsets(const std::vector<SupplyMonth>& months,
                                      const std::vector<double>& gross_bpd,
                                      const OffsetAssumptions& offsets);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_OFFSETS_H_
