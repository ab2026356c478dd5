// Words and numbers that the printers of ensembles share.

#ifndef OILFLOW_CLIENT_ENSEMBLE_TEXT_H_
#define OILFLOW_CLIENT_ENSEMBLE_TEXT_H_

#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "google/type/date.pb.h"

#include "oilflow/v1/ensemble.pb.h"
#include "oilflow/v1/scenario_source.pb.h"

#include "client/printer_csv.h"

namespace oilflow {

// `2025-08`, or `horizon` for a date that is not set.
std::string ShowPeriod(const google::type::Date& month);

// `restart.limit_bpd, bpd`, or the name alone if there is no unit.
std::string WithUnitText(absl::string_view name, absl::string_view unit);

// At most four significant digits, and from 1,000 on with separators.
std::string ShowValue(double value, bool sign = false);

// A Monte Carlo error: two digits, 0 if there is none.
std::string ShowError(double error);

// `7.1%`: of a probability or a share, with the digits that its error bears.
std::string ShowShare(double share, double error);

// Whether an output is a change, whose sign is shown even if it is a plus.
bool IsChange(absl::string_view output);

// What is asked about: the name of the scenario, its horizon and what is read.
void PrintSource(const v1::ScenarioSource& source, std::ostream& out);

// `restart-185`, or the name for people, or `a scenario`.
std::string ShortName(const v1::ScenarioSource& source);

// `1,000 random draws, seed 1`.
std::string SamplingText(const v1::Sampling& sampling);
void WriteSampling(const v1::Sampling& sampling, CsvWriter* csv);

// `--as-of 2025-03-01 --latest-fact baselines/region/facts/x`: flags that read
// the same again.
std::string ReadingFlags(const v1::Reading& reading);

// How many numbers of each kind were drawn, and those with the widest range.
void PrintDrawn(
    const google::protobuf::RepeatedPtrField<v1::DrawnVariable>& variables,
    std::ostream& out);
void WriteDrawn(
    const google::protobuf::RepeatedPtrField<v1::DrawnVariable>& variables,
    CsvWriter* csv);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_ENSEMBLE_TEXT_H_
