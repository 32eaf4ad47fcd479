#include "sql/plpgsql_walk.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>

#include "sql/plpgsql_fold.hpp"
#include "sql/plpgsql_guards.hpp"

namespace migralint::sql::plpgsql {
namespace {

using Lead = std::initializer_list<std::string_view>;

/// Under what a statement stands.
struct Scope {
  bool conditional = false;
  bool in_loop = false;
  bool catalog_guard = false;
  std::vector<std::string> handled;

  [[nodiscard]] Scope when(bool guard) const {
    Scope inner = *this;
    inner.conditional = true;
    inner.catalog_guard = catalog_guard || guard;
    return inner;
  }
  [[nodiscard]] Scope looped(bool guard) const {
    Scope inner = when(guard);
    inner.in_loop = true;
    return inner;
  }
};

/// `IF … THEN RETURN; END IF;`: the rest runs under the opposite condition.
struct WayOut {
  bool conditional = false;
  bool catalog_guard = false;
};

/// The text of `{"PLpgSQL_expr": {"query": …}}`.
std::string_view query_of(Tree expression) { return expression["PLpgSQL_expr"]["query"].text(); }

std::uint32_t line_of(Tree node) { return static_cast<std::uint32_t>(node["lineno"].integer(1)); }

class Walker {
 public:
  Walker(parser::Parser& parser, Body& body) : body_(&body), folder_(parser) {}

  EmbeddedProgram run(Tree function) {
    declarations(function["datums"]);
    statement(function["action"], {});
    return std::move(program_);
  }

 private:
  static constexpr int error_level = 21;

  // Declarations

  void declarations(Tree list) {
    list.each([&](Tree datum) { datums_.push_back(datum.node()); });
    for (const Tree datum : datums_) {
      const std::string_view name = datum["refname"].text();
      const std::string_view value = query_of(datum["default_val"]);
      if (name.empty()) {
        continue;
      }
      const bool constant = datum["isconst"] && !value.empty();
      constant ? folder_.add_constant(name, value) : folder_.hide(name);
      if (!value.empty()) {
        catalogs_.assign(name, evaluate(value, line_of(datum), {}), true);
      }
    }
  }

  // Emitting

  EmbeddedStatement make(const Scope& scope) const {
    EmbeddedStatement result;
    result.conditional = scope.conditional || left_.conditional;
    result.in_loop = scope.in_loop;
    result.catalog_guard = scope.catalog_guard || left_.catalog_guard;
    result.handled = scope.handled;
    return result;
  }

  void emit(const Scope& scope, std::string text, Found found) {
    EmbeddedStatement result = make(scope);
    result.text = std::move(text);
    result.place = found.place;
    result.exact = found.exact;
    program_.statements.push_back(std::move(result));
  }

  void static_query(Tree node, std::string_view field, Lead lead, const Scope& scope) {
    const std::string_view query = query_of(node[field]);
    if (query.empty()) {
      return;
    }
    const std::uint32_t line = line_of(node);
    const auto found = body_->find_statement(line, {lead.begin(), lead.size()}, query, bool(node["into"]));
    emit(scope, std::string(query), found.value_or(body_->whole_line(line)));
  }

  /// An expression: one that asks a table is a query of its own to PL/pgSQL. True if it looks at the
  /// catalogs, which is no work that counts.
  bool evaluate(std::string_view expression, std::uint32_t line, const Scope& scope) {
    if (catalogs_.looked_at_by(expression)) {
      return true;
    }
    const std::vector<Token> tokens = tokens_of(expression);
    const bool asks =
        std::ranges::any_of(tokens, [&](const Token& token) { return token.is_word(expression, "select"); });
    if (asks) {
      // What is read is longer than what is written: only the whole has a place.
      Found found = body_->find_expression(line, expression).value_or(body_->whole_line(line));
      found.exact = false;
      emit(scope, "SELECT " + std::string(expression), found);
    }
    return false;
  }

  bool evaluate(Tree node, std::string_view field, const Scope& scope) {
    return evaluate(query_of(node[field]), line_of(node), scope);
  }
  /// The same for each of a list, whose items are expressions or have one.
  void evaluate_all(Tree list, std::uint32_t line, const Scope& scope) {
    list.each([&](Tree item) {
      const Tree of_item = item.node()["expr"];
      evaluate(query_of(of_item ? of_item : item), line, scope);
    });
  }

