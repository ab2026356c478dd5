#include "tests/support/answers.h"

#include <algorithm>

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

// The entry of `list` whose id is asked for.
template <typename List, typename IdOf>
const auto& Find(const List& list, const std::string& id, const IdOf& id_of) {
  for (const auto& one : list) {
    if (id_of(one) == id) {
      return one;
    }
  }
  ADD_FAILURE() << "there is no " << id;
  return std::decay_t<decltype(*list.begin())>::default_instance();
}

}  // namespace

Response AnswersTest::Named(const std::string& id) {
  const auto response = api_.EvaluateNamed(id);
  EXPECT_THAT(response, IsOk());
  return response.ok() ? *response : Response();
}

Response AnswersTest::Ask(const v1::EvaluateScenarioRequest& request) {
  const auto response = api_.Evaluate(request);
  EXPECT_THAT(response, IsOk());
  return response.ok() ? *response : Response();
}

Response AnswersTest::Inline(const std::string& policies,
                             const std::string& horizon) {
  constexpr char kScenario[] = R"pb(
    baseline: "baselines/region"
    as_of { year: 2025 month: 3 day: 1 }
  )pb";
  v1::EvaluateScenarioRequest request;
  *request.mutable_scenario() =
      ParseProto<v1::Scenario>(kScenario + horizon + policies);
  return Ask(request);
}

const v1::RateChange& AnswersTest::Arc(const Response& response,
                                       const std::string& id) {
  return Find(response.arcs(), id, [](const auto& one) { return one.arc(); })
      .flow();
}

const v1::RateChange& AnswersTest::Node(const Response& response,
                                        const std::string& id) {
  return Find(response.nodes(), id, [](const auto& one) { return one.node(); })
      .rate();
}

const Response::CountryBalance& AnswersTest::Country(const Response& response,
                                                     const std::string& id) {
  return Find(response.countries(), id,
              [](const auto& one) { return one.country(); });
}

const v1::StockLevel& AnswersTest::Stock(const Response& response,
                                         const std::string& id) {
  return Find(response.stocks(), id,
              [](const auto& one) { return one.node(); });
}

const v1::PolicySchedule& AnswersTest::Schedule(const Response& response,
                                                const std::string& policy) {
  return Find(response.schedules(), policy,
              [](const auto& one) { return one.policy_id(); });
}

const v1::LedgerLine& AnswersTest::Line(const Response& response,
                                        v1::Mechanism mechanism) {
  return Find(
      response.ledger().lines(), v1::Mechanism_Name(mechanism),
      [](const auto& one) { return v1::Mechanism_Name(one.mechanism()); });
}

bool AnswersTest::Warns(const Response& response, const std::string& reason) {
  return std::any_of(
      response.warnings().begin(), response.warnings().end(),
      [&](const v1::Warning& one) { return one.reason() == reason; });
}

int64_t AnswersTest::Sum(const Response& response, v1::Mechanism mechanism,
                         int day) {
  int64_t sum = 0;
  for (const v1::LedgerLine& line : response.ledger().lines()) {
    if (line.mechanism() == mechanism) {
      sum += line.more_bpd(day) - line.less_bpd(day);
    }
  }
  return sum;
}

double AnswersTest::MeanNet(const Response& response, int first, int last) {
  double sum = 0;
  for (int d = first; d < last; ++d) {
    sum += response.ledger().net_bpd(d);
  }
  return sum / (last - first);
}

double AnswersTest::Usd(const Response& response, const std::string& model) {
  return Usd(response.price().horizon(), model);
}

double AnswersTest::Usd(const v1::PriceEffect& period,
                        const std::string& model) {
  return Find(period.effects(), model,
              [](const auto& one) { return one.model_id(); })
      .price_change_usd_per_bbl();
}

}  // namespace oilflow
