#include "service/policy/conflicts.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/levers.h"

namespace oilflow {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

struct Case {
  const char* name;
  Lever first;
  Lever second;
  std::vector<std::string> reasons;
};

// Every kind of conflict, and beside it what only looks like one.
std::vector<Case> Cases() {
  RouteLever shut_and_mandated = Closes({kPipeline});
  shut_and_mandated.mandated = Bpd(185e3);
  return {
      {"TwoQuotasOfOneCountry",
       Quota(kIraq),
       Quota(kIraq),
       {"both set a quota for iraq"}},
      {"QuotasOfTwoCountries", Quota(kIraq), Quota(kIran), {}},

      {"SanctionsWithDifferentTargets",
       Sanctions(kIran, 0),
       Sanctions(kIran, 1e6),
       {"both set a target for the exports of iran, and not the same"}},
      {"SanctionsWithOneTarget",
       Sanctions(kIran, 1e6),
       Sanctions(kIran, 1e6),
       {}},
      {"SanctionsOnTwoCountries",
       Sanctions(kIran, 0),
       Sanctions(kIraq, 1e6),
       {}},

      {"ClosedAndOpened",
       Closes({kPipeline}),
       Opens({kPipeline}),
       {"one closes pipeline and the other opens it"}},
      {"ClosedAndMandated",
       Closes({kPipeline}),
       Mandates({kPipeline}, 185e3),
       {"one closes pipeline and the other mandates it"}},
      {"ClosedAndLimited",
       Closes({kPipeline}),
       Limits({kPipeline}, 185e3),
       {"one closes pipeline and the other limits it"}},
      {"ClosedAndOpenedOnEachCommonArcOnce",
       Closes({kTrucks, kPipeline, kSeaLane, kTrucks}),
       Opens({kPipeline, kTrucks, kPipeline}),
       {"one closes trucks and the other opens it",
        "one closes pipeline and the other opens it"}},
      {"ClosedTwice", Closes({kPipeline}), Closes({kPipeline}), {}},
      {"OpenedTwice", Opens({kPipeline}), Opens({kPipeline}), {}},
      {"ClosedAndResized", Closes({kPipeline}), Resizes({kPipeline}, 1e6), {}},
      {"ClosedAndOpenedElsewhere",
       Closes({kPipeline}),
       Opens({kTrucks, kSeaLane}),
       {}},
      {"OpenedAndMandated",
       Opens({kPipeline}),
       Mandates({kPipeline}, 185e3),
       {}},
      {"LimitedAndMandated",
       Limits({kPipeline}, 50e3),
       Mandates({kPipeline}, 185e3),
       {}},
      {"LimitedTwice",
       Limits({kPipeline}, 50e3),
       Limits({kPipeline}, 60e3),
       {}},
      // They agree that it is closed; what the one says besides is its own.
      {"ClosedByBoth", Closes({kPipeline}), shut_and_mandated, {}},

      {"MandatesOfDifferentVolumes",
       Mandates({kPipeline}, 185e3),
       Mandates({kTrucks, kPipeline}, 400e3),
       {"both mandate a volume on pipeline, and not the same"}},
      {"MandatesOfOneVolume",
       Mandates({kPipeline}, 185e3),
       Mandates({kPipeline}, 185e3),
       {}},
      {"MandatesOnTwoArcs",
       Mandates({kPipeline}, 185e3),
       Mandates({kTrucks}, 400e3),
       {}},
      {"ClosedWithAMandateAndMandatedOtherwise",
       shut_and_mandated,
       Mandates({kPipeline}, 400e3),
       {"one closes pipeline and the other mandates it",
        "both mandate a volume on pipeline, and not the same"}},

      // What cannot be delivered is a shortfall.
      {"InterdictedInFullAndMandated",
       Interdicts({kPipeline}, 1),
       Mandates({kPipeline}, 185e3),
       {}},
      {"InterdictedInFullAndOpened",
       Interdicts({kPipeline}, 1),
       Opens({kPipeline}),
       {}},
      {"InterdictedTwice",
       Interdicts({kPipeline}, 1),
       Interdicts({kPipeline}, 0.5),
       {}},

      {"TwoTermsOfPaymentOnOneArc",
       PaysShare({kPipeline, kTrucks}),
       PaysAdvance({kTrucks}),
       {"both set the terms of payment on trucks"}},
      {"OneTermOfPaymentTwice",
       PaysAdvance({kPipeline}),
       PaysAdvance({kPipeline}),
       {"both set the terms of payment on pipeline"}},
      {"TermsOfPaymentAndALaterPayment",
       PaysShare({kPipeline}),
       PaysLate({kPipeline}),
       {}},
      {"TermsOfPaymentOnTwoArcs",
       PaysShare({kPipeline}),
       PaysAdvance({kTrucks}),
       {}},

      {"TwoStopsOfOneChannel",
       Bars(kNewYork),
       Bars(kNewYork),
       {"both bar new-york"}},
      {"StopsOfTwoChannels", Bars(kNewYork), Bars(kBaghdad), {}},

      {"TwoPotentialsOfOneProducer",
       Potential(kKirkuk, 300e3),
       Potential(kKirkuk, 435e3),
       {"both set the potential of kirkuk"}},
      {"PotentialAndChange",
       Potential(kKirkuk, 300e3),
       PotentialChange(kKirkuk, 50e3),
       {}},
      {"TwoChanges",
       PotentialChange(kKirkuk, 20e3),
       PotentialChange(kKirkuk, 50e3),
       {}},
      {"PotentialsOfTwoProducers",
       Potential(kKirkuk, 300e3),
       Potential(kBasra, 3e6),
       {}},

      {"TwoDemandsOfOneSink",
       Demand(kAsia, 20e6),
       Demand(kAsia, 21e6),
       {"both set the demand of asia"}},
      {"DemandAndChange", Demand(kAsia, 20e6), DemandChange(kAsia, 1e6), {}},
      {"TwoChangesOfDemand",
       DemandChange(kAsia, 2e6),
       DemandChange(kAsia, 1e6),
       {}},
      {"DemandsOfTwoSinks", Demand(kAsia, 20e6), Demand(kGridBurn, 1e5), {}},

      {"TwoUsesOfOneReserve",
       Spare({kSpare}),
       Spare({kKirkuk, kSpare}),
       {"both use the reserve of spare"}},
      {"UsesOfTwoReserves", Spare({kSpare}), Spare({kKirkuk}), {}},

      {"TwoReleasesOfOneStock",
       Releases(kReserve),
       Releases(kReserve),
       {"both draw reserve"}},

      {"TwoStopsOfOneLink",
       Waiver({kGasLink, kPowerLink}),
       Waiver({kPowerLink}),
       {"both stop power-link"}},
      {"StopsOfTwoLinks", Waiver({kGasLink}), Waiver({kPowerLink}), {}},

      {"TwoOutages",
       OutageLever{.arcs = {kPipeline}},
       OutageLever{.arcs = {kPipeline}},
       {}},
      {"TwoCrackdowns",
       EnforcementLever{.arcs = {kTrucks}},
       EnforcementLever{.arcs = {kTrucks}},
       {}},
      {"OneOperatorTwice", OperatorLever(), OperatorLever(), {}},
  };
}

TEST(FindConflictsTest, EveryKindIsFoundAndNothingElse) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ReasonsOf(c.first, c.second), ElementsAreArray(c.reasons))
        << c.name;
  }
}

