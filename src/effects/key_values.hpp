// Constants that a partition key is compared with, in a CHECK and in a bound, as far as their order is
// certain.
#pragma once

#include <compare>
#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "sql/expr.hpp"

namespace migralint::effects {

/// The type of a key, as its operators see it.
struct KeyType {
  enum class Family : std::uint8_t {
    unknown,  ///< not in the history
    integer,
    number,  ///< numeric, double precision
    text,
    date,
    timestamp,
    timestamptz,
    boolean,
    other
  };
  Family family = Family::unknown;
  std::string name;
};
KeyType key_type(const catalog::Column* column, const catalog::Catalog& catalog);

struct KeyValue {
  enum class Kind : std::uint8_t { number, moment, text };
  Kind kind = Kind::text;
  bool negative = false;
  std::string text;       ///< of a number: the digits before the point, without leading zeros
  std::string fraction;   ///< of a number: those behind it, without zeros at the end
  bool distinct = false;  ///< another text is another value

  friend bool operator==(const KeyValue&, const KeyValue&) = default;
};

/// A constant of a CHECK, if comparing the key with it takes no conversion of the key: one that does is not
/// the comparison that the bound makes, and proves nothing.
std::optional<KeyValue> compared_value(const KeyType& type, const sql::Expr& expr);
/// A constant of a bound, which is converted to the key's type whatever it is.
std::optional<KeyValue> bound_value(const KeyType& type, const sql::Expr& expr);
/// Whether `expr` is the key itself: a conversion that does nothing may stand around it.
bool is_key(const KeyType& type, const sql::Expr& expr, std::string_view column);

/// Nothing: it is not certain.
std::optional<std::strong_ordering> compare(const KeyValue& a, const KeyValue& b);
bool certainly_differ(const KeyValue& a, const KeyValue& b);

}  // namespace migralint::effects
