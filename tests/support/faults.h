// What a request was refused for, as one can read it.

#ifndef OILFLOW_TESTS_SUPPORT_FAULTS_H_
#define OILFLOW_TESTS_SUPPORT_FAULTS_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/wire/bad_request.h"

namespace oilflow {

// What is wrong, as "field: description".
inline std::vector<std::string> FaultsIn(const BadRequest& bad) {
  std::vector<std::string> faults;
  const auto payload =
      bad.ToStatus().GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) {
    google::rpc::BadRequest detail;
    EXPECT_TRUE(detail.ParseFromString(std::string(*payload)));
    for (const auto& fault : detail.field_violations()) {
      faults.push_back(absl::StrCat(fault.field(), ": ", fault.description()));
    }
  }
  return faults;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_FAULTS_H_
