#include "catalog/compare_parts.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace migralint::catalog {
namespace {

using Kind = Difference::Kind;
using ConstraintKind = sql::Constraint::Kind;

bool same_expr(const sql::ExprPtr& a, const sql::ExprPtr& b) {
  return a && b ? sql::same_expression(*a, *b) : !a && !b;
}

class Parts {
 public:
  Parts(const Relation& old, const Relation& now, const std::function<bool(const Origin&)>& is_forward)
      : old_(old), now_(now), is_forward_(is_forward) {}

  std::vector<Difference> run() {
    if (old_.is_table() && now_.is_table()) {
      columns();
      constraints();
      row_security();
    } else if (is_view(old_) && is_view(now_)) {
      view();
    }
    named("trigger", old_.triggers, now_.triggers, [](const Trigger& a, const Trigger& b) {
      return a.function.name == b.function.name && a.update_columns == b.update_columns;
    });
    named("policy", old_.policies, now_.policies, [](const Policy& a, const Policy& b) {
      return same_expr(a.using_expr, b.using_expr) && same_expr(a.check_expr, b.check_expr);
    });
    named("rule", old_.rules, now_.rules, [](const Rule&, const Rule&) { return true; });
    return std::move(result_);
  }

 private:
  static bool is_view(const Relation& relation) {
    return relation.kind == RelationKind::view || relation.kind == RelationKind::materialized_view;
  }

  void add(Kind kind, std::string_view word, const std::string& name, const Origin& origin,
           std::string detail = {}) {
    result_.push_back({kind, fmt::format("{} {} of {}", word, sql::quoted(name), shown(now_)),
                       std::move(detail), name, now_.name, origin});
  }

  void columns() {
    for (const auto& column : old_.columns) {
      const Column* now = now_.column(column.name);
      if (now == nullptr) {
        if (!column.assumed) {
          add(Kind::lost, "column", column.name, {});
        }
      } else {
        compare(column, *now);
      }
    }
    for (const auto& column : now_.columns) {
      const bool made = is_forward_(column.origin) && !column.assumed && column.certainly_created;
      if (made && column.local && old_.column(column.name) == nullptr) {
        add(Kind::left, "column", column.name, column.origin);
      }
    }
  }

  void compare(const Column& old, const Column& now) {
    if (old.assumed || now.assumed || !now.local) {
      return;
    }
    if (!old.type.empty() && !now.type.empty() && !same_type(old, now)) {
      add(Kind::changed, "column", old.name, {},
          fmt::format("is {}, and was {} before", sql::to_string(now.type), sql::to_string(old.type)));
    }
    if (old.not_null != now.not_null) {
      add(Kind::changed, "column", old.name, {},
          now.not_null ? "is NOT NULL, and was not before" : "is no longer NOT NULL");
    }
    if (old.serial || now.serial || old.identity != now.identity) {
      return;
    }
    if (!same_expr(old.default_expr, now.default_expr)) {
      add(Kind::changed, "column", old.name, {},
          !old.default_expr  ? "has a default, and had none before"
          : now.default_expr ? "has another default than before"
                             : "has lost its default");
    }
  }
  static bool same_type(const Column& old, const Column& now) {
    const auto plain = [](const Column& column) {
      sql::TypeName type = column.type;
      if (const auto base = serial_type(type.name); !base.empty()) {
        type.name = base;
      }
      return type;
    };
    return plain(old) == plain(now);
  }
  static std::string_view serial_type(std::string_view name) {
    if (name == "serial" || name == "serial4") {
      return "int4";
    }
    if (name == "bigserial" || name == "serial8") {
      return "int8";
    }
    return name == "smallserial" || name == "serial2" ? "int2" : "";
  }

  static bool same_constraint(const Constraint& a, const Constraint& b) {
    return a.kind == b.kind && a.columns == b.columns && same_expr(a.expr, b.expr) &&
           a.referenced_name->name == b.referenced_name->name && a.referenced_columns == b.referenced_columns;
  }
  static bool counts(const Constraint& constraint) { return constraint.kind != ConstraintKind::not_null; }

