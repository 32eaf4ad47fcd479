// What a query reads, calls and mentions: one walk over its tree, whatever the nodes in between are.
#include <algorithm>

#include "sql/calls.hpp"
#include "sql/changes.hpp"
#include "sql/new_syntax.hpp"

namespace migralint::sql::lower {
namespace {

constexpr std::size_t max_constants = 64;
/// Levels of the JSON tree; a level of a query needs about four. What lies deeper is not read.
constexpr int max_depth = 3000;

class QueryWalk {
 public:
  QueryWalk(const Context& context, Collect what, Changes changes, QueryParts& parts)
      : context_(context),
        everything_(what == Collect::everything),
        lowers_changes_(everything_ || changes == Changes::lowered),
        parts_(parts) {}

  void walk(Element value) {
    if (!value.is_object() && !value.is_array()) {
      return;
    }
    if (depth_ >= max_depth) {
      return;
    }
    ++depth_;
    if (value.is_array()) {
      each(value, [&](Element item) { walk(item); });
    } else {
      const TreeNode node = node_of(value);
      if (!node.tag.empty() && node.tag.front() >= 'A' && node.tag.front() <= 'Z') {
        visit(node, value);
      } else {
        fields(value, [&](std::uint64_t, Element inner) { walk(inner); });
      }
    }
    --depth_;
  }

  /// The parts of a statement that has a WITH clause, whose names are tables only inside it.
  void with_scope(Object body) {
    const std::size_t outer = cte_names_.size();
    Element with;
    if (find(body, "withClause", with)) {
      with_clause(with);
    }
    note_new_clauses(context_, body);
    for (const parser::Field& field : body) {
      if (field.key != key("withClause") && field.key != key("intoClause")) {
        statement_field(field.key, field.value);
      }
    }
    Element locking;
    if (find(body, "lockingClause", locking)) {
      locked_relations(body, locking);
    }
    cte_names_.resize(outer);
  }

 private:
  void visit(const TreeNode& node, Element value) {
    switch (node.key) {
      case key("RangeVar"):
        relation(relation_of(context_, node.body));
        break;
      case key("SelectStmt"):
        ++parts_.queries;
        with_scope(node.body);
        break;
      case key("InsertStmt"):
        change(node.body, parts_.inserts, &insert_of);
        break;
      case key("UpdateStmt"):
        change(node.body, parts_.updates, &update_of);
        break;
      case key("DeleteStmt"):
        change(node.body, parts_.deletes, &delete_of);
        break;
      case key("MergeStmt"):
        changed(node.body);
        note_new_in_merge(context_, node.body);
        with_scope(node.body);
        break;
      case key("ColumnRef"):
        column(node.body);
        break;
      case key("JoinExpr"):
        join(node.body);
        break;
      case key("A_Const"):
        constant(node, value);
        break;
      case key("TypeCast"):
        cast(node, value);
        break;
      case key("FuncCall"):
        call(node.body);
        break;
      case key("String"):
      case key("TypeName"):
        break;
      default:
        note_new_node(context_, node);
        children(node.body);
        break;
    }
  }

  void children(Object body) {
    for (const parser::Field& field : body) {
      walk(field.value);
    }
  }

  /// A data-changing CTE.
  template <class Statement>
  void change(Object body, std::vector<Statement>& list,
              Statement (*lower)(const Context&, Object, Changes)) {
    if (lowers_changes_) {
      list.push_back(lower(context_, body, Changes::named));
    }
    changed(body);
    with_scope(body);
  }

  void changed(Object body) {
    Element target;
    if (!find(body, "relation", target)) {
      return;
    }
    RelationName relation = relation_of(context_, target);
    if (std::ranges::find(parts_.changed, relation) == parts_.changed.end()) {
      parts_.changed.push_back(std::move(relation));
    }
  }

  void with_clause(Element clause) {
    Object body;
    if (!get(clause, body)) {
      return;
    }
    Element found;
    const bool recursive = find(body, "recursive", found) && flag(found);
    if (!find(body, "ctes", found)) {
      return;
    }
    const auto name_of_cte = [](Element cte) {
      Element name;
      return find(node_of(cte).body, "ctename", name) ? text(name) : std::string_view();
    };
    if (recursive) {
      each(found, [&](Element cte) { cte_names_.push_back(name_of_cte(cte)); });
    }
    each(found, [&](Element cte) {
      note_new_node(context_, node_of(cte));
      Element query;
      if (find(node_of(cte).body, "ctequery", query)) {
        walk(query);
      }
      if (!recursive) {
        cte_names_.push_back(name_of_cte(cte));
      }
    });
  }

  void statement_field(std::uint64_t name, Element value) {
    switch (name) {
      case key("larg"):
      case key("rarg"): {  // of a set operation: a SelectStmt without its tag
        Object body;
        if (depth_ < max_depth && get(value, body)) {
          ++depth_;
          ++parts_.queries;
          with_scope(body);
          --depth_;
        }
        break;
      }
      case key("relation"):  // the target of a change is not read
      case key("lockingClause"):
        break;  // names of what is already in FROM
      case key("valuesLists"):
        values(value);
        break;
      case key("groupClause"):
        parts_.grouped = true;
        walk(value);
        break;
      default:
        walk(value);
        break;
    }
  }

