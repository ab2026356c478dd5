#include "service/wire/convert_supply_change.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/base/date.h"
#include "service/units/bounds.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_horizon.h"

namespace oilflow {
namespace {

constexpr int kMaxComponents = 12;
constexpr int kMaxSteps = 1000;
constexpr double kMaxContentBbl = 10e9;
constexpr int kMaxLagMonths = 36;
constexpr int kMaxRefillMonths = 120;

// One end of a step; the horizon's if it is left out. Missing if it is wrong.
std::optional<absl::CivilDay> EndFromProto(
    bool is_set, const google::type::Date& date, absl::CivilDay otherwise,
    const Horizon& horizon, const std::string& field, BadRequest* bad) {
  if (!is_set) {
    return otherwise;
  }
  const auto day = DateFromProto(date);
  bad->Take(field, day);
  if (!day.ok()) {
    return std::nullopt;
  }
  // Without a horizon there is nothing to lie in, and that has been said.
  if (horizon.day_count > 0 &&
      (*day < horizon.first_day || *day > horizon.end())) {
    bad->Add(field,
             absl::StrCat("must lie in the horizon, from ",
                          PrintDate(horizon.first_day), " to ",
                          PrintDate(horizon.end()), ", not ", PrintDate(*day),
                          "; leave it out for the end of the horizon itself"));
    return std::nullopt;
  }
  return *day;
}

void AddStep(const v1::SupplyComponent::Step& proto, const Horizon& horizon,
             const std::string& path, std::vector<double>* change_bpd,
             BadRequest* bad) {
  const std::string field = absl::StrCat(path, ".change_bpd");
  std::optional<double> change;
  if (proto.has_change_bpd()) {
    change =
        CheckNumber(field, proto.change_bpd(), -kMaxBpd, kMaxBpd, "bpd", bad);
  } else {
    bad->Add(field, "must be given, in bpd and below 0 for a loss");
  }
  const std::string dates = absl::StrCat(path, ".dates");
  const std::string end_field = absl::StrCat(dates, ".end_date");
  const auto start = EndFromProto(
      proto.dates().has_start_date(), proto.dates().start_date(),
      horizon.first_day, horizon, absl::StrCat(dates, ".start_date"), bad);
  const auto end =
      EndFromProto(proto.dates().has_end_date(), proto.dates().end_date(),
                   horizon.end(), horizon, end_field, bad);
  if (horizon.day_count == 0 || !start.has_value() || !end.has_value()) {
    return;
  }
  if (*end <= *start) {
    bad->Add(proto.dates().has_end_date() ? end_field
                                          : absl::StrCat(dates, ".start_date"),
             absl::StrCat("must leave at least one day: the step runs from ",
                          PrintDate(*start), " to the day before ",
                          PrintDate(*end)));
    return;
  }
  for (absl::CivilDay day = *start; day < *end; ++day) {
    (*change_bpd)[day - horizon.first_day] += change.value_or(0);
  }
}

std::vector<SupplyComponent> ComponentsFromProto(
    const v1::PriceSupplyChangeRequest& proto, const Horizon& horizon,
    BadRequest* bad) {
  std::vector<SupplyComponent> components;
  if (proto.components_size() < 1 || proto.components_size() > kMaxComponents) {
    bad->Add("components", absl::StrCat("must be 1 to ", kMaxComponents,
                                        ", not ", proto.components_size()));
    return components;
  }
  UniqueIds ids("components", bad);
  for (int i = 0; i < proto.components_size(); ++i) {
    const v1::SupplyComponent& from = proto.components(i);
    const std::string path = absl::StrCat("components[", i, "]");
    const std::string id_field = absl::StrCat(path, ".component_id");
    CheckId(id_field, from.component_id(), bad);
    ids.Check(id_field, from.component_id(), i);
    SupplyComponent to{.id = from.component_id(),
                       .change_bpd = std::vector<double>(horizon.day_count)};
    if (from.steps_size() < 1 || from.steps_size() > kMaxSteps) {
      bad->Add(absl::StrCat(path, ".steps"),
               absl::StrCat("must be 1 to ", kMaxSteps, ", not ",
                            from.steps_size()));
    } else {
      for (int s = 0; s < from.steps_size(); ++s) {
        AddStep(from.steps(s), horizon, absl::StrCat(path, ".steps[", s, "]"),
                &to.change_bpd, bad);
      }
    }
    components.push_back(std::move(to));
  }
  return components;
}

// Reads the fields of one part of the offsets, each beside its default.
class OffsetReader {
 public:
  OffsetReader(std::string path, BadRequest* bad)
      : path_(std::move(path)), bad_(*bad) {}

