// Parts of a simulation put together, and parts that do not fit.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/rpc/status.h"
#include "tests/support/details.h"
#include "tests/support/dice.h"
#include "tests/support/simulations.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

constexpr int kDraws = 1500;

v1::SimulateScenarioRequest Question() {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(kDraws);
  request.set_monthly(true);
  return request;
}

NamedPart Part(const std::string& name, int first, int end) {
  return {name, SimulatePart(Question(), first, end)};
}

// That the parts are refused with this reason, and all the words.
void ExpectRefused(const std::vector<NamedPart>& parts,
                   const std::string& reason,
                   const std::vector<std::string>& says) {
  const absl::Status status = Merge(parts).status();
  ASSERT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  const grpc::Status sent = ToGrpcStatus(status);
  const auto infos = DetailsOf<google::rpc::ErrorInfo>(sent);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].reason(), reason) << status;
  for (const std::string& words : says) {
    EXPECT_THAT(std::string(status.message()), HasSubstr(words));
  }
}

TEST(MergeTest, AnyCutInAnyOrderGivesTheBytesOfTheWhole) {
  const absl::StatusOr<Messages> whole = Simulate(Question());
  ASSERT_THAT(whole, IsOk());
  const std::string bytes = BytesOf({whole->back()});
  Dice dice(7);
  for (int count = 1; count <= 9; ++count) {
    std::vector<int> cuts = {0, kDraws};
    while (static_cast<int>(cuts.size()) < count + 1) {
      const auto cut = static_cast<int>(dice.Roll(1, kDraws - 1));
      if (std::count(cuts.begin(), cuts.end(), cut) == 0) {
        cuts.push_back(cut);
      }
    }
    std::sort(cuts.begin(), cuts.end());
    std::vector<NamedPart> parts;
    for (int i = 0; i < count; ++i) {
      parts.push_back(Part(absl::StrCat("part-", i), cuts[i], cuts[i + 1]));
    }
    for (size_t i = parts.size(); i > 1; --i) {
      std::swap(parts[i - 1], parts[dice.Roll(0, static_cast<int>(i) - 1)]);
    }
    const auto merged = Merge(parts);
    ASSERT_THAT(merged, IsOk()) << count;
    EXPECT_TRUE(BytesOf({*merged}) == bytes) << count << " parts";
  }
}

TEST(MergeTest, PartsMayComeInTurns) {
  const absl::StatusOr<Messages> whole = Simulate(Question());
  ASSERT_THAT(whole, IsOk());
  const NamedPart parts[] = {Part("one", 0, 700), Part("two", 700, kDraws)};
  std::vector<v1::MergeSimulationRequest> requests;
  for (size_t i = 0; i < parts[0].messages.size(); ++i) {
    for (const NamedPart& part : parts) {
      ASSERT_EQ(part.messages.size(), parts[0].messages.size());
      requests.emplace_back().set_part(part.name);
      *requests.back().mutable_message() = part.messages[i];
    }
  }
  const auto merged = MergeMessages(requests);
  ASSERT_THAT(merged, IsOk());
  EXPECT_TRUE(BytesOf({*merged}) == BytesOf({whole->back()}));
}

TEST(MergeTest, AMissingRangeIsNamedWithItsNeighbours) {
  ExpectRefused({Part("a.bin", 0, 400), Part("c.bin", 900, kDraws)},
                "PART_MISSING",
                {"draws 400 to 899", "between part a.bin and part c.bin"});
  ExpectRefused({Part("a.bin", 0, kDraws - 1)}, "PART_MISSING",
                {absl::StrCat("draw ", kDraws - 1), "after part a.bin"});
  ExpectRefused({Part("a.bin", 1, kDraws)}, "PART_MISSING",
                {"no part has draw 0 (before part a.bin)"});
  ExpectRefused({}, "PART_MISSING", {"at least one part"});
}

