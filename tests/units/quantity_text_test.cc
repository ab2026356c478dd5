#include "service/units/quantity_text.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using enum Dimension;

constexpr Dimension kDimensions[] = {kRate,  kVolume,  kPrice, kMoney,
                                     kShare, kGasRate, kPower, kDuration,
                                     kHeat,  kHeatRate};

TEST(ParseQuantityTest, PeopleMayTypeAsTheyDo) {
  struct Case {
    Dimension dimension;
    const char* text;
    double expected;
  };
  const Case cases[] = {
      {kRate, "185kb/d", 185e3},
      {kRate, "0.185 mb/d", 0.185 * 1e6},
      {kRate, "185,000 bpd", 185e3},
      {kRate, "185000 b/d", 185e3},
      {kRate, "185000 bbl/d", 185e3},
      {kRate, "185 kbd", 185e3},
      {kRate, "185 kbpd", 185e3},
      {kRate, "1.85mbd", 1.85e6},
      {kRate, "  185   kb/d  ", 185e3},
      {kRate, "-69,375 bpd", -69375},
      {kRate, "+100 kb/d", 100e3},
      {kRate, "0 bpd", 0},
      {kRate, ".5 mb/d", 0.5e6},
      {kRate, "1,234,567.5 bpd", 1234567.5},
      {kVolume, "1.2 mb", 1.2e6},
      {kVolume, "450 kb", 450e3},
      {kVolume, "180 million bbl", 180e6},
      {kVolume, "42 bbl", 42},
      {kPrice, "33.3 USD/bbl", 33.3},
      {kPrice, "-12 $/bbl", -12},
      {kMoney, "300 million USD", 300e6},
      {kMoney, "1.5 billion USD", 1.5e9},
      {kMoney, "5 USD", 5},
      {kShare, "75%", 75 * 0.01},
      {kShare, "75 %", 75 * 0.01},
      {kShare, "0.75", 0.75},
      {kShare, "0.75 share", 0.75},
      {kShare, "100%", 1},
      {kShare, "-5%", -5 * 0.01},
      {kGasRate, "50 MMcm/d", 50},
      // 1e9 cubic feet of 0.3048 m, in millions of cubic metres.
      {kGasRate, "1 bcf/d", 1e3 * 0.3048 * 0.3048 * 0.3048},
      {kPower, "1000 MW", 1000},
      {kPower, "1.5 GW", 1500},
      {kDuration, "7 days", 7},
      {kDuration, "2 weeks", 14},
      {kHeat, "5.8 MMBtu/bbl", 5.8},
      {kHeatRate, "10,500 Btu/kWh", 10500},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<double> value = ParseQuantity(c.dimension, c.text);
    ASSERT_THAT(value, IsOk()) << c.text;
    EXPECT_DOUBLE_EQ(*value, c.expected) << c.text;
  }
}

TEST(ParseQuantityTest, DoubtfulTextIsRefused) {
  struct Case {
    Dimension dimension;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {kRate, "185", "it has none"},
      {kRate, "185 Mb/d", "not \"Mb/d\" (M is a thousand to some"},
      {kRate, "185 MB/d", "not \"MB/d\" (M is a thousand to some"},
      {kRate, "185Mbd", "not \"Mbd\" (M is a thousand to some"},
      {kVolume, "185 Mb", "not \"Mb\" (M is a thousand to some"},
      {kRate, "185 KB/D", "must have one of the units bpd, b/d"},
      {kRate, "185 bbl", "must have one of the units bpd, b/d"},
      {kRate, "185 kb/d please", "not \"kb/d please\""},
      {kRate, "185 USD/bbl", "not \"USD/bbl\""},
      {kVolume, "185 kb/d", "must have one of the units bbl, kb, mb"},
      {kPrice, "75", "must have one of the units USD/bbl, $/bbl; it has none"},
      {kMoney, "75 EUR", "must have one of the units USD, million USD"},
      {kShare, "75 percent", "must have one of the units share, %"},
      {kDuration, "7", "it has none"},
      {kRate, "", "must be a rate such as 185 kb/d, not \"\""},
      {kRate, "kb/d", "must be a rate such as 185 kb/d, not \"kb/d\""},
      {kRate, "many kb/d", "must be a rate such as 185 kb/d"},
      {kShare, "most", "must be a share such as 0.75 or 75%, not \"most\""},
      {kRate, "18,5000 bpd", "must be a number such as 185,000 or 0.185"},
      {kRate, "1-2 kb/d", "must be a number such as"},
      {kRate, "1 2 kb/d", "not \"2 kb/d\""},
      {kRate, "1.2.3 kb/d", "must be a number such as"},
      {kRate, "- kb/d", "must be a number such as"},
      {kRate, "nan kb/d", "must be a rate such as 185 kb/d"},
      {kRate, "inf kb/d", "must be a rate such as 185 kb/d"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        ParseQuantity(c.dimension, c.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.expected)))
        << c.text;
  }
}

