// The sections of a price. Each prints nothing if the answer has nothing of it.

#ifndef OILFLOW_CLIENT_PRINTER_PRICE_H_
#define OILFLOW_CLIENT_PRINTER_PRICE_H_

#include <ostream>
#include <string>

#include "absl/strings/string_view.h"

#include "oilflow/v1/price.pb.h"

namespace oilflow {

// All sections but the audit. `note` is one line more on what is priced; may be
// empty.
void PrintPrice(const v1::PriceImpact& price, absl::string_view note,
                std::ostream& out);

// Engines B and C, and the multipliers: printer_engines.cc.
void PrintEngines(const v1::PriceImpact& price, std::ostream& out);

// From the headline to what is priced: printer_ladder.cc.
void PrintLadder(const v1::PriceImpact& price, std::ostream& out);

// What was known before, what stocks do, what comes beside the barrels:
// printer_news.cc.
void PrintSurprise(const v1::PriceImpact& price, std::ostream& out);
void PrintStockResponse(const v1::PriceImpact& price, std::ostream& out);
void PrintBeside(const v1::PriceImpact& price, std::ostream& out);

// The forward curve: printer_curve.cc.
void PrintCurve(const v1::PriceImpact& price, std::ostream& out);

// Who is worth what, and what it all follows from, in short: printer_audit.cc.
void PrintAttribution(const v1::PriceImpact& price, std::ostream& out);
void PrintAudit(const v1::PriceImpact& price, std::ostream& out);

// For a column `noise`: `beyond` a day's, `below` it and so not detectable, or
// `unknown`.
std::string ShowDetectable(bool is_known, bool is_detectable);

// A sentence that holds an effect, in money and in percent of the start price,
// against one standard deviation of a day's move.
std::string NoiseText(const v1::PriceImpact& price, double usd_per_bbl,
                      double percent);

// `2023-04`.
std::string ShowMonth(const google::type::Date& date);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_PRICE_H_
