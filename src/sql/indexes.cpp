#include <string>
#include <utility>

#include "sql/lower_internal.hpp"
#include "sql/marks.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

IndexKey index_key(const Context& context, Object body, std::string_view table) {
  IndexKey result;
  std::string_view nulls;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("name"):
        result.column = text(value);
        break;
      case key("expr"):
        result.expr = shared_expression(context, value);
        break;
      case key("collation"):
        result.collation = name_of(value).name;
        break;
      case key("opclass"):
        result.opclass = name_of(value).name;
        break;
      case key("ordering"):
        result.descending = text(value) == "SORTBY_DESC";
        break;
      case key("nulls_ordering"):
        nulls = text(value);
        break;
      default:
        break;
    }
  });
  if (result.expr != nullptr) {
    std::string column = column_of_key(*result.expr, &result.collation);
    // A name that is the table's may mean the whole row.
    if (!column.empty() && column != table) {
      result.column = std::move(column);
      result.expr = nullptr;
    }
  }
  // Nulls sort as if larger than any value: first only when descending (CREATE INDEX in the manual).
  result.nulls_first = nulls == "SORTBY_NULLS_FIRST" || (result.descending && nulls != "SORTBY_NULLS_LAST");
  return result;
}

void keys(const Context& context, Element list, CreateIndex& index) {
  const std::vector<Span> places = list_items(context, index.table.span);
  index.keys.reserve(length(list));
  each(list, [&](Element node) {
    IndexKey& added = index.keys.emplace_back(index_key(context, node_of(node).body, index.table.name));
    if (index.keys.size() <= places.size()) {
      added.span = places[index.keys.size() - 1];
    }
  });
}

}  // namespace

void create_index(const Context& context, Object body, Statement& statement) {
  CreateIndex& index = statement.node.emplace<CreateIndex>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("idxname"):
        index.name = text(value);
        break;
      case key("relation"):
        index.table = relation_of(context, value);
        break;
      case key("accessMethod"):
        index.method = text(value);
        break;
      case key("tableSpace"):
        index.tablespace = text(value);
        break;
      case key("indexParams"):
        keys(context, value, index);
        break;
      case key("indexIncludingParams"):
        each(value, [&](Element node) {
          Element name;
          if (find(node_of(node).body, "name", name)) {
            index.including.emplace_back(text(name));
          }
        });
        break;
      case key("whereClause"):
        index.predicate = shared_expression(context, value);
        break;
      case key("unique"):
        index.unique = flag(value);
        break;
      case key("nulls_not_distinct"):
        index.nulls_not_distinct = flag(value);
        break;
      case key("concurrent"):
        index.concurrently = flag(value);
        break;
      case key("if_not_exists"):
        index.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
  index.keywords = index_keywords(context);
}

namespace {

/// `REINDEX (CONCURRENTLY) TABLE …`, not `REINDEX TABLE CONCURRENTLY …`.
bool is_in_parentheses(const Context& context, const Option& option) {
  const std::uint32_t open = first_parenthesis(context.source, 0);
  const auto place = static_cast<std::uint64_t>(context.local(option.location));
  return option.location > 0 && open < place && context.source.find(')', open) > place;
}

}  // namespace

void reindex(const Context& context, Object body, Statement& statement) {
  Reindex& reindex = statement.node.emplace<Reindex>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("kind"):
        switch (key(text(value))) {
          case key("REINDEX_OBJECT_TABLE"):
            reindex.target = Reindex::Target::table;
            break;
          case key("REINDEX_OBJECT_SCHEMA"):
            reindex.target = Reindex::Target::schema;
            break;
          case key("REINDEX_OBJECT_SYSTEM"):
            reindex.target = Reindex::Target::system;
            break;
          case key("REINDEX_OBJECT_DATABASE"):
            reindex.target = Reindex::Target::database;
            break;
          default:
            break;
        }
        break;
      case key("relation"):
        reindex.relation = relation_of(context, value);
        break;
      case key("name"):
        reindex.name = text(value);
        break;
      case key("params"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "concurrently") {
            reindex.concurrently = option_is_true(option);
          }
          if (option.name != "verbose" && is_in_parentheses(context, option)) {
            context.note(14, "REINDEX (CONCURRENTLY) or (TABLESPACE)", option.location);
          }
          if (option.name == "verbose") {
            reindex.verbose = option_is_true(option);
          }
          if (option.name == "tablespace") {
            reindex.tablespace = option_text(option);
          }
        });
        break;
      default:
        break;
    }
  });
}

void create_statistics(const Context& context, Object body, Statement& statement) {
  CreateStatistics& result = statement.node.emplace<CreateStatistics>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("defnames"):
        result.statistics = name_of(value);
        break;
      case key("relations"):
        result.relations = relations_of(context, value);
        break;
      case key("exprs"):
        each(value, [&](Element element) {
          Element name;
          if (find(node_of(element).body, "name", name)) {
            result.columns.emplace_back(text(name));
          }
        });
        break;
      case key("if_not_exists"):
        result.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
}

void alter_statistics(const Context&, Object body, Statement& statement) {
  Element names;
  statement.node = AlterStatistics{find(body, "defnames", names) ? name_of(names) : Name()};
}

void cluster(const Context& context, Object body, Statement& statement) {
  Cluster& cluster = statement.node.emplace<Cluster>();
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("relation")) {
      cluster.table = relation_of(context, value);
    }
    if (field == key("indexname")) {
      cluster.index = text(value);
    }
  });
}

void vacuum(const Context& context, Object body, Statement& statement) {
  Vacuum& vacuum = statement.node.emplace<Vacuum>();
  vacuum.vacuum = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("is_vacuumcmd"):
        vacuum.vacuum = flag(value);
        break;
      case key("options"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "full") {
            vacuum.full = option_is_true(option);
          }
          if (option.name == "analyze") {
            vacuum.analyze = option_is_true(option);
          }
          if (option.name == "truncate") {
            vacuum.truncate = option_is_true(option);
          }
          if (option.name == "only_database_stats") {
            vacuum.only_database_stats = option_is_true(option);
          }
        });
        break;
      case key("rels"):
        each(value, [&](Element node) {
          Element relation;
          if (find(node_of(node).body, "relation", relation)) {
            vacuum.tables.push_back(relation_of(context, relation));
          }
        });
        break;
      default:
        break;
    }
  });
  if (!vacuum.vacuum) {
    vacuum.analyze = true;
    statement.tag = "ANALYZE";
  }
}

}  // namespace migralint::sql::lower
