#include "service/ensemble/ensemble_model.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/base/reason.h"
#include "service/base/status_macros.h"
#include "service/ensemble/fact_sources.h"
#include "service/ensemble/find_parameter.h"
#include "service/ensemble/model_parts.h"
#include "service/evaluation/policy_facts.h"
#include "service/evaluation/quota.h"

namespace oilflow {
namespace {

using Parts = EnsembleModel::Parts;

// Builds a model step by step: parameters, facts, schedules, price.
class Builder {
 public:
  explicit Builder(EnsembleQuestion question)
      : parts_(std::make_unique<Parts>()) {
    parts_->question = std::move(question);
  }

  absl::StatusOr<std::unique_ptr<const Parts>> Build() {
    RETURN_IF_ERROR(ReadParameters());
    AddDrivers();
    AddSchedules();
    RETURN_IF_ERROR(ReadFacts());
    RETURN_IF_ERROR(CheckEveryDraw());
    RETURN_IF_ERROR(AddPrice());
    RETURN_IF_ERROR(CheckCorrelations());
    return std::move(parts_);
  }

 private:
  const EnsembleQuestion& question() const { return parts_->question; }

  int AddVariable(Variable variable) {
    parts_->variables.push_back(std::move(variable));
    return static_cast<int>(parts_->variables.size()) - 1;
  }

