#include "rules/support/functions.hpp"

namespace migralint::functions {

bool bodies_are_checked(const session::Session& session) {
  return session.setting("check_function_bodies") == nullptr;
}

}  // namespace migralint::functions
