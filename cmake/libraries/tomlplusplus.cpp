// toml++ itself, compiled once: https://marzer.github.io/tomlplusplus/ (TOML_IMPLEMENTATION).
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
