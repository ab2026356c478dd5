#include "tests/bench/ensemble_numpy.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <unistd.h>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

#include "service/ensemble/model_parts.h"
#include "service/evaluation/lever_arcs.h"
#include "service/evaluation/policy_day.h"
#include "service/evaluation/span_reading.h"
#include "tests/bench/ensemble_case.h"
#include <sys/wait.h>

namespace oilflow {
namespace {

constexpr char kScript[] = OILFLOW_SOURCE_DIR "/tests/bench/ensemble_numpy.py";
// What the script ends with if there is no NumPy.
constexpr int kNoNumPy = 3;

std::string Number(double value) { return absl::StrFormat("%.17g", value); }

template <typename Values>
std::string List(const Values& values) {
  return absl::StrCat(
      "[",
      absl::StrJoin(values, ",",
                    [](std::string* out, const auto& value) {
                      absl::StrAppend(out, Number(static_cast<double>(value)));
                    }),
      "]");
}

// Notes which source each number of a span comes from. Reading a span asks in
// one order whatever the values are.
class NamingReader {
 public:
  NamingReader(const std::vector<int>& slots, std::vector<std::string>* named)
      : slots_(slots), named_(*named) {}

  std::optional<double> Maybe(absl::string_view subject,
                              absl::string_view measure) {
    const int slot = slots_[next_++];
    if (slot == kNone) {
      return std::nullopt;
    }
    named_.push_back(absl::StrCat("\"", subject, ".", measure, "\":", slot));
    return 0;
  }

  double Or(absl::string_view subject, absl::string_view measure,
            double otherwise) {
    return Maybe(subject, measure).value_or(otherwise);
  }

  double Required(absl::string_view subject, absl::string_view measure) {
    return Or(subject, measure, 0);
  }

