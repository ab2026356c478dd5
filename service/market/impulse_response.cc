#include "service/market/impulse_response.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <functional>

namespace oilflow {
namespace {

// A lag beyond those estimated has the last of them.
int HeldLag(int lag) { return std::min(lag, kResponseMonths - 1); }

// Two doubles that are added, multiplied and divided at once: each as a double
// would be, and so to the same bits. g++ and clang both know the type; left to
// find the pairs in loops over doubles, g++ 12 keeps the sums in memory.
using Pair = double __attribute__((vector_size(16)));

// The draws that are matched together: as many as keep the three sums of a
// month in the registers of x86-64. Their innovations and responses stay in the
// first-level cache. Draws do not meet each other, so the number changes no
// result.
struct Block {
  Pair a;
  Pair b;
  Pair c;
  Pair d;
};
constexpr int kBlock = sizeof(Block) / sizeof(double);
using Responses = std::array<Block, kResponseMonths>;

Block LoadBlock(const double* from) {
  Block block;
  std::memcpy(&block, from, sizeof(block));
  return block;
}

void Store(const Block& block, double* to) {
  std::memcpy(to, &block, sizeof(block));
}

void AddProduct(const Block& response, const Block& innovation, Block* sum) {
  sum->a += response.a * innovation.a;
  sum->b += response.b * innovation.b;
  sum->c += response.c * innovation.c;
  sum->d += response.d * innovation.d;
}

// What must shift for output to do `wanted`, of which `sum` is done already.
Block Innovation(double wanted, const Block& sum, const Block& response) {
  return {(wanted - sum.a) / response.a, (wanted - sum.b) / response.b,
          (wanted - sum.c) / response.c, (wanted - sum.d) / response.d};
}

Block OverHundred(const Block& block) {
  return {block.a / 100, block.b / 100, block.c / 100, block.d / 100};
}

// The responses of the draws of a block that begins with draw `first`.
using ByLag = absl::Span<const double> (ResponseDraws::*)(int) const;
void Load(const ResponseDraws& draws, ByLag by_lag, int first,
          Responses* responses) {
  for (int lag = 0; lag < kResponseMonths; ++lag) {
    (*responses)[lag] =
        LoadBlock(std::invoke(by_lag, draws, lag).data() + first);
  }
}

// Every sum goes over innovations in the order of their months, here and under
// kExAnte, so that nobody's bits depend on how the work was cut up.
template <bool kWithInventory>
void MatchBlock(const ResponseDraws& draws,
                const std::vector<double>& log_supply, int first,
                std::vector<Block>* innovations, ResponsePath* path) {
  Responses output;
  Responses price;
  Responses inventory;
  Load(draws, &ResponseDraws::Output, first, &output);
  Load(draws, &ResponseDraws::Price, first, &price);
  if constexpr (kWithInventory) {
    Load(draws, &ResponseDraws::Inventory, first, &inventory);
  }
  double* const largest = path->largest_innovation_percent.data() + first;
  for (int month = 0; month < path->month_count; ++month) {
    Block output_sum = {};
    Block price_sum = {};
    Block inventory_sum = {};
    for (int k = 0; k < month; ++k) {
      const int lag = HeldLag(month - k);
      const Block& innovation = (*innovations)[k];
      AddProduct(output[lag], innovation, &output_sum);
      AddProduct(price[lag], innovation, &price_sum);
      if constexpr (kWithInventory) {
        AddProduct(inventory[lag], innovation, &inventory_sum);
      }
    }
    const Block innovation =
        Innovation(100 * log_supply[month], output_sum, output[0]);
    (*innovations)[month] = innovation;
    AddProduct(price[0], innovation, &price_sum);
    const size_t at = static_cast<size_t>(month) * path->draw_count + first;
    Store(OverHundred(price_sum), path->log_price.data() + at);
    if constexpr (kWithInventory) {
      AddProduct(inventory[0], innovation, &inventory_sum);
      Store(inventory_sum, path->inventory_percent.data() + at);
    }
    std::array<double, kBlock> sizes;
    Store(innovation, sizes.data());
    for (int i = 0; i < kBlock; ++i) {
      largest[i] = std::max(largest[i], std::abs(sizes[i]));
    }
  }
}

void MatchPath(const ResponseDraws& draws,
               const std::vector<double>& log_supply, ResponsePath* path) {
  std::vector<Block> innovations(log_supply.size());
  const auto match =
      draws.has_inventory() ? &MatchBlock<true> : &MatchBlock<false>;
  for (int first = 0; first < path->draw_count; first += kBlock) {
    // The last block is a whole one too, and so does a few draws again.
    match(draws, log_supply, std::min(first, path->draw_count - kBlock),
          &innovations, path);
  }
}

// All draws have the same innovations, and most months of a lasting shift have
// none. A sum that began at 0 is the same with or without them.
void PassOn(const ResponseDraws& draws, const std::vector<double>& log_supply,
            ResponsePath* path) {
  std::vector<double> innovations;
  double before = 0;
  double largest = 0;
  for (const double shift : log_supply) {
    innovations.push_back(-100 * (shift - before));
    largest = std::max(largest, std::abs(innovations.back()));
    before = shift;
  }
  std::fill(path->largest_innovation_percent.begin(),
            path->largest_innovation_percent.end(), largest);
  const auto add = [&](absl::Span<const double> response, double innovation,
                       double* sums) {
    for (int draw = 0; draw < path->draw_count; ++draw) {
      sums[draw] += response[draw] * innovation;
    }
  };
  for (int month = 0; month < path->month_count; ++month) {
    const size_t at = static_cast<size_t>(month) * path->draw_count;
    double* const prices = path->log_price.data() + at;
    for (int k = 0; k <= month; ++k) {
      if (innovations[k] == 0) {
        continue;
      }
      add(draws.Price(month - k), innovations[k], prices);
      if (draws.has_inventory()) {
        add(draws.Inventory(month - k), innovations[k],
            path->inventory_percent.data() + at);
      }
    }
    for (int draw = 0; draw < path->draw_count; ++draw) {
      prices[draw] /= 100;
    }
  }
}

}  // namespace

ResponsePath Respond(const ResponseDraws& draws, ShockMode mode,
                     const std::vector<double>& log_supply) {
  ResponsePath path;
  path.month_count = static_cast<int>(log_supply.size());
  path.draw_count = draws.draw_count();
  const size_t size = log_supply.size() * draws.draw_count();
  path.log_price.resize(size);
  path.largest_innovation_percent.resize(draws.draw_count());
  path.inventory_percent.resize(draws.has_inventory() ? size : 0);
  const auto first_shift =
      std::find_if(log_supply.begin(), log_supply.end(),
                   [](double shift) { return shift != 0; });
  path.first_extrapolated_month = std::min(
      path.month_count,
      static_cast<int>(first_shift - log_supply.begin()) + kResponseMonths);
  if (mode == ShockMode::kPathRealised) {
    MatchPath(draws, log_supply, &path);
  } else {
    PassOn(draws, log_supply, &path);
  }
  return path;
}

}  // namespace oilflow