// Which of the two comes first in the scenario decides the order of arcs, but
// not what is in conflict.
TEST(FindConflictsTest, EveryKindIsFoundTheOtherWayRound) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ReasonsOf(c.second, c.first),
                testing::UnorderedElementsAreArray(c.reasons))
        << c.name;
  }
}

TEST(FindConflictsTest, LeversOfDifferentKindsAreNeverInConflict) {
  for (const Case& a : Cases()) {
    for (const Case& b : Cases()) {
      if (a.first.index() != b.second.index()) {
        EXPECT_THAT(ReasonsOf(a.first, b.second), IsEmpty())
            << a.name << " and " << b.name;
      }
    }
  }
}

TEST(FindConflictsTest, APolicyIsInNoConflictWithItself) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ConflictsOf({At(c.first)}), IsEmpty()) << c.name;
  }
}

TEST(FindConflictsTest, ThoseThatNeverMeetAreInNoConflict) {
  for (const Case& c : Cases()) {
    EXPECT_THAT(ConflictsOf({At(c.first, 0, 10), At(c.second, 10)}), IsEmpty())
        << c.name << ", one after the other";
    Policy never = At(c.second);
    never.timing.happens = false;
    EXPECT_THAT(ConflictsOf({At(c.first), never}), IsEmpty())
        << c.name << ", the second does not happen";
    EXPECT_THAT(ConflictsOf({never, At(c.first)}), IsEmpty())
        << c.name << ", the first does not happen";
    Policy unrealised = At(c.second);
    unrealised.realised_share = 0;
    EXPECT_THAT(ConflictsOf({At(c.first), unrealised}), IsEmpty())
        << c.name << ", nothing of the second is realised";
  }
}

}  // namespace
}  // namespace oilflow
