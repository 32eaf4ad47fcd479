# Libraries of the system; nothing is downloaded while configuring.
#
# What the program needs of them is linked into it. Each shared library more costs a run its share of a
# millisecond, and half of a run on a small file is starting: a hook runs at each commit.
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(fmt REQUIRED)
find_package(PostgreSQL REQUIRED)
if(MIGRALINT_PARSER STREQUAL "system" OR MIGRALINT_BUILD_TESTS)
  find_package(simdjson REQUIRED)
endif()

# Statements are made on one thread and freed on another, a hundred small pieces each: the C library's allocator
# takes up to a tenth longer for a large input.
find_library(MIGRALINT_JEMALLOC NAMES libjemalloc_pic.a DOC "jemalloc, static and position-independent")
mark_as_advanced(MIGRALINT_JEMALLOC)
if(NOT MIGRALINT_JEMALLOC)
  message(STATUS "jemalloc is not installed (libjemalloc-dev): using the C library's allocator, which is slower")
endif()

# libpq's header only: the library is loaded when it is needed (src/trace/libpq.hpp).
add_library(migralint_libpq_header INTERFACE)
target_include_directories(migralint_libpq_header SYSTEM INTERFACE ${PostgreSQL_INCLUDE_DIRS})
target_link_libraries(migralint_libpq_header INTERFACE ${CMAKE_DL_LIBS})

# RE2 from 2023 on stands on Abseil: then it is linked as it has been installed.
find_path(MIGRALINT_RE2_HEADERS re2/re2.h REQUIRED)
mark_as_advanced(MIGRALINT_RE2_HEADERS)
file(STRINGS "${MIGRALINT_RE2_HEADERS}/re2/re2.h" MIGRALINT_RE2_ABSEIL REGEX "include \"absl/")
add_library(migralint_re2 INTERFACE)
if(MIGRALINT_RE2_ABSEIL)
  find_package(re2 REQUIRED)
  target_link_libraries(migralint_re2 INTERFACE re2::re2)
else()
  find_library(MIGRALINT_RE2 NAMES libre2.a re2 REQUIRED DOC "RE2, static")
  mark_as_advanced(MIGRALINT_RE2)
  target_include_directories(migralint_re2 SYSTEM INTERFACE "${MIGRALINT_RE2_HEADERS}")
  target_link_libraries(migralint_re2 INTERFACE "${MIGRALINT_RE2}" Threads::Threads)
endif()
add_library(migralint::re2 ALIAS migralint_re2)

# fmt and toml++ come with their sources in headers. Each is compiled once here; all others see declarations.
add_library(migralint_fmt STATIC "${PROJECT_SOURCE_DIR}/cmake/libraries/fmt.cpp")
target_include_directories(migralint_fmt SYSTEM PUBLIC $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
add_library(migralint::fmt ALIAS migralint_fmt)

add_library(migralint_tomlplusplus STATIC "${PROJECT_SOURCE_DIR}/cmake/libraries/tomlplusplus.cpp")
target_include_directories(migralint_tomlplusplus SYSTEM
                           PUBLIC $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(migralint_tomlplusplus PUBLIC TOML_HEADER_ONLY=0)
add_library(migralint::tomlplusplus ALIAS migralint_tomlplusplus)
