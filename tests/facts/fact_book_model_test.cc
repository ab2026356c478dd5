// The fact book against a plain list that anyone can check by eye.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/facts/fact_book.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

constexpr absl::CivilDay kBookStart(2025, 1, 1);
constexpr int kDays = 60;
constexpr absl::string_view kSubjects[] = {"itp", "krg-pipeline", "nowhere"};
constexpr absl::string_view kMeasures[] = {"capacity", "cost"};

// What a snapshot promises, in a dozen lines.
std::string NaiveFind(const std::vector<Fact>& facts, const Reading& reading,
                      absl::string_view subject, absl::string_view measure,
                      absl::CivilDay day) {
  const Fact* best = nullptr;
  for (const Fact& fact : facts) {
    if (fact.subject == subject && fact.measure == measure &&
        fact.known_at <= reading.as_of && fact.HoldsOn(day) &&
        (best == nullptr || fact.known_at >= best->known_at)) {
      best = &fact;
    }
    if (fact.id == reading.latest_fact) {
      break;
    }
  }
  return best == nullptr ? "" : best->id;
}

std::string IdFound(const Snapshot& snapshot, absl::string_view subject,
                    absl::string_view measure, absl::CivilDay day) {
  const Fact* const fact = snapshot.Find(subject, measure, day);
  return fact == nullptr ? "" : fact->id;
}

class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  int Below(int end) {
    return static_cast<int>(random_() % static_cast<uint64_t>(end));
  }

  absl::CivilDay Day() { return kBookStart + Below(kDays); }

  // Days are few, so that facts often begin, end and become known together.
  Fact NextFact() {
    Fact fact;
    fact.id = absl::StrCat("fact-", ++count_);
    fact.subject = std::string(kSubjects[Below(2)]);
    fact.measure = std::string(kMeasures[Below(2)]);
    fact.valid_from = Day();
    if (Below(2) == 0) {
      fact.valid_to = fact.valid_from + 1 + Below(20);
    }
    fact.known_at = Day();
    return fact;
  }

 private:
  std::mt19937_64 random_;
  int count_ = 0;
};

// A snapshot and the book that it must not outlive.
struct Held {
  std::shared_ptr<const FactBook> book;
  Snapshot snapshot;
};

TEST(FactBookModelTest, AnswersAsAPlainListDoesFor20000Steps) {
  Generator random(20250307);
  std::vector<Fact> list = {random.NextFact()};
  auto book = std::make_shared<const FactBook>(FactBook::Create(list).value());
  std::vector<Held> held = {{book, book->Read(std::nullopt, "").value()}};
  int found = 0;
  for (int step = 0; step < 20000; ++step) {
    const int kind = random.Below(100);
    if (kind < 2) {
      list.push_back(random.NextFact());
      book = std::make_shared<const FactBook>(FactBook::Create(list).value());
    } else if (kind < 10) {
      const std::optional<absl::CivilDay> as_of =
          random.Below(4) == 0 ? std::nullopt
                               : std::optional<absl::CivilDay>(random.Day());
      const std::string latest =
          random.Below(2) == 0
              ? ""
              : list[random.Below(static_cast<int>(list.size()))].id;
      absl::StatusOr<Snapshot> snapshot = book->Read(as_of, latest);
      ASSERT_THAT(snapshot, IsOk());
      if (held.size() < 20) {
        held.push_back({book, *std::move(snapshot)});
      } else {
        held[random.Below(20)] = {book, *std::move(snapshot)};
      }
    } else {
      const Snapshot& snapshot =
          held[random.Below(static_cast<int>(held.size()))].snapshot;
      const absl::string_view subject = kSubjects[random.Below(3)];
      const absl::string_view measure = kMeasures[random.Below(2)];
      const absl::CivilDay day = kBookStart - 1 + random.Below(kDays + 25);
      const std::string expected =
          NaiveFind(list, snapshot.reading(), subject, measure, day);
      ASSERT_EQ(IdFound(snapshot, subject, measure, day), expected)
          << "step " << step << ", " << subject << " " << measure << " on "
          << day << " as of " << snapshot.reading().as_of << " up to "
          << snapshot.reading().latest_fact;
      found += expected.empty() ? 0 : 1;
    }
  }
  // Else the steps have tried nothing.
  EXPECT_GT(list.size(), 200u);
  EXPECT_GT(found, 5000);
}

