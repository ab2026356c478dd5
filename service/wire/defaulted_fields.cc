#include "service/wire/defaulted_fields.h"

#include <cassert>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace oilflow {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

void Compare(const Message& before, const Message& after,
             const std::string& path, std::vector<std::string>* defaulted);

// No message of ours has a map, whose entries would have no order.
void CompareList(const Message& before, const Message& after,
                 const FieldDescriptor* field, const std::string& name,
                 std::vector<std::string>* defaulted) {
  const int old_size = before.GetReflection()->FieldSize(before, field);
  const int new_size = after.GetReflection()->FieldSize(after, field);
  if (old_size == 0) {
    defaulted->push_back(name);
    return;
  }
  for (int i = 0; i < new_size; ++i) {
    const std::string element = absl::StrCat(name, "[", i, "]");
    if (i >= old_size) {
      defaulted->push_back(element);
    } else if (IsMessage(*field)) {
      Compare(before.GetReflection()->GetRepeatedMessage(before, field, i),
              after.GetReflection()->GetRepeatedMessage(after, field, i),
              element, defaulted);
    }
  }
}

void Compare(const Message& before, const Message& after,
             const std::string& path, std::vector<std::string>* defaulted) {
  std::vector<const FieldDescriptor*> fields;
  after.GetReflection()->ListFields(after, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string name =
        path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
    if (field->is_repeated()) {
      CompareList(before, after, field, name, defaulted);
    } else if (!before.GetReflection()->HasField(before, field)) {
      defaulted->push_back(name);
    } else if (IsMessage(*field)) {
      Compare(before.GetReflection()->GetMessage(before, field),
              after.GetReflection()->GetMessage(after, field), name, defaulted);
    }
  }
}

}  // namespace

std::vector<std::string> DefaultedFields(const Message& before,
                                         const Message& after,
                                         absl::string_view path) {
  assert(before.GetDescriptor() == after.GetDescriptor());
  std::vector<std::string> defaulted;
  Compare(before, after, std::string(path), &defaulted);
  return defaulted;
}

}  // namespace oilflow
