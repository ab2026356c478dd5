#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/baseline_service.grpc.pb.h"
#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/call.h"
#include "client/commands.h"
#include "client/ensemble_flags.h"
#include "client/ensemble_input.h"
#include "client/output.h"
#include "client/stream.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

constexpr int32_t kMostOrderPairs = 10000;
constexpr int32_t kLeastOrderPairs = 10;

struct AttributeFlags {
  EnsembleFlags ensemble;
  std::vector<std::string> groups;
  std::string order_pairs;
  bool by_mechanism = false;
  std::string since;
};

absl::Status AttributeToPolicies(const Options& options,
                                 const AttributeFlags& flags) {
  v1::AttributeScenarioRequest request;
  RETURN_IF_ERROR(SetSampling(flags.ensemble, request.mutable_sampling()));
  SetOutputs(flags.ensemble, request.mutable_outputs());
  for (const std::string& text : flags.groups) {
    ASSIGN_OR_RETURN(const Group group, ParseGroup("--groups", text));
    v1::PolicyGroup* added = request.add_groups();
    added->set_group_id(group.id);
    added->mutable_policies()->Add(group.members.begin(), group.members.end());
  }
  if (!flags.order_pairs.empty()) {
    ASSIGN_OR_RETURN(const int32_t count,
                     ParseCount("--order-pairs", flags.order_pairs,
                                kLeastOrderPairs, kMostOrderPairs));
    request.set_order_pair_count(count);
  }
  request.set_by_mechanism(flags.by_mechanism);
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(*request.mutable_source(),
                   SourceOf(options, connection, flags.ensemble.source));
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  ProgressBar bar = BarOf(flags.ensemble.quiet);
  v1::AttributeScenarioResponse response;
  RETURN_IF_ERROR(ReadStream<v1::AttributeScenarioResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncAttributeScenario(context, request, queue);
      },
      [&](const v1::AttributeScenarioResponse& message) {
        response = message;
        bar.Set({.completed = message.completed_count(),
                 .total = message.total_count(),
                 .unit = "sets of policies"});
        return absl::OkStatus();
      }));
  return response.finished() ? Print(options, response) : EndedEarly();
}

// What was known before of all that the steps are about.
absl::StatusOr<OldFacts> FetchOldFacts(
    const Options& options, const Connection& connection,
    const v1::AttributeRevisionResponse& response) {
  const auto stub = v1::BaselineService::NewStub(connection.channel());
  OldFacts old_facts;
  for (const auto& step : response.steps()) {
    const std::pair<std::string, std::string> key(step.subject(),
                                                  step.measure());
    if (step.facts().empty() || old_facts.count(key) != 0) {
      continue;
    }
    v1::ListFactsRequest request;
    request.set_parent(response.request().source().scenario().baseline());
    request.set_filter(absl::StrCat("subject = \"", step.subject(),
                                    "\" AND measure = \"", step.measure(),
                                    "\""));
    *request.mutable_reading() = response.manifest().reading();
    *request.mutable_reading()->mutable_as_of() =
        response.request().from_as_of();
    ASSIGN_OR_RETURN(
        auto facts,
        (AllPages<v1::ListFactsRequest, v1::ListFactsResponse>(
            options, request,
            [&](grpc::ClientContext* context,
                const v1::ListFactsRequest& page_request,
                v1::ListFactsResponse* page) {
              return stub->ListFacts(context, page_request, page);
            },
            [](const v1::ListFactsResponse& page, v1::ListFactsResponse* all) {
              all->MergeFrom(page);
            })));
    old_facts[key] = std::move(*facts.mutable_facts());
  }
  return old_facts;
}

absl::Status AttributeToFacts(const Options& options,
                              const AttributeFlags& flags) {
  if (SaysWhatToDraw(flags.ensemble) || flags.ensemble.source.no_ranges ||
      !flags.groups.empty() || !flags.order_pairs.empty() ||
      flags.by_mechanism) {
    return absl::InvalidArgumentError(
        "--since splits by what became known, at the median: leave out "
        "--draws, --seed, --method, --no-ranges, --groups, --order-pairs and "
        "--by-mechanism");
  }
  const absl::StatusOr<absl::CivilDay> since = ParseDate(flags.since);
  if (!since.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--since ", since.status().message()));
  }
  v1::AttributeRevisionRequest request;
  ToProto(*since, request.mutable_from_as_of());
  SetOutputs(flags.ensemble, request.mutable_outputs());
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(*request.mutable_source(),
                   SourceOf(options, connection, flags.ensemble.source));
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  ProgressBar bar = BarOf(flags.ensemble.quiet);
  Revision revision;
  RETURN_IF_ERROR(ReadStream<v1::AttributeRevisionResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncAttributeRevision(context, request, queue);
      },
      [&](const v1::AttributeRevisionResponse& message) {
        revision.response = message;
        bar.Set({.completed = message.completed_count(),
                 .total = message.total_count(),
                 .unit = "steps"});
        return absl::OkStatus();
      }));
  if (!revision.response.finished()) {
    return EndedEarly();
  }
  if (options.output != Output::kJson) {
    ASSIGN_OR_RETURN(revision.old_facts,
                     FetchOldFacts(options, connection, revision.response));
  }
  return Print(options, revision);
}

}  // namespace

std::function<absl::Status(const Options&)> AddAttribute(CLI::App* app) {
  auto flags = std::make_shared<AttributeFlags>();
  AddEnsembleFlags(app,
                   "how many, up to 10,000,000; 0 splits the answer at the "
                   "median (default: 1,000)",
                   "net_supply_bpd and price_percent; with --since "
                   "price_usd_per_bbl",
                   &flags->ensemble);
  app->add_option("--groups", flags->groups,
                  "ID=POLICY,POLICY: policies whose share is split first "
                  "among groups and then inside each; may be repeated")
      ->allow_extra_args(false);
  app->add_option("--order-pairs", flags->order_pairs,
                  "with more than 12 policies, pairs of orders to go through, "
                  "10 to 10,000 (default: 200)");
  app->add_flag("--by-mechanism", flags->by_mechanism,
                "split the ledger too: barrels by policy and mechanism, for up "
                "to 8 policies");
  app->add_option("--since", flags->since,
                  "DATE: not by policy, but by what became known after this "
                  "day, such as 2025-03-01");
  app->footer(
      "Examples:\n"
      "  oilflow attribute restart-300-60-offset\n"
      "  oilflow attribute restart-300-60-offset --draws 0 --by-mechanism\n"
      "  oilflow attribute restart-300-60-offset --groups "
      "krg=restart,uplift\n"
      "  oilflow attribute restart-185 --as-of 2025-08-01 --since 2025-03-01");
  return [flags](const Options& options) {
    return flags->since.empty() ? AttributeToPolicies(options, *flags)
                                : AttributeToFacts(options, *flags);
  };
}

}  // namespace oilflow
