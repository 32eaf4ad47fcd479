#include "sql/changes.hpp"

#include <algorithm>
#include <memory>

#include "sql/new_syntax.hpp"
#include "sql/output_values.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

constexpr std::size_t max_constants = 64;

std::vector<std::string> target_names(Element list) {
  std::vector<std::string> names;
  names.reserve(length(list));
  each(list, [&](Element node) {
    Element name;
    names.emplace_back(find(node_of(node).body, "name", name) ? text(name) : std::string_view());
  });
  return names;
}

void add_default_place(Insert& insert, std::uint16_t place) {
  const auto& places = insert.default_places.get();
  if (std::ranges::find(places, place) == places.end()) {
    insert.default_places.push_back(place);
  }
}

/// Null when there is nothing to tell, as nearly always.
std::shared_ptr<const Besides> besides_of(QueryParts& parts) {
  Besides besides;
  besides.locked = std::move(parts.locked);
  besides.functions = std::move(parts.functions);
  besides.sequences = std::move(parts.sequences);
  besides.inserts = std::move(parts.inserts);
  besides.updates = std::move(parts.updates);
  besides.deletes = std::move(parts.deletes);
  const bool none = besides.locked.empty() && besides.functions.empty() && besides.sequences.empty() &&
                    besides.inserts.empty() && besides.updates.empty() && besides.deletes.empty();
  return none ? nullptr : std::make_shared<const Besides>(std::move(besides));
}

/// The columns that ON CONFLICT DO UPDATE assigns.
Few<std::string> conflict_columns(Element clause) {
  Object body;
  Element targets;
  return get(clause, body) && find(body, "targetList", targets) ? target_names(targets)
                                                                : std::vector<std::string>();
}

/// What ON CONFLICT looks for: columns, or a constraint.
void conflict_target(Element clause, Insert& insert) {
  Object body;
  Element infer;
  if (!get(clause, body) || !find(body, "infer", infer)) {
    return;
  }
  fields(infer, [&](std::uint64_t field, Element value) {
    if (field == key("conname")) {
      insert.conflict_constraint = text(value);
    } else if (field == key("indexElems")) {
      std::vector<std::string> keys;
      each(value, [&](Element element) {
        Element name;
        if (find(node_of(element).body, "name", name)) {
          keys.emplace_back(text(name));
        }
      });
      insert.conflict_keys = std::move(keys);
    }
  });
}

void value_rows(const Context& context, Element rows, Insert& insert) {
  insert.rows = length(rows);
  insert.literal_rows = true;
  each(rows, [&](Element row) {
    Element items;
    if (!find(node_of(row).body, "items", items)) {
      return;
    }
    if (insert.width == 0) {
      insert.width = static_cast<std::uint16_t>(length(items));
    }
    std::uint16_t place = 0;
    each(items, [&](Element item) {
      const std::uint16_t at = place++;
      if (!is_constant(item)) {
        insert.literal_rows = false;
        return;
      }
      if (node_of(item).tag == "SetToDefault") {
        add_default_place(insert, at);
      }
      if (insert.constants.size() < max_constants && is_string_constant(item)) {
        insert.constants.push_back(expression(context, item));
        insert.constant_places.push_back(at);
      }
    });
  });
}

/// The texts in the list of a SELECT, up to a star, behind which the places are not known.
void selected_constants(const Context& context, Element targets, Insert& insert) {
  std::uint16_t place = 0;
  bool known = true;
  each(targets, [&](Element target) {
    const std::uint16_t at = place++;
    Element value;
    if (!known || !find(node_of(target).body, "val", value)) {
      return;
    }
    if (is_string_constant(value)) {
      insert.constants.push_back(expression(context, value));
      insert.constant_places.push_back(at);
    } else if (node_of(value).tag == "ColumnRef") {
      known = expression(context, value).name != "*";
    }
  });
}

void insert_source(const Context& context, Element query, Insert& insert) {
  Element rows;
  insert.default_values = false;
  const Object select = node_of(query).body;
  if (find(select, "valuesLists", rows)) {
    value_rows(context, rows, insert);
  } else if (!find(select, "larg", rows) && find(select, "targetList", rows)) {
    selected_constants(context, rows, insert);
  }
  insert.only_columns = columns_of_only_table(context, select);
  Element limit;
  insert.filtered = find(select, "whereClause", limit) || find(select, "limitCount", limit);
}

/// `(a, b) = (1, 2)`: each column has the whole row in the tree.
Expr assigned_value(const Context& context, Element value) {
  const TreeNode node = node_of(value);
  if (node.tag != "MultiAssignRef") {
    return expression(context, value);
  }
  Element source;
  Element number;
  if (!find(node.body, "source", source)) {
    return {};
  }
  Element items;
  const TreeNode row = node_of(source);
  if (row.tag != "RowExpr" || !find(node.body, "colno", number) || !find(row.body, "args", items)) {
    return expression(context, source);
  }
  Expr result;
  std::int64_t position = 0;
  each(items, [&](Element item) {
    if (++position == integer(number)) {
      result = expression(context, item);
    }
  });
  return result;
}

