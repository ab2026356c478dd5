#include "service/wire/convert_distribution.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "service/ensemble/stated_range.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"

namespace oilflow {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr double kLeastCoverage = 0.5;
constexpr double kGreatestModeWeight = 100;
// Where distributions without ends are said by their quantiles.
constexpr double kLowerLevel = 0.16;
constexpr double kUpperLevel = 0.84;

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

// Reads the numbers of one family. After them, `Of` makes the distribution if
// none was at fault.
class Reader {
 public:
  // `message` must outlive it.
  Reader(const Message& message, std::string path, BadRequest* bad)
      : message_(message), path_(std::move(path)), bad_(*bad) {}

  // A number that must be given.
  double Number(absl::string_view name) {
    return Number(message_, name, Path(name));
  }

  // One that need not be.
  double NumberOr(absl::string_view name, double otherwise) const {
    const FieldDescriptor* field = FieldOf(message_, name);
    const auto* reflection = message_.GetReflection();
    return reflection->HasField(message_, field)
               ? reflection->GetDouble(message_, field)
               : otherwise;
  }

  double Coverage() {
    return Checked(CheckNumber(Path("coverage"), NumberOr("coverage", 1),
                               kLeastCoverage, 1, "of all outcomes", &bad_));
  }

  double ModeWeight() {
    return Checked(CheckNumberAbove(
        Path("mode_weight"), NumberOr("mode_weight", kDefaultPertLambda), 0,
        kGreatestModeWeight, "times the ends", &bad_));
  }

  // A range of one value is more likely a slip than meant.
  void CheckRange(double low, double high) {
    if (good_ && low == high) {
      Fault("high", absl::StrCat("must be above low, ", PrintNumber(low),
                                 "; say one value as a point"));
    }
  }

  struct Quantile {
    double level = 0;
    double value = 0;
  };

  Quantile QuantileOf(absl::string_view name) {
    const FieldDescriptor* field = FieldOf(message_, name);
    const auto* reflection = message_.GetReflection();
    if (!reflection->HasField(message_, field)) {
      Fault(name, "must be given: a level and the value there");
      return {};
    }
    const Message& quantile = reflection->GetMessage(message_, field);
    return {Number(quantile, "level", Path(absl::StrCat(name, ".level"))),
            Number(quantile, "value", Path(absl::StrCat(name, ".value")))};
  }

  void Fault(absl::string_view name, absl::string_view description) {
    bad_.Add(Path(name), description);
    good_ = false;
  }

  // What the family itself refuses is noted of all its numbers together: they
  // hang together.
  std::optional<Distribution> Of(absl::StatusOr<Distribution> made) {
    if (!good_) {
      return std::nullopt;
    }
    if (!made.ok()) {
      bad_.Add(path_, made.status().message());
      return std::nullopt;
    }
    return *std::move(made);
  }

 private:
  static const FieldDescriptor* FieldOf(const Message& message,
                                        absl::string_view name) {
    return message.GetDescriptor()->FindFieldByName(std::string(name));
  }

  double Number(const Message& message, absl::string_view name,
                const std::string& path) {
    const FieldDescriptor* field = FieldOf(message, name);
    if (!message.GetReflection()->HasField(message, field)) {
      bad_.Add(path, "must be given");
      good_ = false;
    }
    return message.GetReflection()->GetDouble(message, field);
  }

  double Checked(std::optional<double> number) {
    good_ = good_ && number.has_value();
    return number.value_or(1);
  }

  std::string Path(absl::string_view name) const {
    return absl::StrCat(path_, ".", name);
  }

  const Message& message_;
  std::string path_;
  BadRequest& bad_;
  bool good_ = true;
};

absl::StatusOr<Distribution> DiscreteOf(const v1::Distribution::Discrete& proto,
                                        Reader* reader) {
  if (!std::is_sorted(proto.values().begin(), proto.values().end())) {
    reader->Fault("values", "must be ascending");
  }
  return MakeDiscrete(proto.values(), proto.weights());
}

template <typename Family>
void SetQuantiles(const Distribution& distribution, Family* proto) {
  proto->mutable_lower()->set_level(kLowerLevel);
  proto->mutable_lower()->set_value(QuantileOf(distribution, kLowerLevel));
  proto->mutable_upper()->set_level(kUpperLevel);
  proto->mutable_upper()->set_value(QuantileOf(distribution, kUpperLevel));
}

}  // namespace

