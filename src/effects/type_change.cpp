// What ALTER COLUMN TYPE does to the rows: the rewrite test of ATColumnChangeRequiresRewrite
// (src/backend/commands/tablecmds.c), which is free for binary-coercible types and for length coercions that
// their planner support functions prove to do nothing (varchar_support, numeric_support, TemporalSimplify,
// interval_support).
#include <algorithm>
#include <array>

#include "catalog/apply.hpp"
#include "effects/casts.hpp"
#include "effects/judgements.hpp"
#include "effects/numbers.hpp"

namespace migralint::effects {

namespace {

using sql::TypeName;

enum class Step : std::uint8_t { free, timezone, rewrite };

Step worst(Step a, Step b) { return std::max(a, b); }

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_object_identifier(std::string_view name) {
  return name == "oid" || (name.starts_with("reg") && name != "regress");
}

/// pg_cast entries "WITHOUT FUNCTION" of the server and of citext: the bytes stay.
bool is_binary_coercible(std::string_view from, std::string_view to) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> casts{{
      {"varchar", "text"},
      {"text", "varchar"},
      {"cidr", "inet"},
      {"xml", "text"},
      {"xml", "varchar"},
      {"xml", "bpchar"},
      {"bit", "varbit"},
      {"varbit", "bit"},
      {"citext", "text"},
      {"text", "citext"},
      {"citext", "varchar"},
      {"varchar", "citext"},
      {"pg_node_tree", "text"},
  }};
  for (const auto& [source, target] : casts) {
    if (source == from && target == to) {
      return true;
    }
  }
  return (from == "int4" && is_object_identifier(to)) || (to == "int4" && is_object_identifier(from)) ||
         (from == "oid" && is_object_identifier(to)) || (to == "oid" && is_object_identifier(from));
}

constexpr int full_precision = 6;

bool keeps_precision(std::optional<int> from, std::optional<int> to) {
  return !to || *to >= full_precision || *to >= from.value_or(full_precision);
}

struct Interval {
  int least_field = 0;  ///< 0: seconds, bigger is coarser
  std::optional<int> precision;
};

/// The modifiers of an interval: its fields as words, its precision as digits, either or both.
Interval interval_of(const TypeName& type) {
  Interval result;
  for (std::size_t i = 0; i < type.modifiers.size(); ++i) {
    const std::string_view text = type.modifiers[i];
    if (const auto digits = modifier(type, i)) {
      result.precision = digits;
      continue;
    }
    constexpr std::array<std::string_view, 6> fields{"second", "minute", "hour", "day", "month", "year"};
    for (std::size_t field = 0; field < fields.size(); ++field) {
      if (text.ends_with(fields[field])) {
        result.least_field = static_cast<int>(field);
      }
    }
  }
  return result;
}

Step interval_step(const TypeName& from, const TypeName& to) {
  if (to.modifiers.empty()) {
    return Step::free;
  }
  const auto old_interval = interval_of(from);
  const auto new_interval = interval_of(to);
  return new_interval.least_field <= old_interval.least_field &&
                 keeps_precision(old_interval.precision, new_interval.precision)
             ? Step::free
             : Step::rewrite;
}

Step numeric_step(const TypeName& from, const TypeName& to) {
  if (to.modifiers.empty()) {
    return Step::free;
  }
  if (from.modifiers.empty()) {
    return Step::rewrite;
  }
  const bool same_scale = modifier(from, 1).value_or(0) == modifier(to, 1).value_or(0);
  return same_scale && modifier(to, 0).value_or(0) >= modifier(from, 0).value_or(0) ? Step::free
                                                                                    : Step::rewrite;
}

/// The same type with other modifiers.
Step length_step(const TypeName& from, const TypeName& to) {
  if (from.modifiers == to.modifiers) {
    return Step::free;
  }
  if (from.array_dimensions > 0) {
    return to.modifiers.empty() ? Step::free : Step::rewrite;
  }
  const std::string_view name = from.name;
  if (is_any(name, {"varchar", "varbit"})) {
    if (to.modifiers.empty()) {
      return Step::free;
    }
    return modifier(from, 0) && modifier(to, 0) && *modifier(from, 0) <= *modifier(to, 0) ? Step::free
                                                                                          : Step::rewrite;
  }
  if (name == "numeric") {
    return numeric_step(from, to);
  }
  if (name == "interval") {
    return interval_step(from, to);
  }
  if (is_any(name, {"timestamp", "timestamptz", "time", "timetz"})) {
    return keeps_precision(modifier(from, 0), modifier(to, 0)) ? Step::free : Step::rewrite;
  }
  // bpchar and bit without a length can only be written by these names: char and bit alone have length 1.
  return to.modifiers.empty() ? Step::free : Step::rewrite;
}

Step step(const TypeName& from_written, const TypeName& to_written, const catalog::Catalog& catalog) {
  const auto same = [](const TypeName& a, const TypeName& b) {
    return a.schema == b.schema && a.name == b.name;
  };
  if (is_constrained_domain(to_written, catalog) && !(from_written == to_written)) {
    return Step::rewrite;
  }
  const auto from = storage_type(from_written, catalog);
  const auto to = storage_type(to_written, catalog);
  if ((from.array_dimensions > 0) != (to.array_dimensions > 0)) {
    return Step::rewrite;
  }
  // A domain hides the length of its base type, so that any length is applied anew (measured).
  const bool from_domain = from_written.array_dimensions == 0 &&
                           catalog.find_domain({from_written.schema, from_written.name, {}}) != nullptr;
  if (from_domain && !to.modifiers.empty() && !(from_written == to_written)) {
    return Step::rewrite;
  }
  // Extensions may live in any schema: citext is told by its name.
  if (from.name == to.name && (same(from, to) || from.name == "citext")) {
    return length_step(from, to);
  }
  if (from.array_dimensions > 0) {
    return Step::rewrite;
  }
  const bool timestamps = (from.name == "timestamp" && to.name == "timestamptz") ||
                          (from.name == "timestamptz" && to.name == "timestamp");
  if (timestamps) {
    const bool keeps = !modifier(to, 0) || *modifier(to, 0) >= full_precision;
    return keeps ? Step::timezone : Step::rewrite;
  }
  if (!is_binary_coercible(from.name, to.name)) {
    return Step::rewrite;
  }
  // After the free cast the length is applied to a value whose own length is not known any more.
  return to.modifiers.empty() ? Step::free : Step::rewrite;
}

enum class Zone : std::uint8_t { unknown, utc, other };

/// Only zones whose offset has always been zero leave the values alone (TimestampTimestampTzRequiresRewrite
/// in src/backend/utils/adt/timestamp.c); Europe/London and Africa/Abidjan are not such.
Zone zone_of(const session::Session& session) {
  const auto* setting = session.setting("timezone");
  if (setting == nullptr || setting->value.empty()) {
    return Zone::unknown;
  }
  std::string zone = setting->value;
  std::transform(zone.begin(), zone.end(), zone.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  std::string_view name = zone;
  if (is_any(name, {"default", "local"})) {
    return Zone::unknown;
  }
  if (name.starts_with("etc/")) {
    name.remove_prefix(4);
  }
  const bool utc =
      is_any(name, {"utc", "gmt", "uct", "zulu", "universal", "greenwich", "gmt0", "gmt+0", "gmt-0", "+00",
                    "-00", "0", "+0", "-0", "00", "+00:00", "-00:00", "00:00", "utc0"});
  return utc ? Zone::utc : Zone::other;
}

bool is_text(const TypeName& type) {
  return is_any(type.name, {"text", "varchar", "bpchar", "citext", "name"});
}

/// bit(n) holds strings of just that length; an assignment neither cuts nor fills up.
bool narrows_bits(const TypeName& from, const TypeName& to) {
  const auto length = [](const TypeName& type) {
    return type.name == "bit" ? std::optional(modifier(type, 0).value_or(1)) : modifier(type, 0);
  };
  if (to.name == "bit") {
    return from.name != "bit" || length(from) != length(to);
  }
  return length(to) && (!length(from) || *length(to) < *length(from));
}

/// Some label of the one enum is none of the other.
bool lacks_labels(const TypeName& from, const TypeName& to, const catalog::Catalog& catalog) {
  const auto* labels = catalog.find_enum({from.schema, from.name, {}});
  const auto* kept = catalog.find_enum({to.schema, to.name, {}});
  return labels != nullptr && kept != nullptr && labels != kept && kept->complete &&
         std::any_of(labels->values.begin(), labels->values.end(), [&](const catalog::EnumValue& value) {
           return std::none_of(kept->values.begin(), kept->values.end(),
                               [&](const catalog::EnumValue& other) { return other.label == value.label; });
         });
}

bool narrows(const TypeName& from, const TypeName& to, const catalog::Catalog& catalog) {
  if (from.array_dimensions > 0 || to.array_dimensions > 0) {
    return false;
  }
  if (is_number(from) && is_number(to)) {
    const NumberLoss loss = number_loss(from, to);
    return loss.rounds || loss.fails;
  }
  if (is_text(from) && is_text(to)) {
    if (to.name == "name") {
      return true;
    }
    return modifier(to, 0) && (!modifier(from, 0) || *modifier(to, 0) < *modifier(from, 0));
  }
  if (is_text(from)) {
    return !is_text(to);
  }
  if (is_any(from.name, {"timestamp", "timestamptz"}) && is_any(to.name, {"date", "time", "timetz"})) {
    return true;
  }
  if (is_any(from.name, {"bit", "varbit"}) && is_any(to.name, {"bit", "varbit"})) {
    return narrows_bits(from, to);
  }
  const auto is_timestamp = [](const TypeName& type) {
    return type.name == "timestamp" || type.name == "timestamptz";
  };
  if (from.name == "interval" && to.name == "interval") {
    return interval_step(from, to) == Step::rewrite;
  }
  if ((is_timestamp(from) && is_timestamp(to)) ||
      (from.name == to.name && is_any(to.name, {"time", "timetz"}))) {
    return !keeps_precision(modifier(from, 0), modifier(to, 0));
  }
  return (from.name == "inet" && to.name == "cidr") || lacks_labels(from, to, catalog);
}

/// One spelling for one type: `mood` and `public.mood` are the same while public is where mood is found.
TypeName placed(TypeName type, const catalog::Catalog& catalog) {
  if (const auto known = catalog::resolve_type(catalog, {type.schema, type.name, {}})) {
    type.schema = known->schema;
    return type;
  }
  // An extension's, perhaps.
  if (std::ranges::find(catalog.search_path(), type.schema.str()) != catalog.search_path().end()) {
    type.schema = std::string();
  }
  return type;
}

}  // namespace

sql::TypeName base_type(const sql::TypeName& type, const catalog::Catalog& catalog) {
  return is_constrained_domain(type, catalog) ? type : storage_type(type, catalog);
}

sql::TypeName storage_type(const sql::TypeName& type, const catalog::Catalog& catalog) {
  sql::TypeName current = type;
  for (int depth = 0; depth < 64 && current.array_dimensions == 0; ++depth) {
    const auto* domain = catalog.find_domain({current.schema, current.name, {}});
    if (domain == nullptr) {
      break;
    }
    current = domain->base;
  }
  return current;
}

bool index_must_change(const sql::TypeName& from, const sql::TypeName& to, const catalog::Catalog& catalog) {
  const auto a = storage_type(from, catalog);
  const auto b = storage_type(to, catalog);
  const auto family = [](const sql::TypeName& type) -> std::string_view {
    return type.name == "varchar" ? std::string_view("text")
           : type.name == "cidr"  ? std::string_view("inet")
                                  : type.name;
  };
  return family(a) != family(b) || (a.array_dimensions > 0) != (b.array_dimensions > 0);
}

TypeChange classify_type_change(const sql::AlterColumnType& change, const catalog::Column* column,
                                const Environment& environment) {
  using Verdict = TypeChange::Verdict;
  TypeChange result;
  result.new_type = sql::to_string(change.type);
  if (column == nullptr || column->type.empty() || change.type.of_column) {
    return result;
  }
  const auto& catalog = environment.catalog;
  result.old_type = sql::to_string(column->type);
  result.narrows = narrows(storage_type(column->type, catalog), storage_type(change.type, catalog), catalog);
  const TypeName old = placed(column->type, catalog);
  std::vector<TypeName> types;
  if (change.using_expr != nullptr) {
    auto casts = casts_of_column(*change.using_expr, change.column);
    if (!casts) {
      result.verdict = Verdict::rewrite;
      return result;
    }
    types = std::move(*casts);
  }
  types.push_back(change.type);
  auto total = Step::free;
  const auto* from = &old;
  for (auto& to : types) {
    to = placed(std::move(to), catalog);
    total = worst(total, step(*from, to, catalog));
    from = &to;
  }
  if (total == Step::timezone) {
    const auto zone = environment.pg_version < 12 ? Zone::other : zone_of(environment.session);
    result.verdict = zone == Zone::utc     ? Verdict::metadata_only
                     : zone == Zone::other ? Verdict::rewrite
                                           : Verdict::depends_on_timezone;
    return result;
  }
  const bool unchanged =
      old == types.back() && (change.collation.empty() || change.collation == column->collation);
  result.verdict = total == Step::rewrite ? Verdict::rewrite
                   : unchanged            ? Verdict::none
                                          : Verdict::metadata_only;
  return result;
}

}  // namespace migralint::effects
