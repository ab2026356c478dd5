#include "service/rpc/compute_pool.h"

#include <atomic>
#include <memory>
#include <set>
#include <thread>

#include "absl/synchronization/barrier.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);

TEST(ComputePoolTest, RunsWhatItTakes) {
  absl::Notification done;
  ComputePool pool(2, 4);
  EXPECT_EQ(pool.queue_limit(), 4);
  ASSERT_TRUE(pool.Submit([&] { done.Notify(); }));
  EXPECT_TRUE(done.WaitForNotificationWithTimeout(kPatience));
}

TEST(ComputePoolTest, AFullQueueRefusesAndDoesNotRun) {
  absl::Notification started;
  absl::Notification go_on;
  std::atomic<int> run_count = 0;
  std::atomic<bool> refused_ran = false;
  {
    ComputePool pool(1, 2);
    ASSERT_TRUE(pool.Submit([&] {
      started.Notify();
      go_on.WaitForNotification();
    }));
    // From here the thread is busy, and the queue is empty.
    ASSERT_TRUE(started.WaitForNotificationWithTimeout(kPatience));
    EXPECT_TRUE(pool.Submit([&] { ++run_count; }));
    EXPECT_TRUE(pool.Submit([&] { ++run_count; }));
    EXPECT_FALSE(pool.Submit([&] { refused_ran = true; }));
    go_on.Notify();
  }
  EXPECT_EQ(run_count, 2);
  EXPECT_FALSE(refused_ran);
}

TEST(ComputePoolTest, ItsEndWaitsForAllWorkThatWasTaken) {
  std::atomic<int> run_count = 0;
  {
    ComputePool pool(3, 100);
    for (int i = 0; i < 100; ++i) {
      ASSERT_TRUE(pool.Submit([&] { ++run_count; }));
    }
  }
  EXPECT_EQ(run_count, 100);
}

TEST(ComputePoolTest, WorkRunsOnAsManyThreadsAsThereAre) {
  absl::Mutex mutex;
  std::set<std::thread::id> threads;
  auto* barrier = new absl::Barrier(4);
  {
    ComputePool pool(4, 4);
    for (int i = 0; i < 4; ++i) {
      ASSERT_TRUE(pool.Submit([&] {
        {
          absl::MutexLock lock(&mutex);
          threads.insert(std::this_thread::get_id());
        }
        // None goes on before all four are here, each on its own thread.
        if (barrier->Block()) {
          delete barrier;
        }
      }));
    }
  }
  EXPECT_EQ(threads.size(), 4u);
}

}  // namespace
}  // namespace oilflow
