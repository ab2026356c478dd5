#include "client/part_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "google/protobuf/util/message_differencer.h"

#include "service/base/status_macros.h"
#include <sys/stat.h>

namespace oilflow {
namespace {

using google::protobuf::io::FileInputStream;
using google::protobuf::util::MessageDifferencer;
using google::protobuf::util::ParseDelimitedFromZeroCopyStream;
using google::protobuf::util::SerializeDelimitedToZeroCopyStream;

constexpr int kFileMode = 0644;

absl::Status FileError(const std::string& path, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

// Of the last system call.
absl::Status SystemError(const std::string& path, absl::string_view what) {
  return absl::UnavailableError(
      absl::StrCat(path, ": ", what, ": ", std::strerror(errno)));
}

absl::Status NoPart(const std::string& path) {
  return FileError(path,
                   "is no part of a simulation, as `oilflow simulate --shard` "
                   "writes them");
}

// Follows the messages of a part from the first.
class PartReader {
 public:
  explicit PartReader(int descriptor) : in_(descriptor) {
    in_.SetCloseOnDelete(true);
    struct stat about = {};
    size_ = fstat(descriptor, &about) == 0 ? about.st_size : 0;
  }

  // Whether there was another whole message, now in `message`. An error if the
  // messages so far are not those of one part.
  absl::StatusOr<bool> Next(const std::string& path) {
    // What is no message is told by name, and not by the library.
    const google::protobuf::LogSilencer silencer;
    const int64_t before = in_.ByteCount();
    message_.Clear();
    if (!ParseDelimitedFromZeroCopyStream(&message_, &in_, nullptr)) {
      is_torn_ = before < size_;
      return false;
    }
    if (count_++ == 0) {
      if (!message_.request().has_draws() || !message_.has_manifest()) {
        return NoPart(path);
      }
      next_draw_ = message_.request().draws().first_draw();
    }
    if (message_.has_values()) {
      if (message_.values().first_draw() != next_draw_) {
        return FileError(
            path, absl::StrCat("is damaged: after draw ", next_draw_ - 1,
                               " comes draw ", message_.values().first_draw(),
                               "; make the part again"));
      }
      next_draw_ += message_.values().draw_count();
    }
    return true;
  }

  const v1::SimulateScenarioResponse& message() const { return message_; }
  int64_t count() const { return count_; }
  int64_t next_draw() const { return next_draw_; }
  int64_t byte_count() const { return in_.ByteCount(); }
  bool is_torn() const { return is_torn_; }

 private:
  FileInputStream in_;
  int64_t size_ = 0;
  v1::SimulateScenarioResponse message_;
  int64_t count_ = 0;
  int64_t next_draw_ = 0;
  bool is_torn_ = false;
};

}  // namespace

std::string PartialPath(const std::string& path) {
  return absl::StrCat(path, ".partial");
}

v1::SimulateScenarioRequest CutPart::RequestOfRest() const {
  v1::SimulateScenarioRequest rest = request;
  rest.mutable_draws()->set_first_draw(next_draw);
  return rest;
}

absl::StatusOr<bool> CutPart::Adopt(
    const std::string& path, v1::SimulateScenarioResponse* message) const {
  if (message->has_manifest() &&
      !MessageDifferencer::Equals(message->manifest(), manifest)) {
    return absl::FailedPreconditionError(absl::StrCat(
        PartialPath(path), ": was made with other data or code (",
        manifest.code_version(), ") than the service has now (",
        message->manifest().code_version(),
        "), whose draws may differ; remove it and make the part again"));
  }
  if (byte_count == 0) {
    // Nothing of it is left: the rest is all.
    return true;
  }
  const int64_t before = next_draw - first_draw();
  message->set_completed_count(message->completed_count() + before);
  message->set_total_count(message->total_count() + before);
  if (message->finished()) {
    message->mutable_request()->mutable_draws()->set_first_draw(first_draw());
    return true;
  }
  message->clear_request();
  message->clear_manifest();
  return message->has_values();
}

absl::StatusOr<CutPart> ReadCutPart(const std::string& path) {
  const std::string partial = PartialPath(path);
  const int descriptor = open(partial.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return absl::NotFoundError(absl::StrCat(
        partial, ": no such file; --resume goes on with what --out ", path,
        " left unfinished"));
  }
  PartReader reader(descriptor);
  CutPart part;
  int64_t last_first_draw = 0;
  int64_t bytes_before_last = 0;
  while (true) {
    const int64_t bytes = reader.byte_count();
    ASSIGN_OR_RETURN(const bool more, reader.Next(partial));
    if (!more) {
      break;
    }
    if (reader.count() == 1) {
      part.request = reader.message().request();
      part.manifest = reader.message().manifest();
    }
    if (reader.message().has_values()) {
      last_first_draw = reader.message().values().first_draw();
      bytes_before_last = bytes;
      part.byte_count = reader.byte_count();
    } else if (reader.count() == 1) {
      part.byte_count = reader.byte_count();
    }
  }
  if (reader.count() == 0) {
    return reader.is_torn()
               ? FileError(partial,
                           "holds no whole message; remove it and make the "
                           "part again")
               : FileError(partial,
                           "is empty; remove it and make the part again");
  }
  part.next_draw = reader.next_draw();
  if (part.next_draw >= part.request.draws().end_draw()) {
    // Only the last message is missing, which comes with draws alone.
    part.next_draw = last_first_draw;
    part.byte_count = bytes_before_last;
  }
  return part;
}

absl::Status ReadPart(
    const std::string& path,
    absl::FunctionRef<absl::Status(const v1::SimulateScenarioResponse&)> take) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const bool is_cut = access(PartialPath(path).c_str(), F_OK) == 0;
    return absl::NotFoundError(absl::StrCat(
        path, ": no such file",
        is_cut ? absl::StrCat("; ", PartialPath(path),
                              " was cut short: `oilflow simulate --resume ",
                              path, "` finishes it")
               : ""));
  }
  PartReader reader(descriptor);
  bool is_finished = false;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, reader.Next(path));
    if (!more) {
      break;
    }
    is_finished = reader.message().finished();
    RETURN_IF_ERROR(take(reader.message()));
  }
  if (reader.count() == 0) {
    return reader.is_torn() ? NoPart(path) : FileError(path, "is empty");
  }
  if (reader.is_torn() || !is_finished) {
    return FileError(
        path, absl::StrCat("is torn: it ends before draw ", reader.next_draw(),
                           " or lacks its last message; make the "
                           "part again"));
  }
  return absl::OkStatus();
}