  // The tree has SELECT where the source has PERFORM; one blank more keeps the rest where it is.
  void perform(Tree node, const Scope& scope) {
    constexpr std::string_view select = "SELECT";
    const std::string_view query = query_of(node["expr"]);
    const std::string_view rest = query.substr(std::min(select.size(), query.size()));
    const std::uint32_t line = line_of(node);
    const auto found = body_->find_perform(line, rest);
    emit(scope, std::string(select) + " " + std::string(rest), found.value_or(body_->whole_line(line)));
    catalogs_.assign("found", catalogs_.looked_at_by(query), scope.conditional);
  }

  /// The text it runs, if that is known.
  std::optional<std::string> dynamic_query(Tree node, std::string_view field, Lead lead, const Scope& scope) {
    const std::string_view expression = query_of(node[field]);
    if (expression.empty()) {
      return std::nullopt;
    }
    const std::uint32_t line = line_of(node);
    evaluate_all(node["params"], line, scope);  // USING
    const Found found = body_->find_statement(line, {lead.begin(), lead.size()}, expression, false)
                            .value_or(body_->whole_line(line));
    auto text = folder_.fold(expression);
    if (!text) {
      program_.unjudged.push_back({found.place, "EXECUTE of a text built at run time"});
      return text;
    }
    const std::size_t quote = found.exact ? inside_literal(expression, *text) : 0;
    for (const Piece& piece : folder_.statements(*text)) {
      EmbeddedStatement result = make(scope);
      result.text = text->substr(piece.begin, piece.end - piece.begin);
      result.dynamic = true;
      result.exact = quote > 0;
      result.place = found.place;
      if (result.exact) {
        const auto begin = found.place.begin + static_cast<std::uint32_t>(quote);
        result.place = {begin + piece.begin, begin + piece.end};
      }
      program_.statements.push_back(std::move(result));
    }
    return text;
  }

  /// How long the opening quote is if the expression is one literal that holds `text` without escapes; else
  /// 0.
  static std::size_t inside_literal(std::string_view expression, std::string_view text) {
    const char quote = expression.front();
    if (quote != '\'' && quote != '$') {
      return 0;
    }
    const std::size_t size = quote == '$' ? expression.find('$', 1) + 1 : 1;
    const bool fits =
        expression.size() == text.size() + 2 * size && expression.substr(size, text.size()) == text;
    return fits ? size : 0;
  }

  // Variables

  /// What INTO or FOR names: a variable, or a row made of several.
  void assign_target(Tree target, bool from_catalogs, const Scope& scope) {
    const Tree variable = target.node();
    catalogs_.assign(variable["refname"].text(), from_catalogs, scope.conditional);
    variable["fields"].each(
        [&](Tree part) { catalogs_.assign(part["name"].text(), from_catalogs, scope.conditional); });
  }

  void assignment(Tree node, const Scope& scope) {
    const std::string_view text = query_of(node["expr"]);
    const std::vector<Token> tokens = tokens_of(text);
    if (tokens.empty()) {
      return;
    }
    std::size_t sign = 0;
    while (sign < tokens.size() && !tokens[sign].is_symbol(text, '=')) {
      ++sign;
    }
    if (sign == tokens.size()) {
      return;
    }
    const std::string_view value =
        sign + 1 < tokens.size() ? text.substr(tokens[sign + 1].begin) : std::string_view();
    const bool from_catalogs = evaluate(value, line_of(node), scope);
    catalogs_.assign(tokens.front().of(text), from_catalogs, scope.conditional);
  }

  void diagnostics(Tree node, const Scope& scope) {
    const bool from_catalogs = catalogs_.looked_at_by("found");
    node["diag_items"].each([&](Tree item) {
      const auto target = static_cast<std::size_t>(item.node()["target"].integer(-1));
      if (target >= datums_.size()) {
        return;
      }
      catalogs_.assign(datums_[target]["refname"].text(), from_catalogs, scope.conditional);
    });
  }

  void run_sql(Tree node, const Scope& scope) {
    static_query(node, "sqlstmt", {}, scope);
    const bool from_catalogs = catalogs_.looked_at_by(query_of(node["sqlstmt"]));
    catalogs_.assign("found", from_catalogs, scope.conditional);
    assign_target(node["target"], from_catalogs, scope);
  }

  void run_dynamic(Tree node, const Scope& scope) {
    const auto text = dynamic_query(node, "query", {"execute"}, scope);
    assign_target(node["target"],
                  catalogs_.looked_at_by(text ? std::string_view(*text) : query_of(node["query"])), scope);
  }

  void return_query(Tree node, const Scope& scope) {
    static_query(node, "query", {"return", "query"}, scope);
    dynamic_query(node, "dynquery", {"return", "query", "execute"}, scope);
  }

  // Cursors

