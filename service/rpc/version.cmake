# Writes version.cc anew if the commit has changed. Needs OUTPUT, SOURCE_DIR and
# VERSION.
execute_process(COMMAND git describe --always --dirty --match "v[0-9]*"
                WORKING_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE commit
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
                RESULT_VARIABLE failure)
if(failure OR commit STREQUAL "")
  set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"#include \"service/rpc/version.h\"

namespace oilflow {

const char* CodeVersion() { return \"${VERSION} (${commit})\"; }

}  // namespace oilflow
")
