#include "service/ensemble/make_draws.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "service/ensemble/draw_evaluator.h"

namespace oilflow {
namespace {

// Draws that a thread takes at once: enough for the sampler to work on many
// lanes, few enough to stop soon.
constexpr int kMostInBlock = 64;
constexpr int kLeastInBlock = 8;
// Of what is left a thread takes such a part of its share, so that towards the
// end none waits long for another.
constexpr int kPartOfShare = 4;

// How long the caller sleeps between two looks at whether to go on.
constexpr std::chrono::milliseconds kNap(5);

}  // namespace

// Threads with an evaluator each. The caller's thread is one of them.
struct DrawMaker::Team {
  // One call's work, shared by all.
  struct Work {
    // Levels of draws [first, first + count) of a block, by row.
    std::function<void(int first, int count, size_t worker,
                       std::vector<double>* levels)>
        fill;
    absl::Span<double> outputs;
    int count = 0;
    std::atomic<int> next{0};
    std::atomic<bool> stop{false};
    // The first draw known to fail, and why.
    std::atomic<int> failed{std::numeric_limits<int>::max()};
    std::mutex mutex;
    absl::Status status;
  };

  Team(const EnsembleModel& asked, const Sampler& drawn, int thread_count)
      : model(asked), sampler(drawn) {
    for (const Variable& variable : model.variables()) {
      const auto& names = sampler.names();
      place_of_variable.push_back(
          std::find(names.begin(), names.end(), variable.name) - names.begin());
    }
    for (int i = 0; i < thread_count; ++i) {
      evaluators.push_back(std::make_unique<DrawEvaluator>(model));
      scratch.emplace_back();
      rows.emplace_back();
    }
    for (int i = 1; i < thread_count; ++i) {
      threads.emplace_back([this, i] { Serve(static_cast<size_t>(i)); });
    }
  }

  ~Team() {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      leaving = true;
    }
    changed.notify_all();
    for (std::thread& thread : threads) {
      thread.join();
    }
  }

  // Waits for work, does it, says so.
  void Serve(size_t worker) {
    uint64_t seen = 0;
    while (true) {
      Work* mine = nullptr;
      {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [&] { return leaving || generation != seen; });
        if (leaving) {
          return;
        }
        seen = generation;
        mine = work;
      }
      while (DoBlock(worker, mine, [] {})) {
      }
      {
        const std::lock_guard<std::mutex> lock(mutex);
        --busy;
      }
      changed.notify_all();
    }
  }

  // Draws [first, first + count) for one thread; none if all are taken.
  std::pair<int, int> TakeBlock(Work* work_now) const {
    const int share = kPartOfShare * static_cast<int>(evaluators.size());
    int first = work_now->next;
    int count = 0;
    do {
      const int left = work_now->count - first;
      count =
          std::min(left, std::clamp(left / share, kLeastInBlock, kMostInBlock));
    } while (count > 0 &&
             !work_now->next.compare_exchange_weak(first, first + count));
    return {first, count};
  }

  // Takes one block and makes its draws; false if none is left.
  bool DoBlock(size_t worker, Work* work_now,
               const std::function<void()>& look) {
    const auto [first, count] = TakeBlock(work_now);
    if (count == 0 || work_now->stop) {
      return false;
    }
    // What comes after a failure is not asked for.
    if (first > work_now->failed) {
      return true;
    }
    work_now->fill(first, count, worker, &rows[worker]);
    const size_t variables = model.variables().size();
    const size_t columns = model.columns().size();
    for (int i = 0; i < count; ++i) {
      look();
      if (work_now->stop) {
        break;
      }
      const absl::Status status = evaluators[worker]->Evaluate(
          absl::MakeConstSpan(rows[worker])
              .subspan(static_cast<size_t>(i) * variables, variables),
          work_now->outputs.subspan(static_cast<size_t>(first + i) * columns,
                                    columns));
      if (!status.ok()) {
        const std::lock_guard<std::mutex> lock(work_now->mutex);
        if (first + i < work_now->failed) {
          work_now->failed = first + i;
          work_now->status = status;
        }
        break;
      }
    }
    return true;
  }

  absl::Status Do(Work* mine, const KeepGoing& keep_going) {
    if (const absl::Status early = keep_going(); !early.ok()) {
      return early;
    }
    {
      const std::lock_guard<std::mutex> lock(mutex);
      work = mine;
      busy = static_cast<int>(threads.size());
      ++generation;
    }
    changed.notify_all();
    absl::Status stopped;
    const auto look = [&] {
      if (stopped.ok()) {
        stopped = keep_going();
        if (!stopped.ok()) {
          mine->stop = true;
        }
      }
    };
    while (DoBlock(0, mine, look)) {
    }
    std::unique_lock<std::mutex> lock(mutex);
    while (busy > 0) {
      changed.wait_for(lock, kNap, [&] { return busy == 0; });
      lock.unlock();
      look();
      lock.lock();
    }
    work = nullptr;
    return stopped.ok() ? mine->status : stopped;
  }

  const EnsembleModel& model;
  const Sampler& sampler;
  std::vector<size_t> place_of_variable;
  // By worker.
  std::vector<std::unique_ptr<DrawEvaluator>> evaluators;
  std::vector<std::vector<double>> scratch;
  std::vector<std::vector<double>> rows;

  std::mutex mutex;
  std::condition_variable changed;
  // Guarded by the mutex.
  Work* work = nullptr;
  uint64_t generation = 0;
  int busy = 0;
  bool leaving = false;
  std::vector<std::thread> threads;
};

DrawMaker::DrawMaker(const EnsembleModel& model, const Sampler& sampler,
                     int thread_count)
    : team_(std::make_unique<Team>(model, sampler, thread_count)) {}

DrawMaker::~DrawMaker() = default;

void DrawMaker::Use(const Setting& setting) {
  for (const std::unique_ptr<DrawEvaluator>& evaluator : team_->evaluators) {
    evaluator->Use(setting);
  }
}

absl::Status DrawMaker::Make(int64_t first_draw, int count,
                             absl::Span<double> outputs,
                             const KeepGoing& keep_going) {
  Team& team = *team_;
  Team::Work work;
  work.count = count;
  work.outputs = outputs;
  work.fill = [&](int first, int block, size_t worker,
                  std::vector<double>* levels) {
    const size_t names = team.sampler.names().size();
    std::vector<double>& by_name = team.scratch[worker];
    by_name.resize(names * block);
    team.sampler.Fill(static_cast<uint64_t>(first_draw + first), block,
                      absl::MakeSpan(by_name));
    const size_t variables = team.place_of_variable.size();
    levels->resize(variables * block);
    for (size_t v = 0; v < variables; ++v) {
      const double* from = &by_name[team.place_of_variable[v] * block];
      for (int i = 0; i < block; ++i) {
        (*levels)[i * variables + v] = from[i];
      }
    }
  };
  return team.Do(&work, keep_going);
}

absl::Status DrawMaker::MakeOf(absl::Span<const double> levels, int count,
                               absl::Span<double> outputs,
                               const KeepGoing& keep_going) {
  Team& team = *team_;
  Team::Work work;
  work.count = count;
  work.outputs = outputs;
  work.fill = [&](int first, int block, size_t /*worker*/,
                  std::vector<double>* rows) {
    const size_t variables = team.place_of_variable.size();
    const absl::Span<const double> from = levels.subspan(
        static_cast<size_t>(first) * variables, block * variables);
    rows->assign(from.begin(), from.end());
  };
  return team.Do(&work, keep_going);
}

}  // namespace oilflow
