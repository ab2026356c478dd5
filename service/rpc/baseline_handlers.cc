#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/facts/fact_csv.h"
#include "service/rpc/error.h"
#include "service/rpc/filter.h"
#include "service/rpc/handlers.h"
#include "service/rpc/names.h"
#include "service/rpc/page.h"
#include "service/rpc/reading.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_network.h"

namespace oilflow {
namespace {

constexpr int kDefaultFacts = 100;

absl::Status BaselineNotFound(const Worlds& worlds, const std::string& name) {
  std::string known;
  for (const auto& [id, world] : worlds.all()) {
    absl::StrAppend(&known, known.empty() ? "" : ", ", "baselines/", id);
  }
  return ResourceNotFound("BASELINE_NOT_FOUND", "Baseline", name,
                          absl::StrCat("known: ", known));
}

bool Matches(const Fact& fact,
             const std::map<std::string, std::string>& filter) {
  for (const auto& [field, wanted] : filter) {
    const absl::string_view value =
        field == "subject"   ? absl::string_view(fact.subject)
        : field == "measure" ? absl::string_view(fact.measure)
        : field == "kind"    ? FactKindName(fact.kind)
                             : FactGradeName(fact.grade);
    if (value != wanted) {
      return false;
    }
  }
  return true;
}

}  // namespace

absl::Status GetNetwork(const Worlds& worlds,
                        const v1::GetNetworkRequest& request,
                        v1::Network* response) {
  const auto id = IdIn("baselines/", request.name(), "/network");
  const auto world = id.has_value() ? worlds.Find(*id) : nullptr;
  if (world == nullptr) {
    return BaselineNotFound(worlds, request.name());
  }
  response->set_name(request.name());
  ToProto(world->network, response);
  return absl::OkStatus();
}

absl::Status ListFacts(const Worlds& worlds,
                       const v1::ListFactsRequest& request,
                       v1::ListFactsResponse* response) {
  const auto id = IdIn("baselines/", request.parent());
  const auto world = id.has_value() ? worlds.Find(*id) : nullptr;
  if (world == nullptr) {
    return BaselineNotFound(worlds, request.parent());
  }
  BadRequest bad;
  const auto filter = bad.Take(
      "filter",
      ParseFilter(request.filter(), {"subject", "measure", "kind", "grade"}));
  const std::optional<Snapshot> snapshot =
      ReadSnapshot(*world, request.reading(), std::nullopt, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  std::vector<const Fact*> matches;
  for (const Fact* fact : snapshot->facts()) {
    if (Matches(*fact, filter)) {
      matches.push_back(fact);
    }
  }
  ToProto(snapshot->reading(), world->id, response->mutable_reading());
  const Page page =
      PageOf(request.page_size(), kDefaultFacts, request.page_token(),
             absl::StrCat(request.parent(), "\n", request.filter(), "\n",
                          response->reading().SerializeAsString()),
             static_cast<int>(matches.size()), &bad);
  RETURN_IF_ERROR(bad.ToStatus(page.reason));
  for (int i = page.first; i < page.end; ++i) {
    ToProto(*matches[i], world->id, response->add_facts());
  }
  response->set_next_page_token(page.next_token);
  response->set_total_size(static_cast<int>(matches.size()));
  return absl::OkStatus();
}

}  // namespace oilflow
