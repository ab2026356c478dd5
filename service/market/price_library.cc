#include "service/market/price_library.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"
#include "service/units/units.h"

namespace oilflow {
namespace {

// Reads values and remembers the first error, so that a piece reads like the
// table that it comes from.
class Reader {
 public:
  explicit Reader(const ParameterSet& parameters) : parameters_(parameters) {}

  // 0 after an error.
  double operator()(absl::string_view id) {
    const absl::StatusOr<double> value = parameters_.Value(id);
    if (!value.ok()) {
      status_.Update(value.status());
      return 0;
    }
    return *value;
  }

  // For what is divided by: 1 after an error.
  double AboveZero(absl::string_view id) {
    const absl::StatusOr<double> value = parameters_.Value(id);
    if (!value.ok()) {
      status_.Update(value.status());
      return 1;
    }
    if (!(*value > 0)) {
      Refuse(id, "must be above 0", *value);
      return 1;
    }
    return *value;
  }

  // In mb/d there, in bpd here.
  double Rate(absl::string_view id) { return 1e6 * (*this)(id); }

  // Months are counted in whole numbers.
  int Whole(absl::string_view id) {
    const double value = (*this)(id);
    if (!(value >= 0 && value <= 1000 && value == static_cast<int>(value))) {
      Refuse(id, "must be a whole number from 0 to 1000", value);
      return 0;
    }
    return static_cast<int>(value);
  }

  // Empty if there is no such parameter.
  std::string Grade(absl::string_view id) const {
    const Parameter* const parameter = parameters_.Find(id);
    return parameter == nullptr ? "" : parameter->grade;
  }
  std::string Source(absl::string_view id) const {
    const Parameter* const parameter = parameters_.Find(id);
    return parameter == nullptr ? "" : parameter->source;
  }

  const absl::Status& status() const { return status_; }

 private:
  void Refuse(absl::string_view id, absl::string_view what, double value) {
    status_.Update(absl::InvalidArgumentError(
        absl::StrCat(parameters_.file(), ": parameter ", id, " ", what,
                     ", not ", PrintNumber(value))));
  }

