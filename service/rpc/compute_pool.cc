#include "service/rpc/compute_pool.h"

#include <utility>

namespace oilflow {

ComputePool::ComputePool(int thread_count, int queue_limit)
    : queue_limit_(queue_limit) {
  for (int i = 0; i < thread_count; ++i) {
    threads_.emplace_back([this] { Run(); });
  }
}

ComputePool::~ComputePool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

bool ComputePool::Submit(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || queue_.size() >= static_cast<size_t>(queue_limit_)) {
    return false;
  }
  queue_.push_back(std::move(work));
  changed_.notify_one();
  return true;
}

void ComputePool::Run() {
  while (true) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) {
        return;
      }
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

}  // namespace oilflow
