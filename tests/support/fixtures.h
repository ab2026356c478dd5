// The files of fixtures/ and the worlds made of them.

#ifndef OILFLOW_TESTS_SUPPORT_FIXTURES_H_
#define OILFLOW_TESTS_SUPPORT_FIXTURES_H_

#include <memory>
#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "service/store/world.h"

namespace oilflow {

// The text of a file below the source folder; a failure if there is none.
std::string ReadSourceFile(const std::string& path);

// The embedded worlds, loaded once.
std::shared_ptr<const Worlds> EmbeddedWorlds();
const World& RegionWorld();
const World& TwoNodesWorld();

// A message from protobuf text format; a failure if it does not parse.
template <typename Message>
Message ParseProto(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_FIXTURES_H_
