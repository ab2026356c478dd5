#include "service/wire/convert_policy.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

#include "service/policy/lever_catalog.h"
#include "service/wire/check.h"
#include "service/wire/convert_lever.h"
#include "service/wire/convert_schedule.h"
#include "service/wire/lever_reader.h"

namespace oilflow {
namespace {

// The names of all levers, in the order of the catalogue.
std::string LeverNames() {
  std::vector<absl::string_view> names;
  for (const LeverDescription& lever : LeverCatalog()) {
    if (lever.name != "policy") {
      names.push_back(lever.name);
    }
  }
  return absl::StrJoin(names, ", ");
}

Lever LeverFromProto(const Network& network, const v1::Policy& proto,
                     const Schedule& schedule, const std::string& path,
                     BadRequest* bad) {
  // The name of the field that is set is that of the lever in the catalogue.
  const auto reader = [&](const google::protobuf::Message& message) {
    const std::string& lever =
        v1::Policy::descriptor()
            ->FindFieldByNumber(static_cast<int>(proto.lever_case()))
            ->name();
    return LeverReader(network, lever, message, absl::StrCat(path, ".", lever),
                       bad);
  };
  switch (proto.lever_case()) {
    case v1::Policy::kRoute:
      return RouteFromProto(proto.route(), reader(proto.route()));
    case v1::Policy::kEnforcement:
      return EnforcementFromProto(proto.enforcement(),
                                  reader(proto.enforcement()));
    case v1::Policy::kSanctions:
      return SanctionsFromProto(proto.sanctions(), reader(proto.sanctions()));
    case v1::Policy::kProduction:
      return ProductionFromProto(proto.production(),
                                 reader(proto.production()));
    case v1::Policy::kQuota:
      return QuotaFromProto(proto.quota(), reader(proto.quota()));
    case v1::Policy::kOutage:
      return OutageFromProto(proto.outage(), reader(proto.outage()));
    case v1::Policy::kInterdiction:
      return InterdictionFromProto(proto.interdiction(),
                                   reader(proto.interdiction()));
    case v1::Policy::kWaiver:
      return WaiverFromProto(proto.waiver(), reader(proto.waiver()));
    case v1::Policy::kPayment:
      return PaymentFromProto(proto.payment(), reader(proto.payment()));
    case v1::Policy::kFinance:
      return FinanceFromProto(proto.finance(), reader(proto.finance()));
    case v1::Policy::kOperator:
      return OperatorFromProto(proto.operator_(), reader(proto.operator_()));
    case v1::Policy::kSpare:
      return SpareFromProto(proto.spare(), reader(proto.spare()));
    case v1::Policy::kStockRelease:
      return StockReleaseFromProto(proto.stock_release(), schedule,
                                   reader(proto.stock_release()));
    case v1::Policy::kDemand:
      return DemandFromProto(proto.demand(), reader(proto.demand()));
    case v1::Policy::LEVER_NOT_SET:
      bad->Add(absl::StrCat(path, ".lever"),
               absl::StrCat("must be one of ", LeverNames()));
      break;
  }
  return RouteLever();
}

}  // namespace

Policy PolicyFromProto(const Network& network,
                       const std::vector<Driver>& drivers,
                       const v1::Policy& proto, const std::string& path,
                       BadRequest* bad) {
  LeverReader reader(network, "policy", proto, path, bad);
  Policy policy;
  policy.id = proto.policy_id();
  CheckId(reader.Field("policy_id"), policy.id, bad);
  policy.display_name = proto.display_name();
  CheckText(reader.Field("display_name"), policy.display_name, kMaxDisplayName,
            false, bad);
  policy.schedule = ScheduleFromProto(proto, drivers, path, reader, bad);
  policy.realised_share = *reader.Number("realised_share");
  policy.lever = LeverFromProto(network, proto, policy.schedule, path, bad);
  return policy;
}

}  // namespace oilflow