  // Free parameters first: one that is both is not drawn.
  absl::Status ReadParameters() {
    parts_->driver_variables.assign(question().scenario.drivers.size(), kNone);
    parts_->free_drivers.assign(question().scenario.drivers.size(), kNone);
    std::set<std::string> taken;
    for (const std::string& name : question().free_parameters) {
      ASSIGN_OR_RETURN(const FoundParameter found, Find(name));
      if (!taken.insert(name).second) {
        return absl::InvalidArgumentError(
            absl::StrCat(name, " is named twice; name each parameter once"));
      }
      const auto index = static_cast<int>(parts_->free_parameters.size());
      parts_->free_parameters.push_back({.name = name,
                                         .unit = found.unit,
                                         .minimum = found.minimum,
                                         .maximum = found.maximum});
      Attach(found, index, true);
    }
    for (const UncertainParameter& uncertain :
         question().uncertainties.parameters) {
      ASSIGN_OR_RETURN(const FoundParameter found, Find(uncertain.name));
      if (taken.count(uncertain.name) > 0) {
        continue;
      }
      RETURN_IF_ERROR(CheckRange(found, uncertain.distribution));
      const int index = AddVariable({.name = uncertain.name,
                                     .kind = found.kind,
                                     .distribution = uncertain.distribution,
                                     .unit = found.unit});
      Attach(found, index, false);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<FoundParameter> Find(const std::string& name) const {
    return FindParameter(*question().snapshot, question().scenario, name);
  }

  static absl::Status CheckRange(const FoundParameter& found,
                                 const Distribution& distribution) {
    // No level lies beyond these, so neither does a draw of a family without
    // ends.
    const double low = QuantileOf(distribution, 0x1p-53);
    const double high = QuantileOf(distribution, 1 - 0x1p-53);
    if (low >= found.minimum && high <= found.maximum) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        absl::StrCat(found.name, " must be from ", found.minimum, " to ",
                     found.maximum, " ", found.unit, "; this ",
                     FamilyOf(distribution), " goes from ", low, " to ", high,
                     std::isinf(LowestOf(distribution)) ||
                             std::isinf(HighestOf(distribution))
                         ? " over all that can be drawn: narrow it, or take a "
                           "family with ends, such as triangular"
                         : ""));
  }

  void Attach(const FoundParameter& found, int index, bool free) {
    switch (found.kind) {
      case VariableKind::kPolicyField:
        (free ? parts_->free_numbers : parts_->drawn_numbers)
            .push_back({.number = *found.number, .index = index});
        break;
      case VariableKind::kDriver:
        (free ? parts_->free_drivers : parts_->driver_variables)[found.driver] =
            index;
        break;
      default:
        replaced_[{found.subject, found.measure}] = {.index = index,
                                                     .free = free};
    }
  }

  void AddDrivers() {
    const std::vector<Driver>& drivers = question().scenario.drivers;
    for (size_t d = 0; d < drivers.size(); ++d) {
      if (parts_->free_drivers[d] == kNone &&
          parts_->driver_variables[d] == kNone) {
        parts_->driver_variables[d] =
            AddVariable({.name = absl::StrCat(drivers[d].id, ".level"),
                         .kind = VariableKind::kDriver,
                         .distribution = std::nullopt,
                         .unit = ""});
      }
    }
  }

  bool IsMoved(size_t policy, absl::string_view field) const {
    const auto moves = [&](const MovedNumber& moved) {
      return moved.number.policy == static_cast<int>(policy) &&
             moved.number.field->name == field;
    };
    return std::any_of(parts_->drawn_numbers.begin(),
                       parts_->drawn_numbers.end(), moves) ||
           std::any_of(parts_->free_numbers.begin(), parts_->free_numbers.end(),
                       moves);
  }

  void AddSchedules() {
    const std::vector<Policy>& policies = question().scenario.policies;
    for (size_t p = 0; p < policies.size(); ++p) {
      const Schedule& schedule = policies[p].schedule;
      ScheduleVariables variables;
      const auto add = [&](const std::string& name, VariableKind kind) {
        return AddVariable({.name = absl::StrCat(policies[p].id, ".", name),
                            .kind = kind,
                            .distribution = std::nullopt,
                            .unit = ""});
      };
      if (!schedule.driver.has_value()) {
        if (IsMoved(p, "probability") ||
            (schedule.probability > 0 && schedule.probability < 1)) {
          variables.happens = add("happens", VariableKind::kHappens);
        }
        if (schedule.rollover.has_value() &&
            schedule.rollover->renewal_probability > 0 &&
            schedule.rollover->renewal_probability < 1) {
          variables.renewal = add("renewed", VariableKind::kRenewal);
        }
      }
      for (const Gate& gate : schedule.gates) {
        const bool drawn = gate.weekly_hazard.has_value() &&
                           *gate.weekly_hazard < 1 && !gate.driver.has_value();
        variables.gates.push_back(
            drawn ? add(absl::StrCat(gate.id, ".opens"), VariableKind::kGate)
                  : kNone);
      }
      parts_->schedules.push_back(std::move(variables));
    }
  }

  absl::Status ReadFacts() {
    // Drivers move facts draw by draw, so here they move none.
    ASSIGN_OR_RETURN(baseline_,
                     ReadBaseline(*question().network, *question().snapshot,
                                  question().scenario.horizon, {},
                                  question().price.start_price));
    return AddFactSources(replaced_, baseline_, parts_.get());
  }

  // What policies need must be known on every day on which they could be in
  // force in some draw, and their costs must stay within bounds.
  absl::Status CheckEveryDraw() const {
    Scenario widest = question().scenario;
    for (const MovedNumber& moved : parts_->drawn_numbers) {
      const double most =
          HighestOf(*parts_->variables[moved.index].distribution);
      SetNumber(moved.number, std::min(most, moved.number.field->maximum),
                &widest.policies[moved.number.policy]);
    }
    for (const MovedNumber& moved : parts_->free_numbers) {
      SetNumber(moved.number, moved.number.field->maximum,
                &widest.policies[moved.number.policy]);
    }
    for (size_t p = 0; p < widest.policies.size(); ++p) {
      const Policy& policy = question().scenario.policies[p];
      const Schedule& schedule = policy.schedule;
      const bool moves =
          schedule.driver.has_value() || schedule.rollover.has_value() ||
          !schedule.gates.empty() || IsMoved(p, "delay_days") ||
          IsMoved(p, "recovery_days") || IsMoved(p, "probability");
      if (!moves && schedule.probability == 1) {
        continue;
      }
      Timing& timing = widest.policies[p].timing;
      timing = {.start = schedule.start};
      if (schedule.end.has_value() && !IsMoved(p, "delay_days")) {
        timing.end = *schedule.end + schedule.delay_days;
        timing.recovery_days = widest.policies[p].schedule.recovery_days;
      }
      timing.happens = schedule.probability > 0 || IsMoved(p, "probability");
    }
    const Network& network = *question().network;
    RETURN_IF_ERROR(CheckQuotaFacts(network, widest, baseline_));
    RETURN_IF_ERROR(CheckPolicyFacts(network, widest, baseline_));
    RETURN_IF_ERROR(CheckRouteCosts(network, widest, baseline_));
    // At the median numbers that are drawn are as the scenario has them, and
    // may be left out: then facts stand in for them.
    for (size_t p = 0; p < widest.policies.size(); ++p) {
      widest.policies[p].lever = question().scenario.policies[p].lever;
    }
    RETURN_IF_ERROR(CheckQuotaFacts(network, widest, baseline_));
    RETURN_IF_ERROR(CheckPolicyFacts(network, widest, baseline_));
    return CheckHeadroomFacts();
  }

  absl::Status CheckHeadroomFacts() const {
    for (const OutputColumn& column : question().columns) {
      if (column.output.kind != OutputKind::kQuotaHeadroom) {
        continue;
      }
      for (const BaselineSpan& span : parts_->spans) {
        if (!TargetOf(nullptr, span.quotas[column.output.subject])
                 .effective_bpd()
                 .has_value()) {
          const std::string missing =
              absl::StrCat(column.output.name, " ", PrintDate(span.first_day));
          return WithReason(
              absl::FailedPreconditionError(absl::StrCat(
                  "no fact covers required production and compensation, which "
                  "an output needs: ",
                  missing, "; shorten the horizon or record facts")),
              "FACTS_MISSING", {missing});
        }
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddPrice() {
    const std::vector<OutputColumn>& columns = question().columns;
    parts_->priced = std::any_of(
        columns.begin(), columns.end(),
        [](const auto& column) { return column.output.is_price(); });
    const PriceAssumptions& price = question().price;
    const PriceLibrary& library = *question().prices;
    parts_->multipliers = price.mode == ShockMode::kExAnte
                              ? library.ex_ante_multipliers
                              : library.realised_multipliers;
    parts_->median_multiplier = Mix(parts_->multipliers, price.mixture).At(0.5);
    double total = 0;
    for (const double share : price.mixture) {
      total += share;
    }
    double before = 0;
    int counted = 0;
    for (const double share : price.mixture) {
      before += share;
      counted += share > 0 ? 1 : 0;
      parts_->model_shares.push_back(before / total);
    }
    if (!parts_->priced) {
      return absl::OkStatus();
    }
    if (counted > 1) {
      parts_->price_model_variable =
          AddVariable({.name = "price.model",
                       .kind = VariableKind::kPriceModel,
                       .distribution = std::nullopt,
                       .unit = ""});
    }
    parts_->price_multiplier_variable =
        AddVariable({.name = "price.multiplier",
                     .kind = VariableKind::kPriceMultiplier,
                     .distribution = std::nullopt,
                     .unit = ""});
    return absl::OkStatus();
  }

  absl::Status CheckCorrelations() const {
    std::vector<absl::string_view> names;
    for (const Variable& variable : parts_->variables) {
      names.push_back(variable.name);
    }
    for (const NamedCorrelation& pair : question().uncertainties.correlations) {
      for (const std::string& name : {pair.first, pair.second}) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
          const std::string nearest = NearestId(name, names);
          return absl::InvalidArgumentError(absl::StrCat(
              "a correlation must be of variables that are drawn, not of \"",
              name.substr(0, 120), "\"",
              nearest.empty() ? ""
                              : absl::StrCat("; did you mean ", nearest, "?"),
              " SimulateScenario lists what is drawn"));
        }
      }
    }
    return absl::OkStatus();
  }

  std::unique_ptr<Parts> parts_;
  Baseline baseline_;
  ReplacedFacts replaced_;
};

}  // namespace

EnsembleModel::EnsembleModel(std::unique_ptr<const Parts> parts)
    : parts_(std::move(parts)) {}
EnsembleModel::EnsembleModel(EnsembleModel&&) noexcept = default;
EnsembleModel& EnsembleModel::operator=(EnsembleModel&&) noexcept = default;
EnsembleModel::~EnsembleModel() = default;

absl::StatusOr<EnsembleModel> EnsembleModel::Create(EnsembleQuestion question) {
  ASSIGN_OR_RETURN(std::unique_ptr<const Parts> parts,
                   Builder(std::move(question)).Build());
  return EnsembleModel(std::move(parts));
}

const std::vector<Variable>& EnsembleModel::variables() const {
  return parts_->variables;
}

const std::vector<OutputColumn>& EnsembleModel::columns() const {
  return parts_->question.columns;
}

const std::vector<FreeParameter>& EnsembleModel::free_parameters() const {
  return parts_->free_parameters;
}

int EnsembleModel::policy_count() const {
  return static_cast<int>(parts_->question.scenario.policies.size());
}

}  // namespace oilflow