  double Share(absl::string_view name, bool is_set, double given,
               double otherwise) {
    return Number(name, is_set, given, otherwise, 1, "share");
  }

  double Rate(absl::string_view name, bool is_set, double given,
              double otherwise) {
    return Number(name, is_set, given, otherwise, kMaxBpd, "bpd");
  }

  int Months(absl::string_view name, bool is_set, int given, int otherwise,
             int least, int most) {
    if (is_set) {
      CheckNumber(Field(name), given, least, most, "months", &bad_);
    }
    return is_set ? given : otherwise;
  }

  std::string Field(absl::string_view name) const {
    return absl::StrCat(path_, ".", name);
  }

 private:
  double Number(absl::string_view name, bool is_set, double given,
                double otherwise, double most, absl::string_view unit) {
    return is_set ? CheckNumber(Field(name), given, 0, most, unit, &bad_)
                        .value_or(otherwise)
                  : otherwise;
  }

  std::string path_;
  BadRequest& bad_;
};

SpareOffset SpareFromProto(const v1::Offsets::Spare& proto, SpareOffset spare,
                           BadRequest* bad) {
  OffsetReader reader("offsets.spare", bad);
  spare.willing_share =
      reader.Share("willing_share", proto.has_willing_share(),
                   proto.willing_share(), spare.willing_share);
  spare.reachable_bpd = reader.Rate("reachable_bpd", proto.has_reachable_bpd(),
                                    proto.reachable_bpd(), spare.reachable_bpd);
  spare.lag_months =
      reader.Months("lag_months", proto.has_lag_months(), proto.lag_months(),
                    spare.lag_months, 0, kMaxLagMonths);
  spare.ramp_months =
      reader.Months("ramp_months", proto.has_ramp_months(), proto.ramp_months(),
                    spare.ramp_months, 0, kMaxLagMonths);
  return spare;
}

StockOffset StockFromProto(const v1::Offsets::Stock& proto, StockOffset stock,
                           BadRequest* bad) {
  OffsetReader reader("offsets.stock", bad);
  if (proto.has_content_bbl()) {
    stock.content_bbl =
        CheckNumberAbove(reader.Field("content_bbl"), proto.content_bbl(), 0,
                         kMaxContentBbl, "bbl", bad)
            .value_or(0);
  } else {
    bad->Add(reader.Field("content_bbl"),
             "must be given, in barrels: stocks are lent from what there is");
  }
  stock.max_rate_bpd = reader.Rate("max_rate_bpd", proto.has_max_rate_bpd(),
                                   proto.max_rate_bpd(), stock.max_rate_bpd);
  stock.filled_share = reader.Share("filled_share", proto.has_filled_share(),
                                    proto.filled_share(), stock.filled_share);
  if (proto.has_effective_share()) {
    stock.effective_share =
        CheckNumberAbove(reader.Field("effective_share"),
                         proto.effective_share(), 0, 1, "share", bad)
            .value_or(1);
  }
  stock.lag_months =
      reader.Months("lag_months", proto.has_lag_months(), proto.lag_months(),
                    stock.lag_months, 0, kMaxLagMonths);
  stock.refill_start_month =
      reader.Months("refill_start_month", proto.has_refill_start_month(),
                    proto.refill_start_month(), stock.refill_start_month, 1,
                    kMaxRefillMonths);
  stock.refill_months = reader.Months(
      "refill_months", proto.has_refill_months(), proto.refill_months(),
      stock.refill_months, 0, kMaxRefillMonths);
  // Nothing is sold once the refill begins, so that nothing ever would be. A
  // lag or a start that is out of range has been said.
  if (stock.refill_months > 0 && stock.refill_start_month >= 1 &&
      stock.lag_months <= kMaxLagMonths &&
      stock.lag_months >= stock.refill_start_month) {
    bad->Add(reader.Field("refill_start_month"),
             absl::StrCat("must be above lag_months, ", stock.lag_months,
                          ", not ", stock.refill_start_month,
                          ": nothing is sold once stocks are bought back; give "
                          "a later month, or refill_months: 0 if nothing is to "
                          "be bought back"));
  }
  return stock;
}

OffsetAssumptions OffsetsFromProto(const OffsetAssumptions& defaults,
                                   const v1::Offsets& proto, BadRequest* bad) {
  OffsetAssumptions offsets;
  OffsetReader reader("offsets", bad);
  if (proto.has_spare()) {
    offsets.spare = SpareFromProto(proto.spare(),
                                   defaults.spare.value_or(SpareOffset()), bad);
  }
  if (proto.has_stock()) {
    offsets.stock = StockFromProto(proto.stock(),
                                   defaults.stock.value_or(StockOffset()), bad);
  }
  offsets.rerouted_share =
      reader.Share("rerouted_share", proto.has_rerouted_share(),
                   proto.rerouted_share(), defaults.rerouted_share);
  offsets.reroute_lag_months =
      reader.Months("reroute_lag_months", proto.has_reroute_lag_months(),
                    proto.reroute_lag_months(), defaults.reroute_lag_months, 0,
                    kMaxLagMonths);
  offsets.gain_offset_share =
      reader.Share("gain_offset_share", proto.has_gain_offset_share(),
                   proto.gain_offset_share(), defaults.gain_offset_share);
  return offsets;
}

}  // namespace

bool IsRerun(const v1::PriceSupplyChangeRequest& proto, BadRequest* bad) {
  if (proto.rerun_token().empty()) {
    return false;
  }
  v1::PriceSupplyChangeRequest rest = proto;
  rest.clear_rerun_token();
  if (rest.ByteSizeLong() > 0) {
    bad->Add("rerun_token",
             "must be alone: it stands for a whole request and its reading, so "
             "nothing beside it could be heeded; send the token only, or the "
             "rest without it");
  }
  return true;
}

SupplyChangeRequest SupplyChangeFromProto(
    const PriceLibrary& library, const v1::PriceSupplyChangeRequest& proto,
    BadRequest* bad) {
  SupplyChangeRequest request;
  request.horizon = HorizonFromProto(proto.horizon(), "horizon", bad);
  request.components = ComponentsFromProto(proto, request.horizon, bad);
  if (proto.has_offsets()) {
    request.offsets = OffsetsFromProto(library.offsets, proto.offsets(), bad);
    // Both together would count the response twice.
    if (proto.market().shock_mode() == v1::MarketAssumptions::SHOCK_EX_ANTE) {
      bad->Add("offsets",
               "must be left out under SHOCK_EX_ANTE: an ex-ante multiplier "
               "has the average response of spare capacity, stocks and other "
               "producers in it already, and would count it twice; leave "
               "offsets out, or set market.shock_mode to PATH_REALISED");
    }
  }
  std::optional<absl::CivilDay> first_day;
  if (request.horizon.day_count > 0) {
    first_day = request.horizon.first_day;
  }
  request.market = MarketFromProto(proto.market(), first_day, "market", bad);
  return request;
}

}  // namespace oilflow
