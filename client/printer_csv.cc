#include "client/printer_csv.h"

#include "client/quantile_text.h"

namespace oilflow {

void CsvRows::AddQuantiles(absl::string_view measure,
                           const v1::Quantiles& quantiles,
                           absl::string_view unit) const {
  for (const Level& level : LevelsOf(quantiles)) {
    Add(absl::StrCat(measure, "_", level.column), level.value, unit);
    Add(absl::StrCat(measure, "_", level.column, "_error"), level.error, unit);
  }
}

void WriteWarnings(
    const google::protobuf::RepeatedPtrField<v1::Warning>& warnings,
    CsvWriter* csv) {
  for (const v1::Warning& warning : warnings) {
    csv->Row("warning", "", warning.reason(), "", "", "", warning.message());
  }
}

void WriteManifest(absl::string_view subject, const v1::Manifest& manifest,
                   CsvWriter* csv) {
  const auto pin = [&](absl::string_view measure, absl::string_view note) {
    csv->Row("manifest", subject, measure, "", "", "", note);
  };
  pin("as_of", ShowDate(manifest.reading().as_of()));
  pin("latest_fact", manifest.reading().latest_fact());
  pin("facts_sha256", manifest.facts_sha256());
  pin("network_sha256", manifest.network_sha256());
  pin("prices_sha256", manifest.prices_sha256());
  pin("scenario_sha256", manifest.scenario_sha256());
  pin("code_version", manifest.code_version());
}

}  // namespace oilflow