TEST(MergeTest, EveryMissingRangeIsNamedAtOnce) {
  const absl::Status status =
      Merge({Part("b.bin", 100, 200), Part("d.bin", 300, 400)}).status();
  const auto bad = DetailsOf<google::rpc::BadRequest>(ToGrpcStatus(status));
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_EQ(bad[0].field_violations_size(), 3) << bad[0].DebugString();
}

TEST(MergeTest, OverlappingPartsAreBothNamed) {
  ExpectRefused(
      {Part("a.bin", 0, 800), Part("b.bin", 799, kDraws)}, "PART_OVERLAPS",
      {"part b.bin has draws 799 to 1499", "part a.bin", "draws 0 to 799"});
  const NamedPart part = Part("a.bin", 0, kDraws);
  ExpectRefused({part, {"copy.bin", part.messages}}, "PART_OVERLAPS",
                {"part copy.bin", "part a.bin"});
  ExpectRefused({part, part}, "PART_OVERLAPS",
                {"part a.bin goes on after its last message"});
}

TEST(MergeTest, ATornPartIsNamedWithWhatItHas) {
  const NamedPart whole = Part("a.bin", 0, kDraws);
  ASSERT_GE(whole.messages.size(), 3u);
  NamedPart torn = whole;
  torn.messages.pop_back();
  ExpectRefused({torn}, "PART_TORN", {"part a.bin is torn"});
  torn.messages.erase(torn.messages.begin() + 1, torn.messages.end());
  ExpectRefused({torn}, "PART_TORN",
                {"part a.bin is torn", "draws 0 to 1499", "has 0"});
  torn = whole;
  torn.messages.erase(torn.messages.begin());
  ExpectRefused({torn}, "PART_TORN", {"part a.bin", "must begin with"});
  torn = whole;
  torn.messages.erase(torn.messages.begin() + 1);
  ExpectRefused({torn}, "PART_TORN", {"part a.bin is torn"});
  torn = whole;
  torn.messages[1].mutable_values()->mutable_values()->pop_back();
  ExpectRefused({torn}, "PART_TORN", {"part a.bin is torn", "bytes"});
  torn = whole;
  torn.messages[1].mutable_values()->set_first_draw(5);
  ExpectRefused({torn}, "PART_TORN", {"must go on with 0", "from 5 on"});
  torn = whole;
  // All bits set is no number.
  torn.messages[1].mutable_values()->mutable_values()->replace(0, 8, 8, '\xFF');
  ExpectRefused({torn}, "PART_TORN", {"part a.bin is torn", "finite"});
}

TEST(MergeTest, EveryTornPartIsNamedAtOnce) {
  NamedPart one = Part("a.bin", 0, 700);
  NamedPart two = Part("b.bin", 700, kDraws);
  one.messages.pop_back();
  two.messages.pop_back();
  const absl::Status status = Merge({one, two}).status();
  const auto bad = DetailsOf<google::rpc::BadRequest>(ToGrpcStatus(status));
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_EQ(bad[0].field_violations_size(), 2) << bad[0].DebugString();
}

TEST(MergeTest, APartOfAnotherSimulationIsNamedWithWhatDiffers) {
  const NamedPart first = Part("a.bin", 0, 700);
  v1::SimulateScenarioRequest other = Question();
  other.mutable_sampling()->set_seed(9);
  ExpectRefused(
      {first, {"b.bin", SimulatePart(other, 700, kDraws)}}, "PART_FOREIGN",
      {"part b.bin is of another simulation than part a.bin", "seed", "9"});
  other = Question();
  other.mutable_source()
      ->mutable_scenario()
      ->mutable_policies(0)
      ->mutable_gates(1)
      ->set_weekly_hazard(0.06);
  ExpectRefused({first, {"b.bin", SimulatePart(other, 700, kDraws)}},
                "PART_FOREIGN", {"part b.bin", "weekly_hazard", "0.06"});
}

