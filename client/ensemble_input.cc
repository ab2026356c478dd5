#include "client/ensemble_input.h"

#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "client/typed_value.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// Enough to know again what was typed.
absl::string_view Shown(absl::string_view text) { return text.substr(0, 120); }

template <typename... Parts>
absl::Status Wrong(absl::string_view flag, absl::string_view text,
                   const Parts&... what) {
  return absl::InvalidArgumentError(
      absl::StrCat(flag, " ", Shown(text), ": ", what...));
}

// A name and what stands behind the first "=", both there.
absl::StatusOr<std::pair<absl::string_view, absl::string_view>> Sides(
    absl::string_view flag, absl::string_view text, absl::string_view form) {
  const size_t equals = text.find('=');
  if (equals == absl::string_view::npos || equals == 0 ||
      equals + 1 == text.size()) {
    return Wrong(flag, text, "must be ", form);
  }
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

// 007 and the 000 of 185,000: what no number begins with.
bool BeginsLikeAGroupOfThree(absl::string_view number) {
  return number.size() > 1 && number[0] == '0' &&
         absl::ascii_isdigit(static_cast<unsigned char>(number[1]));
}

absl::Status ReadSteps(absl::string_view text, absl::string_view points,
                       v1::SweepAxis* axis) {
  constexpr absl::string_view kForm =
      "must be FROM:TO:COUNT with a COUNT from 2 to 10,000, such as "
      "restart.limit_bpd=100kb/d:400kb/d:7";
  v1::SweepAxis::Steps* steps = axis->mutable_steps();
  steps->set_logarithmic(absl::ConsumePrefix(&points, "log:"));
  const std::vector<absl::string_view> parts = absl::StrSplit(points, ':');
  if (parts.size() != 3) {
    return Wrong("--over", text, kForm);
  }
  double ends[2];
  for (int i = 0; i < 2; ++i) {
    const auto end = ParseParameterValue(axis->parameter(), parts[i]);
    if (!end.ok()) {
      return Wrong("--over", text, i == 0 ? "FROM " : "TO ",
                   end.status().message());
    }
    ends[i] = *end;
  }
  int32_t count = 0;
  if (!absl::SimpleAtoi(parts[2], &count) || count < 2 || count > 10000) {
    return Wrong("--over", text, kForm);
  }
  if (ends[0] == ends[1]) {
    return Wrong("--over", text, "FROM and TO must differ");
  }
  if (steps->logarithmic() && (ends[0] <= 0 || ends[1] <= 0)) {
    return Wrong("--over", text, "log: needs FROM and TO above 0");
  }
  steps->set_from(ends[0]);
  steps->set_to(ends[1]);
  steps->set_count(count);
  return absl::OkStatus();
}

absl::Status ReadValues(absl::string_view text, absl::string_view points,
                        v1::SweepAxis* axis) {
  for (const absl::string_view point : absl::StrSplit(points, ',')) {
    if (BeginsLikeAGroupOfThree(absl::StripAsciiWhitespace(point))) {
      return Wrong("--over", text, "commas separate the values of a list, so ",
                   Shown(point),
                   " is one: leave thousands separators out, or write kb/d");
    }
    const auto value = ParseParameterValue(axis->parameter(), point);
    if (!value.ok()) {
      return Wrong("--over", text, "each value ", value.status().message());
    }
    axis->mutable_values()->add_values(*value);
  }
  if (axis->values().values_size() > 10000) {
    return Wrong("--over", text, "must have at most 10,000 values, not ",
                 axis->values().values_size());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::StoppingRule> ParseUntil(absl::string_view text) {
  static constexpr std::pair<absl::string_view, double> kLevels[] = {
      {"p5", 0.05},  {"p05", 0.05}, {"p16", 0.16},
      {"p50", 0.50}, {"p84", 0.84}, {"p95", 0.95}};
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  if (parts.size() != 3 || parts[0].empty()) {
    return Wrong("--until", text,
                 "must be OUTPUT:LEVEL:ERROR, such as "
                 "price_usd_per_bbl:p50:0.05USD/bbl");
  }
  v1::StoppingRule rule;
  rule.set_output(std::string(parts[0]));
  const std::string level = absl::AsciiStrToLower(parts[1]);
  for (const auto& [name, value] : kLevels) {
    if (name == level) {
      rule.set_level(value);
    }
  }
  if (!rule.has_level()) {
    return Wrong("--until", text,
                 "LEVEL must be p5, p16, p50, p84 or p95, not \"",
                 Shown(parts[1]), "\"");
  }
  const auto error = ParseOutputValue(parts[0], parts[2]);
  if (!error.ok()) {
    return Wrong("--until", text, "ERROR ", error.status().message());
  }
  if (*error <= 0) {
    return Wrong("--until", text, "ERROR must be above 0");
  }
  rule.set_error(*error);
  return rule;
}

absl::StatusOr<Shard> ParseShard(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  Shard shard;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &shard.number) ||
      !absl::SimpleAtoi(parts[1], &shard.count) || shard.count < 1 ||
      shard.count > kDefaultDrawCount || shard.number < 1 ||
      shard.number > shard.count) {
    return Wrong("--shard", text,
                 "must be I/N, the I-th of N parts with I from 1 to N and N at "
                 "most 10,000, such as 3/8");
  }
  return shard;
}

absl::StatusOr<v1::DrawRange> DrawsOf(const Shard& shard, int64_t draw_count) {
  if (draw_count < shard.count) {
    return absl::InvalidArgumentError(
        absl::StrCat("--shard ", shard.number, "/", shard.count,
                     ": there are more parts than draws, which are ",
                     draw_count, "; ask for fewer parts or more --draws"));
  }
  v1::DrawRange range;
  range.set_first_draw((shard.number - 1) * draw_count / shard.count);
  range.set_end_draw(shard.number * draw_count / shard.count);
  return range;
}

absl::StatusOr<v1::SweepAxis> ParseAxis(absl::string_view text) {
  ASSIGN_OR_RETURN(
      const auto sides,
      Sides("--over", text,
            "PARAMETER=FROM:TO:COUNT or PARAMETER=VALUE,VALUE, such as "
            "restart.limit_bpd=100kb/d:400kb/d:7"));
  const auto& [parameter, points] = sides;
  if (parameter.find('.') == absl::string_view::npos) {
    return Wrong("--over", text,
                 "PARAMETER must be POLICY_ID.FIELD, SUBJECT.MEASURE or "
                 "DRIVER_ID.level, not \"",
                 Shown(parameter), "\"");
  }
  v1::SweepAxis axis;
  axis.set_parameter(std::string(parameter));
  RETURN_IF_ERROR(points.find(':') != absl::string_view::npos
                      ? ReadSteps(text, points, &axis)
                      : ReadValues(text, points, &axis));
  return axis;
}

absl::StatusOr<Group> ParseGroup(absl::string_view flag,
                                 absl::string_view text) {
  constexpr absl::string_view kForm =
      "ID=NAME,NAME with at least one NAME, such as iraq=restart,offset";
  ASSIGN_OR_RETURN(const auto sides, Sides(flag, text, kForm));
  Group group{.id = std::string(sides.first),
              .members = absl::StrSplit(sides.second, ',')};
  for (const std::string& member : group.members) {
    if (member.empty()) {
      return Wrong(flag, text, "must be ", kForm);
    }
  }
  return group;
}

absl::StatusOr<int32_t> ParseCount(absl::string_view flag,
                                   absl::string_view text, int32_t least,
                                   int32_t most) {
  const absl::StatusOr<double> number = ParseNumber(text);
  if (!number.ok() || *number != std::floor(*number) || *number < least ||
      *number > most) {
    return absl::InvalidArgumentError(
        absl::StrCat(flag, " must be a whole number from ", PrintWhole(least),
                     " to ", PrintWhole(most), ", not ", Shown(text)));
  }
  return static_cast<int32_t>(*number);
}

}  // namespace oilflow
