// Lists page by page, and evaluations that are too many, too slow or unwanted.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/policy/lever_catalog.h"
#include "service/rpc/status.h"
#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/details.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

// All items, in pages of `page_size`, as text.
template <typename Request, typename Page, typename Items>
std::vector<std::string> Gather(Request request, int page_size,
                                const Page& page, const Items& items) {
  std::vector<std::string> all;
  request.set_page_size(page_size);
  // More pages than any list has would be pages without end.
  for (int count = 0; count < 1000; ++count) {
    const auto response = page(request);
    for (const auto& item : items(response)) {
      all.push_back(item.SerializeAsString());
    }
    EXPECT_LE(items(response).size(), page_size);
    if (response.next_page_token().empty()) {
      return all;
    }
    request.set_page_token(response.next_page_token());
  }
  ADD_FAILURE() << "the pages have no end";
  return all;
}

TEST(PagingTest, FactsPageByPageAreThoseOfOneBigPage) {
  Api api;
  const auto page = [&](const v1::ListFactsRequest& request) {
    grpc::ClientContext context;
    v1::ListFactsResponse response;
    EXPECT_TRUE(api.baselines().ListFacts(&context, request, &response).ok());
    EXPECT_GT(response.total_size(), 0);
    return response;
  };
  const auto items = [](const auto& response) { return response.facts(); };
  for (const char* filter : {"", "filter: 'measure = \"capacity\"'"}) {
    auto request = ParseProto<v1::ListFactsRequest>(
        absl::StrCat("parent: 'baselines/region' ", filter));
    const auto whole = Gather(request, 1000, page, items);
    EXPECT_EQ(page(request).total_size(), static_cast<int>(whole.size()));
    EXPECT_GT(whole.size(), 10u);
    for (const int size : {1, 7, 100}) {
      EXPECT_EQ(Gather(request, size, page, items), whole) << size;
    }
  }
}

TEST(PagingTest, ScenariosPageByPageAreThoseOfOneBigPage) {
  Api api;
  const auto page = [&](const v1::ListScenariosRequest& request) {
    grpc::ClientContext context;
    v1::ListScenariosResponse response;
    EXPECT_TRUE(
        api.scenarios().ListScenarios(&context, request, &response).ok());
    return response;
  };
  const auto items = [](const auto& response) { return response.scenarios(); };
  const auto whole = Gather(v1::ListScenariosRequest(), 1000, page, items);
  EXPECT_EQ(whole.size(),
            RegionWorld().scenarios.size() + TwoNodesWorld().scenarios.size());
  EXPECT_EQ(Gather(v1::ListScenariosRequest(), 3, page, items), whole);
}

TEST(PagingTest, LeversPageByPageAreThoseOfOneBigPage) {
  Api api;
  const auto page = [&](const v1::ListLeversRequest& request) {
    grpc::ClientContext context;
    v1::ListLeversResponse response;
    EXPECT_TRUE(api.scenarios().ListLevers(&context, request, &response).ok());
    return response;
  };
  const auto items = [](const auto& response) { return response.levers(); };
  const auto whole = Gather(v1::ListLeversRequest(), 1000, page, items);
  EXPECT_EQ(whole.size(), LeverCatalog().size());
  EXPECT_EQ(Gather(v1::ListLeversRequest(), 2, page, items), whole);
}

TEST(PagingTest, APageSizeOf0MeansTheDefault) {
  Api api;
  grpc::ClientContext context;
  v1::ListFactsRequest request;
  request.set_parent("baselines/region");
  v1::ListFactsResponse response;
  ASSERT_TRUE(api.baselines().ListFacts(&context, request, &response).ok());
  EXPECT_EQ(response.facts_size(), 100);
  EXPECT_NE(response.next_page_token(), "");
}

// Three years of which no two days are alike, and on which no mandate is met:
// tens of milliseconds of work at least.
v1::EvaluateScenarioRequest HeavyRequest() {
  v1::EvaluateScenarioRequest request = GoodRequest();
  v1::Scenario* scenario = request.mutable_scenario();
  scenario->mutable_horizon()->mutable_end_date()->set_year(2028);
  scenario->mutable_horizon()->mutable_end_date()->set_day(1);
  for (int i = 0; i < 11; ++i) {
    v1::Policy* policy = scenario->add_policies();
    policy->set_policy_id(absl::StrCat("policy-", i));
    *policy->mutable_start_date() = scenario->horizon().start_date();
    policy->set_ramp_days(1096 - i);
    policy->mutable_route()->add_arcs(RegionWorld().network.arcs()[i].id);
    policy->mutable_route()->set_mandated_bpd(5e6 + i);
  }
  return request;
}

// Evaluations under way at once, all ended when it goes.
class Flood {
 public:
  Flood(Api* api, int count, absl::Duration timeout = absl::Seconds(60))
      : calls_(count) {
    for (Call& call : calls_) {
      call.context.set_deadline(std::chrono::system_clock::now() +
                                absl::ToChronoMilliseconds(timeout));
      api->evaluations().async()->EvaluateScenario(
          &call.context, &request_, &call.response, [&](grpc::Status status) {
            absl::MutexLock lock(&mutex_);
            call.status = std::move(status);
            call.done = true;
          });
    }
  }

  ~Flood() {
    CancelAll();
    WaitFor(static_cast<int>(calls_.size()), absl::InfiniteDuration());
  }

  void CancelAll() {
    for (Call& call : calls_) {
      call.context.TryCancel();
    }
  }

  // Whether so many have ended in time.
  bool WaitFor(int count, absl::Duration patience) {
    const auto enough = [&] { return DoneCount() >= count; };
    absl::MutexLock lock(&mutex_);
    return mutex_.AwaitWithTimeout(absl::Condition(&enough), patience);
  }

