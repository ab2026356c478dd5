#include "service/wire/convert_policy.h"

#include <cmath>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "service/policy/lever_catalog.h"
#include "service/units/quantity_text.h"
#include "service/wire/convert_date.h"
#include "service/wire/lever_reader.h"

namespace oilflow {
namespace {

constexpr size_t kMaxDisplayName = 120;

// A field with presence, as an optional.
#define OILFLOW_GIVEN(proto, field)                               \
  ((proto).has_##field() ? std::optional<double>((proto).field()) \
                         : std::nullopt)

RouteLever RouteFromProto(const v1::RouteLever& proto, LeverReader reader) {
  RouteLever lever;
  lever.arcs = reader.Arcs(proto.arcs());
  if (proto.arcs().empty()) {
    reader.Add("arcs", "must name at least one arc");
  }
  switch (proto.status()) {
    case v1::RouteLever::STATUS_UNSPECIFIED:
      break;
    case v1::RouteLever::OPEN:
      lever.status = RouteLever::Status::kOpen;
      break;
    case v1::RouteLever::CLOSED:
      lever.status = RouteLever::Status::kClosed;
      break;
    default:
      reader.Add("status", absl::StrCat("must be OPEN, CLOSED or unset, not ",
                                        static_cast<int>(proto.status())));
  }
  lever.mandated =
      reader.Rate("mandated_bpd", OILFLOW_GIVEN(proto, mandated_bpd));
  lever.limit = reader.Rate("limit_bpd", OILFLOW_GIVEN(proto, limit_bpd));
  lever.capacity =
      reader.Rate("capacity_bpd", OILFLOW_GIVEN(proto, capacity_bpd));
  const bool sized = lever.mandated.has_value() || lever.limit.has_value() ||
                     lever.capacity.has_value();
  if (lever.status == RouteLever::Status::kClosed && sized) {
    reader.Add("status",
               "must not be CLOSED beside mandated_bpd, limit_bpd or "
               "capacity_bpd: nothing passes a closed route");
  }
  if (lever.status == RouteLever::Status::kKeep && !sized) {
    reader.Add("status",
               "must be OPEN or CLOSED unless a mandated_bpd, limit_bpd or "
               "capacity_bpd is given: the lever changes nothing");
  }
  if (lever.mandated.has_value() && lever.limit.has_value() &&
      *lever.mandated > *lever.limit) {
    reader.Add("mandated_bpd",
               absl::StrCat("must not be above limit_bpd, ",
                            PrintNumber(proto.limit_bpd()), ", not ",
                            PrintNumber(proto.mandated_bpd())));
  }
  return lever;
}

EnforcementLever EnforcementFromProto(const v1::EnforcementLever& proto,
                                      LeverReader reader) {
  EnforcementLever lever;
  lever.arcs = reader.Arcs(proto.arcs());
  if (proto.arcs().empty()) {
    reader.Add("arcs", "must name at least one arc");
  }
  lever.stopped_share =
      reader.Number("stopped_share", OILFLOW_GIVEN(proto, stopped_share))
          .value_or(0);
  lever.extra_cost = reader
                         .Number("extra_cost_usd_per_bbl",
                                 OILFLOW_GIVEN(proto, extra_cost_usd_per_bbl))
                         .value_or(0) *
                     kDollarsPerBarrel;
  return lever;
}

SanctionsLever SanctionsFromProto(const v1::SanctionsLever& proto,
                                  LeverReader reader) {
  SanctionsLever lever;
  lever.country = reader.Country("country", proto.country());
  lever.target_exports =
      reader
          .Rate("target_exports_bpd", OILFLOW_GIVEN(proto, target_exports_bpd))
          .value_or(0.0 * kBarrelsPerDay);
  lever.efficacy =
      reader.Number("efficacy", OILFLOW_GIVEN(proto, efficacy)).value_or(1);
  return lever;
}

ProductionLever ProductionFromProto(const v1::ProductionLever& proto,
                                    LeverReader reader) {
  ProductionLever lever;
  lever.producer = reader.Producer("producer", proto.producer());
  lever.potential =
      reader.Rate("potential_bpd", OILFLOW_GIVEN(proto, potential_bpd));
  lever.change = reader.Rate("change_bpd", OILFLOW_GIVEN(proto, change_bpd));
  if (proto.size_case() == v1::ProductionLever::SIZE_NOT_SET) {
    reader.Add("potential_bpd", "must be given, or change_bpd");
  }
  return lever;
}

QuotaLever QuotaFromProto(const Network& network, const v1::QuotaLever& proto,
                          LeverReader reader) {
  QuotaLever lever;
  lever.country = reader.Country("country", proto.country());
  if (network.FindCountry(proto.country()).has_value() &&
      !network.countries()[lever.country].has_quota) {
    reader.Add("country", absl::StrCat("must be a country with a quota, and ",
                                       proto.country(), " has none"));
  }
  switch (proto.regime()) {
    case v1::QuotaLever::NONE:
      lever.regime = QuotaLever::Regime::kNone;
      break;
    case v1::QuotaLever::OFFSET:
      lever.regime = QuotaLever::Regime::kOffset;
      break;
    case v1::QuotaLever::TARGET:
      lever.regime = QuotaLever::Regime::kTarget;
      break;
    default:
      reader.Add("regime", absl::StrCat("must be NONE, OFFSET or TARGET, not ",
                                        static_cast<int>(proto.regime())));
  }
  const bool offset = lever.regime == QuotaLever::Regime::kOffset;
  const bool target = lever.regime == QuotaLever::Regime::kTarget;
  if (offset && !proto.has_offset_share()) {
    reader.Add("offset_share", "must be given for regime OFFSET, from 0 to 1");
  }
  const auto only_under = [&](bool regime, absl::string_view name, bool given,
                              absl::string_view regime_name) {
    if (given && !regime) {
      reader.Add(name, absl::StrCat("must be left out unless regime is ",
                                    regime_name));
    }
  };
  only_under(offset, "offset_share", proto.has_offset_share(), "OFFSET");
  only_under(target, "compliance", proto.has_compliance(), "TARGET");
  only_under(target, "required_bpd", proto.has_required_bpd(), "TARGET");
  only_under(target, "compensation_bpd", proto.has_compensation_bpd(),
             "TARGET");
  lever.offset_share =
      reader.Number("offset_share", OILFLOW_GIVEN(proto, offset_share))
          .value_or(0);
  lever.compliance =
      reader.Number("compliance", OILFLOW_GIVEN(proto, compliance)).value_or(1);
  lever.required =
      reader.Rate("required_bpd", OILFLOW_GIVEN(proto, required_bpd));
  lever.compensation =
      reader.Rate("compensation_bpd", OILFLOW_GIVEN(proto, compensation_bpd));
  if (lever.required.has_value() && lever.compensation.has_value() &&
      *lever.compensation > *lever.required) {
    reader.Add("compensation_bpd",
               absl::StrCat("must not be above required_bpd, ",
                            PrintNumber(proto.required_bpd()), ", not ",
                            PrintNumber(proto.compensation_bpd())));
  }
  lever.absorbers = reader.Producers("absorbers", proto.absorbers());
  for (int i = 0; i < proto.absorbers_size(); ++i) {
    const auto node = network.FindNode(proto.absorbers(i));
    if (node.has_value() &&
        network.nodes()[*node].kind == NodeKind::kProducer &&
        (!network.nodes()[*node].quota_counted ||
         network.nodes()[*node].country != lever.country)) {
      reader.Add(absl::StrCat("absorbers[", i, "]"),
                 absl::StrCat("must be a counted producer of ", proto.country(),
                              ", not ", proto.absorbers(i)));
    }
  }
  return lever;
}

OutageLever OutageFromProto(const v1::OutageLever& proto, LeverReader reader) {
  OutageLever lever;
  lever.arcs = reader.Arcs(proto.arcs());
  lever.producers = reader.Producers("producers", proto.producers());
  if (proto.arcs().empty() && proto.producers().empty()) {
    reader.Add("arcs", "must name at least one arc, or producers a producer");
  }
  lever.loss = reader.Rate("loss_bpd", OILFLOW_GIVEN(proto, loss_bpd))
                   .value_or(0.0 * kBarrelsPerDay);
  return lever;
}

Timing TimingFromProto(const v1::Policy& proto, const std::string& path,
                       LeverReader reader, BadRequest* bad) {
  Timing timing;
  bool has_start = false;
  if (!proto.has_start_date()) {
    reader.Add("start_date", "must be set");
  } else {
    const auto start = DateFromProto(proto.start_date());
    timing.start = bad->Take(absl::StrCat(path, ".start_date"), start);
    has_start = start.ok();
  }
  if (proto.has_end_date()) {
    const auto end = DateFromProto(proto.end_date());
    timing.end = bad->Take(absl::StrCat(path, ".end_date"), end);
    if (has_start && end.ok() && *end <= timing.start) {
      reader.Add("end_date", absl::StrCat("must be after start_date, ",
                                          PrintDate(timing.start), ", not ",
                                          PrintDate(*timing.end)));
    }
  }
  timing.ramp_days = static_cast<int>(
      *reader.Number("ramp_days", OILFLOW_GIVEN(proto, ramp_days)));
  timing.recovery_days = static_cast<int>(
      *reader.Number("recovery_days", OILFLOW_GIVEN(proto, recovery_days)));
  if (timing.recovery_days > 0 && !proto.has_end_date()) {
    reader.Add("recovery_days", "must be left out unless end_date is set");
  }
  return timing;
}

}  // namespace

void CheckText(const std::string& field, const std::string& text, size_t most,
               bool lines, BadRequest* bad) {
  if (text.size() > most) {
    bad->Add(field, absl::StrCat("must be at most ", most, " bytes, not ",
                                 text.size()));
  }
  if (!IsUtf8(text)) {
    bad->Add(field, "must be UTF-8 text");
    return;
  }
  for (const char c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) &&
        !(lines && c == '\n')) {
      bad->Add(field, "must not have control characters");
      return;
    }
  }
}

