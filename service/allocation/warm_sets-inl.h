// Sets of arcs and of slots, and the small things that loops hand each other.
// Compiled once for each target of Highway, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_SETS_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_SETS_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_SETS_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_SETS_INL_H_
#endif

#include <cstdint>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

template <class Set>
inline constexpr int kBitsOf = 8 * static_cast<int>(sizeof(Set));

// The word that a member is in. Members are never below 0, and dividing them
// as if they might be takes longer.
template <class Set>
HWY_INLINE unsigned WordOf(int member) {
  return static_cast<unsigned>(member) / kBitsOf<Set>;
}

template <class Set>
HWY_INLINE unsigned BitOf(int member) {
  return static_cast<unsigned>(member) % kBitsOf<Set>;
}

template <class Set>
HWY_INLINE bool Contains(const Set* set, int member) {
  return (set[WordOf<Set>(member)] >> BitOf<Set>(member)) & 1;
}

template <class Set>
HWY_INLINE void Toggle(Set* set, int member) {
  set[WordOf<Set>(member)] ^= Set{1} << BitOf<Set>(member);
}

template <class Set>
HWY_INLINE void Put(Set* set, int member, bool in) {
  const unsigned bit = BitOf<Set>(member);
  Set& word = set[WordOf<Set>(member)];
  word = (word & ~(Set{1} << bit)) | (Set{in} << bit);
}

// `a` if `first`, and else `b`: without a branch, for which way a pivot goes
// nobody can foresee.
template <class Int>
HWY_INLINE Int Select(bool first, Int a, Int b) {
  return b ^ ((a ^ b) & (Int{0} - static_cast<Int>(first)));
}

// The members of word `w` in order; `visit` takes their numbers.
template <class Set, class Visit>
HWY_INLINE void ForEach(Set word, int w, const Visit& visit) {
  for (; word != 0; word &= word - 1) {
    visit(kBitsOf<Set> * w + __builtin_ctzll(word));
  }
}

// A set of kWords words that lives where the compiler likes, or, if that is 0,
// one of any size in the room given.
template <class Set, int kWords>
struct LocalSet {
  explicit LocalSet(uint64_t* /*room*/) {}
  Set& operator[](int w) { return words[w]; }
  const Set& operator[](int w) const { return words[w]; }

  Set words[kWords];
};

template <class Set>
struct LocalSet<Set, 0> {
  explicit LocalSet(uint64_t* room) : words(reinterpret_cast<Set*>(room)) {}
  Set& operator[](int w) { return words[w]; }
  const Set& operator[](int w) const { return words[w]; }

  Set* words;
};

// What new bounds do: they are the old ones, or the flows keep to them, or some
// do not.
enum class Advanced { kSame, kSettled, kUnsettled };

// A slot of the tree whose arc is out of its bounds, and by how much it must
// rise, below 0 if it must fall.
struct Violation {
  int slot = 0;
  int64_t rise = 0;
};

// How much more the arc of a slot costs.
struct CostStep {
  int64_t slot;
  int64_t step;
};

inline constexpr int kMostSteps = 64;

// Of as many arcs as there are in a word, at most: in slots of the tree and
// outside it.
struct CostSteps {
  int inside_count = 0;
  int outside_count = 0;
  CostStep inside[kMostSteps];
  CostStep outside[kMostSteps];
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#endif  // Included for this target.
