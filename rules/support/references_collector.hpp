// How references are collected. Private to this folder.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/function_ref.hpp"
#include "rules/support/references.hpp"

namespace migralint::references {

using Kind = Reference::Kind;
using sql::ObjectKind;
using Visit = FunctionRef<void(const Reference&)>;

/// "table", "index", …: what a statement calls the object.
std::string_view word_of(ObjectKind kind);

/// Collects from one statement.
class Collector {
 public:
  Collector(const catalog::Catalog& catalog, Visit visit) : catalog_(catalog), visit_(visit) {}

  void relation(const sql::RelationName& name, std::string_view word = "table") {
    if (!name.empty()) {
      visit_({Kind::relation, word, name, {}, name.span, sub_command});
    }
  }
  void relations(const std::vector<sql::RelationName>& names) {
    for (const auto& name : names) {
      relation(name);
    }
  }
  void named(Kind kind, std::string_view word, const sql::Name& name) {
    if (!name.empty()) {
      visit_({kind, word, name, {}, name.span, sub_command});
    }
  }
  void part(Kind kind, std::string_view word, const sql::Name& owner, const std::string& name,
            Span span = {}) {
    if (name.empty()) {
      return;
    }
    const auto* parts = altered == nullptr || !(owner == *altered) ? nullptr
                        : kind == Kind::column                     ? &columns_of_altered
                        : kind == Kind::constraint                 ? &constraints_of_altered
                                                                   : nullptr;
    if (parts == nullptr) {
      visit_({kind, word, owner, name, span, sub_command});
    } else if (!contains(parts->added, name)) {
      const auto same = contains(parts->dropped, name)       ? Reference::SameStatement::drops_before
                        : contains(parts->added_later, name) ? Reference::SameStatement::adds_later
                                                             : Reference::SameStatement::nothing;
      visit_({kind, word, owner, name, span, sub_command, same});
    }
  }
  void column(const sql::Name& table, const std::string& name, Span span = {}) {
    part(Kind::column, "column", table, name, span);
  }
  void columns(const sql::Name& table, const std::vector<std::string>& names, Span span = {}) {
    for (const auto& name : names) {
      column(table, name, span);
    }
  }
  /// Columns of an expression over one table, where they can be nothing else.
  void expression(const sql::Name& table, const sql::ExprPtr& expr, Span span = {});
  /// The same in a query, in which there may be other tables (`alone`: there are none).
  void query_columns(const sql::RelationName& table, const sql::Expr& expr, bool alone);
  void query_columns(const sql::RelationName& table, const sql::ExprPtr& expr, bool alone) {
    if (expr != nullptr) {
      query_columns(table, *expr, alone);
    }
  }
  /// The columns that a query takes from its only table.
  void only_columns(const std::vector<sql::RelationName>& sources, const std::vector<std::string>& names);
  /// Labels that columns of the table are compared with, and texts that are cast to an enum.
  void labels(const sql::Name& table, const sql::Expr& expr);
  void labels(const sql::Name& table, const sql::ExprPtr& expr) {
    if (expr != nullptr) {
      labels(table, *expr);
    }
  }
  void expressions(const sql::Insert& insert);
  void expressions(const sql::Update& update);
  /// A text that is stored in a column of the type.
  void label(const sql::TypeName& type, const sql::Expr& text);
  void type(const sql::TypeName& type) {
    const bool may_be_gone = catalog_.anything_gone(catalog::Gone::What::type) ||
                             catalog_.anything_gone(catalog::Gone::What::relation);
    if (!type.of_column && may_be_gone) {
      named(Kind::type, "type", {type.schema, type.name, type.span});
    }
  }
  /// The schema that a new object goes to.
  void made_in(const sql::Name& name) {
    if (!name.schema.empty()) {
      named(Kind::schema, "schema", {{}, name.schema, name.span});
    }
  }
  /// The types that a query casts to.
  void types(const std::vector<sql::Name>& names) {
    for (const auto& name : names) {
      sql::TypeName written;
      written.schema = name.schema;
      written.name = name.name;
      type(written);
    }
  }
  /// What nextval('…') and the like name.
  void sequences(const sql::Expr& expr);
  void sequences(const sql::ExprPtr& expr) {
    if (expr != nullptr) {
      sequences(*expr);
    }
  }
  /// An index of the table, by its own name.
  void index_of(const sql::Name& table, const std::string& index, Span span);
  /// OLD and NEW of a trigger.
  void row_columns(const sql::Name& table, const sql::ExprPtr& condition);
  /// A string constant as the default of an enum column must be one of its values.
  void default_value(const sql::TypeName& type, const sql::ExprPtr& expr);
  void constraint(const sql::Name& table, const sql::Constraint& constraint);
  void definition(const sql::Name& table, const sql::ColumnDefinition& column);
  void alter_table(const sql::AlterTable& alter);
  [[nodiscard]] bool is_itself(const sql::Name& name) const {
    return itself != nullptr && name.name == itself->name &&
           (name.schema == itself->schema || name.schema.empty() || itself->schema.empty());
  }

  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }

  const sql::RelationName* itself = nullptr;   ///< the table that the statement makes
  const sql::RelationName* altered = nullptr;  ///< the one that it alters
  /// What an ALTER TABLE has done when the action that is looked at runs.
  struct Parts {
    std::vector<std::string_view> added;
    std::vector<std::string_view> dropped;
    std::vector<std::string_view> added_later;
  };
  Parts columns_of_altered;
  Parts constraints_of_altered;
  Span sub_command;  ///< the action that is looked at

 private:
  static bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  const catalog::Catalog& catalog_;
  Visit visit_;
};

}  // namespace migralint::references
