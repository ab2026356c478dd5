#include "service/facts/fact_book.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr absl::CivilDay kDay(2025, 1, 1);

// A fact about the capacity of itp, known on day `known` of 2025.
Fact CapacityOf(const std::string& id, double value, int from, int known) {
  Fact fact;
  fact.id = id;
  fact.subject = "itp";
  fact.measure = "capacity";
  fact.value = value;
  fact.valid_from = kDay + from;
  fact.known_at = kDay + known;
  return fact;
}

// "" if none holds.
std::string IdOn(const Snapshot& snapshot, absl::CivilDay day,
                 absl::string_view subject = "itp",
                 absl::string_view measure = "capacity") {
  const Fact* const fact = snapshot.Find(subject, measure, day);
  return fact == nullptr ? "" : fact->id;
}

FactBook BookOf(std::vector<Fact> facts) {
  absl::StatusOr<FactBook> book = FactBook::Create(std::move(facts));
  EXPECT_THAT(book, IsOk());
  return *std::move(book);
}

Snapshot ReadAll(const FactBook& book) {
  return book.Read(std::nullopt, "").value();
}

TEST(FactTest, HoldsFromItsFirstDayToTheDayBeforeItsEnd) {
  Fact fact = CapacityOf("a", 1, 10, 0);
  EXPECT_FALSE(fact.HoldsOn(kDay + 9));
  EXPECT_TRUE(fact.HoldsOn(kDay + 10));
  EXPECT_TRUE(fact.HoldsOn(kDay + 20000));
  fact.valid_to = kDay + 12;
  EXPECT_TRUE(fact.HoldsOn(kDay + 11));
  EXPECT_FALSE(fact.HoldsOn(kDay + 12));
}

TEST(FactBookTest, KnownLastGoesFirst) {
  // Recorded last, but known before.
  const FactBook book =
      BookOf({CapacityOf("new", 2, 0, 9), CapacityOf("old", 1, 0, 3)});
  EXPECT_EQ(IdOn(ReadAll(book), kDay), "new");
}

TEST(FactBookTest, RecordedLastGoesFirstAmongThoseKnownOnOneDay) {
  const FactBook book =
      BookOf({CapacityOf("first", 1, 0, 3), CapacityOf("second", 2, 0, 3),
              CapacityOf("third", 3, 0, 3)});
  EXPECT_EQ(IdOn(ReadAll(book), kDay), "third");
}

TEST(FactBookTest, KnownLastGoesFirstEvenIfItHoldsForLonger) {
  Fact week = CapacityOf("week", 1, 10, 3);
  week.valid_to = kDay + 17;
  const FactBook before =
      BookOf({CapacityOf("for-ever", 2, 0, 1), std::move(week)});
  const Snapshot snapshot = ReadAll(before);
  EXPECT_EQ(IdOn(snapshot, kDay + 9), "for-ever");
  EXPECT_EQ(IdOn(snapshot, kDay + 10), "week");
  EXPECT_EQ(IdOn(snapshot, kDay + 16), "week");
  EXPECT_EQ(IdOn(snapshot, kDay + 17), "for-ever");
}

TEST(FactBookTest, OtherSubjectsAndMeasuresAreNotMixed) {
  Fact cost = CapacityOf("cost", 1, 0, 0);
  cost.measure = "cost";
  Fact other = CapacityOf("other", 1, 0, 0);
  other.subject = "it";
  const FactBook book = BookOf({std::move(cost), std::move(other)});
  const Snapshot snapshot = ReadAll(book);
  EXPECT_EQ(IdOn(snapshot, kDay), "");
  EXPECT_EQ(IdOn(snapshot, kDay, "itp", "cost"), "cost");
  EXPECT_EQ(IdOn(snapshot, kDay, "it", "capacity"), "other");
  EXPECT_EQ(IdOn(snapshot, kDay, "itpcapacity", ""), "");
}

TEST(FactBookTest, WhatIsKnownLaterIsNotSeen) {
  const FactBook book =
      BookOf({CapacityOf("old", 1, 0, 3), CapacityOf("new", 2, 0, 9)});
  EXPECT_EQ(IdOn(*book.Read(kDay + 2, ""), kDay), "");
  EXPECT_EQ(IdOn(*book.Read(kDay + 3, ""), kDay), "old");
  EXPECT_EQ(IdOn(*book.Read(kDay + 8, ""), kDay), "old");
  EXPECT_EQ(IdOn(*book.Read(kDay + 9, ""), kDay), "new");
}