// A pinned reading gives the same answers from every later book.
TEST(FactBookModelTest, PinnedReadingsNeverChange) {
  Generator random(20250308);
  for (int round = 0; round < 30; ++round) {
    std::vector<Fact> list;
    for (int i = 0; i < 20; ++i) {
      list.push_back(random.NextFact());
    }
    const FactBook before = FactBook::Create(list).value();
    const Snapshot snapshot = before.Read(random.Day(), "").value();
    for (int i = 0; i < 20; ++i) {
      list.push_back(random.NextFact());
    }
    const FactBook after = FactBook::Create(list).value();
    const Snapshot again =
        after.Read(snapshot.reading().as_of, snapshot.reading().latest_fact)
            .value();
    for (const absl::string_view subject : kSubjects) {
      for (const absl::string_view measure : kMeasures) {
        for (int day = -1; day < kDays + 25; ++day) {
          ASSERT_EQ(IdFound(snapshot, subject, measure, kBookStart + day),
                    IdFound(again, subject, measure, kBookStart + day));
        }
      }
    }
  }
}

// A fact known after a day changes nothing that is read as of it.
TEST(FactBookModelTest, NothingLooksAhead) {
  Generator random(20250309);
  for (int round = 0; round < 30; ++round) {
    std::vector<Fact> known;
    std::vector<Fact> all;
    const absl::CivilDay as_of = random.Day();
    for (int i = 0; i < 40; ++i) {
      const Fact fact = random.NextFact();
      if (fact.known_at <= as_of) {
        known.push_back(fact);
      }
      all.push_back(fact);
    }
    if (known.empty()) {
      continue;
    }
    const FactBook known_book = FactBook::Create(known).value();
    const FactBook all_book = FactBook::Create(all).value();
    const Snapshot expected = known_book.Read(as_of, "").value();
    const Snapshot snapshot = all_book.Read(as_of, "").value();
    ASSERT_EQ(snapshot.facts().size(), expected.facts().size());
    ASSERT_EQ(snapshot.ChangeDays(kBookStart - 1, kBookStart + 2 * kDays),
              expected.ChangeDays(kBookStart - 1, kBookStart + 2 * kDays));
    for (const absl::string_view subject : kSubjects) {
      for (const absl::string_view measure : kMeasures) {
        for (int day = -1; day < kDays + 25; ++day) {
          ASSERT_EQ(IdFound(snapshot, subject, measure, kBookStart + day),
                    IdFound(expected, subject, measure, kBookStart + day));
        }
      }
    }
  }
}

// Between two change days every answer stays.
TEST(FactBookModelTest, AnswersChangeOnlyOnChangeDays) {
  Generator random(20250310);
  for (int round = 0; round < 30; ++round) {
    std::vector<Fact> list;
    for (int i = 0; i < 8; ++i) {
      list.push_back(random.NextFact());
    }
    const FactBook book = FactBook::Create(list).value();
    const Snapshot snapshot = book.Read(std::nullopt, "").value();
    const absl::CivilDay last = kBookStart + kDays + 25;
    const std::vector<absl::CivilDay> days =
        snapshot.ChangeDays(kBookStart - 1, last);
    ASSERT_TRUE(std::is_sorted(days.begin(), days.end()));
    ASSERT_EQ(std::adjacent_find(days.begin(), days.end()), days.end());
    for (absl::CivilDay day = kBookStart; day < last; ++day) {
      if (std::binary_search(days.begin(), days.end(), day)) {
        continue;
      }
      for (const absl::string_view subject : kSubjects) {
        for (const absl::string_view measure : kMeasures) {
          ASSERT_EQ(IdFound(snapshot, subject, measure, day),
                    IdFound(snapshot, subject, measure, day - 1))
              << day;
        }
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
