# What `cmake --install` puts where: both programs, the core as a library with
# its headers and a package for CMake, the protos and the fixtures.
include(CMakePackageConfigHelpers)

set(core base units facts network policy allocation evaluation market
         ensemble explain)
add_library(engine INTERFACE)
target_link_libraries(engine INTERFACE ${core})
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/oilflow)

install(TARGETS oilflow oilflowd)
install(TARGETS engine ${core} EXPORT oilflow-targets)
install(EXPORT oilflow-targets NAMESPACE oilflow:: DESTINATION ${package})
configure_file(cmake/oilflow-config.cmake.in oilflow-config.cmake COPYONLY)
write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/oilflow-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/oilflow-config.cmake
              ${PROJECT_BINARY_DIR}/oilflow-config-version.cmake
        DESTINATION ${package})
foreach(layer IN LISTS core)
  install(DIRECTORY service/${layer}
          DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/oilflow/service
          FILES_MATCHING PATTERN "*.h")
endforeach()
install(DIRECTORY proto/oilflow
        DESTINATION ${CMAKE_INSTALL_DATADIR}/oilflow/proto)
install(DIRECTORY fixtures DESTINATION ${CMAKE_INSTALL_DATADIR}/oilflow)