 private:
  const std::vector<int>& slots_;
  std::vector<std::string>& named_;
  size_t next_ = 0;
};

std::string SpanJson(const EnsembleModel::Parts& parts, size_t span) {
  const SpanSlots& slots = parts.span_slots[span];
  std::vector<std::string> named;
  std::vector<std::string> unused;
  NamingReader limits(slots.limits, &named);
  NamingReader for_policies(slots.for_policies, &unused);
  NamingReader for_quotas(slots.for_quotas, &unused);
  BaselineSpan read;
  SpanReading<NamingReader>(*parts.question.network, &limits, &for_policies,
                            &for_quotas, &read)
      .Read(parts.question.price.start_price);
  return absl::StrCat("{", absl::StrJoin(named, ","), "}");
}

std::string SourceJson(const FactSource& source) {
  const double value = source.fact->value;
  switch (source.kind) {
    case FactSource::Kind::kFixed:
      return List(std::vector<double>{value, value, value, kNone});
    case FactSource::Kind::kOwnRange: {
      const auto& range = std::get<TwoPiece>(source.range);
      return List(std::vector<double>{range.low, range.median, range.high,
                                      static_cast<double>(source.index)});
    }
    default:
      FailBench("NumPy knows facts by their own ranges only");
  }
}

std::string PolicyJson(const EnsembleModel::Parts& parts) {
  const Scenario& scenario = parts.question.scenario;
  if (scenario.policies.size() != 1) {
    FailBench("NumPy knows one policy only");
  }
  const Policy& policy = scenario.policies.front();
  std::vector<double> shares;
  for (int d = 0; d < scenario.horizon.day_count; ++d) {
    shares.push_back(PolicyDayOf(policy, scenario.horizon.first_day + d).share);
  }
  std::string json = absl::StrCat("\"share\":", List(shares));
  if (const auto* route = std::get_if<RouteLever>(&policy.lever)) {
    if (route->status != RouteLever::Status::kOpen ||
        !route->mandated.has_value() || !route->limit.has_value()) {
      FailBench("NumPy knows routes that open with a volume and a limit");
    }
    return absl::StrCat(
        "{\"kind\":\"route\",\"arcs\":", List(route->arcs),
        ",\"mandated\":", Number(*route->mandated / kBarrelsPerDay),
        ",\"limit\":", Number(*route->limit / kBarrelsPerDay), ",", json, "}");
  }
  if (const auto* sanctions = std::get_if<SanctionsLever>(&policy.lever)) {
    if (sanctions->leakage_growth_per_year != BarrelsPerDay()) {
      FailBench("NumPy knows sanctions whose leakage does not grow");
    }
    const ExportReach reach =
        ExportReachOf(*parts.question.network, sanctions->country);
    return absl::StrCat(
        "{\"kind\":\"sanctions\",\"arcs\":", List(reach.arcs),
        ",\"buyers\":", List(reach.markets),
        ",\"target\":", Number(sanctions->target_exports / kBarrelsPerDay),
        ",\"efficacy\":", Number(sanctions->efficacy),
        ",\"discount\":", Number(sanctions->discount / kDollarsPerBarrel), ",",
        json, "}");
  }
  FailBench("NumPy knows routes and sanctions only");
}

std::string NodeJson(const Node& node) {
  const char* kind = "other";
  switch (node.kind) {
    case NodeKind::kProducer:
      kind = "producer";
      break;
    case NodeKind::kMarket:
      kind = "market";
      break;
    case NodeKind::kDomesticUse:
      kind = "domestic";
      break;
    case NodeKind::kStorage:
      kind = "storage";
      break;
    case NodeKind::kTransit:
    case NodeKind::kStrategicStock:
      break;
  }
  return absl::StrFormat("{\"id\":\"%s\",\"kind\":\"%s\",\"must_serve\":%d}",
                         node.id, kind, node.must_serve ? 1 : 0);
}

std::string ArcJson(const Arc& arc) {
  return absl::StrFormat(
      "{\"id\":\"%s\",\"from\":%d,\"to\":%d,\"mandated\":%d,\"group\":%d}",
      arc.id, arc.from, arc.to, arc.rule == AllocationRule::kMandated ? 1 : 0,
      arc.group.value_or(kNone));
}

template <typename Things, typename ToJson>
std::string Objects(const Things& things, const ToJson& to_json) {
  std::vector<std::string> all;
  for (const auto& thing : things) {
    all.push_back(to_json(thing));
  }
  return absl::StrCat("[", absl::StrJoin(all, ","), "]");
}

}  // namespace

std::string QuestionJson(const EnsembleModel& model, int flow_arc) {
  const EnsembleModel::Parts& parts = model.parts();
  const EnsembleQuestion& question = parts.question;
  std::vector<std::string> spans;
  for (size_t s = 0; s < parts.span_slots.size(); ++s) {
    spans.push_back(SpanJson(parts, s));
  }
  const Horizon& horizon = question.scenario.horizon;
  std::vector<int> months;
  for (int d = 0; d < horizon.day_count; ++d) {
    months.push_back(static_cast<int>(absl::CivilMonth(horizon.first_day + d) -
                                      absl::CivilMonth(horizon.first_day)));
  }
  return absl::StrCat(
      "{\"nodes\":", Objects(question.network->nodes(), NodeJson),
      ",\"arcs\":", Objects(question.network->arcs(), ArcJson),
      ",\"variable_count\":", model.variables().size(),
      ",\"sources\":", Objects(parts.sources, SourceJson), ",\"spans\":[",
      absl::StrJoin(spans, ","), "],\"span_of_day\":", List(parts.span_of_day),
      ",\"month_of_day\":", List(months),
      ",\"content\":", List(parts.content_slots),
      ",\"policy\":", PolicyJson(parts), ",\"flow_arc\":", flow_arc,
      ",\"brent\":", Number(question.price.start_price / kDollarsPerBarrel),
      ",\"world_output\":",
      Number(question.price.world_output / kBarrelsPerDay),
      ",\"model_shares\":", List(parts.model_shares), ",\"multipliers\":",
      Objects(
          parts.multipliers,
          [](const MultiplierModel& one) { return List(one.sample.values()); }),
      "}");
}

std::unique_ptr<EnsembleNumPy> EnsembleNumPy::Start(
    const std::string& question) {
  // A child that never began is told by its silence.
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> to_child;
  std::array<int, 2> from_child;
  if (pipe(to_child.data()) != 0 || pipe(from_child.data()) != 0) {
    FailBench("no pipe");
  }
  const char* const chosen = std::getenv("OILFLOW_NUMPY_PYTHON");
  const char* const python = chosen != nullptr ? chosen : "/usr/bin/python3";
  std::unique_ptr<EnsembleNumPy> numpy(new EnsembleNumPy());
  numpy->child_ = fork();
  if (numpy->child_ < 0) {
    FailBench("no process");
  }
  if (numpy->child_ == 0) {
    // NumPy's own choice of kernels and of cache sizes.
    unsetenv("OPENBLAS_CORETYPE");
    unsetenv("OPENBLAS_L2_SIZE");
    dup2(to_child[0], STDIN_FILENO);
    dup2(from_child[1], STDOUT_FILENO);
    for (const int end :
         {to_child[0], to_child[1], from_child[0], from_child[1]}) {
      close(end);
    }
    execl(python, python, "-B", kScript, nullptr);
    _exit(127);
  }
  close(to_child[0]);
  close(from_child[1]);
  numpy->commands_ = fdopen(to_child[1], "w");
  numpy->answers_ = fdopen(from_child[0], "r");
  std::fprintf(numpy->commands_, "%s\n", question.c_str());
  std::fflush(numpy->commands_);
  std::array<char, 64> line;
  if (std::fgets(line.data(), line.size(), numpy->answers_) == nullptr) {
    int status = 0;
    waitpid(numpy->child_, &status, 0);
    numpy->child_ = 0;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    if (code != kNoNumPy && code != 127) {
      FailBench("ensemble_numpy.py failed");
    }
    return nullptr;
  }
  numpy->version_ =
      std::string(absl::StripTrailingAsciiWhitespace(line.data()));
  return numpy;
}

EnsembleNumPy::~EnsembleNumPy() {
  std::fclose(commands_);
  std::fclose(answers_);
  if (child_ > 0) {
    waitpid(child_, nullptr, 0);
  }
}

NumPyEnsemble EnsembleNumPy::Run(int draws, int block, int seed) {
  std::fprintf(commands_, "%d %d %d\n", draws, block, seed);
  std::fflush(commands_);
  NumPyEnsemble made;
  if (std::fscanf(answers_, "%lf %lf %lf %lf", &made.cpu_seconds, &made.net_bpd,
                  &made.flow_bpd, &made.price_usd) != 4) {
    FailBench("no answer from ensemble_numpy.py");
  }
  return made;
}

}  // namespace oilflow
