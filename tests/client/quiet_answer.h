// An evaluation in which nothing happens, and how its answer prints.

#ifndef OILFLOW_TESTS_CLIENT_QUIET_ANSWER_H_
#define OILFLOW_TESTS_CLIENT_QUIET_ANSWER_H_

#include <sstream>
#include <string>

#include "oilflow/v1/evaluation_service.pb.h"

#include "client/printer.h"
#include "tests/support/fixtures.h"

namespace oilflow {

// Two days on which nothing happens.
inline v1::EvaluateScenarioResponse Quiet() {
  return ParseProto<v1::EvaluateScenarioResponse>(R"pb(
    scenario { baseline: "baselines/two-nodes" }
    start_date { year: 2025 month: 3 day: 1 }
    day_count: 2
    ledger { net_bpd: [ 0, 0 ] }
  )pb");
}

inline v1::EvaluateScenarioResponse QuietBut(const std::string& text) {
  v1::EvaluateScenarioResponse response = Quiet();
  response.MergeFrom(ParseProto<v1::EvaluateScenarioResponse>(text));
  return response;
}

inline std::string TextOf(const v1::EvaluateScenarioResponse& response,
                          const EvaluationView& view = {}) {
  std::ostringstream out;
  PrintText(response, view, out);
  return out.str();
}

// From a title that begins so to the next empty line; empty if there is none.
inline std::string Section(const v1::EvaluateScenarioResponse& response,
                           const std::string& title,
                           const EvaluationView& view = {}) {
  const std::string text = TextOf(response, view);
  const size_t begin = text.find("\n\n" + title);
  if (begin == std::string::npos) {
    return "";
  }
  const size_t end = text.find("\n\n", begin + 2);
  return text.substr(begin + 2,
                     end == std::string::npos ? end : end - begin - 1);
}

inline std::string CsvOf(const v1::EvaluateScenarioResponse& response) {
  std::ostringstream out;
  PrintCsv(response, out);
  return out.str();
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_CLIENT_QUIET_ANSWER_H_
