# The PostgreSQL parser behind src/parser/parser.hpp. migralint_use_parser() adds the chosen engine to the layer.
if(NOT MIGRALINT_PARSER MATCHES "^(wasm|system)$")
  message(FATAL_ERROR "MIGRALINT_PARSER is wasm or system, not '${MIGRALINT_PARSER}'")
endif()

function(migralint_use_parser)
  file(GLOB engine CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/parser/${MIGRALINT_PARSER}/*.cpp")
  target_sources(migralint_parser PRIVATE ${engine})
  set(MIGRALINT_PARSER_TREE_wasm "parser/wasm/tree_memory.hpp")
  set(MIGRALINT_PARSER_TREE_system "parser/system/tree_json.hpp")
  set(MIGRALINT_PARSER_TREE "${MIGRALINT_PARSER_TREE_${MIGRALINT_PARSER}}")
  configure_file(cmake/engine_tree.hpp.in generated/parser/engine_tree.hpp @ONLY)
  if(MIGRALINT_PARSER STREQUAL "wasm")
    migralint_use_wasm_parser()
  else()
    migralint_use_system_parser()
  endif()
endfunction()

# The compiled module is shared by all build trees: scripts/build-parser keeps it in build/parser/ under a hash of what
# went into it, and copies it here.
function(migralint_use_wasm_parser)
  set(package "${PROJECT_SOURCE_DIR}/node_modules/libpg-query")
  if(NOT EXISTS "${package}/wasm/libpg-query.wasm")
    message(FATAL_ERROR "node_modules/libpg-query is missing: run scripts/setup (or npm ci), "
                        "or configure with -DMIGRALINT_PARSER=system")
  endif()
  set(directory "${PROJECT_BINARY_DIR}/pgquery")
  set(library "${directory}/libmigralint_pgquery.a")
  set(headers "${directory}/include/pgquery.h" "${directory}/include/pgquery_names.hpp"
              "${directory}/include/pgquery_invokes.inc")
  file(MAKE_DIRECTORY "${directory}/include")
  add_custom_command(
    OUTPUT ${headers}
    COMMAND "${PROJECT_SOURCE_DIR}/scripts/build-parser" headers "${directory}"
    DEPENDS "${PROJECT_SOURCE_DIR}/scripts/build-parser" "${PROJECT_SOURCE_DIR}/scripts/parser-names"
            "${package}/wasm/libpg-query.wasm" "${package}/wasm/libpg-query.js"
    COMMENT "Turning PostgreSQL's parser into C"
    VERBATIM)
  add_custom_command(
    OUTPUT "${library}"
    COMMAND "${PROJECT_SOURCE_DIR}/scripts/build-parser" library "${directory}"
    DEPENDS ${headers}
    COMMENT "Compiling PostgreSQL's parser (about a minute, once)"
    VERBATIM)
  # Compiling waits for the headers only. The library is a file that programs are linked with: that they wait for it is
  # known from its path.
  add_custom_target(migralint_pgquery_headers DEPENDS ${headers})
  add_custom_target(migralint_pgquery_library ALL DEPENDS "${library}")
  add_library(migralint_pgquery STATIC IMPORTED GLOBAL)
  set_target_properties(migralint_pgquery PROPERTIES IMPORTED_LOCATION "${library}"
                                                     INTERFACE_INCLUDE_DIRECTORIES "${directory}/include")
  # The module calls back into the layer (its imports), so the linker must look at both again.
  target_link_libraries(migralint_pgquery INTERFACE migralint_parser)
  add_dependencies(migralint_parser migralint_pgquery_headers)
  target_link_libraries(migralint_parser PRIVATE migralint_pgquery Threads::Threads)
endfunction()

function(migralint_use_system_parser)
  find_path(PG_QUERY_INCLUDE_DIR pg_query.h REQUIRED)
  find_library(PG_QUERY_LIBRARY NAMES libpg_query.a pg_query REQUIRED)
  target_include_directories(migralint_parser SYSTEM PRIVATE "${PG_QUERY_INCLUDE_DIR}")
  target_link_libraries(migralint_parser PUBLIC simdjson::simdjson PRIVATE "${PG_QUERY_LIBRARY}" Threads::Threads)
endfunction()
