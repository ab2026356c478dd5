// Which code this is.

#ifndef OILFLOW_SERVICE_RPC_VERSION_H_
#define OILFLOW_SERVICE_RPC_VERSION_H_

namespace oilflow {

// Version and commit, such as "0.1.0 (a1b2c3d)"; the commit ends with "-dirty"
// if files had been changed, and is "unknown" outside a checkout.
const char* CodeVersion();

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_VERSION_H_