// The head of one file and the tail of another, which fit but for what they
// are of.
TEST(MergeTest, APartThatGoesOnAsAnotherIsNamed) {
  const NamedPart good = Part("a.bin", 0, kDraws);
  v1::SimulateScenarioRequest other = Question();
  other.mutable_sampling()->set_seed(9);
  NamedPart mixed = good;
  mixed.messages.back() = SimulatePart(other, 0, kDraws).back();
  ExpectRefused({mixed}, "PART_FOREIGN",
                {"part a.bin goes on as a part of another simulation", "seed"});
  mixed = good;
  mixed.messages.back().mutable_manifest()->set_facts_sha256("another");
  ExpectRefused({mixed}, "PART_FOREIGN", {"part a.bin", "facts_sha256"});
  mixed = good;
  mixed.messages.back() = SimulatePart(Question(), 700, kDraws).back();
  ExpectRefused({mixed}, "PART_TORN",
                {"part a.bin is torn", "draws 0 to 1499", "first_draw 700"});
  for (const bool is_request : {true, false}) {
    mixed = good;
    v1::SimulateScenarioResponse& last = mixed.messages.back();
    is_request ? last.clear_request() : last.clear_manifest();
    ExpectRefused({mixed}, "PART_TORN", {"part a.bin is torn", "last message"});
  }
}

TEST(MergeTest, APartOfAnotherProgramOrOtherFactsIsNamed) {
  NamedPart part = Part("a.bin", 0, kDraws);
  v1::Manifest* manifest = part.messages[0].mutable_manifest();
  const std::string version = manifest->code_version();
  manifest->set_code_version("0.0.1-of-old");
  ExpectRefused({part}, "PART_FOREIGN",
                {"part a.bin", "code_version", "0.0.1-of-old", version});
  manifest->set_code_version(version);
  manifest->set_facts_sha256("another");
  ExpectRefused({part}, "PART_FOREIGN", {"part a.bin", "facts_sha256"});
}

TEST(MergeTest, AWholeSimulationIsNoPart) {
  const absl::StatusOr<Messages> whole = Simulate(Question());
  ASSERT_THAT(whole, IsOk());
  ExpectRefused({{"a.bin", *whole}}, "PART_FOREIGN",
                {"part a.bin is no part", "draws"});
}

TEST(MergeTest, PartsAreNamedInPlainText) {
  NamedPart part = Part("", 0, kDraws);
  ExpectRefused({part}, "INVALID_FIELD", {"part: must be a name"});
  part.name = std::string(401, 'a');
  ExpectRefused({part}, "INVALID_FIELD", {"at most 400 bytes", "401"});
  part.name = "a\nb";
  ExpectRefused({part}, "INVALID_FIELD", {"control characters"});
}

// Numbers that no program wrote must not run over.
TEST(MergeTest, RangesOutOfAllBoundsAreRefused) {
  const NamedPart good = Part("a.bin", 0, kDraws);
  const int64_t least = std::numeric_limits<int64_t>::min();
  const int64_t most = std::numeric_limits<int64_t>::max();
  for (const auto& [first, end] :
       {std::pair(least, most), std::pair(most, least), std::pair(most, most),
        std::pair(int64_t{0}, int64_t{kDraws + 1}),
        std::pair(int64_t{3}, int64_t{3})}) {
    NamedPart part = good;
    v1::DrawRange* draws = part.messages[0].mutable_request()->mutable_draws();
    draws->set_first_draw(first);
    draws->set_end_draw(end);
    ExpectRefused({part}, "INVALID_FIELD", {"part a.bin", "0 to 1499"});
  }
  for (const int64_t first : {least, most}) {
    NamedPart part = good;
    part.messages[1].mutable_values()->set_first_draw(first);
    part.messages[1].mutable_values()->set_draw_count(
        std::numeric_limits<int32_t>::max());
    ExpectRefused({part}, "PART_TORN", {"part a.bin"});
  }
}

}  // namespace
}  // namespace oilflow
