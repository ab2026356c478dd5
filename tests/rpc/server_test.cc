// The server as its callers meet it: ports, health, reflection, overload.

#include "service/rpc/server.h"

#include <memory>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "google/protobuf/wrappers.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using google::protobuf::Empty;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;
using testing::AllOf;
using testing::HasSubstr;

constexpr char kLoopback[] = "127.0.0.1:0";
constexpr char kServices[][32] = {"oilflow.v1.BaselineService",
                                  "oilflow.v1.EvaluationService",
                                  "oilflow.v1.ScenarioService"};

std::unique_ptr<Server> Listening() {
  auto server = Server::Start(EmbeddedWorlds(), {.listen = kLoopback});
  EXPECT_THAT(server, IsOk());
  return *std::move(server);
}

std::shared_ptr<grpc::Channel> ChannelTo(const Server& server) {
  return grpc::CreateChannel(absl::StrCat("127.0.0.1:", server.port()),
                             grpc::InsecureChannelCredentials());
}

// Calls a method whose stub Debian does not ship, with messages that have the
// same form on the wire.
template <typename Request, typename Response>
grpc::Status CallByName(const std::shared_ptr<grpc::Channel>& channel,
                        const std::string& method, const Request& request,
                        Response* response) {
  grpc::TemplatedGenericStub<Request, Response> stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  grpc::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, method, grpc::StubOptions(), &request, response,
                 [&](grpc::Status result) {
                   status = std::move(result);
                   done.Notify();
                 });
  done.WaitForNotification();
  return status;
}

// grpc.health.v1: a request is a string, an answer is an enum; 1 is SERVING.
grpc::Status CheckHealth(const std::shared_ptr<grpc::Channel>& channel,
                         const std::string& service, int* answer) {
  google::protobuf::StringValue request;
  request.set_value(service);
  google::protobuf::Int32Value response;
  const grpc::Status status =
      CallByName(channel, "/grpc.health.v1.Health/Check", request, &response);
  *answer = response.value();
  return status;
}

TEST(ServerTest, HealthOfTheServerAndOfEachServiceIsServing) {
  const auto server = Listening();
  const auto channel = ChannelTo(*server);
  int answer = 0;
  EXPECT_TRUE(CheckHealth(channel, "", &answer).ok());
  EXPECT_EQ(answer, 1);
  for (const char* service : kServices) {
    EXPECT_TRUE(CheckHealth(channel, service, &answer).ok()) << service;
    EXPECT_EQ(answer, 1) << service;
  }
  EXPECT_EQ(CheckHealth(channel, "oilflow.v1.Nothing", &answer).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

// Of a message that is parsed as Empty, every field of this number as a
// message of its own.
std::vector<Empty> Parts(const Empty& message, int number) {
  std::vector<Empty> parts;
  const UnknownFieldSet& fields =
      message.GetReflection()->GetUnknownFields(message);
  for (int i = 0; i < fields.field_count(); ++i) {
    if (fields.field(i).number() == number) {
      EXPECT_TRUE(parts.emplace_back().ParseFromString(
          fields.field(i).length_delimited()));
    }
  }
  return parts;
}

TEST(ServerTest, ReflectionListsTheThreeServices) {
  const auto server = Listening();
  // ServerReflectionRequest.list_services is 7; in the answer, 6 holds the
  // list, 1 in it a service, and 1 in that its name.
  Empty request;
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(
      7, "*");
  Empty response;
  ASSERT_TRUE(CallByName(ChannelTo(*server),
                         "/grpc.reflection.v1alpha.ServerReflection/"
                         "ServerReflectionInfo",
                         request, &response)
                  .ok());
  std::set<std::string> names;
  for (const Empty& list : Parts(response, 6)) {
    for (const Empty& service : Parts(list, 1)) {
      names.insert(service.GetReflection()
                       ->GetUnknownFields(service)
                       .field(0)
                       .length_delimited());
    }
  }
  for (const char* service : kServices) {
    EXPECT_EQ(names.count(service), 1u) << service;
  }
}

TEST(ServerTest, APortOfTheLoopbackAnswersLikeTheProcessItself) {
  const auto server = Listening();
  EXPECT_GT(server->port(), 0);
  v1::GetNetworkRequest request;
  request.set_name("baselines/region/network");
  v1::Network over_port;
  grpc::ClientContext context;
  ASSERT_TRUE(v1::BaselineService::NewStub(ChannelTo(*server))
                  ->GetNetwork(&context, request, &over_port)
                  .ok());
  v1::Network inside;
  grpc::ClientContext other;
  ASSERT_TRUE(v1::BaselineService::NewStub(server->InProcessChannel())
                  ->GetNetwork(&other, request, &inside)
                  .ok());
  EXPECT_EQ(over_port.SerializeAsString(), inside.SerializeAsString());
}

TEST(ServerTest, WithoutAnAddressItListensNowhere) {
  const auto server = Server::Start(EmbeddedWorlds(), {});
  ASSERT_THAT(server, IsOk());
  EXPECT_EQ((*server)->port(), 0);
}

TEST(ServerTest, AnAddressThatOthersReachIsRefused) {
  for (const std::string address :
       {"0.0.0.0:0", "[::]:0", "192.0.2.1:0", ":0", "example.com:0",
        "127.example.com:0", "localhost.example.com:0"}) {
    EXPECT_THAT(Server::Start(EmbeddedWorlds(), {.listen = address}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr("on the loopback"), HasSubstr(address),
                               HasSubstr("--insecure-listen"))))
        << address;
  }
}

TEST(ServerTest, ATakenPortIsRefused) {
  const auto first = Listening();
  const std::string address = absl::StrCat("127.0.0.1:", first->port());
  EXPECT_THAT(
      Server::Start(EmbeddedWorlds(), {.listen = address}),
      StatusIs(absl::StatusCode::kUnavailable,
               AllOf(HasSubstr(address), HasSubstr("is the port taken?"))));
  int answer = 0;
  EXPECT_TRUE(CheckHealth(ChannelTo(*first), "", &answer).ok());
}

TEST(ServerTest, APortIsFreeAgainAfterShutdown) {
  auto first = Listening();
  const std::string address = absl::StrCat("127.0.0.1:", first->port());
  first->Shutdown(absl::ZeroDuration());
  EXPECT_THAT(Server::Start(EmbeddedWorlds(), {.listen = address}), IsOk());
}

TEST(ServerTest, OptionsOutOfRangeAreRefused) {
  const struct {
    ServerOptions options;
    std::string says;
  } kCases[] = {
      {{.compute_threads = 0}, "compute threads must be 1 to 256, not 0"},
      {{.compute_threads = 257}, "compute threads must be 1 to 256, not 257"},
      {{.queue_limit = 0}, "queue limit must be 1 to 100000, not 0"},
      {{.queue_limit = 100001}, "queue limit must be 1 to 100000, not 100001"},
  };
  for (const auto& bad : kCases) {
    EXPECT_THAT(
        Server::Start(EmbeddedWorlds(), bad.options),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.says)));
  }
}

}  // namespace
}  // namespace oilflow