  /// A cursor that has its query from its declaration.
  void declared_cursor(Tree node, const Scope& scope) {
    const auto cursor = static_cast<std::size_t>(node["curvar"].integer(-1));
    if (cursor >= datums_.size()) {
      return;
    }
    const std::string_view query = query_of(datums_[cursor]["cursor_explicit_expr"]);
    if (query.empty()) {
      return;
    }
    const std::uint32_t line = line_of(datums_[cursor]);
    emit(scope, std::string(query), body_->find_declared(line, query).value_or(body_->whole_line(line)));
  }

  void open_cursor(Tree node, const Scope& scope) {
    if (node["query"]) {
      static_query(node, "query", {"open", "for"}, scope);
    } else if (node["dynquery"]) {
      dynamic_query(node, "dynquery", {"open", "for", "execute"}, scope);
    } else {
      declared_cursor(node, scope);
    }
  }

  // Control flow

  void statements(Tree list, const Scope& scope) {
    bool goes_on = true;
    list.each([&](Tree item) {
      if (goes_on) {
        statement(item, scope);
        goes_on = !ends_its_list(item);
      }
    });
  }

  /// Nothing behind it runs.
  static bool ends_its_list(Tree item) {
    const Tree node = item.node();
    const bool leaves = item.tag() == "PLpgSQL_stmt_return" || item.tag() == "PLpgSQL_stmt_exit";
    return (leaves && query_of(node["cond"]).empty()) || raises_error(item);
  }

  void block(Tree node, const Scope& scope) {
    const Tree handlers = node["exceptions"]["PLpgSQL_exception_block"]["exc_list"];
    if (!handlers) {
      return statements(node["body"], scope);
    }
    Scope inner = scope;
    handlers.each([&](Tree handler) { add_handled(handler.node(), inner.handled); });
    statements(node["body"], inner);
    const Scope handling = scope.when(false);
    handlers.each([&](Tree handler) { statements(handler.node()["action"], handling); });
  }

  static void add_handled(Tree handler, std::vector<std::string>& handled) {
    if (raises_again(handler)) {
      return;
    }
    handler["conditions"].each(
        [&](Tree condition) { handled.push_back(condition_name(condition.node()["condname"].text())); });
  }

  // WHEN others THEN RAISE …: the error goes on.
  static bool raises_again(Tree handler) {
    bool raises = false;
    handler["action"].each([&](Tree item) { raises = raises || raises_error(item); });
    return raises;
  }
  static bool raises_error(Tree item) {
    return item["PLpgSQL_stmt_raise"]["elog_level"].integer() >= error_level;
  }

  /// One of several branches; `before` is the way out before all of them, `after` grows to the one after
  /// them.
  void branch(Tree list, const Scope& scope, const WayOut& before, WayOut& after) {
    left_ = before;
    statements(list, scope);
    after.conditional = after.conditional || left_.conditional;
    after.catalog_guard = after.catalog_guard || left_.catalog_guard;
  }

  void branches_if(Tree node, const Scope& scope) {
    const WayOut before = left_;
    WayOut after = left_;
    Scope inner = scope.when(evaluate(node, "cond", scope));
    branch(node["then_body"], inner, before, after);
    node["elsif_list"].each([&](Tree item) {
      inner = inner.when(evaluate(item.node(), "cond", inner));
      branch(item.node()["stmts"], inner, before, after);
    });
    branch(node["else_body"], inner, before, after);
    left_ = after;
  }

  void branches_case(Tree node, const Scope& scope) {
    const WayOut before = left_;
    WayOut after = left_;
    Scope inner = scope.when(evaluate(node, "t_expr", scope));
    node["case_when_list"].each([&](Tree item) {
      inner = inner.when(evaluate(item.node(), "expr", inner));
      branch(item.node()["stmts"], inner, before, after);
    });
    branch(node["else_stmts"], inner, before, after);
    left_ = after;
  }

  void loop(Tree node, bool guard, const Scope& scope) {
    const bool guard_outside = left_.catalog_guard;
    const bool returned_outside = std::exchange(returned_, false);
    statements(node["body"], scope.looped(guard));
    if (!returned_) {
      left_.catalog_guard = guard_outside;
    }
    returned_ = returned_ || returned_outside;
  }

  void query_loop(Tree node, Lead lead, const Scope& scope) {
    static_query(node, "query", lead, scope);
    row_loop(node, catalogs_.looked_at_by(query_of(node["query"])), scope);
  }

  void dynamic_loop(Tree node, const Scope& scope) {
    const auto text = dynamic_query(node, "query", {"for", "in", "execute"}, scope);
    row_loop(node, catalogs_.looked_at_by(text ? std::string_view(*text) : query_of(node["query"])), scope);
  }

