#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/ensemble_answers.h"
#include "tests/client/price_answer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

v1::AttributeScenarioResponse Shares() {
  return ParseProto<v1::AttributeScenarioResponse>(R"pb(
    completed_count: 8
    total_count: 8
    finished: true
    splits {
      output: "net_supply_bpd"
      unit: "bpd"
      statistic: EXPECTATION
      total: 40000
      residual: 0.25
      shares {
        policy: "restart"
        shapley: 35000
        shapley_error: 300
        first_in: 30000
        last_in: 40000
        interactions: [ 0, 20000, -10000 ]
      }
      shares {
        policy: "uplift"
        shapley: 15000
        shapley_error: 120
        last_in: 25000
        interactions: [ 20000, 0, 1000 ]
      }
      shares {
        policy: "offset"
        shapley: -10000
        interactions: [ -10000, 1000, 0 ]
      }
    }
    splits {
      output: "price_percent"
      month { year: 2025 month: 8 day: 1 }
      unit: "%"
      statistic: AT_MEDIAN_INPUTS
      shares {
        policy: "restart"
        interactions: [ 0, 0 ]
      }
      shares {
        policy: "uplift"
        interactions: [ 0, 0 ]
      }
    }
    mechanisms {
      mechanism: MECHANISM_NEW
      total_bpd: 100000
      shares_bpd: [ 60000, 40000, 0 ]
    }
    request {
      source { name: "scenarios/restart-300-60-offset" }
      sampling { seed: 1 draw_count: 1000 }
      groups { group_id: "krg" policies: "restart" policies: "uplift" }
    }
    manifest { facts_sha256: "abc" code_version: "0.1.0" }
    warnings { reason: "STALE_FACT" message: "a fact is old" }
  )pb");
}

TEST(PrinterPolicySharesTest, TextIsThis) {
  const std::string text = EnsembleText(Shares());
  EXPECT_EQ(
      SectionOf(text, "net_supply_bpd"),
      "net_supply_bpd, mean of horizon, bpd: the mean of the draws\n"
      "  policy     share  error  of total  first in  last in\n"
      "  restart  +35,000    300     87.5%   +30,000  +40,000\n"
      "  uplift   +15,000    120     37.5%         0  +25,000\n"
      "  offset   -10,000      0    -25.0%         0        0\n"
      "  total    +40,000           100.0%                   \n"
      "  restart and uplift together add +20,000 bpd to what they do apart\n"
      "  restart and offset together add -10,000 bpd to what they do apart\n"
      "  rounding: the shares lack 0.25 bpd\n");
  EXPECT_THAT(SectionOf(text,
                        "price_percent, mean of 2025-08, %: with "
                        "every number at its own value"),
              AllOf(HasSubstr("  restart      0      0         -"),
                    Not(HasSubstr("together add"))));
  EXPECT_THAT(SectionOf(text, "By mechanism"),
              HasSubstr("  mechanism     total  restart   uplift  offset\n"
                        "  new        +100,000  +60,000  +40,000       0\n"));
  EXPECT_THAT(
      text, AllOf(HasSubstr("restart-300-60-offset\n"),
                  HasSubstr("  group krg: restart, uplift\n"),
                  HasSubstr("warning: a fact is old [STALE_FACT]\n"),
                  HasSubstr("a fair split of what the policies do together")));
}

