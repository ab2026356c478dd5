// Lists for vectors.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_LINES_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_LINES_H_

#include <cstddef>
#include <new>
#include <vector>

namespace oilflow {

// Begins lists where a line of the cache does, so that no vector of theirs lies
// across two.
template <class T>
struct LineAllocator {
  // The name that the standard library asks for.
  using value_type = T;  // NOLINT(readability-identifier-naming)

  LineAllocator() = default;
  template <class U>
  explicit LineAllocator(const LineAllocator<U>& /*other*/) {}

  T* allocate(size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), kLine));
  }
  void deallocate(T* list, size_t /*count*/) { ::operator delete(list, kLine); }

  bool operator==(const LineAllocator&) const { return true; }

 private:
  static constexpr std::align_val_t kLine{64};
};

template <class T>
using LineVector = std::vector<T, LineAllocator<T>>;

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_LINES_H_
