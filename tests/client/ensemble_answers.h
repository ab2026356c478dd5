// How answers of the ensemble service print, and whether all of one does.

#ifndef OILFLOW_TESTS_CLIENT_ENSEMBLE_ANSWERS_H_
#define OILFLOW_TESTS_CLIENT_ENSEMBLE_ANSWERS_H_

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"

#include "client/printer.h"
#include "client/printer_ensemble.h"
#include "service/units/quantity_text.h"

namespace oilflow {

template <typename Answer>
std::string EnsembleText(const Answer& answer) {
  std::ostringstream out;
  PrintText(answer, out);
  return out.str();
}

template <typename Answer>
std::string EnsembleCsv(const Answer& answer) {
  std::ostringstream out;
  PrintCsv(answer, out);
  return out.str();
}

// Sets every number and text of an answer to something of its own, and keeps
// what a printer then must print.
class Filler {
 public:
  // Fields by name that are left alone, with all below them.
  explicit Filler(std::set<std::string> left_alone)
      : left_alone_(std::move(left_alone)) {}

  void Fill(google::protobuf::Message* message) {
    using google::protobuf::FieldDescriptor;
    for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor* field = message->GetDescriptor()->field(i);
      if (left_alone_.count(field->name()) != 0) {
        continue;
      }
      const auto* reflection = message->GetReflection();
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        if (field->message_type()->full_name() == "google.type.Date") {
          continue;
        }
        Fill(field->is_repeated() ? reflection->AddMessage(message, field)
                                  : reflection->MutableMessage(message, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
        for (int n = 0; n < (field->is_repeated() ? 3 : 1); ++n) {
          const double value = ++count_ + 0.25;
          expected_.push_back(PrintNumber(value));
          field->is_repeated() ? reflection->AddDouble(message, field, value)
                               : reflection->SetDouble(message, field, value);
        }
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        const std::string text = absl::StrCat("text", ++count_);
        expected_.push_back(text);
        field->is_repeated() ? reflection->AddString(message, field, text)
                             : reflection->SetString(message, field, text);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
        expected_.push_back(absl::StrCat(++count_));
        reflection->SetInt32(message, field, count_);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
        expected_.push_back(absl::StrCat(++count_));
        reflection->SetInt64(message, field, count_);
      }
    }
  }

  // What `printed` lacks.
  std::vector<std::string> MissingIn(const std::string& printed) const {
    std::vector<std::string> missing;
    for (const std::string& value : expected_) {
      if (printed.find(value) == std::string::npos) {
        missing.push_back(value);
      }
    }
    return missing;
  }

 private:
  std::set<std::string> left_alone_;
  // Five digits, so that no number is a part of another.
  int count_ = 40000;
  std::vector<std::string> expected_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_CLIENT_ENSEMBLE_ANSWERS_H_
