# Writes embedded.cc, which takes the files of fixtures/ into the program by
# the assembler's .incbin.

function(oilflow_embed output root)
  file(GLOB_RECURSE files RELATIVE ${root} CONFIGURE_DEPENDS
       ${root}/*/network.textproto ${root}/*/facts.csv
       ${root}/*/scenarios/*.textproto ${root}/*/backtest.csv
       ${root}/prices/*.csv ${root}/price_models/*.csv)
  list(SORT files)
  set(asm "")
  set(externs "")
  set(rows "")
  set(paths "")
  set(index 0)
  foreach(file IN LISTS files)
    set(symbol oilflow_embedded_${index})
    string(APPEND asm "    \"${symbol}:\\n.incbin \\\"${root}/${file}\\\"\\n"
                      "${symbol}_end:\\n.byte 0\\n\"\n")
    string(APPEND externs "extern const char ${symbol}[];\n"
                          "extern const char ${symbol}_end[];\n")
    string(APPEND rows "          {\"${file}\", Text(${symbol}, ${symbol}_end)},\n")
    list(APPEND paths ${root}/${file})
    math(EXPR index "${index} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"#include \"service/store/embedded.h\"

__asm__(
    \".section .rodata\\n\"
${asm}    \".previous\\n\");

extern \"C\" {
${externs}}

namespace oilflow {
namespace {

absl::string_view Text(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

}  // namespace

const std::map<std::string, absl::string_view>& EmbeddedFiles() {
  static const auto* const files =
      new std::map<std::string, absl::string_view>{
${rows}      };
  return *files;
}

}  // namespace oilflow
")
  set_source_files_properties(${output} PROPERTIES OBJECT_DEPENDS "${paths}"
                              SKIP_LINTING ON)
endfunction()
