// Where the lists of a spanning tree lie in memory.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_LISTS_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_LISTS_H_

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace oilflow {

// How long lists by slot of the tree, by slot outside it and by arc are.
struct WarmShape {
  int tree_slots = 0;
  int outside_slots = 0;
  int lanes = 0;

  constexpr bool operator==(const WarmShape& other) const = default;
};

// Those with loops of their own, from the smallest to the largest.
inline constexpr WarmShape kWarmShapes[] = {{32, 32, 64},    {32, 48, 64},
                                            {32, 64, 128},   {64, 64, 128},
                                            {128, 128, 256}, {256, 256, 512}};

// Of up to so many floating arcs the moves are summed along rows.
inline constexpr int kMostMoving = 16;

// Up to so many slots flows are 32 bits wide, and else 64.
inline constexpr int kNarrowSlots = 256;

constexpr bool IsNarrow(const WarmShape& shape) {
  return shape.outside_slots <= kNarrowSlots;
}

// Sets of up to 32 slots are one word of 32 bits, others words of 64 bits; sets
// of arcs always the latter.
constexpr size_t SetBytes(int slots) {
  return slots <= 32 ? 4 : static_cast<size_t>((slots + 63) / 64) * 8;
}

// Where each list begins, in bytes. What they are is said by WarmLists.
struct WarmLayout {
  static constexpr size_t kLine = 64;

  explicit constexpr WarmLayout(const WarmShape& shape) {
    const size_t flow = IsNarrow(shape) ? sizeof(int32_t) : sizeof(int64_t);
    const size_t inside = static_cast<size_t>(shape.tree_slots);
    const size_t outside = static_cast<size_t>(shape.outside_slots);
    const size_t lanes = static_cast<size_t>(shape.lanes);
    const auto reserve = [this](size_t bytes) {
      const size_t begin = size;
      size += (bytes + kLine - 1) / kLine * kLine;
      return begin;
    };
    flows = reserve(lanes * flow);
    capacities = reserve(lanes * flow);
    minimums = reserve(lanes * flow);
    costs = reserve(lanes * sizeof(int64_t));
    slots = reserve(lanes * sizeof(int32_t));
    in_tree = reserve(lanes / 8);
    at_capacity = reserve(lanes / 8);
    tree_arcs = reserve(inside * sizeof(int32_t));
    tree_flows = reserve(inside * flow);
    outside_arcs = reserve(outside * sizeof(int32_t));
    reduced_costs = reserve(outside * sizeof(int64_t));
    plus = reserve(outside * SetBytes(shape.tree_slots));
    minus = reserve(outside * SetBytes(shape.tree_slots));
    full = reserve(SetBytes(shape.outside_slots));
    ties = reserve(SetBytes(shape.outside_slots));
    given_cents = reserve(lanes * sizeof(int16_t));
    priced_cents = reserve(lanes * sizeof(int16_t));
    moved_cents = reserve(outside * sizeof(int32_t));
    kept = size;
    floating = reserve(lanes * sizeof(int32_t));
    moving = reserve(kMostMoving * sizeof(int32_t));
    moving_set = reserve(lanes / 8);
    fixed_cents = reserve(outside * sizeof(int32_t));
    rooms = reserve(outside * flow);
    room = reserve(kRooms * lanes / 8);
    rows = reserve(kMostMoving * outside * sizeof(int16_t));
  }

  static constexpr size_t kRooms = 4;
  size_t size = 0;
  // What WarmTree::CopyFrom copies ends here.
  size_t kept = 0;
  size_t flows = 0;
  size_t capacities = 0;
  size_t minimums = 0;
  size_t costs = 0;
  size_t slots = 0;
  size_t in_tree = 0;
  size_t at_capacity = 0;
  size_t tree_arcs = 0;
  size_t tree_flows = 0;
  size_t outside_arcs = 0;
  size_t reduced_costs = 0;
  size_t plus = 0;
  size_t minus = 0;
  size_t full = 0;
  size_t ties = 0;
  size_t given_cents = 0;
  size_t priced_cents = 0;
  size_t moved_cents = 0;
  size_t floating = 0;
  size_t rows = 0;
  size_t moving = 0;
  size_t moving_set = 0;
  size_t fixed_cents = 0;
  size_t rooms = 0;
  size_t room = 0;
};

// The lists. Where the shape is known to the compiler, that is, kTree is above
// 0, all of them are at fixed distances from one pointer.
template <
    class FlowInt, int kTree, int kOutside, int kLanes,
    class InsideWord = std::conditional_t<kTree == 32, uint32_t, uint64_t>,
    class OutsideWord = std::conditional_t<kOutside == 32, uint32_t, uint64_t>>
class WarmLists {
 public:
  // int32_t if IsNarrow() and else int64_t.
  using Int = FlowInt;
  // Words of sets of slots of the tree, and outside it.
  using TreeSet = InsideWord;
  using OutsideSet = OutsideWord;

  WarmLists(std::byte* base, const WarmShape& shape, const WarmLayout& layout)
      : base_(base), shape_(&shape), layout_(&layout) {}

  int tree_slots() const { return kTree > 0 ? kTree : shape_->tree_slots; }
  int outside_slots() const {
    return kTree > 0 ? kOutside : shape_->outside_slots;
  }
  int lanes() const { return kTree > 0 ? kLanes : shape_->lanes; }
  // Of sets of slots of the tree, of slots outside it, and of arcs.
  int tree_words() const {
    return static_cast<int>(SetBytes(tree_slots()) / sizeof(TreeSet));
  }
  int outside_words() const {
    return static_cast<int>(SetBytes(outside_slots()) / sizeof(OutsideSet));
  }
  int arc_words() const { return lanes() / 64; }

  // By arc.
  Int* flows() const { return At<Int, &WarmLayout::flows>(); }
  // Of the last problem; none above the tree's most_bpd().
  Int* capacities() const { return At<Int, &WarmLayout::capacities>(); }
  Int* minimums() const { return At<Int, &WarmLayout::minimums>(); }
  int64_t* costs() const { return At<int64_t, &WarmLayout::costs>(); }
  int32_t* slots() const { return At<int32_t, &WarmLayout::slots>(); }
  // Sets of arcs: the tree; outside it, those at their capacity.
  uint64_t* in_tree() const { return At<uint64_t, &WarmLayout::in_tree>(); }
  uint64_t* at_capacity() const {
    return At<uint64_t, &WarmLayout::at_capacity>();
  }

  // By slot of the tree.
  int32_t* tree_arcs() const { return At<int32_t, &WarmLayout::tree_arcs>(); }
  // The flows once more, for kernels that have them by slot.
  Int* tree_flows() const { return At<Int, &WarmLayout::tree_flows>(); }

  // By slot outside the tree.
  int32_t* outside_arcs() const {
    return At<int32_t, &WarmLayout::outside_arcs>();
  }
  // Capacity less minimum, while a search goes on.
  Int* rooms() const { return At<Int, &WarmLayout::rooms>(); }
  int64_t* reduced_costs() const {
    return At<int64_t, &WarmLayout::reduced_costs>();
  }
  // Word `w` of the cycles.
  TreeSet* plus(int w) const {
    return At<TreeSet, &WarmLayout::plus>() + outside_slots() * w;
  }
  TreeSet* minus(int w) const {
    return At<TreeSet, &WarmLayout::minus>() + outside_slots() * w;
  }
  // Sets of slots outside the tree: those at their capacity and those whose
  // reduced cost is 0.
  OutsideSet* full() const { return At<OutsideSet, &WarmLayout::full>(); }
  OutsideSet* ties() const { return At<OutsideSet, &WarmLayout::ties>(); }

  // By floating arc: the arc, how many cents more it costs than it did when
  // costs were set, and how many of these costs() and reduced_costs() have.
  int32_t* floating() const { return At<int32_t, &WarmLayout::floating>(); }
  int16_t* given_cents() const {
    return At<int16_t, &WarmLayout::given_cents>();
  }
  int16_t* priced_cents() const {
    return At<int16_t, &WarmLayout::priced_cents>();
  }
  // For kernels that let reduced costs wait for a search: pairs of floating
  // arcs, 2 * pair and 2 * pair + 1, of which one moves from day to day, and
  // the arcs of all of them as a set.
  int32_t* moving() const { return At<int32_t, &WarmLayout::moving>(); }
  uint64_t* moving_set() const {
    return At<uint64_t, &WarmLayout::moving_set>();
  }
  // Of the pair at place `i` of moving(), by slot outside the tree: for the one
  // arc and the other, 1 where the slot's cycle goes along it, -1 where
  // against, and else 0.
  int16_t* rows(int i) const {
    return At<int16_t, &WarmLayout::rows>() + 2 * outside_slots() * i;
  }
  // By slot outside the tree: the reduced cost in whole cents, rounded down,
  // without the cents of moving arcs, and with those given.
  int32_t* fixed_cents() const {
    return At<int32_t, &WarmLayout::fixed_cents>();
  }
  int32_t* moved_cents() const {
    return At<int32_t, &WarmLayout::moved_cents>();
  }
  // Room for any set; there are kRooms.
  uint64_t* room(int i) const {
    return At<uint64_t, &WarmLayout::room>() + arc_words() * i;
  }

 private:
  template <class T, size_t WarmLayout::*kList>
  T* At() const {
    if constexpr (kTree > 0) {
      constexpr size_t kBegin =
          WarmLayout(WarmShape{kTree, kOutside, kLanes}).*kList;
      return reinterpret_cast<T*>(base_ + kBegin);
    } else {
      return reinterpret_cast<T*>(base_ + layout_->*kList);
    }
  }

  std::byte* base_;
  const WarmShape* shape_;
  const WarmLayout* layout_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_LISTS_H_
