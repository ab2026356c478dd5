// A shocked curve as a stress test for Open Source Risk Engine (ORE).

#ifndef OILFLOW_CLIENT_ORE_H_
#define OILFLOW_CLIENT_ORE_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/curve.pb.h"
#include "oilflow/v1/price.pb.h"

namespace oilflow {

// Writes a file such as ORE's `stresstest.xml` with one test, `test_id`, that
// moves the commodity curve `commodity`; empty means ICE:B for Brent and
// NYMEX:CL for WTI. A shift is relative, F1 / F0 - 1, at a tenor from the quote
// date to the delivery month. ORE interpolates between tenors and holds the
// first and the last beyond them. An error if there is no curve.
absl::Status PrintOre(const v1::PriceImpact& price, absl::string_view test_id,
                      const std::string& commodity, std::ostream& out);

// The tenor of every pillar as ORE reads it, counted from the month of the
// quote: `0M`, `13M`; where it is not whole, in days of a twelfth of 365.25:
// `46D`. An error if two are the same or one comes before the quote.
absl::StatusOr<std::vector<std::string>> OreTenors(
    const v1::ShockedCurve& curve);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_ORE_H_
