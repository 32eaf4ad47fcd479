#include "effects/key_values.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using sql::Expr;
using Kind = Expr::Kind;
using Family = KeyType::Family;

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Family family_of(std::string_view type) {
  if (is_any(type, {"int2", "int4", "int8"})) {
    return Family::integer;
  }
  if (is_any(type, {"numeric", "float8"})) {
    return Family::number;
  }
  if (is_any(type, {"text", "varchar"})) {
    return Family::text;
  }
  if (type == "date") {
    return Family::date;
  }
  if (type == "timestamp") {
    return Family::timestamp;
  }
  if (type == "timestamptz") {
    return Family::timestamptz;
  }
  return type == "bool" ? Family::boolean : Family::other;
}

std::optional<KeyValue> number(std::string_view text) {
  KeyValue value;
  value.kind = KeyValue::Kind::number;
  if (text.starts_with('-') || text.starts_with('+')) {
    value.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto point = std::min(text.find('.'), text.size());
  auto whole = text.substr(0, point);
  auto fraction = text.substr(std::min(point + 1, text.size()));
  if (text.empty() || !is_digits(whole) || !is_digits(fraction)) {
    return std::nullopt;
  }
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  value.text = whole;
  value.fraction = fraction;
  value.negative = value.negative && !(whole.empty() && fraction.empty());
  return value;
}

/// "2025-01-01", also with a time that has no zone, as "2025-01-01 00:00:00".
std::optional<KeyValue> moment(std::string_view text, bool date_only) {
  constexpr std::string_view form = "0000-00-00 00:00:00";
  constexpr std::size_t date_size = 10;
  const auto fits = [&](std::string_view part) {
    return std::ranges::equal(part, form.substr(0, part.size()), [](char c, char wanted) {
      return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
    });
  };
  std::string full(text);
  if (full.size() > date_size && full[date_size] == 'T') {
    full[date_size] = ' ';
  }
  std::string fraction;
  if (const auto point = full.find('.'); point != std::string::npos) {
    fraction = full.substr(point + 1);
    full.resize(point);
  }
  const bool has_length =
      full.size() == date_size || full.size() == form.size() - 3 || full.size() == form.size();
  if (!has_length || !fits(full) || !is_digits(fraction) ||
      (!fraction.empty() && full.size() != form.size())) {
    return std::nullopt;
  }
  if (date_only) {
    full.resize(date_size);
    fraction.clear();
  }
  full += std::string_view(" 00:00:00").substr(full.size() == date_size ? 0 : full.size() - date_size);
  fraction.resize(fraction.find_last_not_of('0') + 1);
  KeyValue value;
  value.kind = KeyValue::Kind::moment;
  value.text = std::move(full);
  value.fraction = std::move(fraction);
  return value;
}

std::optional<KeyValue> boolean(std::string_view text) {
  if (is_any(text, {"true", "t", "yes", "y", "on", "1"})) {
    return KeyValue{KeyValue::Kind::text, false, "true", {}, true};
  }
  if (is_any(text, {"false", "f", "no", "n", "off", "0"})) {
    return KeyValue{KeyValue::Kind::text, false, "false", {}, true};
  }
  return std::nullopt;
}

/// What the type's input function makes of the text.
std::optional<KeyValue> value_of(Family family, std::string_view text, bool date_only) {
  switch (family) {
    case Family::integer: {
      auto value = number(text);
      return value && value->fraction.empty() ? value : std::nullopt;
    }
    case Family::number:
      return number(text);
    case Family::boolean:
      return boolean(text);
    case Family::date:
    case Family::timestamp:
    case Family::timestamptz:
      if (auto value = moment(text, date_only)) {
        return value;
      }
      break;
    default:
      break;
  }
  return KeyValue{KeyValue::Kind::text, false, std::string(text), {}, family == Family::text};
}

/// A literal with its sign, and the type that it has: the outermost cast's, or "" for a bare string.
struct Literal {
  std::string text;
  std::string type;
};

std::optional<Literal> literal(const Expr& expr) {
  constexpr std::size_t int8_digits = 18;  // any number of that many digits fits
  switch (expr.kind) {
    case Kind::string:
      return Literal{expr.name, {}};
    case Kind::boolean:
      return Literal{expr.name, "bool"};
    case Kind::integer:
    case Kind::number:
      return Literal{expr.name, is_digits(expr.name) && expr.name.size() <= int8_digits ? "int8" : "numeric"};
    case Kind::op: {
      auto inner = expr.name == "-" && expr.args.size() == 1 ? literal(expr.args.front()) : std::nullopt;
      if (!inner || inner->text.starts_with('-') ||
          !is_any(inner->type, {"int2", "int4", "int8", "numeric"})) {
        return std::nullopt;
      }
      inner->text.insert(0, "-");
      return inner;
    }
    case Kind::cast: {
      // A length or precision may change the value, and so may a cast to a narrower type.
      const bool plain =
          !expr.args.empty() && expr.type->modifiers.empty() && expr.type->array_dimensions == 0;
      auto inner = plain ? literal(expr.args.front()) : std::nullopt;
      if (!inner) {
        return std::nullopt;
      }
      const auto from = family_of(inner->type);
      const auto to = family_of(expr.type->name);
      const bool keeps = inner->type.empty() || from == to ||
                         (from == Family::integer && to == Family::number) ||
                         (from == Family::date && to == Family::timestamp);
      if (!keeps) {
        return std::nullopt;
      }
      inner->type = expr.type->name;
      return inner;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

KeyType key_type(const catalog::Column* column, const catalog::Catalog& catalog) {
  if (column == nullptr || column->type.empty() || column->type.of_column) {
    return {};
  }
  const auto type = storage_type(column->type, catalog);
  return {type.array_dimensions > 0 ? Family::other : family_of(type.name), type.name};
}

std::optional<KeyValue> compared_value(const KeyType& type, const Expr& expr) {
  const auto written = literal(expr);
  if (!written) {
    return std::nullopt;
  }
  const auto own = family_of(written->type);
  if (type.family == Family::unknown) {
    const bool text = written->type.empty();
    auto value = text ? moment(written->text, false) : std::nullopt;
    return value ? value : value_of(text ? Family::other : own, written->text, false);
  }
  const bool converts_key = [&] {
    switch (type.family) {
      case Family::number:
        return own == Family::integer       ? false
               : written->type == "numeric" ? false
                                            : written->type != type.name;
      case Family::date:
        return own != Family::date && own != Family::timestamp;
      case Family::timestamp:
        return own != Family::timestamp && own != Family::date;
      case Family::other:
        return written->type != type.name;
      default:
        return own != type.family;
    }
  }();
  if (!written->type.empty() && converts_key) {
    return std::nullopt;
  }
  const bool date_only = own == Family::date || (written->type.empty() && type.family == Family::date);
  return value_of(type.family, written->text, date_only);
}

std::optional<KeyValue> bound_value(const KeyType& type, const Expr& expr) {
  if (type.family == Family::unknown) {
    return compared_value(type, expr);
  }
  const auto written = literal(expr);
  if (!written) {
    return std::nullopt;
  }
  const bool date_only = written->type == "date" || type.family == Family::date;
  return value_of(type.family, written->text, date_only);
}

bool is_key(const KeyType& type, const Expr& expr, std::string_view column) {
  if (expr.kind == Kind::cast && expr.args.size() == 1 && expr.type->modifiers.empty() &&
      expr.type->array_dimensions == 0) {
    const bool relabels = type.name == "varchar" && expr.type->name == "text";
    return (relabels || expr.type->name == type.name) && is_key(type, expr.args.front(), column);
  }
  return expr.kind == Kind::column && expr.name == column;
}

std::optional<std::strong_ordering> compare(const KeyValue& a, const KeyValue& b) {
  if (a == b) {
    return std::strong_ordering::equal;
  }
  if (a.kind != b.kind || a.kind == KeyValue::Kind::text) {
    return std::nullopt;
  }
  if (a.negative != b.negative) {
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const auto sizes =
      a.kind == KeyValue::Kind::number ? a.text.size() <=> b.text.size() : std::strong_ordering::equal;
  const auto texts = sizes != 0 ? sizes : a.text <=> b.text;
  const auto order = texts != 0 ? texts : a.fraction <=> b.fraction;
  if (!a.negative) {
    return order;
  }
  return order < 0 ? std::strong_ordering::greater : std::strong_ordering::less;
}

bool certainly_differ(const KeyValue& a, const KeyValue& b) {
  const auto order = compare(a, b);
  return order ? *order != 0 : a.kind == b.kind && a.distinct && b.distinct;
}

}  // namespace migralint::effects
