#include "client/price_input.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "CLI/CLI.hpp"
#include "client/message_file.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

absl::Status ErrorOf(absl::string_view flag, const absl::Status& status) {
  return absl::InvalidArgumentError(absl::StrCat(flag, " ", status.message()));
}

// Calls `set` with the quantity of a flag that is given.
template <typename Set>
absl::Status SetQuantity(absl::string_view flag, Dimension dimension,
                         const std::string& text, const Set& set) {
  if (text.empty()) {
    return absl::OkStatus();
  }
  const absl::StatusOr<double> value = ParseQuantity(dimension, text);
  if (!value.ok()) {
    return ErrorOf(flag, value.status());
  }
  set(*value);
  return absl::OkStatus();
}

absl::Status SetDate(absl::string_view flag, const std::string& text,
                     google::type::Date* date) {
  const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
  if (!day.ok()) {
    return ErrorOf(flag, day.status());
  }
  ToProto(*day, date);
  return absl::OkStatus();
}

absl::Status SetHorizon(const PriceFlags& flags,
                        v1::PriceSupplyChangeRequest* request) {
  if (!flags.from.empty()) {
    RETURN_IF_ERROR(SetDate("--from", flags.from,
                            request->mutable_horizon()->mutable_start_date()));
  }
  if (!flags.until.empty()) {
    RETURN_IF_ERROR(SetDate("--until", flags.until,
                            request->mutable_horizon()->mutable_end_date()));
  }
  if (flags.file.empty() && (flags.from.empty() || flags.until.empty())) {
    return absl::InvalidArgumentError(
        "--from and --until must say which days to price, such as --from "
        "2023-03-25 --until 2024-03-25");
  }
  return absl::OkStatus();
}

absl::Status SetChanges(const PriceFlags& flags,
                        v1::PriceSupplyChangeRequest* request) {
  if (flags.file.empty() && flags.changes.empty()) {
    return absl::InvalidArgumentError(
        "give a FILE, or say what changes, such as --change=-450kb/d");
  }
  if (!flags.changes.empty() && !request->components().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--change and ", FileName(flags.file),
                     " both say what changes; leave one of them out"));
  }
  for (const std::string& change : flags.changes) {
    RETURN_IF_ERROR(AddChange(change, request));
  }
  return absl::OkStatus();
}

absl::Status SetMarket(const PriceFlags& flags,
                       v1::PriceSupplyChangeRequest* request) {
  v1::MarketAssumptions* market = request->mutable_market();
  if (flags.file.empty() && flags.mode.empty()) {
    return absl::InvalidArgumentError(
        "--mode must be ex-ante (a shift before anyone responds) or realised "
        "(output that is really and persistently missing): the two differ by "
        "about half");
  }
  if (!flags.mode.empty()) {
    market->set_shock_mode(flags.mode == "realised"
                               ? v1::MarketAssumptions::PATH_REALISED
                               : v1::MarketAssumptions::SHOCK_EX_ANTE);
  }
  RETURN_IF_ERROR(
      SetQuantity("--already-priced", Dimension::kShare, flags.already_priced,
                  [&](double value) { market->set_already_priced(value); }));
  RETURN_IF_ERROR(SetQuantity(
      "--start-price", Dimension::kPrice, flags.start_price,
      [&](double value) { market->set_start_price_usd_per_bbl(value); }));
  RETURN_IF_ERROR(
      SetQuantity("--world-crude", Dimension::kRate, flags.world_crude,
                  [&](double value) { market->set_world_crude_bpd(value); }));
  RETURN_IF_ERROR(
      SetQuantity("--spare", Dimension::kRate, flags.spare, [&](double value) {
        request->mutable_offsets()->mutable_spare()->set_reachable_bpd(value);
      }));
  return SetCurve(flags.curve, market);
}

}  // namespace