TEST(ParseNumberTest, PlainNumbersAreRead) {
  struct Case {
    const char* text;
    double expected;
  };
  const Case cases[] = {
      {"0", 0},
      {"7", 7},
      {"-7", -7},
      {"+7", 7},
      {"0.185", 0.185},
      {".5", 0.5},
      {"1e3", 1000},
      {"1.5E-3", 0.0015},
      {"1e+3", 1000},
      {"007", 7},
      {"1,000", 1000},
      {"12,345", 12345},
      {"123,456", 123456},
      {"-1,234,567.25", -1234567.25},
      {"+1,000", 1000},
      {"999999999999999", 999999999999999.0},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(ParseNumber(c.text), IsOkAndHolds(c.expected)) << c.text;
  }
}

TEST(ParseNumberTest, EverythingElseIsRefused) {
  const char* const kCases[] = {
      "", " ", " 1", "1 ", "+", "-", "+-1", "--1", "++1", ".", "e3", "1e", "1,",
      ",1", ",185", "1,00", "1,0000", "18,5000", "1,,000", "1,000,00", "-,185",
      "1.000,5", "1.5,000", "1,000,",
      // A separator stands in all its places or in none.
      "1000,000", "1,000000", "1234567,000",
      // Read as a decimal comma this is a thousandth of it.
      "0,185", "-0,185", "00,185", "000,185", "1_000", "1'000", "1 000", "0x10",
      "1.2.3", "1e5.5", "1e1,000", "nan", "-nan", "inf", "-inf", "infinity",
      "1e400", "-1e400", "12k", "١"};
  for (const char* text : kCases) {
    EXPECT_THAT(ParseNumber(text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("must be a number such as 185,000")))
        << text;
  }
}

TEST(ParseNumberTest, MagnitudeIsBounded) {
  for (const char* text : {"1e15", "-1e15", "1,000,000,000,000,000", "1e300"}) {
    EXPECT_THAT(ParseNumber(text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         absl::StrCat("must be smaller than 1e15, not ", text)))
        << text;
  }
}

TEST(UnitFactorTest, CanonicalUnitsAreOne) {
  for (const Dimension dimension : kDimensions) {
    ASSERT_NE(CanonicalUnit(dimension), "");
    EXPECT_THAT(UnitFactor(dimension, CanonicalUnit(dimension)),
                IsOkAndHolds(1));
  }
}

TEST(UnitFactorTest, ErrorsListTheUnitsKnown) {
  EXPECT_THAT(UnitFactor(kPower, "kW"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "must have one of the units MW, GW, not \"kW\""));
  EXPECT_THAT(UnitFactor(kPower, ""),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "must have one of the units MW, GW; it has none"));
}

// What a message tells a user to write can be written.
TEST(DimensionExampleTest, ExamplesParse) {
  for (const Dimension dimension : kDimensions) {
    const std::string phrase(DimensionExample(dimension));
    const size_t begin = phrase.find_first_of("0123456789");
    ASSERT_NE(begin, std::string::npos) << phrase;
    std::string example = phrase.substr(begin);
    if (const size_t other = example.find(" or "); other != std::string::npos) {
      EXPECT_THAT(ParseQuantity(dimension, example.substr(other + 4)), IsOk());
      example.resize(other);
    }
    EXPECT_THAT(ParseQuantity(dimension, example), IsOk()) << phrase;
  }
}

TEST(ParseRateTest, IsAQuantityOfRate) {
  EXPECT_THAT(ParseRate("185 kb/d"), IsOkAndHolds(185e3 * kBarrelsPerDay));
  EXPECT_THAT(ParseRate("185 kb"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("kb/d"), HasSubstr("not \"kb\""))));
}