PartWriter::PartWriter(std::string path, int descriptor)
    : path_(std::move(path)),
      descriptor_(descriptor),
      out_(std::make_unique<google::protobuf::io::FileOutputStream>(
          descriptor)) {
  out_->SetCloseOnDelete(true);
}

absl::StatusOr<PartWriter> PartWriter::Begin(const std::string& path) {
  const std::string partial = PartialPath(path);
  const int descriptor =
      open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode);
  if (descriptor < 0 && errno == EEXIST) {
    return absl::FailedPreconditionError(
        absl::StrCat(partial,
                     ": is there already, written now or cut short before; "
                     "`oilflow simulate --resume ",
                     path, "` goes on with it, or remove it"));
  }
  if (descriptor < 0) {
    return SystemError(partial, "cannot be written");
  }
  return PartWriter(path, descriptor);
}

absl::StatusOr<PartWriter> PartWriter::GoOn(const std::string& path,
                                            int64_t byte_count) {
  const std::string partial = PartialPath(path);
  const int descriptor = open(partial.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) {
    return SystemError(partial, "cannot be written");
  }
  if (ftruncate(descriptor, byte_count) != 0) {
    close(descriptor);
    return SystemError(partial, "cannot be cut");
  }
  return PartWriter(path, descriptor);
}

absl::Status PartWriter::Write(const v1::SimulateScenarioResponse& message) {
  if (!SerializeDelimitedToZeroCopyStream(message, out_.get()) ||
      !out_->Flush()) {
    errno = out_->GetErrno();
    return SystemError(PartialPath(path_), "cannot be written");
  }
  return absl::OkStatus();
}

absl::Status PartWriter::Finish() {
  const std::string partial = PartialPath(path_);
  // Closed here and not again at the end.
  out_->SetCloseOnDelete(false);
  if (!out_->Flush() || fsync(descriptor_) != 0 || !out_->Close()) {
    return SystemError(partial, "cannot be written");
  }
  if (std::rename(partial.c_str(), path_.c_str()) != 0) {
    return SystemError(partial, absl::StrCat("cannot become ", path_));
  }
  return absl::OkStatus();
}

}  // namespace oilflow
