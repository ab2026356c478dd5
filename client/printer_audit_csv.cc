#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/format.h"
#include "client/printer_csv.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

void WriteParameter(const v1::PriceParameter& parameter, CsvWriter* csv) {
  const std::string note = absl::StrCat(
      parameter.grade(), ": ", parameter.source(), "; ",
      parameter.distribution(), parameter.range_level().empty() ? "" : ", ",
      parameter.range_level());
  const auto row = [&](absl::string_view measure, bool is_known, double value) {
    csv->Row("parameter", parameter.parameter_id(), measure, "",
             is_known ? PrintNumber(value) : "", parameter.unit(), note);
  };
  row("value", parameter.has_value(), parameter.value());
  row("low", parameter.has_low(), parameter.low());
  row("high", parameter.has_high(), parameter.high());
}

}  // namespace

void WriteAttribution(const v1::Attribution& attribution, CsvWriter* csv) {
  for (const v1::Attribution::Share& share : attribution.shares()) {
    const CsvRows rows("attribution", share.component_id(), "", csv);
    rows.Add("shapley", share.shapley_percent(), "percent");
    rows.Add("first_in", share.first_in_percent(), "percent");
    rows.Add("last_in", share.last_in_percent(), "percent");
    for (int i = 0;
         i < share.interaction_percent_size() && i < attribution.shares_size();
         ++i) {
      rows.Add(absl::StrCat("with_", attribution.shares(i).component_id()),
               share.interaction_percent(i), "percent");
    }
  }
  const CsvRows rows("attribution", "all", "", csv);
  rows.AddText("model", attribution.model_id());
  rows.Add("total", attribution.total_percent(), "percent");
  rows.Add("residual", attribution.residual_percent(), "percent");
}

void WriteAudit(const v1::Audit& audit, CsvWriter* csv) {
  for (const v1::Audit::ModelVersion& model : audit.models()) {
    csv->Row("audit", model.model_id(), "model_version", "", "", "",
             model.version());
  }
  const CsvRows rows("audit", "", "", csv);
  rows.AddText("code_version", audit.code_version());
  rows.AddText("parameter_set_id", audit.parameter_set_id());
  rows.AddText("parameter_set_sha256", audit.parameter_set_sha256());
  for (const v1::Audit::DataVintage& data : audit.data()) {
    csv->Row("audit", data.series(), "data", ShowDate(data.retrieved_date()),
             "", "",
             absl::StrCat(data.source(), ", ", data.release(), ", sha256 ",
                          data.sha256()));
  }
  rows.AddText("sampler", audit.sampler());
  rows.Add("draw_count", audit.draw_count(), "1");
  rows.Add("seed", audit.seed(), "1");
  for (const std::string& field : audit.defaulted_fields()) {
    rows.AddText("defaulted_field", field);
  }
  for (const v1::PriceParameter& parameter : audit.parameters()) {
    WriteParameter(parameter, csv);
  }
  rows.AddText("weakest_grade", audit.weakest_grade());
  for (const v1::Audit::VarianceShare& share : audit.variance()) {
    csv->Row("audit", share.group(), "variance_share", "",
             PrintNumber(share.share()), "share", share.meaning());
  }
  for (const v1::Audit::Flag& flag : audit.flags()) {
    csv->Row("audit", flag.reason(), "flag", "", "", "", flag.message());
  }
  rows.AddText("rerun_token", audit.rerun_token());
}

}  // namespace oilflow
