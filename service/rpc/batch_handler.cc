#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/rpc/analysis.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/rpc/status.h"
#include "service/wire/bad_request.h"

namespace oilflow {
namespace {

constexpr int kMaxScenarios = 1000;

v1::EvaluateScenarioRequest RequestOf(const v1::ScenarioSource& source) {
  v1::EvaluateScenarioRequest request;
  if (source.has_name()) {
    request.set_name(source.name());
  } else if (source.has_scenario()) {
    *request.mutable_scenario() = source.scenario();
  }
  if (source.has_reading()) {
    *request.mutable_reading() = source.reading();
  }
  return request;
}

}  // namespace

absl::Status BatchEvaluateScenarios(
    const Worlds& worlds, const Call& call, int /*thread_count*/,
    const v1::BatchEvaluateScenariosRequest& request,
    absl::FunctionRef<bool(const v1::BatchEvaluateScenariosResponse&)> send) {
  const int total = request.scenarios_size();
  if (total < 1 || total > kMaxScenarios) {
    BadRequest bad;
    bad.Add("scenarios",
            absl::StrCat("must be 1 to ", kMaxScenarios, ", not ", total));
    return bad.ToStatus();
  }
  for (int i = 0; i < total; ++i) {
    v1::BatchEvaluateScenariosResponse response;
    response.set_index(i);
    response.set_completed_count(i + 1);
    response.set_total_count(total);
    const absl::Status status =
        EvaluateScenario(worlds, call, RequestOf(request.scenarios(i)),
                         response.mutable_answer());
    // What ends the call is no answer to a scenario.
    RETURN_IF_ERROR(call.Check());
    if (!status.ok()) {
      *response.mutable_error() = ToProto(WithDetails(status));
    }
    RETURN_IF_ERROR(CheckSent(send(response)));
  }
  return absl::OkStatus();
}

}  // namespace oilflow
