// The digits of PostgreSQL's types of numbers (manual, 8.1 Numeric Types).
#pragma once

#include <cstddef>
#include <optional>

#include "sql/name.hpp"

namespace migralint::effects {

/// A type's modifier as a number: 10 and 2 of numeric(10,2). Nothing: it has none, or one that is none.
std::optional<int> modifier(const sql::TypeName& type, std::size_t index);
/// How many digits of a number stand before the point; nothing: unlimited.
std::optional<int> integer_digits(const sql::TypeName& type);
bool is_integer(const sql::TypeName& type);
bool is_float(const sql::TypeName& type);
bool is_number(const sql::TypeName& type);

/// What an assignment does to those numbers of one type that another does not hold.
struct NumberLoss {
  bool rounds = false;  ///< their last digits go
  bool fails = false;   ///< they are refused
};
NumberLoss number_loss(const sql::TypeName& from, const sql::TypeName& to);

}  // namespace migralint::effects
