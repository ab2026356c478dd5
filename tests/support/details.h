// The details that an error carries over the wire.

#ifndef OILFLOW_TESTS_SUPPORT_DETAILS_H_
#define OILFLOW_TESTS_SUPPORT_DETAILS_H_

#include <vector>

#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"

namespace oilflow {

// All details of one type, however many there are.
//
//   for (const auto& bad : DetailsOf<google::rpc::BadRequest>(status)) …
template <typename Detail>
std::vector<Detail> DetailsOf(const grpc::Status& status) {
  google::rpc::Status proto;
  EXPECT_TRUE(proto.ParseFromString(status.error_details()));
  std::vector<Detail> details;
  for (const google::protobuf::Any& any : proto.details()) {
    if (any.Is<Detail>()) {
      EXPECT_TRUE(any.UnpackTo(&details.emplace_back())) << any.type_url();
    }
  }
  return details;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_DETAILS_H_