  void constraints() {
    for (const auto& constraint : old_.constraints) {
      const Constraint* now = now_.constraint(constraint.name);
      // One added under a condition may stand there twice.
      if (!counts(constraint) || &constraint != old_.constraint(constraint.name)) {
        continue;
      }
      if (now != nullptr) {
        compare(constraint, *now);
      } else if (const Constraint* other = under_another_name(constraint)) {
        add(Kind::changed, "constraint", constraint.name, {},
            fmt::format("comes back as {}", sql::quoted(other->name)));
      } else {
        // A lost column takes its constraints along: said once.
        const bool with_column = std::ranges::any_of(
            constraint.columns, [&](const std::string& name) { return now_.column(name) == nullptr; });
        if (!with_column) {
          add(Kind::lost, "constraint", constraint.name, {});
        }
      }
    }
    for (const auto& constraint : now_.constraints) {
      if (counts(constraint) && is_forward_(constraint.origin) &&
          old_.constraint(constraint.name) == nullptr && !is_on_new_column(constraint)) {
        add(Kind::left, "constraint", constraint.name, constraint.origin);
      }
    }
  }
  [[nodiscard]] bool is_on_new_column(const Constraint& constraint) const {
    return std::ranges::any_of(constraint.columns, [&](const std::string& name) {
      const Column* column = now_.column(name);
      return column != nullptr && is_forward_(column->origin) && old_.column(name) == nullptr &&
             !column->assumed;
    });
  }
  [[nodiscard]] const Constraint* under_another_name(const Constraint& constraint) const {
    const auto found = std::ranges::find_if(now_.constraints, [&](const Constraint& other) {
      return old_.constraint(other.name) == nullptr && same_constraint(constraint, other);
    });
    return found == now_.constraints.end() ? nullptr : &*found;
  }
  void compare(const Constraint& old, const Constraint& now) {
    if (old.kind != now.kind || old.columns != now.columns || !same_expr(old.expr, now.expr)) {
      return add(Kind::changed, "constraint", old.name, {}, "has another definition than before");
    }
    if (old.kind == ConstraintKind::foreign_key &&
        (old.on_delete != now.on_delete || old.on_update != now.on_update ||
         old.deferrable != now.deferrable)) {
      add(Kind::changed, "constraint", old.name, {}, "has other actions than before");
    }
  }

  void row_security() {
    if (old_.row_security != now_.row_security && !old_.assumed) {
      result_.push_back({Kind::changed,
                         fmt::format("table {}", shown(now_)),
                         now_.row_security ? "has row level security, and had none before"
                                           : "has lost its row level security",
                         now_.name,
                         {},
                         {}});
    }
  }

  void view() {
    std::vector<std::string> then;
    std::vector<std::string> columns;
    for (const auto& column : old_.columns) {
      then.push_back(column.name);
    }
    for (const auto& column : now_.columns) {
      columns.push_back(column.name);
    }
    const bool known = !old_.assumed && !now_.assumed && old_.columns_complete && now_.columns_complete;
    if (known && then != columns) {
      result_.push_back({Kind::changed,
                         fmt::format("{} {}", word_of(now_.kind), shown(now_)),
                         "has other columns than before",
                         now_.name,
                         {},
                         {}});
    }
  }

  template <class Items, class Same>
  void named(std::string_view word, const Items& then, const Items& now, const Same& same) {
    const auto find = [](const Items& items, const std::string& name) {
      return std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
    };
    for (const auto& item : then) {
      const auto found = find(now, item.name);
      if (found == now.end()) {
        add(Kind::lost, word, item.name, {});
      } else if (!same(item, *found)) {
        add(Kind::changed, word, item.name, {}, "has another definition than before");
      }
    }
    for (const auto& item : now) {
      if (is_forward_(item.origin) && find(then, item.name) == then.end()) {
        add(Kind::left, word, item.name, item.origin);
      }
    }
  }

  const Relation& old_;
  const Relation& now_;
  const std::function<bool(const Origin&)>& is_forward_;
  std::vector<Difference> result_;
};

}  // namespace

std::string_view word_of(RelationKind kind) {
  switch (kind) {
    case RelationKind::index:
    case RelationKind::partitioned_index:
      return "index";
    case RelationKind::sequence:
      return "sequence";
    case RelationKind::view:
      return "view";
    case RelationKind::materialized_view:
      return "materialized view";
    case RelationKind::foreign_table:
      return "foreign table";
    case RelationKind::composite_type:
      return "type";
    case RelationKind::table:
    case RelationKind::partitioned_table:
      break;
  }
  return "table";
}

bool same_index(const Index& a, const Index& b) {
  const auto same_key = [](const sql::IndexKey& x, const sql::IndexKey& y) {
    return x.column == y.column && x.opclass == y.opclass && x.descending == y.descending &&
           same_expr(x.expr, y.expr);
  };
  return a.unique == b.unique && a.method == b.method && a.including == b.including &&
         std::ranges::equal(a.keys, b.keys, same_key) && same_expr(a.predicate, b.predicate);
}

std::vector<Difference> compare_parts(const Relation& old, const Relation& now, const Catalog&,
                                      const std::function<bool(const Origin&)>& is_forward) {
  return Parts(old, now, is_forward).run();
}

}  // namespace migralint::catalog
