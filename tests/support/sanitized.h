// Whether the program runs under the address sanitizer, which makes naive code
// some thirty times slower.

#ifndef OILFLOW_TESTS_SUPPORT_SANITIZED_H_
#define OILFLOW_TESTS_SUPPORT_SANITIZED_H_

namespace oilflow {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_SANITIZED_H_
