// What a request asks to read.

#ifndef OILFLOW_SERVICE_RPC_READING_H_
#define OILFLOW_SERVICE_RPC_READING_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "oilflow/v1/fact.pb.h"

#include "service/facts/fact_book.h"
#include "service/store/world.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// The snapshot that `reading` names, or, where it leaves something out,
// `default_as_of` and all that is recorded. Notes what is wrong in `bad`, under
// `path`.
std::optional<Snapshot> ReadSnapshot(
    const World& world, const v1::Reading& reading,
    std::optional<absl::CivilDay> default_as_of, BadRequest* bad,
    absl::string_view path = "reading");

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_READING_H_