TEST(PrintWholeTest, GroupsOfThree) {
  struct Case {
    int64_t number;
    const char* whole;
    const char* change;
  };
  const Case cases[] = {
      {0, "0", "0"},
      {7, "7", "+7"},
      {-7, "-7", "-7"},
      {999, "999", "+999"},
      {1000, "1,000", "+1,000"},
      {-1000, "-1,000", "-1,000"},
      {185000, "185,000", "+185,000"},
      {-69375, "-69,375", "-69,375"},
      {1234567, "1,234,567", "+1,234,567"},
      {std::numeric_limits<int64_t>::max(), "9,223,372,036,854,775,807",
       "+9,223,372,036,854,775,807"},
      {std::numeric_limits<int64_t>::min(), "-9,223,372,036,854,775,808",
       "-9,223,372,036,854,775,808"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(PrintWhole(c.number), c.whole);
    EXPECT_EQ(PrintChange(c.number), c.change);
  }
  EXPECT_EQ(PrintRate(int64_t{185000} * kBarrelsPerDay), "185,000 bpd");
}

TEST(PrintWholeTest, IsReadBack) {
  std::mt19937_64 random(20250305);
  for (int i = 0; i < 20000; ++i) {
    const auto number =
        static_cast<int64_t>(random() % 2000000000000000) >> (random() % 50);
    const int64_t sign = random() % 2 == 0 ? 1 : -1;
    const int64_t whole = sign * (number % 1000000000000000);
    ASSERT_THAT(ParseNumber(PrintWhole(whole)),
                IsOkAndHolds(static_cast<double>(whole)));
    ASSERT_THAT(ParseNumber(PrintChange(whole)),
                IsOkAndHolds(static_cast<double>(whole)));
    ASSERT_THAT(ParseRate(PrintRate(whole * kBarrelsPerDay)),
                IsOkAndHolds(static_cast<double>(whole) * kBarrelsPerDay));
  }
}

TEST(PrintNumberTest, IsShort) {
  EXPECT_EQ(PrintNumber(0), "0");
  EXPECT_EQ(PrintNumber(0.1), "0.1");
  EXPECT_EQ(PrintNumber(-33.3), "-33.3");
  EXPECT_EQ(PrintNumber(185000), "185000");
  EXPECT_EQ(PrintNumber(0.1 + 0.2), "0.30000000000000004");
}

TEST(PrintNumberTest, HasAnExponentOnlyAtTheExtremes) {
  EXPECT_EQ(PrintNumber(100000), "100000");
  EXPECT_EQ(PrintNumber(-200e6), "-200000000");
  EXPECT_EQ(PrintNumber(1e-6), "0.000001");
  EXPECT_EQ(PrintNumber(1e13), "10000000000000");
  EXPECT_EQ(PrintNumber(1e15), "1e+15");
  EXPECT_EQ(PrintNumber(1e-7), "1e-07");
}

// Numbers of few digits, as people type them, numbers of every size that is
// printed without an exponent, and any bits at all.
TEST(PrintNumberTest, IsReadBackToTheBit) {
  std::mt19937_64 random(20250306);
  const auto next = [&](int kind) {
    if (kind == 0) {
      return static_cast<double>(static_cast<int64_t>(random() % 2000001) -
                                 1000000) /
             1000;
    }
    if (kind == 1) {
      const double mantissa = 1 + static_cast<double>(random() >> 12) * 0x1p-52;
      return std::ldexp(mantissa, static_cast<int>(random() % 72) - 21);
    }
    return std::bit_cast<double>(random());
  };
  int tried = 0;
  while (tried < 150000) {
    const double number = next(tried % 3);
    if (!(std::abs(number) < 1e15)) {
      continue;
    }
    ++tried;
    const absl::StatusOr<double> read = ParseNumber(PrintNumber(number));
    ASSERT_THAT(read, IsOk()) << number;
    ASSERT_EQ(std::bit_cast<uint64_t>(*read), std::bit_cast<uint64_t>(number))
        << number;
  }
  for (const double number :
       {-0.0, std::numeric_limits<double>::denorm_min(),
        std::numeric_limits<double>::min(), std::nextafter(1e15, 0)}) {
    const absl::StatusOr<double> read = ParseNumber(PrintNumber(number));
    ASSERT_THAT(read, IsOk()) << number;
    EXPECT_EQ(std::bit_cast<uint64_t>(*read), std::bit_cast<uint64_t>(number));
  }
}

}  // namespace
}  // namespace oilflow
