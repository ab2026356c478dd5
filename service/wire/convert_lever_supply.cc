// Levers that move what is lifted, what is kept and what is wanted.

#include <optional>

#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/units/quantity_text.h"
#include "service/units/units.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_lever.h"

namespace oilflow {

ProductionLever ProductionFromProto(const v1::ProductionLever& proto,
                                    LeverReader reader) {
  ProductionLever lever;
  lever.producer = reader.Producer("producer", proto.producer());
  lever.potential = reader.Quantity("potential_bpd", kBarrelsPerDay);
  lever.change = reader.Quantity("change_bpd", kBarrelsPerDay);
  if (proto.size_case() == v1::ProductionLever::SIZE_NOT_SET) {
    reader.Add("potential_bpd", "must be given, or change_bpd");
  }
  return lever;
}

QuotaLever QuotaFromProto(const v1::QuotaLever& proto, LeverReader reader) {
  const Network& network = reader.network();
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
  lever.offset_share = reader.Number("offset_share").value_or(0);
  lever.compliance = *reader.Number("compliance");
  lever.required = reader.Quantity("required_bpd", kBarrelsPerDay);
  lever.compensation = reader.Quantity("compensation_bpd", kBarrelsPerDay);
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

OperatorLever OperatorFromProto(const v1::OperatorLever& proto,
                                LeverReader reader) {
  OperatorLever lever;
  lever.operator_index = reader.Operator("operator_id", proto.operator_id());
  lever.lost_share = reader.Number("lost_share").value_or(0);
  return lever;
}

SpareLever SpareFromProto(const v1::SpareLever& proto, LeverReader reader) {
  SpareLever lever;
  lever.producers = reader.SpareProducers("producers", proto.producers());
  if (proto.producers().empty()) {
    reader.Add("producers", "must name at least one spare producer");
  }
  lever.filled_share = reader.Number("filled_share").value_or(0);
  return lever;
}

StockReleaseLever StockReleaseFromProto(const v1::StockReleaseLever& proto,
                                        const Schedule& schedule,
                                        LeverReader reader) {
  StockReleaseLever lever;
  lever.stock = reader.Stock("stock", proto.stock());
  lever.rate =
      reader.Quantity("rate_bpd", kBarrelsPerDay).value_or(BarrelsPerDay());
  lever.refill = *reader.Quantity("refill_bpd", kBarrelsPerDay);
  if (!proto.has_refill_start_date()) {
    return lever;
  }
  const auto refill_start = DateFromProto(proto.refill_start_date());
  if (!refill_start.ok()) {
    reader.Add("refill_start_date", refill_start.status().message());
    return lever;
  }
  lever.refill_start = *refill_start;
  if (!proto.has_refill_bpd()) {
    reader.Add("refill_start_date",
               "must be left out unless refill_bpd is given");
  } else if (!schedule.end.has_value()) {
    reader.Add("refill_start_date",
               "must be left out unless end_date of the policy is set: what is "
               "drawn is bought back after the policy ends");
  } else if (*refill_start < *schedule.end) {
    reader.Add("refill_start_date",
               absl::StrCat("must not be before end_date of the policy, ",
                            PrintDate(*schedule.end), ", not ",
                            PrintDate(*refill_start)));
  }
  return lever;
}

DemandLever DemandFromProto(const v1::DemandLever& proto, LeverReader reader) {
  DemandLever lever;
  lever.sink = reader.Sink("sink", proto.sink());
  lever.demand = reader.Quantity("demand_bpd", kBarrelsPerDay);
  lever.change = reader.Quantity("change_bpd", kBarrelsPerDay);
  if (proto.size_case() == v1::DemandLever::SIZE_NOT_SET) {
    reader.Add("demand_bpd", "must be given, or change_bpd");
  }
  return lever;
}

}  // namespace oilflow
