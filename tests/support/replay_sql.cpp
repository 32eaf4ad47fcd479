#include "support/replay_sql.hpp"

#include <algorithm>

#include "script/script.hpp"
#include "support/catch.hpp"

namespace migralint::test {
namespace {

std::string joined(std::vector<std::string> names) {
  std::string text;
  for (const auto& name : names) {
    text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

std::string sorted(std::vector<std::string> names) {
  std::ranges::sort(names);
  return joined(std::move(names));
}

}  // namespace

sql::Name name_of(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) {
    return {"", std::string(text), {}};
  }
  return {std::string(text.substr(0, dot)), std::string(text.substr(dot + 1)), {}};
}

Replayed& Replayed::file(std::string_view text, session::TransactionMode mode) {
  return open_file(text, mode).end_file();
}

Replayed& Replayed::open_file(std::string_view text, session::TransactionMode mode) {
  session.start_file(mode, file_, script::split(text).statements.size(), catalog);
  return run(text);
}

Replayed& Replayed::run(std::string_view text) {
  for (const auto& raw : script::split(text).statements) {
    const auto parsed = reader_.read(raw.range.of(text), raw.range.begin);
    if (!parsed) {
      errors.emplace_back(raw.range.of(text));
      FAIL("does not parse: " << errors.back());
    }
    const catalog::Origin origin{file_, statement_++, session.transaction_id(), raw.range};
    session.apply(*parsed, origin, catalog);
    catalog::apply(catalog, *parsed, {origin, pg_version_});
    session.end_statement(catalog);
  }
  return *this;
}

Replayed& Replayed::end_file() {
  session.end_file(catalog);
  ++file_;
  statement_ = 0;
  return *this;
}

const catalog::Relation* Replayed::find(std::string_view name) const { return catalog.find(name_of(name)); }

const catalog::Relation& Replayed::relation(std::string_view name) const {
  const auto* found = find(name);
  INFO("relation " << name);
  REQUIRE(found != nullptr);
  return *found;
}

const catalog::Column& Replayed::column(std::string_view table, std::string_view name) const {
  const auto* found = relation(table).column(name);
  INFO("column " << table << '.' << name);
  REQUIRE(found != nullptr);
  return *found;
}

const catalog::Constraint& Replayed::constraint(std::string_view table, std::string_view name) const {
  const auto* found = relation(table).constraint(name);
  INFO("constraint " << name << " on " << table << ", which has " << constraints(table));
  REQUIRE(found != nullptr);
  return *found;
}

std::string Replayed::relations() const {
  std::vector<std::string> names;
  catalog.for_each([&](const catalog::Relation& relation) { names.push_back(catalog::shown(relation)); });
  return sorted(std::move(names));
}

std::string Replayed::constraints(std::string_view table) const {
  std::vector<std::string> names;
  for (const auto& constraint : relation(table).constraints) {
    names.push_back(constraint.name);
  }
  return sorted(std::move(names));
}

std::string Replayed::columns(std::string_view table) const {
  std::vector<std::string> names;
  for (const auto& column : relation(table).columns) {
    names.push_back(column.name);
  }
  return joined(std::move(names));
}

std::string Replayed::indexes(std::string_view table) const {
  std::vector<std::string> names;
  for (const auto id : relation(table).indexes) {
    const auto* index = catalog.get(id);
    REQUIRE(index != nullptr);
    names.push_back(index->name);
  }
  return sorted(std::move(names));
}

}  // namespace migralint::test
