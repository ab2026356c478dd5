// The parameters and posterior draws of fixtures/price_models.

#ifndef OILFLOW_TESTS_SUPPORT_PRICE_LIBRARY_H_
#define OILFLOW_TESTS_SUPPORT_PRICE_LIBRARY_H_

#include "service/market/price_library.h"

namespace oilflow {

// Read once. Without it no test of prices can go on, so an error ends the
// program and says what is wrong.
const PriceLibrary& TestLibrary();

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_PRICE_LIBRARY_H_
