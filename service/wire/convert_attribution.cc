#include "service/wire/convert_attribution.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "service/wire/check.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

v1::AttributeScenarioResponse::Split::Statistic ToProto(
    ShareStatistic statistic) {
  switch (statistic) {
    case ShareStatistic::kExpectation:
      return v1::AttributeScenarioResponse::Split::EXPECTATION;
    case ShareStatistic::kMedian:
      return v1::AttributeScenarioResponse::Split::MEDIAN;
    case ShareStatistic::kAtMedianInputs:
      return v1::AttributeScenarioResponse::Split::AT_MEDIAN_INPUTS;
  }
  return v1::AttributeScenarioResponse::Split::STATISTIC_UNSPECIFIED;
}

}  // namespace

std::vector<std::vector<int>> GroupsFromProto(
    const google::protobuf::RepeatedPtrField<v1::PolicyGroup>& proto,
    const Scenario& scenario, BadRequest* bad) {
  std::vector<absl::string_view> known;
  for (const Policy& policy : scenario.policies) {
    known.push_back(policy.id);
  }
  CheckSize("groups", proto.size(), kMaxPolicyGroups, bad);
  UniqueIds ids("groups", bad);
  // Which group has each policy.
  std::map<size_t, int> taken;
  std::vector<std::vector<int>> groups;
  for (int g = 0; g < std::min(proto.size(), kMaxPolicyGroups); ++g) {
    const v1::PolicyGroup& group = proto[g];
    const std::string field = absl::StrCat("groups[", g, "]");
    CheckId(absl::StrCat(field, ".group_id"), group.group_id(), bad);
    ids.Check(absl::StrCat(field, ".group_id"), group.group_id(), g);
    if (group.policies().empty()) {
      bad->Add(absl::StrCat(field, ".policies"),
               "must name at least one policy");
    }
    CheckSize(absl::StrCat(field, ".policies"), group.policies_size(),
              kMaxPolicies, bad);
    std::vector<int>& policies = groups.emplace_back();
    for (int p = 0; p < std::min(group.policies_size(), kMaxPolicies); ++p) {
      const std::string place = absl::StrCat(field, ".policies[", p, "]");
      const auto found =
          std::find(known.begin(), known.end(), group.policies(p));
      if (found == known.end()) {
        bad->Add(place, NotKnown("the policy_id of a policy of the scenario",
                                 group.policies(p), known));
        continue;
      }
      const auto policy = static_cast<size_t>(found - known.begin());
      const auto [other, is_new] = taken.emplace(policy, g);
      if (!is_new) {
        bad->Add(place, absl::StrCat("must be in one group only; groups[",
                                     other->second, "] has ", group.policies(p),
                                     " too"));
        continue;
      }
      policies.push_back(static_cast<int>(policy));
    }
  }
  return groups;
}

void ToProto(const PolicySplit& split, const OutputColumn& column,
             const Scenario& scenario,
             v1::AttributeScenarioResponse::Split* proto) {
  proto->set_output(column.output.name);
  if (column.month.has_value()) {
    ToProto(absl::CivilDay(*column.month), proto->mutable_month());
  }
  proto->set_unit(std::string(UnitOf(column.output.kind)));
  proto->set_statistic(ToProto(split.statistic));
  proto->set_total(split.split.total);
  proto->set_residual(split.split.residual);
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    v1::AttributeScenarioResponse::Share* share = proto->add_shares();
    share->set_policy(scenario.policies[p].id);
    share->set_shapley(split.split.share[p]);
    share->set_shapley_error(split.split.share_error[p]);
    share->set_first_in(split.split.first_in[p]);
    share->set_last_in(split.split.last_in[p]);
    if (!split.split.interaction.empty()) {
      for (const double interaction : split.split.interaction[p]) {
        share->add_interactions(interaction);
      }
    }
  }
}

void ToProto(const MechanismSplit& split,
             v1::AttributeScenarioResponse::MechanismShare* proto) {
  // The enum of the wire is that of the ledger after its first value, as
  // convert_evaluation.cc makes sure.
  proto->set_mechanism(
      static_cast<v1::Mechanism>(static_cast<int>(split.mechanism) + 1));
  proto->set_total_bpd(split.total_bpd);
  for (const double share : split.shares_bpd) {
    proto->add_shares_bpd(share);
  }
}

}  // namespace oilflow