void AddPriceFlags(CLI::App* app, PriceFlags* flags) {
  app->add_option("file", flags->file,
                  "FILE: a PriceSupplyChangeRequest (protobuf text format or "
                  "JSON; - for standard input); flags change what it says");
  app->add_option("--change", flags->changes,
                  "-450kb/d, or ID=-450kb/d for each of several changes")
      ->allow_extra_args(false);
  app->add_option("--from", flags->from, "the first day, such as 2023-03-25");
  app->add_option("--until", flags->until, "the first day after the last");
  app->add_option("--mode", flags->mode,
                  "ex-ante: a shift before anyone responds; realised: output "
                  "that is really and persistently missing. Never guessed")
      ->check(CLI::IsMember({"ex-ante", "realised"}));
  app->add_option("--already-priced", flags->already_priced,
                  "the chance that the market gave it before, such as 30%");
  app->add_option("--start-price", flags->start_price, "such as 75USD/bbl");
  app->add_option("--world-crude", flags->world_crude,
                  "world crude and condensate, such as 83mb/d");
  app->add_option("--spare", flags->spare,
                  "spare capacity that can reach a market and fills part of a "
                  "loss, such as 2.7mb/d; with --mode realised");
  app->add_option("--baseline", flags->baseline,
                  "whose prices and facts fill in the rest (default: region)");
  AddCurveFlags(app, &flags->curve);
  app->add_option("--rerun", flags->rerun,
                  "TOKEN of an earlier answer: asks the same again");
}

absl::Status AddChange(absl::string_view text,
                       v1::PriceSupplyChangeRequest* request) {
  const size_t equals = text.find('=');
  const bool named = equals != absl::string_view::npos;
  const std::string id(named ? text.substr(0, equals) : "change");
  for (const v1::SupplyComponent& component : request->components()) {
    if (component.component_id() == id) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--change ", text, ": there is a change ", id,
          " already; several need ids of their own, such as --change "
          "kirkuk=-450kb/d"));
    }
  }
  const absl::StatusOr<double> rate =
      ParseQuantity(Dimension::kRate, named ? text.substr(equals + 1) : text);
  if (!rate.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--change ", text, ": ", rate.status().message()));
  }
  v1::SupplyComponent* component = request->add_components();
  component->set_component_id(id);
  component->add_steps()->set_change_bpd(*rate);
  return absl::OkStatus();
}

absl::Status CheckRerun(
    const Options& options,
    const std::vector<std::pair<absl::string_view, bool>>& given) {
  const auto refuse = [](absl::string_view flag) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--rerun asks an earlier question again, as it was: leave out ", flag));
  };
  if (!options.as_of.empty() || !options.latest_fact.empty()) {
    return refuse("--as-of and --latest-fact");
  }
  for (const auto& [flag, is_given] : given) {
    if (is_given) {
      return refuse(flag);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::PriceSupplyChangeRequest> RequestOf(
    const Options& options, const PriceFlags& flags) {
  v1::PriceSupplyChangeRequest request;
  if (!flags.rerun.empty()) {
    RETURN_IF_ERROR(CheckRerun(
        options, {{"FILE", !flags.file.empty()},
                  {"--change", !flags.changes.empty()},
                  {"--from", !flags.from.empty()},
                  {"--until", !flags.until.empty()},
                  {"--mode", !flags.mode.empty()},
                  {"--already-priced", !flags.already_priced.empty()},
                  {"--start-price", !flags.start_price.empty()},
                  {"--world-crude", !flags.world_crude.empty()},
                  {"--spare", !flags.spare.empty()},
                  {"--baseline", !flags.baseline.empty()},
                  {"the flags of a curve", !flags.curve.IsEmpty()}}));
    request.set_rerun_token(flags.rerun);
    return request;
  }
  if (!flags.file.empty()) {
    RETURN_IF_ERROR(ReadMessageFile(
        flags.file, "`oilflow price --help` shows how to do without one",
        &request));
  }
  RETURN_IF_ERROR(SetChanges(flags, &request));
  RETURN_IF_ERROR(SetHorizon(flags, &request));
  RETURN_IF_ERROR(SetMarket(flags, &request));
  if (!flags.baseline.empty()) {
    request.set_baseline(absl::StrCat("baselines/", flags.baseline));
  }
  ASSIGN_OR_RETURN(const v1::Reading reading, ReadingOf(options));
  request.mutable_reading()->MergeFrom(reading);
  return request;
}

}  // namespace oilflow
