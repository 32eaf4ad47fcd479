# Libraries of the system; nothing is downloaded while configuring.
find_package(Threads REQUIRED)
find_package(simdjson REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(fmt REQUIRED)
find_package(PostgreSQL REQUIRED)

# libpq's header only: the library is loaded when it is needed (src/trace/libpq.hpp).
add_library(migralint_libpq_header INTERFACE)
target_include_directories(migralint_libpq_header SYSTEM INTERFACE ${PostgreSQL_INCLUDE_DIRS})
target_link_libraries(migralint_libpq_header INTERFACE ${CMAKE_DL_LIBS})

add_library(migralint_fmt INTERFACE)
target_link_libraries(migralint_fmt INTERFACE fmt::fmt)
add_library(migralint::fmt ALIAS migralint_fmt)
