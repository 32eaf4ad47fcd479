# What every target of this project is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")

find_program(MIGRALINT_CCACHE ccache)
mark_as_advanced(MIGRALINT_CCACHE)
if(MIGRALINT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${MIGRALINT_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${MIGRALINT_CCACHE}")
endif()

add_library(migralint_compile_settings INTERFACE)
# No build path in the binary: two checkouts of one commit give the same bytes.
target_compile_options(migralint_compile_settings INTERFACE
                       "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-ffile-prefix-map=${PROJECT_BINARY_DIR}/=")
target_compile_options(
  migralint_compile_settings
  INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
            -Wimplicit-fallthrough $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wsuggest-override>
            # g++ 12 sees uninitialised members in moves of std::variant where there are none.
            $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
            $<$<BOOL:${MIGRALINT_WERROR}>:-Werror>)

if(MIGRALINT_SANITIZE)
  add_compile_options(-fsanitize=${MIGRALINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MIGRALINT_SANITIZE})
endif()

function(migralint_compile_settings target)
  target_link_libraries(${target} PRIVATE migralint_compile_settings)
endfunction()
