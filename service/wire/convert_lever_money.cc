// Levers on what is paid, and on energy that is bought.

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"

#include "service/units/units.h"
#include "service/wire/convert_lever.h"

namespace oilflow {

WaiverLever WaiverFromProto(const v1::WaiverLever& proto, LeverReader reader) {
  WaiverLever lever;
  lever.links = reader.Links("links", proto.links());
  if (proto.links().empty()) {
    reader.Add("links", "must name at least one energy link");
  }
  lever.stopped_share = reader.Number("stopped_share").value_or(0);
  lever.substitution_limit =
      reader.Quantity("substitution_limit_bpd", kBarrelsPerDay);
  lever.gas_supply =
      reader.Quantity("gas_supply_mmcmd", kMillionCubicMetresPerDay);
  lever.power_supply = reader.Quantity("power_supply_mw", kMegawatts);
  const auto needs_link = [&](absl::string_view name, bool given,
                              EnergyCarrier carrier, absl::string_view what) {
    // A link that is not known may be meant to carry it, and is noted itself.
    const Network& network = reader.network();
    const bool may_carry = std::any_of(
        proto.links().begin(), proto.links().end(), [&](const std::string& id) {
          const std::optional<int> link = network.FindEnergyLink(id);
          return !link.has_value() ||
                 network.energy_links()[*link].carrier == carrier;
        });
    if (given && !proto.links().empty() && !may_carry) {
      reader.Add(name, absl::StrCat("must be left out unless links names one "
                                    "that carries ",
                                    what));
    }
  };
  needs_link("gas_supply_mmcmd", proto.has_gas_supply_mmcmd(),
             EnergyCarrier::kGas, "gas");
  needs_link("power_supply_mw", proto.has_power_supply_mw(),
             EnergyCarrier::kPower, "power");
  return lever;
}

PaymentLever PaymentFromProto(const v1::PaymentLever& proto,
                              LeverReader reader) {
  PaymentLever lever;
  lever.arcs = reader.Arcs("arcs", proto.arcs());
  if (proto.arcs().empty()) {
    reader.Add("arcs", "must name at least one arc");
  }
  for (int i = 0; i < proto.arcs_size(); ++i) {
    const auto arc = reader.network().FindArc(proto.arcs(i));
    if (arc.has_value() && !reader.network().arcs()[*arc].payer.has_value()) {
      reader.Add(absl::StrCat("arcs[", i, "]"),
                 absl::StrCat("must be an arc with a payer, and ",
                              proto.arcs(i), " has none"));
    }
  }
  lever.paid_share = reader.Number("paid_share");
  lever.advance = reader.Quantity("advance_usd_per_bbl", kDollarsPerBarrel);
  lever.payment_delay_days =
      static_cast<int>(*reader.Number("payment_delay_days"));
  lever.arrears = *reader.Quantity("arrears_usd", kDollars);
  lever.arrears_recovery =
      *reader.Quantity("arrears_recovery_usd_per_bbl", kDollarsPerBarrel);
  if (proto.has_arrears_usd() && !proto.has_arrears_recovery_usd_per_bbl()) {
    reader.Add("arrears_usd",
               "must be left out unless arrears_recovery_usd_per_bbl is given: "
               "nothing would be paid off it");
  }
  if (proto.has_arrears_recovery_usd_per_bbl() && !proto.has_arrears_usd()) {
    reader.Add("arrears_recovery_usd_per_bbl",
               "must be left out unless arrears_usd is given: there is nothing "
               "to pay off");
  }
  if (proto.terms_case() == v1::PaymentLever::TERMS_NOT_SET &&
      !proto.has_payment_delay_days() && !proto.has_arrears_usd() &&
      !proto.has_arrears_recovery_usd_per_bbl()) {
    reader.Add("paid_share",
               "must be given, or advance_usd_per_bbl, payment_delay_days or "
               "arrears_usd: the lever changes nothing");
  }
  return lever;
}

FinanceLever FinanceFromProto(const v1::FinanceLever& proto,
                              LeverReader reader) {
  FinanceLever lever;
  lever.channel = reader.Channel("channel", proto.channel());
  lever.blocked_share = reader.Number("blocked_share").value_or(0);
  lever.extra_cost =
      *reader.Quantity("extra_cost_usd_per_bbl", kDollarsPerBarrel);
  lever.withheld_share = *reader.Number("withheld_share");
  return lever;
}

}  // namespace oilflow
