// The threads that compute, apart from gRPC's own.

#ifndef OILFLOW_SERVICE_RPC_COMPUTE_POOL_H_
#define OILFLOW_SERVICE_RPC_COMPUTE_POOL_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace oilflow {

// Runs work on a fixed number of threads, with a bounded queue before them.
// Because gRPC's threads never compute, health checks and cancellation answer
// however much there is to do.
class ComputePool {
 public:
  // Both at least 1.
  ComputePool(int thread_count, int queue_limit);

  // Finishes all work that was taken.
  ~ComputePool();

  ComputePool(const ComputePool&) = delete;
  ComputePool& operator=(const ComputePool&) = delete;

  // False, and `work` is not run, if the queue is full.
  bool Submit(std::function<void()> work);

  int queue_limit() const { return queue_limit_; }

 private:
  void Run();

  const int queue_limit_;
  // The standard's, because ThreadSanitizer sees nothing of the locks in
  // Debian's Abseil. Guards queue_ and stopping_.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_COMPUTE_POOL_H_
