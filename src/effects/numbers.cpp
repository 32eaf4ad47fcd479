#include "effects/numbers.hpp"

#include <charconv>
#include <string>
#include <system_error>

namespace migralint::effects {

std::optional<int> modifier(const sql::TypeName& type, std::size_t index) {
  if (index >= type.modifiers.size()) {
    return std::nullopt;
  }
  const auto& text = type.modifiers[index];
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::optional<int> integer_digits(const sql::TypeName& type) {
  if (type.name == "int2") {
    return 5;
  }
  if (type.name == "int4") {
    return 10;
  }
  if (type.name == "int8") {
    return 19;
  }
  if (type.name == "numeric" && !type.modifiers.empty()) {
    return modifier(type, 0).value_or(0) - modifier(type, 1).value_or(0);
  }
  return std::nullopt;
}

bool is_integer(const sql::TypeName& type) {
  return type.name == "int2" || type.name == "int4" || type.name == "int8";
}
bool is_float(const sql::TypeName& type) { return type.name == "float4" || type.name == "float8"; }
bool is_number(const sql::TypeName& type) {
  return is_integer(type) || is_float(type) || type.name == "numeric";
}

namespace {

/// How many digits stand behind the point, at most; nothing: any number.
std::optional<int> fraction_digits(const sql::TypeName& type) {
  if (is_integer(type)) {
    return 0;
  }
  return integer_digits(type) ? std::optional(modifier(type, 1).value_or(0)) : std::nullopt;
}

NumberLoss loss_in_float(const sql::TypeName& from, const sql::TypeName& to) {
  const bool is_double = to.name == "float8";
  if (is_float(from)) {
    const bool is_narrower = from.name == "float8" && !is_double;
    return {is_narrower, is_narrower};
  }
  if (is_integer(from)) {
    const bool is_exact = from.name == "int2" || (from.name == "int4" && is_double);
    return {!is_exact, false};
  }
  // DBL_DIG and FLT_DIG: what has no more digits comes back as it was. DBL_MAX_10_EXP and FLT_MAX_10_EXP.
  const int kept = is_double ? 15 : 6;
  const int largest = is_double ? 308 : 38;
  const bool comes_back = modifier(from, 0) && *modifier(from, 0) <= kept;
  return {!comes_back, integer_digits(from).value_or(largest + 1) > largest};
}

}  // namespace

NumberLoss number_loss(const sql::TypeName& from, const sql::TypeName& to) {
  if (is_float(to)) {
    return loss_in_float(from, to);
  }
  const auto had = integer_digits(from);
  const auto has = integer_digits(to);
  const auto fraction = fraction_digits(to);
  NumberLoss loss;
  loss.rounds = fraction && fraction_digits(from).value_or(*fraction + 1) > *fraction;
  const bool is_wider_integer = is_integer(from) && is_integer(to) && had <= has;
  // An integer does not hold all numbers of so many digits, and rounding up may take one more.
  const int room = has.value_or(0) - (is_integer(to) || loss.rounds ? 1 : 0);
  loss.fails = has && !is_wider_integer && had.value_or(room + 1) > room;
  return loss;
}

}  // namespace migralint::effects
