// A part of a simulation as a file: the messages of a stream as they came, each
// with its length before it.
//
// A part is written to FILE.partial and gets its name when it is complete, so
// that a FILE is never half a part. What was cut short can be gone on with.

#ifndef OILFLOW_CLIENT_PART_FILE_H_
#define OILFLOW_CLIENT_PART_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"

#include "oilflow/v1/ensemble_service.pb.h"

namespace oilflow {

// FILE.partial.
std::string PartialPath(const std::string& path);

// A part that was cut short.
struct CutPart {
  // As it was asked and filled in, `draws` among it.
  v1::SimulateScenarioRequest request;
  v1::Manifest manifest;
  // The first draw that is missing, and the bytes before it.
  int64_t next_draw = 0;
  int64_t byte_count = 0;

  int64_t first_draw() const { return request.draws().first_draw(); }

  // The rest of it.
  v1::SimulateScenarioRequest RequestOfRest() const;

  // Makes a message of the rest read as one of the whole part: false if it then
  // says nothing that the part has not said. FAILED_PRECONDITION if it follows
  // from other data or other code than the part, whose draws would not fit.
  absl::StatusOr<bool> Adopt(const std::string& path,
                             v1::SimulateScenarioResponse* message) const;
};

// What FILE.partial holds; a message that is only half there is left out.
// Errors name the file: it is not there, is empty, or is no part.
absl::StatusOr<CutPart> ReadCutPart(const std::string& path);

// Gives every message of a complete part. Errors name the file: it is not
// there, is empty, is no part, is torn or has lost draws.
absl::Status ReadPart(
    const std::string& path,
    absl::FunctionRef<absl::Status(const v1::SimulateScenarioResponse&)> take);

// Writes a part. What is not finished stays as FILE.partial.
class PartWriter {
 public:
  // An error if there is a FILE.partial: to go on with it or to throw it away
  // is not for us to say.
  static absl::StatusOr<PartWriter> Begin(const std::string& path);

  // Behind the first `byte_count` bytes of FILE.partial; the others go.
  static absl::StatusOr<PartWriter> GoOn(const std::string& path,
                                         int64_t byte_count);

  // The message is in the file when this is done.
  absl::Status Write(const v1::SimulateScenarioResponse& message);

  // Gives the file its name.
  absl::Status Finish();

 private:
  PartWriter(std::string path, int descriptor);

  std::string path_;
  int descriptor_;
  std::unique_ptr<google::protobuf::io::FileOutputStream> out_;
};

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PART_FILE_H_