TEST(FactBookTest, WhatIsRecordedLaterIsNotSeen) {
  const FactBook book =
      BookOf({CapacityOf("first", 1, 0, 3), CapacityOf("second", 2, 0, 9),
              CapacityOf("third", 3, 0, 3)});
  EXPECT_EQ(IdOn(*book.Read(std::nullopt, "first"), kDay), "first");
  EXPECT_EQ(IdOn(*book.Read(std::nullopt, "second"), kDay), "second");
  EXPECT_EQ(IdOn(*book.Read(kDay + 8, "second"), kDay), "first");
  EXPECT_EQ(IdOn(*book.Read(kDay + 8, "third"), kDay), "third");
}

TEST(FactBookTest, LatestFactMayBeOneThatIsNotYetKnown) {
  const FactBook book =
      BookOf({CapacityOf("first", 1, 0, 3), CapacityOf("second", 2, 0, 9)});
  const absl::StatusOr<Snapshot> snapshot = book.Read(kDay + 5, "second");
  ASSERT_THAT(snapshot, IsOk());
  EXPECT_EQ(IdOn(*snapshot, kDay), "first");
  EXPECT_EQ(snapshot->reading().latest_fact, "second");
}

TEST(FactBookTest, ReadingIsFilledInWithAllThatIsKnownAndRecorded) {
  const FactBook book =
      BookOf({CapacityOf("known-last", 1, 0, 9), CapacityOf("b", 2, 0, 3)});
  const Reading all = ReadAll(book).reading();
  EXPECT_EQ(all.as_of, kDay + 9);
  EXPECT_EQ(all.latest_fact, "b");
  const Reading given = book.Read(kDay + 4, "known-last")->reading();
  EXPECT_EQ(given.as_of, kDay + 4);
  EXPECT_EQ(given.latest_fact, "known-last");
}

TEST(FactBookTest, LatestKnownMayLieBefore1970) {
  Fact fact = CapacityOf("a", 1, 0, 0);
  fact.valid_from = absl::CivilDay(1960, 1, 1);
  fact.known_at = absl::CivilDay(1965, 6, 1);
  const FactBook book = BookOf({std::move(fact)});
  EXPECT_EQ(book.latest_known_at(), absl::CivilDay(1965, 6, 1));
  EXPECT_EQ(ReadAll(book).reading().as_of, absl::CivilDay(1965, 6, 1));
}

TEST(FactBookTest, BadBooksAndReadingsAreRefused) {
  EXPECT_THAT(FactBook::Create({}), StatusIs(absl::StatusCode::kInvalidArgument,
                                             "must hold at least one fact"));
  EXPECT_THAT(
      FactBook::Create({CapacityOf("a", 1, 0, 0), CapacityOf("b", 1, 0, 0),
                        CapacityOf("a", 2, 1, 1)}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("two facts have the id a")));
  const FactBook book = BookOf({CapacityOf("a", 1, 0, 0)});
  EXPECT_THAT(
      book.Read(std::nullopt, "b"),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("names no fact: \"b\"")));
}

TEST(FactBookTest, FactsOfASnapshotStandInTheOrderOfRecording) {
  const FactBook book =
      BookOf({CapacityOf("a", 1, 0, 9), CapacityOf("b", 2, 0, 3),
              CapacityOf("c", 2, 0, 5)});
  const absl::StatusOr<Snapshot> snapshot = book.Read(kDay + 5, "");
  ASSERT_THAT(snapshot, IsOk());
  EXPECT_THAT(snapshot->facts(),
              ElementsAre(testing::Pointee(testing::Field(&Fact::id, "b")),
                          testing::Pointee(testing::Field(&Fact::id, "c"))));
}

TEST(FactBookTest, SnapshotOutlivesTheBookItWasReadFromIfACopyDoes) {
  auto book = std::make_unique<FactBook>(BookOf({CapacityOf("a", 1, 0, 0)}));
  const FactBook copy = *book;
  const Snapshot snapshot = ReadAll(*book);
  book.reset();
  EXPECT_EQ(IdOn(snapshot, kDay), "a");
}

TEST(SnapshotTest, ChangeDaysLieStrictlyWithin) {
  Fact week = CapacityOf("week", 1, 10, 0);
  week.valid_to = kDay + 17;
  const FactBook book =
      BookOf({CapacityOf("a", 1, 3, 0), std::move(week),
              CapacityOf("b", 1, 17, 0), CapacityOf("c", 1, 30, 0)});
  const Snapshot snapshot = ReadAll(book);
  EXPECT_THAT(snapshot.ChangeDays(kDay, kDay + 31),
              ElementsAre(kDay + 3, kDay + 10, kDay + 17, kDay + 30));
  EXPECT_THAT(snapshot.ChangeDays(kDay + 3, kDay + 30),
              ElementsAre(kDay + 10, kDay + 17));
  EXPECT_THAT(snapshot.ChangeDays(kDay + 10, kDay + 17), IsEmpty());
  EXPECT_THAT(snapshot.ChangeDays(kDay + 20, kDay + 10), IsEmpty());
}

}  // namespace
}  // namespace oilflow
