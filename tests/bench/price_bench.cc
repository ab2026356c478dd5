// Engine A by the price and engine B by the path, against the same work in
// vectorised NumPy on the same inputs, in turn; and whether the numbers agree.
//
//   price_bench [ROUNDS]
//
// NumPy is that of OILFLOW_NUMPY_PYTHON, or else of /usr/bin/python3. Fails if
// a number differs by more than a part in 10^12.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <string>
#include <unistd.h>
#include <vector>

#include "service/market/elasticity_model.h"
#include "service/market/impulse_response.h"
#include "service/market/response_draws.h"
#include <sys/wait.h>

namespace oilflow {
namespace {

constexpr char kDraws[] =
    OILFLOW_SOURCE_DIR "/fixtures/price_models/bh2019_supply_irf_draws.csv";
constexpr char kScript[] = OILFLOW_SOURCE_DIR "/tests/bench/price_numpy.py";
constexpr int kPriceCount = 1000000;
constexpr double kTolerance = 1e-12;

[[noreturn]] void Fail(const char* what) {
  std::fprintf(stderr, "price_bench: %s\n", what);
  std::exit(1);
}

// What one side made of a piece of work.
struct Answer {
  double seconds = 0;
  std::vector<double> values;
};

// price_numpy.py as a child process; it ends with its input.
class NumPy {
 public:
  NumPy() {
    std::array<int, 2> to_child;
    std::array<int, 2> from_child;
    if (pipe(to_child.data()) != 0 || pipe(from_child.data()) != 0) {
      Fail("no pipe");
    }
    const char* const chosen = std::getenv("OILFLOW_NUMPY_PYTHON");
    const char* const python = chosen != nullptr ? chosen : "/usr/bin/python3";
    child_ = fork();
    if (child_ < 0) {
      Fail("no process");
    }
    if (child_ == 0) {
      dup2(to_child[0], STDIN_FILENO);
      dup2(from_child[1], STDOUT_FILENO);
      for (const int end :
           {to_child[0], to_child[1], from_child[0], from_child[1]}) {
        close(end);
      }
      execl(python, python, "-B", kScript, kDraws, nullptr);
      _exit(127);
    }
    close(to_child[0]);
    close(from_child[1]);
    commands_ = fdopen(to_child[1], "w");
    answers_ = fdopen(from_child[0], "r");
  }

  ~NumPy() {
    std::fclose(commands_);
    std::fclose(answers_);
    waitpid(child_, nullptr, 0);
  }

  NumPy(const NumPy&) = delete;
  NumPy& operator=(const NumPy&) = delete;

  Answer Ask(const char* command, int size, int repeats) {
    std::fprintf(commands_, "%s %d %d\n", command, size, repeats);
    std::fflush(commands_);
    std::array<char, 64> line;
    if (std::fgets(line.data(), line.size(), answers_) == nullptr) {
      Fail(
          "no answer from NumPy; set OILFLOW_NUMPY_PYTHON to a Python with it");
    }
    Answer answer;
    char* end = nullptr;
    answer.seconds = std::strtod(line.data(), &end);
    answer.values.resize(std::strtoull(end, nullptr, 10));
    if (std::fread(answer.values.data(), sizeof(double), answer.values.size(),
                   answers_) != answer.values.size()) {
      Fail("half an answer from NumPy");
    }
    return answer;
  }