Policy PolicyFromProto(const Network& network, const v1::Policy& proto,
                       const std::string& path, BadRequest* bad) {
  LeverReader common(network, "policy", path, bad);
  Policy policy;
  policy.id = proto.policy_id();
  if (!IsWellFormedId(policy.id)) {
    common.Add("policy_id",
               absl::StrCat("must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, "
                            "not \"",
                            policy.id.substr(0, 80), "\""));
  }
  CheckText(common.Field("display_name"), proto.display_name(), kMaxDisplayName,
            false, bad);
  policy.display_name = proto.display_name();
  policy.timing = TimingFromProto(proto, path, common, bad);
  policy.realised_share =
      *common.Number("realised_share", OILFLOW_GIVEN(proto, realised_share));
  const auto reader = [&](absl::string_view lever) {
    return LeverReader(network, lever, absl::StrCat(path, ".", lever), bad);
  };
  switch (proto.lever_case()) {
    case v1::Policy::kRoute:
      policy.lever = RouteFromProto(proto.route(), reader("route"));
      break;
    case v1::Policy::kEnforcement:
      policy.lever =
          EnforcementFromProto(proto.enforcement(), reader("enforcement"));
      break;
    case v1::Policy::kSanctions:
      policy.lever = SanctionsFromProto(proto.sanctions(), reader("sanctions"));
      break;
    case v1::Policy::kProduction:
      policy.lever =
          ProductionFromProto(proto.production(), reader("production"));
      break;
    case v1::Policy::kQuota:
      policy.lever = QuotaFromProto(network, proto.quota(), reader("quota"));
      break;
    case v1::Policy::kOutage:
      policy.lever = OutageFromProto(proto.outage(), reader("outage"));
      break;
    case v1::Policy::LEVER_NOT_SET:
      common.Add("lever",
                 "must be one of route, enforcement, sanctions, production, "
                 "quota, outage");
      break;
  }
  return policy;
}

#undef OILFLOW_GIVEN

}  // namespace oilflow
