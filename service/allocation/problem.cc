#include "service/allocation/problem.h"

namespace oilflow {
namespace {

int64_t PremiumCents(Tier tier) {
  switch (tier) {
    case Tier::kVoluntary:
      return 0;
    case Tier::kMandated:
      return kMandatedPremiumCents;
    case Tier::kMustServe:
      return kMustServePremiumCents;
  }
  return 0;
}

}  // namespace

int64_t ScaledCost(int64_t cents, Tier tier, uint32_t tie_weight) {
  return (cents - PremiumCents(tier)) * (int64_t{1} << kCentShift) + tie_weight;
}

uint32_t TieWeight(absl::string_view name) {
  // FNV-1a, then the finaliser of splitmix64 to spread it.
  uint64_t hash = 14695981039346656037u;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  hash ^= hash >> 31;
  return static_cast<uint32_t>(hash >> (64 - kTieBits));
}

}  // namespace oilflow