TEST(PrinterPolicySharesTest, CsvIsLong) {
  const std::string csv = EnsembleCsv(Shares());
  for (const char* row :
       {"split_expectation,restart,shapley,,35000,bpd,net_supply_bpd",
        "split_expectation,restart,with_offset,,-10000,bpd,net_supply_bpd",
        "split_expectation,all,residual,,0.25,bpd,net_supply_bpd",
        "split_at_median_inputs,uplift,last_in,2025-08-01,0,%,price_percent",
        "mechanism,all,new,,100000,bpd,", "mechanism,uplift,new,,40000,bpd,",
        "group,uplift,group,,,,krg", "sampling,,draw_count,,1000,1,"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
}

TEST(PrinterPolicySharesTest, CsvHasEverything) {
  Filler filler({"source", "outputs", "completed_count", "total_count",
                 "order_pair_count", "interactions"});
  v1::AttributeScenarioResponse answer;
  filler.Fill(&answer);
  auto* share = answer.mutable_splits(0)->mutable_shares(0);
  share->add_interactions(0);
  share->add_interactions(0.123456);
  auto* other = answer.mutable_splits(0)->add_shares();
  other->set_policy("other");
  answer.mutable_splits(0)->add_shares();
  const std::string csv = EnsembleCsv(answer);
  EXPECT_THAT(filler.MissingIn(csv), IsEmpty());
  EXPECT_THAT(csv, HasSubstr("with_other,,0.123456,"));
}

Revision News() {
  Revision revision;
  revision.response = ParseProto<v1::AttributeRevisionResponse>(R"pb(
    finished: true
    outputs: "net_supply_bpd"
    outputs: "price_usd_per_bbl"
    units: "bpd"
    units: "USD/bbl"
    before: [ 185000, -0.61 ]
    after: [ 150000, -0.5 ]
    steps {
      known_at { year: 2025 month: 7 day: 18 }
      subject: "krg-fields"
      measure: "potential"
      facts {
        name: "baselines/region/facts/drones"
        known_at { year: 2025 month: 7 day: 18 }
        subject: "krg-fields"
        measure: "potential"
        value: 140000
        low: 100000
        unit: "bpd"
        effective_range { start_date { year: 2025 month: 7 day: 16 } }
        kind: REPORTED
        evidence: FOUND
        grade: MEDIUM
        source: "a ministry"
        note: "four fields"
      }
      changes: [ -35000, 0.1 ]
    }
    steps {
      known_at { year: 2025 month: 7 day: 25 }
      subject: "krg-fields"
      measure: "potential"
      facts {
        name: "baselines/region/facts/repairs"
        known_at { year: 2025 month: 7 day: 25 }
        subject: "krg-fields"
        measure: "potential"
        value: 200000
        unit: "bpd"
        effective_range {
          start_date { year: 2025 month: 7 day: 20 }
          end_date { year: 2025 month: 9 day: 1 }
        }
        source: "an operator"
      }
      changes: [ 0, 0 ]
    }
    steps {
      known_at { year: 2025 month: 8 day: 1 }
      changes: [ 0, 0.01 ]
    }
    facts_without_effect: 17
    request {
      source { name: "scenarios/restart-185" }
      from_as_of { year: 2025 month: 3 day: 1 }
    }
    manifest { reading { as_of { year: 2025 month: 8 day: 1 } } }
  )pb");
  const auto old = ParseProto<v1::ListFactsResponse>(R"pb(
    facts {
      name: "baselines/region/facts/older"
      value: 240000
      effective_range { start_date { year: 2023 month: 1 day: 1 } }
      known_at { year: 2023 month: 2 day: 1 }
    }
    facts {
      name: "baselines/region/facts/old"
      value: 285000
      effective_range { start_date { year: 2024 month: 1 day: 1 } }
      known_at { year: 2024 month: 2 day: 1 }
    }
    facts {
      name: "baselines/region/facts/of-another-year"
      value: 9
      effective_range {
        start_date { year: 2024 month: 1 day: 1 }
        end_date { year: 2025 month: 1 day: 1 }
      }
      known_at { year: 2024 month: 3 day: 1 }
    }
  )pb");
  revision.old_facts[{"krg-fields", "potential"}] = old.facts();
  return revision;
}

TEST(PrinterRevisionTest, TextIsThis) {
  const std::string text = EnsembleText(News());
  EXPECT_EQ(SectionOf(text, "What changed the answer"),
            "What changed the answer, in the order in which it became known\n"
            "  known       subject       measure    net_supply_bpd, bpd  "
            "price_usd_per_bbl, USD/bbl\n"
            "  2025-03-01  before                               185,000        "
            "               -0.61\n"
            "  2025-07-18  krg-fields    potential              -35,000        "
            "                +0.1\n"
            "  2025-07-25  krg-fields    potential                    0        "
            "                   0\n"
            "  2025-08-01  price series                               0        "
            "               +0.01\n"
            "  2025-08-01  after                                150,000        "
            "                -0.5\n"
            "  17 more facts became known and changed none of this\n");
  // The last known before holds, and the second step is on top of the first.
  EXPECT_EQ(SectionOf(text, "The facts"),
            "The facts, before -> after\n"
            "  2025-07-18 krg-fields potential: 285,000 -> 140,000 bpd "
            "(100,000 to ?) from 2025-07-16; reported, found,\n"
            "  grade medium; a ministry; four fields "
            "[baselines/region/facts/drones]\n"
            "  2025-07-25 krg-fields potential: 140,000 -> 200,000 bpd from "
            "2025-07-20 to 2025-09-01; kind unspecified,\n"
            "  evidence unspecified, grade grade unspecified; an operator "
            "[baselines/region/facts/repairs]\n");
}

TEST(PrinterRevisionTest, WhatIsNotKnownOfBeforeIsSaid) {
  Revision revision = News();
  revision.old_facts.clear();
  EXPECT_THAT(EnsembleText(revision),
              HasSubstr("potential: not known -> 140,000 bpd"));
  EXPECT_THAT(EnsembleCsv(revision),
              HasSubstr("\nfact,krg-fields,potential_before,2025-07-18,,bpd,"));
}

TEST(PrinterRevisionTest, CsvIsLong) {
  const std::string csv = EnsembleCsv(News());
  for (const char* row :
       {"revision,net_supply_bpd,before,2025-03-01,185000,bpd,",
        "revision,price_usd_per_bbl,after,2025-08-01,-0.5,USD/bbl,",
        "step,krg-fields,potential,2025-07-18,-35000,bpd,net_supply_bpd",
        "step,price series,,2025-08-01,0.01,USD/bbl,price_usd_per_bbl",
        "fact,krg-fields,potential_before,2025-07-18,285000,bpd,",
        "fact,krg-fields,potential_before,2025-07-25,140000,bpd,",
        "fact,krg-fields,potential_low,2025-07-18,100000,bpd,",
        "revision,,facts_without_effect,,17,1,"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
}

}  // namespace
}  // namespace oilflow