  void cursor_loop(Tree node, const Scope& scope) {
    declared_cursor(node, scope);
    loop(node, false, scope);
  }

  // Rows of the catalogs are a guard too: what is done for a row is done to something that exists.
  void row_loop(Tree node, bool from_catalogs, const Scope& scope) {
    assign_target(node["var"], from_catalogs, scope);
    loop(node, from_catalogs, scope);
    catalogs_.assign("found", from_catalogs, scope.conditional);
  }

  void leave(Tree node, bool is_return, const Scope& scope) {
    const std::string_view condition = query_of(node["cond"]);
    const bool asks_catalogs = evaluate(condition, line_of(node), scope);
    evaluate(node, "expr", scope);
    if (!scope.conditional && condition.empty()) {
      return;
    }
    if (is_return) {
      left_.conditional = true;
      returned_ = true;
    }
    left_.catalog_guard = left_.catalog_guard || scope.catalog_guard || asks_catalogs;
  }

  void statement(Tree item, const Scope& scope) {
    const std::string_view kind = item.tag();
    const Tree node = item.node();
    if (kind == "PLpgSQL_stmt_block") {
      return block(node, scope);
    }
    if (kind == "PLpgSQL_stmt_if") {
      return branches_if(node, scope);
    }
    if (kind == "PLpgSQL_stmt_case") {
      return branches_case(node, scope);
    }
    if (kind == "PLpgSQL_stmt_loop" || kind == "PLpgSQL_stmt_fori" || kind == "PLpgSQL_stmt_foreach_a") {
      for (const std::string_view field : {"lower", "upper", "step", "expr"}) {
        evaluate(node, field, scope);
      }
      return loop(node, false, scope);
    }
    if (kind == "PLpgSQL_stmt_while") {
      return loop(node, evaluate(node, "cond", scope), scope);
    }
    if (kind == "PLpgSQL_stmt_fors") {
      return query_loop(node, {"for", "in"}, scope);
    }
    if (kind == "PLpgSQL_stmt_dynfors") {
      return dynamic_loop(node, scope);
    }
    if (kind == "PLpgSQL_stmt_forc") {
      return cursor_loop(node, scope);
    }
    simple_statement(kind, node, scope);
  }

  // FETCH, CLOSE and NULL have no SQL of their own.
  void simple_statement(std::string_view kind, Tree node, const Scope& scope) {
    if (kind == "PLpgSQL_stmt_execsql") {
      return run_sql(node, scope);
    }
    if (kind == "PLpgSQL_stmt_perform") {
      return perform(node, scope);
    }
    if (kind == "PLpgSQL_stmt_call") {
      return static_query(node, "expr", {}, scope);
    }
    if (kind == "PLpgSQL_stmt_dynexecute") {
      return run_dynamic(node, scope);
    }
    if (kind == "PLpgSQL_stmt_return_query") {
      return return_query(node, scope);
    }
    if (kind == "PLpgSQL_stmt_open") {
      return open_cursor(node, scope);
    }
    if (kind == "PLpgSQL_stmt_assign") {
      return assignment(node, scope);
    }
    if (kind == "PLpgSQL_stmt_getdiag") {
      return diagnostics(node, scope);
    }
    if (kind == "PLpgSQL_stmt_exit") {
      return leave(node, false, scope);
    }
    if (kind == "PLpgSQL_stmt_return") {
      return leave(node, true, scope);
    }
    if (kind == "PLpgSQL_stmt_return_next") {
      evaluate(node, "expr", scope);
      return;
    }
    if (kind == "PLpgSQL_stmt_assert") {
      evaluate(node, "cond", scope);
      return;
    }
    if (kind == "PLpgSQL_stmt_raise") {
      evaluate_all(node["params"], line_of(node), scope);
      return evaluate_all(node["options"], line_of(node), scope);
    }
    if (kind == "PLpgSQL_stmt_commit" || kind == "PLpgSQL_stmt_rollback") {
      program_.commits = true;
    }
  }

  Body* body_;
  Folder folder_;
  EmbeddedProgram program_;
  CatalogVariables catalogs_;
  std::vector<Tree> datums_;
  WayOut left_;
  bool returned_ = false;  ///< in the loop that is being read
};

}  // namespace

EmbeddedProgram walk(parser::Parser& parser, Body& body, Tree root) {
  return Walker(parser, body).run(root["plpgsql_funcs"].first()["PLpgSQL_function"]);
}

}  // namespace migralint::sql::plpgsql
