#include "service/wire/convert_curve.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

constexpr double kMaxLogChange = 3;
// How far, either way, the quote may lie from the first day that is priced: the
// path has to be worked out to the last pillar.
constexpr int kMaxQuoteMonths = 36;
constexpr int kMaxSimulatedDays = 1096;
constexpr int kMinDraws = 100;
constexpr int kMaxDraws = 100000;

CurveBenchmark BenchmarkFromProto(const v1::ForwardCurve& proto,
                                  const std::string& path, BadRequest* bad) {
  switch (proto.benchmark()) {
    case v1::ForwardCurve::BRENT:
      return CurveBenchmark::kBrent;
    case v1::ForwardCurve::WTI:
      return CurveBenchmark::kWti;
    default:
      bad->Add(absl::StrCat(path, ".benchmark"),
               absl::StrCat("must be BRENT or WTI, not ",
                            static_cast<int>(proto.benchmark()),
                            "; for another grade take the nearer of the two"));
      return CurveBenchmark::kBrent;
  }
}

CurveMode ModeFromProto(const v1::ForwardCurve& proto, const std::string& path,
                        BadRequest* bad) {
  switch (proto.mode()) {
    case v1::ForwardCurve::PATH:
      return CurveMode::kPath;
    case v1::ForwardCurve::ANNOUNCE:
      return CurveMode::kAnnounce;
    default:
      bad->Add(absl::StrCat(path, ".mode"),
               absl::StrCat("must be PATH (a change with dates) or ANNOUNCE "
                            "(news whose persistence is unknown), not ",
                            static_cast<int>(proto.mode()),
                            ": it is never guessed"));
      return CurveMode::kPath;
  }
}

CurveEngine EngineFromProto(const v1::ForwardCurve& proto,
                            const std::string& path, BadRequest* bad) {
  switch (proto.engine()) {
    case v1::ForwardCurve::ENGINE_UNSPECIFIED:
    case v1::ForwardCurve::TWO_SPEED:
      return CurveEngine::kTwoSpeed;
    case v1::ForwardCurve::IMPULSE_RESPONSE:
      return CurveEngine::kImpulseResponse;
    default:
      bad->Add(absl::StrCat(path, ".engine"),
               absl::StrCat("must be TWO_SPEED or IMPULSE_RESPONSE, not ",
                            static_cast<int>(proto.engine()),
                            "; left out it is TWO_SPEED"));
      return CurveEngine::kTwoSpeed;
  }
}

// Missing if it was not given well, or is to follow from a day that was not.
std::optional<absl::CivilDay> QuoteDayFromProto(
    const v1::ForwardCurve& proto, std::optional<absl::CivilDay> first_day,
    const std::string& path, BadRequest* bad) {
  if (!proto.has_quote_date()) {
    return first_day.has_value() ? std::make_optional(*first_day - 1)
                                 : std::nullopt;
  }
  const std::string field = absl::StrCat(path, ".quote_date");
  const auto day = DateFromProto(proto.quote_date());
  bad->Take(field, day);
  if (!day.ok()) {
    return std::nullopt;
  }
  if (first_day.has_value()) {
    const absl::CivilMonth month(*first_day);
    if (std::abs(absl::CivilMonth(*day) - month) > kMaxQuoteMonths) {
      bad->Add(field,
               absl::StrCat(
                   "must be in the months from ",
                   PrintMonth(month - kMaxQuoteMonths), " to ",
                   PrintMonth(month + kMaxQuoteMonths), ", ", kMaxQuoteMonths,
                   " either way of the first day that is priced, not ",
                   PrintDate(*day), "; quote the curve nearer to the change"));
      return std::nullopt;
    }
  }
  return *day;
}

// Months after the month of the quote; missing if it was not given well or
// cannot be told without the day of the quote.
std::optional<double> TenorFromProto(const v1::ForwardCurve::Pillar& proto,
                                     std::optional<absl::CivilDay> quote_day,
                                     const std::string& path, BadRequest* bad) {
  switch (proto.delivery_case()) {
    case v1::ForwardCurve::Pillar::kTenorMonths:
      return CheckNumber(absl::StrCat(path, ".tenor_months"),
                         proto.tenor_months(), 0, kMostTenorMonths, "months",
                         bad);
    case v1::ForwardCurve::Pillar::kDeliveryMonth: {
      const std::string field = absl::StrCat(path, ".delivery_month");
      const auto day = DateFromProto(proto.delivery_month());
      bad->Take(field, day);
      if (!day.ok() || !quote_day.has_value()) {
        return std::nullopt;
      }
      const absl::CivilMonth delivery(*day);
      const absl::CivilMonth quote(*quote_day);
      const auto months = delivery - quote;
      if (months < 0 || months > static_cast<int>(kMostTenorMonths)) {
        bad->Add(
            field,
            absl::StrCat("must be from ", PrintMonth(quote), " to ",
                         PrintMonth(quote + static_cast<int>(kMostTenorMonths)),
                         ", not ", PrintMonth(delivery),
                         ": 0 to 120 months after the month of the quote, "
                         "which is ",
                         PrintDate(*quote_day),
                         "; mend quote_date or leave the pillar out"));
        return std::nullopt;
      }
      return static_cast<double>(months);
    }
    default:
      bad->Add(path, "must have tenor_months or delivery_month");
      return std::nullopt;
  }
}

