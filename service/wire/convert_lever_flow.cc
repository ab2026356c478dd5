// Levers that open, stop and redirect what flows.

#include <optional>

#include "absl/strings/str_cat.h"

#include "service/units/quantity_text.h"
#include "service/units/units.h"
#include "service/wire/convert_lever.h"

namespace oilflow {

RouteLever RouteFromProto(const v1::RouteLever& proto, LeverReader reader) {
  RouteLever lever;
  lever.arcs = reader.Arcs("arcs", proto.arcs());
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
  lever.mandated = reader.Quantity("mandated_bpd", kBarrelsPerDay);
  lever.limit = reader.Quantity("limit_bpd", kBarrelsPerDay);
  lever.capacity = reader.Quantity("capacity_bpd", kBarrelsPerDay);
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
  lever.arcs = reader.Arcs("arcs", proto.arcs());
  if (proto.arcs().empty()) {
    reader.Add("arcs", "must name at least one arc");
  }
  lever.stopped_share = reader.Number("stopped_share").value_or(0);
  lever.extra_cost =
      *reader.Quantity("extra_cost_usd_per_bbl", kDollarsPerBarrel);
  return lever;
}

SanctionsLever SanctionsFromProto(const v1::SanctionsLever& proto,
                                  LeverReader reader) {
  SanctionsLever lever;
  lever.country = reader.Country("country", proto.country());
  lever.target_exports = reader.Quantity("target_exports_bpd", kBarrelsPerDay)
                             .value_or(BarrelsPerDay());
  lever.efficacy = *reader.Number("efficacy");
  lever.discount = *reader.Quantity("discount_usd_per_bbl", kDollarsPerBarrel);
  lever.leakage_growth_per_year =
      *reader.Quantity("leakage_growth_bpd_per_year", kBarrelsPerDay);
  return lever;
}

OutageLever OutageFromProto(const v1::OutageLever& proto, LeverReader reader) {
  OutageLever lever;
  lever.arcs = reader.Arcs("arcs", proto.arcs());
  lever.producers = reader.Producers("producers", proto.producers());
  if (proto.arcs().empty() && proto.producers().empty()) {
    reader.Add("arcs", "must name at least one arc, or producers a producer");
  }
  lever.loss =
      reader.Quantity("loss_bpd", kBarrelsPerDay).value_or(BarrelsPerDay());
  switch (proto.counted_from()) {
    case v1::OutageLever::COUNTED_FROM_UNSPECIFIED:
    case v1::OutageLever::FLOW:
      lever.counted_from = OutageLever::CountedFrom::kFlow;
      break;
    case v1::OutageLever::CAPACITY:
      lever.counted_from = OutageLever::CountedFrom::kCapacity;
      break;
    default:
      reader.Add("counted_from",
                 absl::StrCat("must be FLOW, CAPACITY or unset, not ",
                              static_cast<int>(proto.counted_from())));
  }
  return lever;
}

InterdictionLever InterdictionFromProto(const v1::InterdictionLever& proto,
                                        LeverReader reader) {
  InterdictionLever lever;
  lever.arcs = reader.Arcs("arcs", proto.arcs());
  lever.chokepoints = reader.Chokepoints("chokepoints", proto.chokepoints());
  if (proto.arcs().empty() && proto.chokepoints().empty()) {
    reader.Add("arcs",
               "must name at least one arc, or chokepoints a chokepoint");
  }
  lever.stopped_share = reader.Number("stopped_share").value_or(0);
  return lever;
}

}  // namespace oilflow