 private:
  pid_t child_ = 0;
  FILE* commands_ = nullptr;
  FILE* answers_ = nullptr;
};

double MeanSeconds(int repeats, const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < repeats; ++i) {
    work();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
             .count() /
         repeats;
}

// Log price change, price and output: of each, all changes.
Answer ClearAll(int count, int repeats) {
  ElasticityModel model;
  model.supply_elasticity = 0.10;
  model.demand_elasticity = -0.15;
  std::vector<BarrelsPerDay> changes;
  for (int i = 0; i < count; ++i) {
    changes.push_back((-5e6 + 1e7 * (static_cast<double>(i) / count)) *
                      kBarrelsPerDay);
  }
  Answer answer;
  answer.values.resize(3 * static_cast<size_t>(count));
  answer.seconds = MeanSeconds(repeats, [&] {
    double* log_price = answer.values.data();
    double* price = log_price + count;
    double* output = price + count;
    for (const BarrelsPerDay& change : changes) {
      const absl::StatusOr<Equilibrium> cleared =
          Clear(model, ShockMode::kExAnte, 75.0 * kDollarsPerBarrel,
                83e6 * kBarrelsPerDay, change, 0.0 * kBarrelsPerDay);
      *log_price++ = cleared->log_price_change;
      *price++ = cleared->price / kDollarsPerBarrel;
      *output++ = cleared->output / kBarrelsPerDay;
    }
  });
  return answer;
}

// Log price and inventories by month and draw, then the largest innovations.
Answer Match(const ResponseDraws& draws, int month_count, int repeats) {
  std::vector<double> log_supply;
  for (int month = 0; month < month_count; ++month) {
    log_supply.push_back(-0.01 - 0.0005 * (month % 7));
  }
  ResponsePath path;
  Answer answer;
  answer.seconds = MeanSeconds(repeats, [&] {
    path = Respond(draws, ShockMode::kPathRealised, log_supply);
  });
  for (const std::vector<double>* part :
       {&path.log_price, &path.inventory_percent,
        &path.largest_innovation_percent}) {
    answer.values.insert(answer.values.end(), part->begin(), part->end());
  }
  return answer;
}

// Paths cross 0, where a rounding is large beside the number: a difference is
// relative to the number or to a thousandth, whichever is larger.
double LargestDifference(const Answer& ours, const Answer& theirs) {
  if (ours.values.size() != theirs.values.size()) {
    Fail("NumPy answers with another count of numbers");
  }
  double largest = 0;
  for (size_t i = 0; i < ours.values.size(); ++i) {
    const double difference = std::abs(ours.values[i] - theirs.values[i]) /
                              std::max(std::abs(theirs.values[i]), 1e-3);
    // Nothing is as far from a number as what is none.
    largest = std::max(largest, std::isnan(difference)
                                    ? std::numeric_limits<double>::infinity()
                                    : difference);
  }
  return largest;
}

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2,
                   values.end());
  return values[values.size() / 2];
}

// Prints a line; whether the numbers agree. `per_unit` turns the seconds of the
// whole into what is printed.
bool Compare(const char* name, const char* unit, double per_unit, int rounds,
             const std::function<Answer()>& ours,
             const std::function<Answer()>& theirs) {
  std::vector<double> our_seconds;
  std::vector<double> their_seconds;
  double difference = 0;
  for (int round = 0; round < rounds; ++round) {
    const Answer our = ours();
    const Answer their = theirs();
    our_seconds.push_back(our.seconds);
    their_seconds.push_back(their.seconds);
    difference = std::max(difference, LargestDifference(our, their));
  }
  const double our = Median(our_seconds) * per_unit;
  const double their = Median(their_seconds) * per_unit;
  std::printf(
      "%-31s oilflow %8.2f %s, NumPy %8.2f %s, NumPy / oilflow %5.2f, largest "
      "relative difference %.1e\n",
      name, our, unit, their, unit, their / our, difference);
  return difference < kTolerance;
}

bool Run(int rounds) {
  std::ifstream file(kDraws);
  const std::string text{std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>()};
  const absl::StatusOr<ResponseDraws> draws =
      ResponseDraws::Parse(kDraws, text);
  if (!draws.ok()) {
    Fail(draws.status().ToString().c_str());
  }
  NumPy numpy;
  bool agree = Compare(
      "engine A, a price", "ns", 1e9 / kPriceCount, rounds,
      [&] { return ClearAll(kPriceCount, 1); },
      [&] { return numpy.Ask("clear", kPriceCount, 1); });
  for (const int months : {18, 36}) {
    const std::string name = "engine B, " +
                             std::to_string(draws->draw_count()) + " draws, " +
                             std::to_string(months) + " months";
    agree &= Compare(
        name.c_str(), "us", 1e6, rounds,
        [&] { return Match(*draws, months, 10); },
        [&] { return numpy.Ask("match", months, 10); });
  }
  return agree;
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  // A child that never began is told by its silence.
  std::signal(SIGPIPE, SIG_IGN);
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 21;
  if (!oilflow::Run(std::max(rounds, 1))) {
    std::fprintf(stderr, "price_bench: the numbers differ\n");
    return 1;
  }
  return 0;
}
