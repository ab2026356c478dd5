#include "service/ensemble/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/dice.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

std::vector<double> Ascending(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values;
}

TEST(SymmetricEigenTest, KnowsSmallMatrices) {
  EXPECT_THAT(EigenOf({3.0}, 1).values, ElementsAre(3));
  // 1 + r and 1 - r.
  EXPECT_THAT(Ascending(EigenOf({1, 0.4, 0.4, 1}, 2).values),
              ElementsAre(DoubleNear(0.6, 1e-15), DoubleNear(1.4, 1e-15)));
  // 1 + 2 r once and 1 - r twice.
  EXPECT_THAT(
      Ascending(
          EigenOf({1, -0.6, -0.6, -0.6, 1, -0.6, -0.6, -0.6, 1}, 3).values),
      ElementsAre(DoubleNear(-0.2, 1e-15), DoubleNear(1.6, 1e-15),
                  DoubleNear(1.6, 1e-15)));
}

TEST(SymmetricEigenTest, MultipliesBackToTheMatrix) {
  Dice dice(1);
  for (const size_t size : {2, 5, 20, 64}) {
    std::vector<double> matrix(size * size);
    for (size_t i = 0; i < size; ++i) {
      for (size_t j = 0; j <= i; ++j) {
        matrix[i * size + j] = matrix[j * size + i] = dice.Between(-1, 1);
      }
    }
    const SymmetricEigen eigen = EigenOf(matrix, static_cast<int>(size));
    for (size_t i = 0; i < size; ++i) {
      for (size_t j = 0; j < size; ++j) {
        double sum = 0;
        double product = 0;
        for (size_t k = 0; k < size; ++k) {
          sum += eigen.values[k] * eigen.vectors[i * size + k] *
                 eigen.vectors[j * size + k];
          product += eigen.vectors[k * size + i] * eigen.vectors[k * size + j];
        }
        ASSERT_NEAR(sum, matrix[i * size + j], 1e-13) << size;
        ASSERT_NEAR(product, i == j ? 1 : 0, 1e-13) << size;
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