std::optional<Distribution> DistributionFromProto(const v1::Distribution& proto,
                                                  const std::string& path,
                                                  BadRequest* bad) {
  const FieldDescriptor* family =
      proto.GetReflection()->GetOneofFieldDescriptor(
          proto, v1::Distribution::descriptor()->FindOneofByName("family"));
  if (family == nullptr) {
    bad->Add(path,
             "must say its family: point, uniform, triangular, pert, normal, "
             "lognormal, beta, bernoulli, discrete, geometric or two_piece");
    return std::nullopt;
  }
  Reader reader(proto.GetReflection()->GetMessage(proto, family),
                absl::StrCat(path, ".", family->name()), bad);
  // A statement for each number, so that faults come in the order of fields.
  switch (proto.family_case()) {
    case v1::Distribution::kPoint:
      return reader.Of(MakePoint(reader.Number("value")));
    case v1::Distribution::kUniform: {
      const double low = reader.Number("low");
      const double high = reader.Number("high");
      reader.CheckRange(low, high);
      return reader.Of(UniformFromRange(low, high, reader.Coverage()));
    }
    case v1::Distribution::kTriangular: {
      const double low = reader.Number("low");
      const double mode = reader.Number("mode");
      const double high = reader.Number("high");
      reader.CheckRange(low, high);
      return reader.Of(TriangularFromRange(low, mode, high, reader.Coverage()));
    }
    case v1::Distribution::kPert: {
      const double low = reader.Number("low");
      const double mode = reader.Number("mode");
      const double high = reader.Number("high");
      reader.CheckRange(low, high);
      const double coverage = reader.Coverage();
      return reader.Of(
          PertFromRange(low, mode, high, coverage, reader.ModeWeight()));
    }
    case v1::Distribution::kNormal: {
      const auto lower = reader.QuantileOf("lower");
      const auto upper = reader.QuantileOf("upper");
      return reader.Of(NormalFromQuantiles(lower.level, lower.value,
                                           upper.level, upper.value));
    }
    case v1::Distribution::kLognormal: {
      const auto lower = reader.QuantileOf("lower");
      const auto upper = reader.QuantileOf("upper");
      return reader.Of(LognormalFromQuantiles(lower.level, lower.value,
                                              upper.level, upper.value));
    }
    case v1::Distribution::kBeta: {
      const double alpha = reader.Number("alpha");
      const double beta = reader.Number("beta");
      const double low = reader.NumberOr("low", 0);
      const double high = reader.NumberOr("high", 1);
      reader.CheckRange(low, high);
      return reader.Of(MakeBeta(alpha, beta, low, high));
    }
    case v1::Distribution::kBernoulli:
      return reader.Of(MakeBernoulli(reader.Number("probability")));
    case v1::Distribution::kDiscrete:
      return reader.Of(DiscreteOf(proto.discrete(), &reader));
    case v1::Distribution::kGeometric:
      return reader.Of(MakeGeometric(reader.Number("success_probability")));
    case v1::Distribution::kTwoPiece: {
      const double low = reader.Number("low");
      const double median = reader.Number("median");
      return reader.Of(MakeTwoPiece(low, median, reader.Number("high")));
    }
    case v1::Distribution::FAMILY_NOT_SET:
      break;
  }
  return std::nullopt;
}

void ToProto(const Distribution& distribution, v1::Distribution* proto) {
  std::visit(
      Overloaded{
          [&](const Point& d) { proto->mutable_point()->set_value(d.value); },
          [&](const Uniform& d) {
            proto->mutable_uniform()->set_low(d.low);
            proto->mutable_uniform()->set_high(d.high);
          },
          [&](const Triangular& d) {
            proto->mutable_triangular()->set_low(d.low);
            proto->mutable_triangular()->set_mode(d.mode);
            proto->mutable_triangular()->set_high(d.high);
          },
          [&](const Pert& d) {
            proto->mutable_pert()->set_low(d.low);
            proto->mutable_pert()->set_mode(d.mode);
            proto->mutable_pert()->set_high(d.high);
            proto->mutable_pert()->set_mode_weight(d.lambda);
          },
          [&](const Normal&) {
            SetQuantiles(distribution, proto->mutable_normal());
          },
          [&](const Lognormal&) {
            SetQuantiles(distribution, proto->mutable_lognormal());
          },
          [&](const Beta& d) {
            proto->mutable_beta()->set_alpha(d.shape.alpha());
            proto->mutable_beta()->set_beta(d.shape.beta());
            proto->mutable_beta()->set_low(d.low);
            proto->mutable_beta()->set_high(d.high);
          },
          [&](const Bernoulli& d) {
            proto->mutable_bernoulli()->set_probability(d.probability);
          },
          [&](const Discrete& d) {
            double before = 0;
            for (size_t i = 0; i < d.values.size(); ++i) {
              proto->mutable_discrete()->add_values(d.values[i]);
              proto->mutable_discrete()->add_weights(d.cumulative[i] - before);
              before = d.cumulative[i];
            }
          },
          [&](const Geometric& d) {
            proto->mutable_geometric()->set_success_probability(
                d.success_probability);
          },
          [&](const TwoPiece& d) {
            proto->mutable_two_piece()->set_low(d.low);
            proto->mutable_two_piece()->set_median(d.median);
            proto->mutable_two_piece()->set_high(d.high);
          }},
      distribution);
}

}  // namespace oilflow