  const ParameterSet& parameters_;
  absl::Status status_;
};

// A pair with the long run that all have, but never nearer 0 than its own
// short run.
ElasticityModel ReadModel(absl::string_view id, absl::string_view display_name,
                          const std::string& supply_id,
                          const std::string& demand_id, Reader* read) {
  const double supply = (*read)(supply_id);
  const double demand = (*read)(demand_id);
  return {.id = std::string(id),
          .display_name = std::string(display_name),
          .supply_elasticity = supply,
          .demand_elasticity = demand,
          .long_run_supply_elasticity =
              std::max(supply, (*read)("elasticity.supply.long-run")),
          .long_run_demand_elasticity =
              std::min(demand, (*read)("elasticity.demand.long-run")),
          .annual_adjustment = (*read)("elasticity.annual-adjustment"),
          .grade = read->Grade(supply_id),
          .source = read->Source(supply_id)};
}

std::vector<ElasticityModel> ReadModels(Reader* read) {
  std::vector<ElasticityModel> models = {
      ReadModel("default", "Default pair", "elasticity.supply.short-run",
                "elasticity.demand.short-run", read)};
  struct Named {
    absl::string_view id;
    absl::string_view display_name;
  };
  static constexpr Named kPublished[] = {
      {"kilian-murphy-2014", "Kilian and Murphy (2014)"},
      {"baumeister-hamilton-2019", "Baumeister and Hamilton (2019)"},
      {"caldara-2019", "Caldara, Cavallo and Iacoviello (2019)"},
  };
  for (const Named& named : kPublished) {
    models.push_back(ReadModel(named.id, named.display_name,
                               absl::StrCat("model.", named.id, ".supply"),
                               absl::StrCat("model.", named.id, ".demand"),
                               read));
  }
  return models;
}

InventoryResponse ReadInventory(Reader* read) {
  return {
      .supply_elasticity = (*read)("inventory.supply-elasticity"),
      .demand_elasticity_use = (*read)("inventory.demand-elasticity-use"),
      .income_elasticity = (*read)("inventory.income-elasticity"),
      .activity_response = (*read)("inventory.activity-response"),
      .inventory_on_output = (*read)("inventory.inventory-on-output"),
      .inventory_on_price = (*read)("inventory.inventory-on-price"),
      .oecd_share = (*read)("inventory.oecd-share"),
  };
}

std::vector<NewsResponse::Point> ReadPoints(absl::string_view series,
                                            absl::Span<const int> months,
                                            Reader* read) {
  std::vector<NewsResponse::Point> points;
  for (const int month : months) {
    points.push_back(
        {month, (*read)(absl::StrCat("news.", series, ".m", month))});
  }
  return points;
}

NewsResponse ReadNews(Reader* read) {
  return {.price = ReadPoints("price", {0, 1, 12, 24, 36}, read),
          .output = ReadPoints("output", {0, 12, 24, 36}, read),
          .stocks = ReadPoints("stocks", {0, 12}, read)};
}

StateParameters ReadState(Reader* read) {
  return {
      .spare_strength = (*read)("state.spare-strength"),
      .spare_scale =
          1e6 * read->AboveZero("state.spare-scale") * kBarrelsPerDay,
      .surplus_strength = (*read)("state.surplus-strength"),
      .surplus_scale =
          1e6 * read->AboveZero("state.surplus-scale") * kBarrelsPerDay,
  };
}

// What a caller must say is 0: how much is in store, what takes other routes,
// and what others do about a gain.
OffsetAssumptions ReadOffsets(Reader* read) {
  return {
      .spare =
          SpareOffset{
              .willing_share = (*read)("offset.spare.willing-share"),
              .reachable_bpd = read->Rate("offset.spare.capacity"),
              .lag_months = read->Whole("offset.spare.lag"),
              .ramp_months = read->Whole("offset.spare.ramp"),
          },
      .stock =
          StockOffset{
              .content_bbl = 0,
              .max_rate_bpd = read->Rate("offset.stock.max-rate"),
              .filled_share = (*read)("offset.stock.filled-share"),
              .effective_share = (*read)("offset.stock.effective-share"),
              .lag_months = read->Whole("offset.stock.lag"),
              .refill_start_month = read->Whole("offset.stock.refill-start"),
              .refill_months = read->Whole("offset.stock.refill-months"),
          },
      .rerouted_share = 0,
      .reroute_lag_months = 0,
      .gain_offset_share = 0,
  };
}

std::vector<CurveShape> ReadShapes(Reader* read) {
  std::vector<CurveShape> shapes;
  for (const absl::string_view id :
       {"brent-opec-2007-24", "brent-opec-2017-24", "brent-all-2007-25",
        "wti-opec-2007-24", "wti-kaenzig-1990-24"}) {
    const std::string w = absl::StrCat("shape.", id, ".w");
    shapes.push_back({.id = std::string(id),
                      .w = (*read)(w),
                      .kappa = (*read)(absl::StrCat("shape.", id, ".kappa")),
                      .grade = read->Grade(w),
                      .source = read->Source(w)});
  }
  return shapes;
}

std::vector<CurveDynamics> ReadDynamics(Reader* read) {
  std::vector<CurveDynamics> dynamics;
  for (const absl::string_view id :
       {"brent-2007-25", "wti-2007-25", "published-1990-95", "own-1990-95"}) {
    const std::string prefix = absl::StrCat("dynamics.", id);
    // Only the published estimate has the drifts.
    const bool has_drifts = id == "published-1990-95";
    dynamics.push_back({
        .id = std::string(id),
        .kappa = read->AboveZero(prefix + ".kappa"),
        .sigma_x = (*read)(prefix + ".sigma-x"),
        .sigma_i = (*read)(prefix + ".sigma-i"),
        .rho = (*read)(prefix + ".rho"),
        .mu_star = has_drifts ? (*read)(prefix + ".mu-star") : 0,
        .lambda = has_drifts ? (*read)(prefix + ".lambda") : 0,
        .grade = read->Grade(prefix + ".kappa"),
        .source = read->Source(prefix + ".kappa"),
    });
  }
  return dynamics;
}

// Cents a US gallon for a dollar a barrel.
double ReadPassThrough(Reader* read) {
  return 100 / read->AboveZero("product.gallons") *
         (*read)("product.pass-through");
}

}  // namespace

absl::StatusOr<PriceLibrary> MakePriceLibrary(ParameterSet parameters,
                                              absl::string_view bh19_file,
                                              absl::string_view bh19_text,
                                              absl::string_view km14_file,
                                              absl::string_view km14_text) {
  ASSIGN_OR_RETURN(ResponseDraws bh19,
                   ResponseDraws::Parse(bh19_file, bh19_text));
  ASSIGN_OR_RETURN(ResponseDraws km14,
                   ResponseDraws::Parse(km14_file, km14_text));
  PriceLibrary library{.parameters = std::move(parameters),
                       .bh19 = std::move(bh19),
                       .km14 = std::move(km14)};
  ASSIGN_OR_RETURN(library.ex_ante_multipliers,
                   MakeMultipliers(library.parameters, library.bh19,
                                   library.km14, ShockMode::kExAnte));
  ASSIGN_OR_RETURN(library.realised_multipliers,
                   MakeMultipliers(library.parameters, library.bh19,
                                   library.km14, ShockMode::kPathRealised));
  Reader read(library.parameters);
  library.elasticity_models = ReadModels(&read);
  library.default_long_run = library.elasticity_models.front();
  library.inventory = ReadInventory(&read);
  library.news = ReadNews(&read);
  library.state = ReadState(&read);
  library.offsets = ReadOffsets(&read);
  library.shapes = ReadShapes(&read);
  library.dynamics = ReadDynamics(&read);
  library.innovation_sd_percent = read.AboveZero("response.bh19.shift-sd");
  library.spread_per_stocks = read("working.brent-oecd-2007-17");
  library.oecd_stocks_months = read.AboveZero("market.oecd-stocks-months");
  library.storage_cost = read("curve.storage-cost");
  library.interest_rate = read("curve.interest-rate");
  library.product_pass_through = ReadPassThrough(&read);
  library.risk_conversion = read("risk-premium.conversion");
  RETURN_IF_ERROR(read.status());
  for (const ElasticityModel& model : library.elasticity_models) {
    const absl::Status status =
        CheckElasticities(model.supply_elasticity, model.demand_elasticity);
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(library.parameters.file(),
                                                     ": model ", model.id, ": ",
                                                     status.message()));
    }
  }
  return library;
}

}  // namespace oilflow