  /// Thousands of rows of constants are the ordinary case, and have nothing to look for once enough is
  /// collected.
  void values(Element rows) {
    each(rows, [&](Element row) {
      Element items;
      if (!find(node_of(row).body, "items", items)) {
        return;
      }
      each(items, [&](Element item) {
        if (!is_constant(item) || (everything_ && parts_.constants.size() < max_constants)) {
          walk(item);
        }
      });
    });
  }

  void relation(RelationName relation) {
    if (relation.schema.empty() && std::ranges::find(cte_names_, relation.name) != cte_names_.end()) {
      return;
    }
    if (std::ranges::find(parts_.relations, relation) == parts_.relations.end()) {
      parts_.relations.push_back(std::move(relation));
    }
  }

  void column(Object body) {
    Element names;
    if (!everything_ || !find(body, "fields", names)) {
      return;
    }
    std::string_view last;
    bool star = false;
    each(names, [&](Element field) {
      star = node_of(field).tag == "A_Star";
      last = string_of(field);
    });
    if (star) {
      parts_.star = true;
    } else {
      add_column(last);
    }
  }

  void add_column(std::string_view name) {
    if (std::ranges::find(parts_.columns, name) == parts_.columns.end()) {
      parts_.columns.emplace_back(name);
    }
  }

  /// USING names columns of both sides; NATURAL means all that they share, whichever these are.
  void join(Object body) {
    Element found;
    if (everything_ && find(body, "usingClause", found)) {
      each(found, [&](Element name) { add_column(string_of(name)); });
    }
    if (everything_ && find(body, "isNatural", found) && flag(found)) {
      parts_.star = true;
    }
    children(body);
  }

  void constant(const TreeNode& node, Element value) {
    Element found;
    if (everything_ && parts_.constants.size() < max_constants && find(node.body, "sval", found)) {
      parts_.constants.push_back(expression(context_, value));
    }
  }

  void cast(const TreeNode& node, Element value) {
    Element arg;
    if (!find(node.body, "arg", arg)) {
      return;
    }
    Element type;
    if (everything_ && find(node.body, "typeName", type)) {
      const TypeName to = type_of(context_, type);
      Name name{to.schema, to.name, {}};
      if (std::ranges::find(parts_.types, name) == parts_.types.end()) {
        parts_.types.push_back(std::move(name));
      }
    }
    if (!is_string_constant(value)) {
      walk(arg);
    } else if (everything_ && parts_.constants.size() < max_constants) {
      parts_.constants.push_back(expression(context_, value));
    }
  }

  void call(Object body) {
    Element names;
    if (find(body, "funcname", names)) {
      Name name = name_of(names);
      const bool built_in = name.schema.empty() || name.schema == "pg_catalog";
      if (everything_ && built_in && name.name == "set_config") {
        parts_.set_config.push_back(set_config_of(body));
      }
      if (built_in && (name.name == "nextval" || name.name == "setval")) {
        sequence(sequence_of(body));
      }
      if (std::ranges::find(parts_.functions, name) == parts_.functions.end()) {
        parts_.functions.push_back(std::move(name));
      }
    }
    children(body);
  }

  void sequence(Name name) {
    if (!name.empty() && std::ranges::find(parts_.sequences, name) == parts_.sequences.end()) {
      parts_.sequences.push_back(std::move(name));
    }
  }

  /// FOR UPDATE [OF names]: the tables in this level's FROM, or those of the names or aliases given.
  void locked_relations(Object body, Element locking) {
    std::vector<RelationName> here;
    Element from;
    if (find(body, "fromClause", from)) {
      direct_relations(from, here, 0);
    }
    each(locking, [&](Element node) {
      Element names;
      const bool all = !find(node_of(node).body, "lockedRels", names);
      const std::vector<RelationName> wanted =
          all ? std::vector<RelationName>() : relations_of(context_, names);
      for (const RelationName& relation : here) {
        const auto called = [&](const RelationName& name) {
          return name.name == (relation.alias.empty() ? relation.name : relation.alias.str());
        };
        if (!all && std::ranges::none_of(wanted, called)) {
          continue;
        }
        if (std::ranges::find(parts_.locked, relation) == parts_.locked.end()) {
          parts_.locked.push_back(relation);
        }
      }
    });
  }

  void direct_relations(Element from, std::vector<RelationName>& here, int level) {
    if (level > 200) {
      return;
    }
    if (from.is_array()) {
      each(from, [&](Element item) { direct_relations(item, here, level + 1); });
      return;
    }
    const TreeNode node = node_of(from);
    if (node.tag == "RangeVar") {
      RelationName relation = relation_of(context_, node.body);
      const bool is_cte =
          relation.schema.empty() && std::ranges::find(parts_.relations, relation) == parts_.relations.end();
      if (!is_cte) {
        here.push_back(std::move(relation));
      }
    } else if (node.tag == "JoinExpr") {
      for (const parser::Field& field : node.body) {
        if (field.key == key("larg") || field.key == key("rarg")) {
          direct_relations(field.value, here, level + 1);
        }
      }
    }
  }

  const Context& context_;
  bool everything_;
  bool lowers_changes_;
  QueryParts& parts_;
  std::vector<std::string_view> cte_names_;
  int depth_ = 0;
};

}  // namespace

QueryParts query_parts(const Context& context, Element query, Collect what) {
  QueryParts parts;
  QueryWalk(context, what, Changes::named, parts).walk(query);
  return parts;
}

QueryParts statement_parts(const Context& context, Object body, Collect what, Changes changes) {
  QueryParts parts;
  QueryWalk(context, what, changes, parts).with_scope(body);
  return parts;
}

}  // namespace migralint::sql::lower
