// Values of draws as bytes that come through unchanged.

#ifndef OILFLOW_SERVICE_RPC_DRAW_VALUES_H_
#define OILFLOW_SERVICE_RPC_DRAW_VALUES_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace oilflow {

// A message of so many bytes of values can be sent back to the server, which
// takes no message above 1.5 MiB.
inline constexpr size_t kPieceBytes = 1 << 20;
// A part that is cut short loses no more draws than these.
inline constexpr int kMaxDrawsInPiece = 2048;

// Whole draws of `column_count` values that a piece holds; at least 1.
inline int DrawsInPiece(int column_count) {
  return std::clamp(
      static_cast<int>(kPieceBytes / sizeof(double)) / column_count, 1,
      kMaxDrawsInPiece);
}

// Little-endian IEEE doubles.
inline std::string ToBytes(absl::Span<const double> values) {
  std::string bytes;
  bytes.reserve(values.size() * sizeof(double));
  for (const double value : values) {
    auto bits = std::bit_cast<uint64_t>(value);
    for (size_t i = 0; i < sizeof(bits); ++i, bits >>= 8) {
      bytes.push_back(static_cast<char>(bits & 0xFF));
    }
  }
  return bytes;
}

// The inverse; the size must be a multiple of 8.
inline std::vector<double> FromBytes(absl::string_view bytes) {
  std::vector<double> values(bytes.size() / sizeof(double));
  for (size_t v = 0; v < values.size(); ++v) {
    uint64_t bits = 0;
    for (size_t i = sizeof(bits); i-- > 0;) {
      bits =
          bits << 8 | static_cast<unsigned char>(bytes[v * sizeof(bits) + i]);
    }
    values[v] = std::bit_cast<double>(bits);
  }
  return values;
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_DRAW_VALUES_H_
