#include "service/rpc/manifest.h"

#include "service/rpc/rerun_token.h"
#include "service/rpc/version.h"
#include "service/store/digest.h"

namespace oilflow {

void FillManifest(const World& world, const v1::Reading& reading,
                  const google::protobuf::Message& asked,
                  v1::Manifest* manifest) {
  *manifest->mutable_reading() = reading;
  manifest->set_facts_sha256(world.facts_sha256);
  manifest->set_network_sha256(world.network_sha256);
  manifest->set_prices_sha256(world.prices_sha256);
  manifest->set_scenario_sha256(Sha256Hex(DeterministicBytes(asked)));
  manifest->set_code_version(CodeVersion());
}

}  // namespace oilflow