  // How many have ended with this code.
  int Count(grpc::StatusCode code) {
    int count = 0;
    for (const grpc::Status& status : Statuses()) {
      count += status.error_code() == code ? 1 : 0;
    }
    return count;
  }

  // The statuses of all that have ended.
  std::vector<grpc::Status> Statuses() {
    absl::MutexLock lock(&mutex_);
    std::vector<grpc::Status> statuses;
    for (const Call& call : calls_) {
      if (call.done) {
        statuses.push_back(call.status);
      }
    }
    return statuses;
  }

 private:
  struct Call {
    grpc::ClientContext context;
    v1::EvaluateScenarioResponse response;
    grpc::Status status;
    bool done = false;
  };

  int DoneCount() const {
    int count = 0;
    for (const Call& call : calls_) {
      count += call.done ? 1 : 0;
    }
    return count;
  }

  const v1::EvaluateScenarioRequest request_ = HeavyRequest();
  absl::Mutex mutex_;
  std::vector<Call> calls_;
};

// Whether a small evaluation is answered long before a flood would be.
testing::AssertionResult IsFree(Api* api) {
  const absl::Status status =
      api->Evaluate(GoodRequest(), absl::Seconds(5)).status();
  return status.ok() ? testing::AssertionSuccess()
                     : testing::AssertionFailure() << status;
}

void ExpectComeBackLater(const grpc::Status& status) {
  ASSERT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED)
      << status.error_message();
  const auto infos = DetailsOf<google::rpc::ErrorInfo>(status);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].reason(), "TOO_MANY_EVALUATIONS");
  EXPECT_EQ(infos[0].metadata().at("limit"), "1");
  const auto retries = DetailsOf<google::rpc::RetryInfo>(status);
  ASSERT_EQ(retries.size(), 1u);
  EXPECT_GT(retries[0].retry_delay().seconds(), 0);
  EXPECT_EQ(DetailsOf<google::rpc::QuotaFailure>(status).size(), 1u);
}

// A queue that takes a flood, before one thread.
const ServerOptions kPatient = {.compute_threads = 1, .queue_limit = 1000};

TEST(OverloadTest, WhatTheQueueDoesNotHoldIsRefusedUntilLater) {
  Api api({.compute_threads = 1, .queue_limit = 1});
  Flood flood(&api, 40);
  ASSERT_TRUE(flood.WaitFor(40, absl::Seconds(60)));
  for (const grpc::Status& status : flood.Statuses()) {
    if (!status.ok()) {
      ExpectComeBackLater(status);
    }
  }
  EXPECT_GE(flood.Count(grpc::StatusCode::OK), 1);
  EXPECT_GE(flood.Count(grpc::StatusCode::RESOURCE_EXHAUSTED), 1);
  EXPECT_TRUE(IsFree(&api));
}

TEST(OverloadTest, WhatOnlyLooksUpIsAnsweredUnderFullLoad) {
  Api api(kPatient);
  Flood flood(&api, 100);
  EXPECT_THAT(api.GetScenario("restart-185"), IsOk());
  EXPECT_FALSE(flood.WaitFor(100, absl::ZeroDuration()));
}

TEST(DeadlineTest, AnEvaluationEndsWithItsDeadline) {
  Api api;
  EXPECT_THAT(api.Evaluate(HeavyRequest(), absl::Milliseconds(5)),
              StatusIs(absl::StatusCode::kDeadlineExceeded, testing::_));
  EXPECT_THAT(api.Evaluate(HeavyRequest(), -absl::Seconds(1)),
              StatusIs(absl::StatusCode::kDeadlineExceeded, testing::_));
  EXPECT_TRUE(IsFree(&api));
}

TEST(DeadlineTest, WhatIsLateIsNotComputed) {
  Api api(kPatient);
  Flood flood(&api, 400, absl::Milliseconds(200));
  ASSERT_TRUE(flood.WaitFor(400, absl::Seconds(30)));
  EXPECT_GE(flood.Count(grpc::StatusCode::DEADLINE_EXCEEDED), 300);
  EXPECT_TRUE(IsFree(&api));
}

TEST(CancellationTest, WhatNobodyWaitsForIsNotComputed) {
  Api api(kPatient);
  Flood flood(&api, 400);
  ASSERT_TRUE(flood.WaitFor(1, absl::Seconds(30)));
  flood.CancelAll();
  ASSERT_TRUE(flood.WaitFor(400, absl::Seconds(30)));
  EXPECT_GE(flood.Count(grpc::StatusCode::CANCELLED), 300);
  EXPECT_TRUE(IsFree(&api));
}

TEST(EvaluateTest, AReadingSentBackGivesTheSameBytes) {
  Api api;
  const auto first = api.EvaluateNamed("restart-185");
  ASSERT_THAT(first, IsOk());
  v1::EvaluateScenarioRequest request;
  *request.mutable_scenario() = first->scenario();
  *request.mutable_reading() = first->reading();
  const auto second = api.Evaluate(request);
  ASSERT_THAT(second, IsOk());
  // What the request left open differs, and so does the token that repeats it.
  const auto answer = [](v1::EvaluateScenarioResponse response) {
    response.mutable_price()->mutable_audit()->clear_defaulted_fields();
    response.mutable_price()->mutable_audit()->clear_rerun_token();
    return response.SerializeAsString();
  };
  EXPECT_THAT(
      second->price().audit().defaulted_fields(),
      testing::UnorderedElementsAre("scenario.market.start_price_usd_per_bbl",
                                    "scenario.market.world_crude_bpd"));
  EXPECT_EQ(answer(*second), answer(*first));
}

}  // namespace
}  // namespace oilflow
