// Two nodes and a pipe, with the installed engine.

#include <iostream>
#include <vector>

#include "service/evaluation/evaluate.h"
#include "service/facts/fact_csv.h"
#include "service/market/price_impact.h"

using namespace oilflow;

int main() {
  NetworkParts parts;
  parts.countries = {{.id = "home"}};
  parts.nodes = {{.id = "field", .kind = NodeKind::kProducer, .country = 0},
                 {.id = "market", .kind = NodeKind::kMarket}};
  parts.arcs = {{.id = "pipe", .from = 0, .to = 1}};
  const Network network = *Network::Create(parts);
  const FactBook facts = *FactBook::Create(*ParseFacts(
      "facts.csv",
      "fact_id,subject,measure,value,low,high,unit,valid_from,valid_to,"
      "known_at,kind,evidence,grade,source,note\n"
      "a,field,potential,100,,,bpd,2025-01-01,,2025-01-01,assumed,unverified,H,"
      "x,\n"
      "b,pipe,capacity,80,,,bpd,2025-01-01,,2025-01-01,assumed,unverified,H,x,"
      "\n"
      "c,pipe,cost,1,,,USD/bbl,2025-01-01,,2025-01-01,assumed,unverified,H,x,\n"
      "d,market,differential,0,,,USD/"
      "bbl,2025-01-01,,2025-01-01,assumed,unverified,H,x,\n"));
  Scenario scenario;
  scenario.horizon = {.first_day = absl::CivilDay(2025, 3, 1), .day_count = 1};
  Policy cut;
  cut.id = "cut";
  cut.timing.start = scenario.horizon.first_day;
  cut.lever = OutageLever{.arcs = {0}, .loss = 30.0 * kBarrelsPerDay};
  scenario.policies = {cut};
  const auto evaluation = Evaluate(network, *facts.Read(std::nullopt, ""),
                                   scenario, 75.0 * kDollarsPerBarrel);
  if (!evaluation.ok()) {
    std::cerr << evaluation.status() << "\n";
    return 1;
  }
  std::cout << evaluation->net_bpd[0] << "\n";
  return evaluation->net_bpd[0] == -30 ? 0 : 1;
}
