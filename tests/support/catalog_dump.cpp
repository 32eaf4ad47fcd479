#include "support/catalog_dump.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "support/sql_dump.hpp"

namespace migralint::test {

namespace {

using catalog::Relation;

std::string expr(const sql::ExprPtr& what) { return what ? dump(*what) : std::string(); }

std::string joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, ",")); }

class Dumper {
 public:
  explicit Dumper(const catalog::Catalog& catalog) : catalog_(catalog) {}

  std::vector<std::string> lines() {
    catalog_.for_each([&](const Relation& relation) { add(relation); });
    for (const auto* type : catalog_.enums()) {
      std::string labels;
      for (const auto& value : type->values) {
        labels += " '" + value.label + "'";
      }
      line("enum {}.{}{}", type->name.schema, type->name.name, labels);
    }
    for (const auto* domain : catalog_.domains()) {
      add(*domain);
    }
    std::sort(lines_.begin(), lines_.end());
    return std::move(lines_);
  }

 private:
  template <class... T>
  void line(fmt::format_string<T...> format, T&&... arguments) {
    lines_.push_back(fmt::format(format, std::forward<T>(arguments)...));
  }

  [[nodiscard]] std::string name(catalog::RelationId id) const {
    const auto* relation = catalog_.get(id);
    return relation != nullptr ? relation->schema + "." + relation->name : std::string("-");
  }

  void add(const Relation& relation) {
    if (relation.assumed) {
      return;
    }
    const std::string self = relation.schema + "." + relation.name;
    line("relation {} kind {} persistence {} of {} owned by {} rls {}{} identity {}", self,
         static_cast<int>(relation.kind), static_cast<int>(relation.persistence), name(relation.partition_of),
         name(relation.owned_by), relation.row_security, relation.force_row_security,
         relation.replica_identity);
    for (const auto& column : relation.columns) {
      line("column {}.{} {} null {} default {} generated {} identity {}", self, column.name,
           sql::to_string(column.type), !column.not_null, expr(column.default_expr),
           expr(column.generated_expr), column.identity);
    }
    for (const auto& constraint : relation.constraints) {
      line("constraint {}.{} kind {} ({}) check {} references {} ({}) {}{} {}{} index {}", self,
           constraint.name, static_cast<int>(constraint.kind), joined(constraint.columns),
           expr(constraint.expr), name(constraint.referenced), joined(constraint.referenced_columns),
           constraint.on_update, constraint.on_delete, constraint.deferrable, constraint.initially_deferred,
           name(constraint.index));
    }
    if (relation.index) {
      add(self, *relation.index);
    }
    for (const auto& trigger : relation.triggers) {
      line("trigger {}.{} {}.{}", self, trigger.name, trigger.function.schema, trigger.function.name);
    }
    for (const auto& policy : relation.policies) {
      line("policy {}.{} {} {}", self, policy.name, expr(policy.using_expr), expr(policy.check_expr));
    }
  }

  void add(const std::string& self, const catalog::Index& index) {
    std::string keys;
    for (const auto& key : index.keys) {
      keys += fmt::format(" {}{} {} {}{}", key.column, expr(key.expr), key.opclass, key.descending,
                          key.nulls_first);
    }
    line("index {} on {} using {}{} include {} where {} unique {}{} of {} in {}", self, name(index.table),
         index.method, keys, joined(index.including), expr(index.predicate), index.unique,
         index.nulls_not_distinct, index.constraint, name(index.parent));
  }

  void add(const catalog::Domain& domain) {
    std::string checks;
    for (const auto& check : domain.checks) {
      checks += fmt::format(" {} {}", check.name, expr(check.expr));
    }
    line("domain {}.{} {} not null {} default {}{}", domain.name.schema, domain.name.name,
         sql::to_string(domain.base), domain.not_null, expr(domain.default_expr), checks);
  }

  const catalog::Catalog& catalog_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> dump(const catalog::Catalog& catalog) { return Dumper(catalog).lines(); }

}  // namespace migralint::test
