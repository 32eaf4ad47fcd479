// A callable that is lent for the length of a call: what std::function_ref will be. std::function copies what
// it is made of, into memory of its own when that captures more than two pointers.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace migralint {

template <class Signature>
class FunctionRef;

/// Whoever keeps one keeps a reference to what it was made of.
template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  template <class Callable>
  requires(!std::is_function_v<Callable> && std::is_invocable_r_v<Result, const Callable&, Arguments...>)
      FunctionRef(const Callable& callable)  // NOLINT(google-explicit-constructor)
      : call_([](Lent lent, Arguments... arguments) -> Result {
          return (*static_cast<const Callable*>(lent.object))(std::forward<Arguments>(arguments)...);
        }) {
    lent_.object = std::addressof(callable);
  }
  FunctionRef(Result (*function)(Arguments...))  // NOLINT(google-explicit-constructor)
      : call_([](Lent lent, Arguments... arguments) -> Result {
          return reinterpret_cast<Result (*)(Arguments...)>(lent.function)(
              std::forward<Arguments>(arguments)...);
        }) {
    lent_.function = reinterpret_cast<void (*)()>(function);
  }

  Result operator()(Arguments... arguments) const {
    return call_(lent_, std::forward<Arguments>(arguments)...);
  }

 private:
  union Lent {
    const void* object;
    void (*function)();
  };
  Lent lent_;
  Result (*call_)(Lent, Arguments...);
};

}  // namespace migralint
