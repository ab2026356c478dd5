#include "service/explain/revelation.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/reason.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Fact FactOf(const std::string& id, const std::string& subject,
            const std::string& measure, double value, absl::CivilDay known_at,
            absl::CivilDay valid_from = absl::CivilDay(2024, 1, 1)) {
  Fact fact;
  fact.id = id;
  fact.subject = subject;
  fact.measure = measure;
  fact.value = value;
  fact.valid_from = valid_from;
  fact.known_at = known_at;
  return fact;
}

absl::CivilDay May(int day) { return absl::CivilDay(2025, 5, day); }

const Horizon kHorizon = {.first_day = absl::CivilDay(2025, 6, 1),
                          .day_count = 30};

// In the order of recording, which is not that of knowledge.
FactBook Book() {
  return *FactBook::Create({
      FactOf("f1", "field", "potential", 100, absl::CivilDay(2024, 1, 1)),
      FactOf("f2", "line", "capacity", 80, absl::CivilDay(2024, 1, 1)),
      FactOf("f3", "line", "capacity", 90, May(20)),
      FactOf("f4", "field", "potential", 120, May(10)),
      FactOf("f5", "field", "potential", 70, May(10),
             absl::CivilDay(2025, 6, 16)),
      // Of what the answer does not read, and what was known already.
      FactOf("f6", "line", "toll", 3, May(10)),
      FactOf("f7", "line", "capacity", 90, May(25)),
      FactOf("f8", "line", "capacity", 95, May(26)),
      FactOf("f9", "later", "capacity", 1, May(31)),
  });
}

// What flows on average, and the price: of the day that the snapshot is of.
std::vector<double> Flow(const Snapshot& snapshot) {
  double sum = 0;
  for (absl::CivilDay day = kHorizon.first_day; day < kHorizon.end(); ++day) {
    sum += std::min(snapshot.Find("field", "potential", day)->value,
                    snapshot.Find("line", "capacity", day)->value);
  }
  return {sum / kHorizon.day_count,
          static_cast<double>(snapshot.reading().as_of.day())};
}

struct Told {
  int answers = 0;
  int64_t total = 0;
  std::vector<int64_t> completed;
};

absl::StatusOr<Revelation> RevealBetween(const FactBook& book,
                                         absl::CivilDay first,
                                         absl::CivilDay last, Told* told) {
  return Reveal(
      *book.Read(first, ""), *book.Read(last, ""), kHorizon,
      [&](const Snapshot& snapshot) -> absl::StatusOr<std::vector<double>> {
        ++told->answers;
        return Flow(snapshot);
      },
      [&](int64_t completed, int64_t total) {
        told->completed.push_back(completed);
        told->total = total;
        return absl::OkStatus();
      });
}

TEST(RevelationTest, PiecesComeInTheOrderOfKnowledgeAndThenOfRecording) {
  const FactBook book = Book();
  const auto pieces =
      FactsBetween(*book.Read(May(1), ""), *book.Read(May(28), ""));
  std::vector<std::string> said;
  for (const RevealedFacts& piece : pieces) {
    said.push_back(absl::StrCat(piece.known_at.day(), " ", piece.subject, " ",
                                piece.measure, " ", piece.facts.size()));
  }
  EXPECT_THAT(said, ElementsAre("10 field potential 2", "10 line toll 1",
                                "20 line capacity 1", "25 line capacity 1",
                                "26 line capacity 1"));
}

