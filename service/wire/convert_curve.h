// oilflow.v1.ForwardCurve and ShockedCurve.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_CURVE_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_CURVE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "oilflow/v1/curve.pb.h"

#include "service/market/forward_curve.h"
#include "service/market/price_library.h"
#include "service/units/units.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// A curve as sent: what its names mean, and what it leaves out, is for a
// library to say.
struct CurveInput {
  // All but shape, dynamics, interest and storage.
  CurveRequest request;
  // Never empty: the benchmark's own if the caller names none.
  std::string shape_id;
  std::string dynamics_id;
  std::optional<double> interest_rate;
  std::optional<DollarsPerBarrel> storage_cost;
};

// What a curve that names none is given.
absl::string_view DefaultShapeId(CurveBenchmark benchmark);
absl::string_view DefaultDynamicsId(CurveBenchmark benchmark);

// Notes all that is wrong in `bad`, under `path` (such as
// "scenario.market.curve"). `first_day` is the first that is priced; missing if
// it could not be read, and then what depends on it is not checked.
CurveInput CurveFromProto(const v1::ForwardCurve& proto,
                          std::optional<absl::CivilDay> first_day,
                          const std::string& path, BadRequest* bad);

// Notes names that the library does not have, with those that it has.
CurveRequest ResolveCurve(const PriceLibrary& library, const CurveInput& input,
                          const std::string& path, BadRequest* bad);

// Fills in every default that the request and the library determine.
void FillDefaults(const PriceLibrary& library,
                  std::optional<absl::CivilDay> first_day,
                  v1::ForwardCurve* proto);

// `spread_from_stocks_percent` is what past stocks would suggest for the change
// of the spread; missing where nothing is to be held against it.
void ToProto(const ShockedCurve& curve, const CurveRequest& request,
             std::optional<double> spread_from_stocks_percent,
             v1::ShockedCurve* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_CURVE_H_
