// Small random economies in which much is uncertain, ready to be drawn.

#ifndef OILFLOW_TESTS_SUPPORT_RANDOM_ENSEMBLE_H_
#define OILFLOW_TESTS_SUPPORT_RANDOM_ENSEMBLE_H_

#include <memory>
#include <vector>

#include "service/ensemble/ensemble_model.h"
#include "service/facts/fact_book.h"
#include "service/network/network.h"
#include "tests/support/dice.h"

namespace oilflow {

// A model and all that it refers to.
struct RandomEnsemble {
  std::unique_ptr<const Network> network;
  std::vector<Fact> facts;
  std::unique_ptr<const FactBook> book;
  std::unique_ptr<const Snapshot> snapshot;
  std::unique_ptr<const EnsembleModel> model;
};

// RandomEconomy with ranges of facts, policies that are a matter of chance and
// drawn numbers of theirs. Its columns are all that an Evaluation knows too,
// for the horizon and by month, and, if `priced`, the price. A failure if no
// model can be made.
RandomEnsemble MakeRandomEnsemble(Dice* dice, bool priced);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_RANDOM_ENSEMBLE_H_