TEST(RevelationTest, StepsLeadFromBeforeToAfter) {
  const FactBook book = Book();
  Told told;
  const auto revelation = RevealBetween(book, May(1), May(28), &told);
  ASSERT_THAT(revelation, IsOk());
  EXPECT_THAT(revelation->before, ElementsAre(80, 1));
  // 15 days of min(120, 95), 15 of min(70, 95).
  EXPECT_THAT(revelation->after, ElementsAre((95 + 70) / 2.0, 28));
  ASSERT_EQ(revelation->steps.size(), 4u);
  // The line held the field: what matters is the second half of the month.
  EXPECT_THAT(revelation->steps[0].changes, ElementsAre(-5, 0));
  EXPECT_THAT(revelation->steps[1].changes, ElementsAre(5, 0));
  // 90 again on May 25 changes nothing.
  EXPECT_EQ(revelation->steps[2].revealed.known_at, May(26));
  EXPECT_THAT(revelation->steps[2].changes, ElementsAre(2.5, 0));
  const RevelationStep& price = revelation->steps[3];
  EXPECT_EQ(price.revealed.subject, "");
  EXPECT_THAT(price.revealed.facts, IsEmpty());
  EXPECT_EQ(price.revealed.known_at, May(28));
  EXPECT_THAT(price.changes, ElementsAre(0, 27));
  // The toll, which changes no answer, and the 90 that was known.
  EXPECT_EQ(revelation->facts_without_effect, 2);
  for (size_t column = 0; column < 2; ++column) {
    double sum = revelation->before[column];
    for (const RevelationStep& step : revelation->steps) {
      sum += step.changes[column];
    }
    EXPECT_EQ(sum, revelation->after[column]);
  }
  EXPECT_THAT(told.completed, ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(told.total, 6);
}

// Before, three capacities less the one that says what was known, one
// potential, the toll, after.
TEST(RevelationTest, WhatHoldsAsBeforeIsNotEvaluated) {
  const FactBook book = Book();
  Told told;
  ASSERT_THAT(RevealBetween(book, May(1), May(28), &told), IsOk());
  EXPECT_EQ(told.answers, 1 + 2 + 1 + 1 + 1);
}

TEST(RevelationTest, NothingBecomesKnownInNoTime) {
  const FactBook book = Book();
  Told told;
  const auto revelation = RevealBetween(book, May(28), May(28), &told);
  ASSERT_THAT(revelation, IsOk());
  EXPECT_THAT(revelation->steps, IsEmpty());
  EXPECT_EQ(revelation->before, revelation->after);
  EXPECT_EQ(revelation->facts_without_effect, 0);
}

TEST(RevelationTest, TimeRunsForward) {
  const FactBook book = Book();
  Told told;
  EXPECT_THAT(RevealBetween(book, May(28), May(1), &told),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no later than 2025-05-01")));
}

TEST(RevelationTest, TooManyPiecesAreRefused) {
  std::vector<Fact> facts;
  for (int i = 0; i <= kMaxRevelations + 1; ++i) {
    facts.push_back(FactOf(absl::StrCat("f", i), absl::StrCat("field-", i),
                           "potential", 1, May(i == 0 ? 1 : 2)));
  }
  const FactBook book = *FactBook::Create(facts);
  Told told;
  EXPECT_THAT(
      RevealBetween(book, May(1), May(2), &told),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2001 subjects")));
}

TEST(RevelationTest, AnErrorSaysWhatWasKnownAndKeepsItsReason) {
  const FactBook book = Book();
  const auto fail_at = [&](int answer) {
    int answers = 0;
    return Reveal(
               *book.Read(May(1), ""), *book.Read(May(28), ""), kHorizon,
               [&](const Snapshot& snapshot)
                   -> absl::StatusOr<std::vector<double>> {
                 if (answers++ == answer) {
                   return WithReason(
                       absl::FailedPreconditionError("no fact covers it"),
                       "FACTS_MISSING", {"field potential"});
                 }
                 return Flow(snapshot);
               },
               [](int64_t, int64_t) { return absl::OkStatus(); })
        .status();
  };
  EXPECT_EQ(ReasonOf(fail_at(0)), "FACTS_MISSING");
  EXPECT_THAT(fail_at(0), StatusIs(absl::StatusCode::kFailedPrecondition,
                                   "with what was known before: no fact covers "
                                   "it"));
  EXPECT_THAT(fail_at(3),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("once line capacity of 2025-05-20 is known")));
}

TEST(RevelationTest, StopsWhenTold) {
  const FactBook book = Book();
  int answers = 0;
  EXPECT_THAT(
      Reveal(
          *book.Read(May(1), ""), *book.Read(May(28), ""), kHorizon,
          [&](const Snapshot& snapshot) -> absl::StatusOr<std::vector<double>> {
            ++answers;
            return Flow(snapshot);
          },
          [](int64_t, int64_t) { return absl::CancelledError("gone"); }),
      StatusIs(absl::StatusCode::kCancelled, "gone"));
  EXPECT_EQ(answers, 2);
}

}  // namespace
}  // namespace oilflow
