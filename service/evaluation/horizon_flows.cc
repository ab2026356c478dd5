#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "service/evaluation/horizon_days.h"
#include "service/evaluation/ledger.h"
#include "service/evaluation/origins.h"

namespace oilflow {
namespace {

RateChange CountryColumn(const HorizonDays& in, size_t country,
                         int64_t CountryBalance::*member) {
  RateChange column;
  for (const DayReport* day : in.days) {
    column.baseline_bpd.push_back(day->baseline_balances[country].*member);
    column.scenario_bpd.push_back(day->scenario_balances[country].*member);
  }
  return column;
}

}  // namespace

void FillFlows(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t a = 0; a < in.network.arcs().size(); ++a) {
    evaluation->arcs.push_back(
        Column(in, [&](const DayFlows& flows) { return flows.arc_bpd[a]; }));
  }
  for (size_t n = 0; n < in.network.nodes().size(); ++n) {
    evaluation->nodes.push_back(Column(in, [&](const DayFlows& flows) {
      return flows.produced_bpd[n] + flows.delivered_bpd[n];
    }));
  }
}

void FillCountries(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t c = 0; c < in.network.countries().size(); ++c) {
    evaluation->countries.push_back(
        {.production = CountryColumn(in, c, &CountryBalance::production_bpd),
         .domestic_use =
             CountryColumn(in, c, &CountryBalance::domestic_use_bpd),
         .true_exports =
             CountryColumn(in, c, &CountryBalance::true_exports_bpd),
         .apparent_exports =
             CountryColumn(in, c, &CountryBalance::apparent_exports_bpd),
         .foreign_in_apparent =
             CountryColumn(in, c, &CountryBalance::foreign_in_apparent_bpd),
         .deliveries = {},
         .storage_build =
             CountryColumn(in, c, &CountryBalance::storage_build_bpd)});
    const auto delivers = [&](const Arc& arc) {
      return arc.delivered_export_of == static_cast<int>(c);
    };
    if (std::any_of(in.network.arcs().begin(), in.network.arcs().end(),
                    delivers)) {
      evaluation->countries.back().deliveries =
          CountryColumn(in, c, &CountryBalance::deliveries_bpd);
    }
  }
}

void FillLedger(const HorizonDays& in, Evaluation* evaluation) {
  std::map<std::pair<Mechanism, int>, LedgerLine> lines;
  evaluation->gross_bpd.resize(in.scenario.policies.size());
  for (size_t d = 0; d < in.days.size(); ++d) {
    evaluation->net_bpd.push_back(in.days[d]->net_bpd);
    for (size_t p = 0; p < in.scenario.policies.size(); ++p) {
      evaluation->gross_bpd[p].push_back(in.days[d]->gross_bpd[p]);
    }
    for (const LedgerEntry& entry : in.days[d]->ledger) {
      LedgerLine& line = lines[{entry.mechanism, entry.node}];
      line.mechanism = entry.mechanism;
      line.node = entry.node;
      line.more_bpd.resize(in.days.size(), 0);
      line.less_bpd.resize(in.days.size(), 0);
      line.more_bpd[d] = entry.more_bpd;
      line.less_bpd[d] = entry.less_bpd;
    }
  }
  for (auto& [key, line] : lines) {
    evaluation->ledger.push_back(std::move(line));
  }
}

}  // namespace oilflow
