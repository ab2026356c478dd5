// COIN CLP as a second, independent solver of the same problems.

#ifndef OILFLOW_TESTS_SUPPORT_CLP_ORACLE_H_
#define OILFLOW_TESTS_SUPPORT_CLP_ORACLE_H_

#include <string>

#include "service/allocation/problem.h"

namespace oilflow {

// The least cost that CLP finds, in cents. A failure if CLP finds no optimum.
double ClpObjectiveCents(const Problem& problem);

// What `solution` costs, in cents.
double ObjectiveCents(const Problem& problem, const Solution& solution);

// Empty if the potentials prove the flows optimal and the flows keep to every
// bound and conserve oil at every node, all in exact integers; else what fails.
std::string ProofError(const Problem& problem, const Solution& solution);

// Whether no other flow costs the same: there is no cycle of zero reduced cost
// along which flow could be moved.
bool IsUniqueOptimum(const Problem& problem, const Solution& solution);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_CLP_ORACLE_H_