void assignments(const Context& context, Element list, Update& update) {
  update.columns = target_names(list);
  update.values.reserve(update.columns.size());
  each(list, [&](Element node) {
    Element value;
    update.values.push_back(find(node_of(node).body, "val", value) ? assigned_value(context, value) : Expr());
  });
}

/// Fills `where`, unless the condition is WHERE CURRENT OF: then returns true.
bool condition(const Context& context, Element node, Where& where) {
  where.expr = shared_expression(context, node);
  where.span = where_span(context, where.expr->span.begin);
  return node_of(node).tag == "CurrentOfExpr";
}

}  // namespace

Insert insert_of(const Context& context, Object body, Changes changes) {
  Insert insert;
  insert.default_values = true;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        insert.table = relation_of(context, value);
        break;
      case key("cols"):
        insert.columns = target_names(value);
        break;
      case key("selectStmt"):
        insert_source(context, value, insert);
        break;
      case key("onConflictClause"):
        insert.on_conflict = true;
        insert.conflict_columns = conflict_columns(value);
        conflict_target(value, insert);
        break;
      default:
        break;
    }
  });
  Element with;
  if (find(body, "withClause", with)) {
    insert.only_columns.clear();  // its table may be one of these
  }
  QueryParts parts = statement_parts(context, body, Collect::relations, changes);
  insert.sources = std::move(parts.relations);
  insert.also_changed = std::move(parts.changed);
  insert.besides = besides_of(parts);
  if (insert.default_values) {
    insert.rows = 1;
  }
  insert.from_query = insert.rows == 0 && !insert.sources.empty();
  return insert;
}

Update update_of(const Context& context, Object body, Changes changes) {
  Update update;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        update.table = relation_of(context, value);
        break;
      case key("targetList"):
        assignments(context, value, update);
        break;
      case key("whereClause"):
        update.current_of = condition(context, value, update.where);
        break;
      case key("fromClause"):
        update.joined = true;
        break;
      default:
        break;
    }
  });
  QueryParts parts = statement_parts(context, body, Collect::relations, changes);
  update.sources = std::move(parts.relations);
  update.also_changed = std::move(parts.changed);
  update.besides = besides_of(parts);
  return update;
}

Delete delete_of(const Context& context, Object body, Changes changes) {
  Delete result;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        result.table = relation_of(context, value);
        break;
      case key("whereClause"):
        result.current_of = condition(context, value, result.where);
        break;
      case key("usingClause"):
        result.joined = true;
        break;
      default:
        break;
    }
  });
  QueryParts parts = statement_parts(context, body, Collect::relations, changes);
  result.sources = std::move(parts.relations);
  result.also_changed = std::move(parts.changed);
  result.besides = besides_of(parts);
  return result;
}

void insert(const Context& context, Object body, Statement& statement) {
  statement.node = insert_of(context, body, Changes::lowered);
}
void update(const Context& context, Object body, Statement& statement) {
  statement.node = update_of(context, body, Changes::lowered);
}
void delete_(const Context& context, Object body, Statement& statement) {
  statement.node = delete_of(context, body, Changes::lowered);
}

void merge(const Context& context, Object body, Statement& statement) {
  Merge merge;
  bool all_columns = false;
  note_new_in_merge(context, body);
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("relation")) {
      merge.table = relation_of(context, value);
    }
    if (field != key("mergeWhenClauses")) {
      return;
    }
    each(value, [&](Element clause) {
      Element command;
      if (!find(node_of(clause).body, "commandType", command)) {
        return;
      }
      Element targets;
      if (text(command) == "CMD_INSERT") {
        const bool named = find(node_of(clause).body, "targetList", targets);
        all_columns |= !named;
        merge.inserts = true;
        for (auto& column : named ? target_names(targets) : std::vector<std::string>()) {
          merge.inserted_columns.push_back(std::move(column));
        }
      }
      if (text(command) == "CMD_UPDATE" && find(node_of(clause).body, "targetList", targets)) {
        merge.updates = true;
        for (auto& column : target_names(targets)) {
          merge.updated_columns.push_back(std::move(column));
        }
      }
      merge.deletes |= text(command) == "CMD_DELETE";
    });
  });
  QueryParts parts = statement_parts(context, body, Collect::relations, Changes::lowered);
  if (all_columns) {
    merge.inserted_columns.clear();
  }
  merge.sources = std::move(parts.relations);
  merge.also_changed = std::move(parts.changed);
  merge.besides = besides_of(parts);
  statement.node = std::move(merge);
}

void copy(const Context& context, Object body, Statement& statement) {
  Copy copy;
  bool file = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        copy.table = relation_of(context, value);
        break;
      case key("attlist"):
        copy.columns = strings_of(value);
        break;
      case key("query"):
        copy.sources = query_parts(context, value, Collect::relations).relations;
        break;
      case key("is_from"):
        copy.from = flag(value);
        break;
      case key("is_program"):
        copy.program = flag(value);
        break;
      case key("filename"):
        file = true;
        break;
      case key("options"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "on_error") {
            context.note(17, "COPY … ON_ERROR", option.location);
          }
        });
        break;
      default:
        break;
    }
  });
  copy.server_file = file && !copy.program;
  statement.node = std::move(copy);
}

}  // namespace migralint::sql::lower
