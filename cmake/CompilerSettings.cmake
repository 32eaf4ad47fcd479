# What every target of this project is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")
if(MIGRALINT_SANITIZE)  # a report needs lines, not variables: half the size on disk, and a fifth less time to compile
  set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
endif()

# Not together with precompiled headers: a cached one keeps the paths, and with them the headers, of the checkout that it
# was made in.
find_program(MIGRALINT_CCACHE ccache)
mark_as_advanced(MIGRALINT_CCACHE)
if(MIGRALINT_CCACHE AND NOT MIGRALINT_PCH AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
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
            # g++ 12 sees uninitialised members in moves of std::variant where there are none, and in moves of
            # short strings copies past their end.
            "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-array-bounds;-Wno-stringop-overread;-Wno-stringop-overflow>"
            $<$<BOOL:${MIGRALINT_WERROR}>:-Werror>)

if(MIGRALINT_SANITIZE)
  add_compile_options(-fsanitize=${MIGRALINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MIGRALINT_SANITIZE})
endif()

# migralint_precompile(<target> <header>...): what nearly all files of the target include is read once. It changes
# nothing but the time to build; without it (as clang-tidy sees the files) each file must include what it uses.
function(migralint_precompile target)
  if(MIGRALINT_PCH AND TARGET ${target})
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# The same with the headers of another target, read once for both.
function(migralint_precompiled_as target other)
  if(MIGRALINT_PCH AND TARGET ${target})
    target_precompile_headers(${target} REUSE_FROM ${other})
  endif()
endfunction()

function(migralint_compile_settings target)
  target_link_libraries(${target} PRIVATE migralint_compile_settings)
endfunction()

# For what people run: the compiler's own libraries are linked in, too (see Dependencies.cmake).
function(migralint_link_program target)
  if(NOT MIGRALINT_SANITIZE)  # sanitizers bring their own
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc)
    if(MIGRALINT_JEMALLOC)
      target_link_libraries(${target} PRIVATE "${MIGRALINT_JEMALLOC}" Threads::Threads ${CMAKE_DL_LIBS})
    endif()
  endif()
endfunction()
