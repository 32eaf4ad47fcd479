# The rules are the files rules/<category>/<name>.cpp, each with its page <name>.md beside it. The table of them is
# generated: nothing is registered by hand. rules/support/ holds what several rules share.
function(migralint_add_rules)
  set(root "${PROJECT_SOURCE_DIR}/rules")
  file(GLOB sources CONFIGURE_DEPENDS "${root}/*/*.cpp")
  file(GLOB rules RELATIVE "${root}" CONFIGURE_DEPENDS "${root}/*/*.cpp")
  file(GLOB pages_present CONFIGURE_DEPENDS "${root}/*/*.md")
  list(FILTER rules EXCLUDE REGEX "^support/")
  list(TRANSFORM rules REPLACE "\\.cpp$" "")
  list(SORT rules)
  migralint_require_pages("${root}" rules sources)

  set(registry "${PROJECT_BINARY_DIR}/generated/rules/registry.cpp")
  list(TRANSFORM rules PREPEND "${root}/" OUTPUT_VARIABLE pages)
  list(TRANSFORM pages APPEND ".md")
  string(REPLACE ";" "," rule_argument "${rules}")
  add_custom_command(
    OUTPUT "${registry}"
    COMMAND "${CMAKE_COMMAND}" "-DROOT=${root}" "-DRULES=${rule_argument}" "-DOUTPUT=${registry}" -P
            "${PROJECT_SOURCE_DIR}/cmake/GenerateRegistry.cmake"
    DEPENDS ${pages} "${PROJECT_SOURCE_DIR}/cmake/GenerateRegistry.cmake"
    COMMENT "Collecting the rules"
    VERBATIM)

  # Until the rule interface is there the registry has nothing to include.
  if(EXISTS "${PROJECT_SOURCE_DIR}/src/lint/rule.hpp")
    list(APPEND sources "${registry}")
  endif()
  migralint_add_layer_library(migralint_rules "${sources}" "migralint_lint;migralint::re2")
  if(sources)
    target_include_directories(migralint_rules PRIVATE "${PROJECT_SOURCE_DIR}")
    # The linter runs the rules of the table, the rules use the linter's interface.
    target_link_libraries(migralint_lint PUBLIC migralint_rules)
  endif()
endfunction()

# A rule without its page is an error; while warnings are not errors it is only left out, so that a half-written rule
# stops nobody's build.
function(migralint_require_pages root rules_variable sources_variable)
  set(missing "")
  foreach(rule IN LISTS ${rules_variable})
    if(NOT EXISTS "${root}/${rule}.md")
      list(APPEND missing "${rule}")
      list(REMOVE_ITEM ${sources_variable} "${root}/${rule}.cpp")
    endif()
  endforeach()
  if(missing)
    list(JOIN missing ".md, rules/" names)
    set(level WARNING)
    if(MIGRALINT_WERROR)
      set(level FATAL_ERROR)
    endif()
    message(${level} "A rule without its page is left out. Missing: rules/${names}.md")
    list(REMOVE_ITEM ${rules_variable} ${missing})
  endif()
  set(${rules_variable} "${${rules_variable}}" PARENT_SCOPE)
  set(${sources_variable} "${${sources_variable}}" PARENT_SCOPE)
endfunction()