// A price at or below 0 is a price: FaultIn says why it is refused.
std::optional<double> PriceFromProto(const v1::ForwardCurve::Pillar& proto,
                                     const std::string& path, BadRequest* bad) {
  const std::string field = absl::StrCat(path, ".price_usd_per_bbl");
  if (!proto.has_price_usd_per_bbl()) {
    bad->Add(field, "must be given, in USD/bbl");
    return std::nullopt;
  }
  const double price = proto.price_usd_per_bbl();
  if (std::isfinite(price) && price <= 0) {
    bad->Add(field, FaultIn({{0, price * kDollarsPerBarrel}})->what);
    return std::nullopt;
  }
  return CheckNumberAbove(field, price, 0, kHighestPillar / kDollarsPerBarrel,
                          "USD/bbl", bad);
}

std::vector<CurvePillar> PillarsFromProto(
    const v1::ForwardCurve& proto, std::optional<absl::CivilDay> quote_day,
    const std::string& path, BadRequest* bad) {
  const std::string list = absl::StrCat(path, ".pillars");
  std::vector<CurvePillar> pillars;
  if (proto.pillars_size() < 1 || proto.pillars_size() > kMostPillars) {
    bad->Add(list, absl::StrCat("must be 1 to ", kMostPillars, ", not ",
                                proto.pillars_size()));
    return pillars;
  }
  for (int i = 0; i < proto.pillars_size(); ++i) {
    const std::string field = absl::StrCat(list, "[", i, "]");
    const auto tenor = TenorFromProto(proto.pillars(i), quote_day, field, bad);
    const auto price = PriceFromProto(proto.pillars(i), field, bad);
    if (tenor.has_value() && price.has_value()) {
      pillars.push_back({*tenor, *price * kDollarsPerBarrel});
    }
  }
  // What each lacks has been said; what they are together needs all of them.
  if (static_cast<int>(pillars.size()) == proto.pillars_size()) {
    if (const auto fault = FaultIn(pillars); fault.has_value()) {
      bad->Add(fault->pillar.has_value()
                   ? absl::StrCat(list, "[", *fault->pillar, "]",
                                  fault->field.empty() ? "" : ".", fault->field)
                   : list,
               fault->what);
    }
  }
  return pillars;
}

CurveSimulation SimulationFromProto(const v1::ForwardCurve::Simulation& proto,
                                    const std::string& path, BadRequest* bad) {
  CurveSimulation simulation;
  CheckNumber(absl::StrCat(path, ".horizon_days"), proto.horizon_days(), 1,
              kMaxSimulatedDays, "days", bad);
  simulation.horizon_days = proto.horizon_days();
  if (proto.has_draw_count()) {
    CheckNumber(absl::StrCat(path, ".draw_count"), proto.draw_count(),
                kMinDraws, kMaxDraws, "draws", bad);
    simulation.draw_count = proto.draw_count();
  }
  if (proto.seed() < 0) {
    bad->Add(
        absl::StrCat(path, ".seed"),
        absl::StrCat("must be from 0 to ", std::numeric_limits<int32_t>::max(),
                     ", not ", proto.seed()));
  }
  simulation.seed = static_cast<uint32_t>(proto.seed());
  return simulation;
}

}  // namespace

absl::string_view DefaultShapeId(CurveBenchmark benchmark) {
  return benchmark == CurveBenchmark::kBrent ? "brent-opec-2007-24"
                                             : "wti-opec-2007-24";
}

absl::string_view DefaultDynamicsId(CurveBenchmark benchmark) {
  return benchmark == CurveBenchmark::kBrent ? "brent-2007-25" : "wti-2007-25";
}

CurveInput CurveFromProto(const v1::ForwardCurve& proto,
                          std::optional<absl::CivilDay> first_day,
                          const std::string& path, BadRequest* bad) {
  CurveInput input;
  CurveRequest& request = input.request;
  request.benchmark = BenchmarkFromProto(proto, path, bad);
  const std::optional<absl::CivilDay> quote_day =
      QuoteDayFromProto(proto, first_day, path, bad);
  request.quote_day = quote_day.value_or(absl::CivilDay());
  request.pillars = PillarsFromProto(proto, quote_day, path, bad);
  request.mode = ModeFromProto(proto, path, bad);
  request.engine = EngineFromProto(proto, path, bad);
  if (proto.has_front_log_change()) {
    const std::string field = absl::StrCat(path, ".front_log_change");
    if (proto.mode() == v1::ForwardCurve::PATH) {
      bad->Add(field,
               absl::StrCat("must be left out under PATH, where the path says "
                            "how far the front moves, not ",
                            PrintNumber(proto.front_log_change()),
                            "; leave it out, or set mode to ANNOUNCE"));
    }
    request.front_log_change =
        CheckNumber(field, proto.front_log_change(), -kMaxLogChange,
                    kMaxLogChange, "as a log", bad);
  }
  input.shape_id = proto.shape_id().empty()
                       ? std::string(DefaultShapeId(request.benchmark))
                       : proto.shape_id();
  input.dynamics_id = proto.dynamics_id().empty()
                          ? std::string(DefaultDynamicsId(request.benchmark))
                          : proto.dynamics_id();
  if (proto.has_interest_rate()) {
    input.interest_rate =
        CheckNumber(absl::StrCat(path, ".interest_rate"), proto.interest_rate(),
                    -0.5, 1, "a year", bad);
  }
  if (proto.has_storage_cost_usd_per_bbl_month()) {
    input.storage_cost =
        CheckNumber(absl::StrCat(path, ".storage_cost_usd_per_bbl_month"),
                    proto.storage_cost_usd_per_bbl_month(), 0, 100,
                    "USD/bbl a month", bad)
            .value_or(0) *
        kDollarsPerBarrel;
  }
  if (proto.has_simulation()) {
    request.simulation = SimulationFromProto(
        proto.simulation(), absl::StrCat(path, ".simulation"), bad);
  }
  return input;
}

}  // namespace oilflow
