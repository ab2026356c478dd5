#include "tests/support/fixtures.h"

#include <fstream>
#include <iterator>
#include <utility>

namespace oilflow {

std::string ReadSourceFile(const std::string& path) {
  std::ifstream in(std::string(OILFLOW_SOURCE_DIR) + "/" + path,
                   std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return std::string(std::istreambuf_iterator<char>(in),
                     std::istreambuf_iterator<char>());
}

std::shared_ptr<const Worlds> EmbeddedWorlds() {
  static const auto* const worlds_once = [] {
    absl::StatusOr<Worlds> worlds = Worlds::Embedded();
    EXPECT_TRUE(worlds.ok()) << worlds.status();
    return new std::shared_ptr<const Worlds>(
        std::make_shared<const Worlds>(*std::move(worlds)));
  }();
  return *worlds_once;
}

const World& RegionWorld() { return *EmbeddedWorlds()->Find("region"); }

const World& TwoNodesWorld() { return *EmbeddedWorlds()->Find("two-nodes"); }

}  // namespace oilflow
