#include <algorithm>
#include <array>

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {
namespace {

using Kind = Transaction::Kind;

/// The tree's name of a transaction statement's kind, ours, and the command tag.
struct TransactionRow {
  std::string_view kind;
  Kind what;
  std::string_view tag;
};
constexpr auto transactions = std::to_array<TransactionRow>({
    {"TRANS_STMT_BEGIN", Kind::begin, "BEGIN"},
    {"TRANS_STMT_START", Kind::begin, "START TRANSACTION"},
    {"TRANS_STMT_COMMIT", Kind::commit, "COMMIT"},
    {"TRANS_STMT_ROLLBACK", Kind::rollback, "ROLLBACK"},
    {"TRANS_STMT_SAVEPOINT", Kind::savepoint, "SAVEPOINT"},
    {"TRANS_STMT_RELEASE", Kind::release, "RELEASE"},
    {"TRANS_STMT_ROLLBACK_TO", Kind::rollback_to, "ROLLBACK"},
    {"TRANS_STMT_PREPARE", Kind::prepare, "PREPARE TRANSACTION"},
    {"TRANS_STMT_COMMIT_PREPARED", Kind::commit_prepared, "COMMIT PREPARED"},
    {"TRANS_STMT_ROLLBACK_PREPARED", Kind::rollback_prepared, "ROLLBACK PREPARED"},
});

SetVariable::Kind set_kind(std::string_view kind) {
  switch (key(kind)) {
    case key("VAR_SET_DEFAULT"):
      return SetVariable::Kind::set_default;
    case key("VAR_SET_CURRENT"):
      return SetVariable::Kind::set_current;
    case key("VAR_SET_MULTI"):
      return SetVariable::Kind::set_transaction;
    case key("VAR_RESET"):
      return SetVariable::Kind::reset;
    case key("VAR_RESET_ALL"):
      return SetVariable::Kind::reset_all;
    default:
      return SetVariable::Kind::set;
  }
}

/// SET TRANSACTION's modes are options, any other value a constant.
std::string set_value(Element node) {
  const Option option = option_of(node);
  if (option.name.empty()) {
    return constant_text(node);
  }
  return std::string(option.name) + '=' + option_text(option);
}

// Lock modes by number, src/include/storage/lockdefs.h
constexpr auto lock_modes = std::to_array<std::string_view>(
    {"", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE",
     "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"});

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return result;
}

SetVariable set_variable(Object body) {
  SetVariable set;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("kind"):
        set.kind = set_kind(text(value));
        break;
      case key("name"):
        set.name = lower_case(text(value));
        break;
      case key("args"):
        each(value, [&](Element node) { set.values.push_back(set_value(node)); });
        break;
      case key("is_local"):
        set.local = flag(value);
        break;
      default:
        break;
    }
  });
  return set;
}

void set_for(Element body, std::string& setting, std::optional<std::string>& value) {
  Object object;
  if (!get(body, object)) {
    return;
  }
  SetVariable set = set_variable(object);
  setting = set.kind == SetVariable::Kind::reset_all ? "all" : std::move(set.name);
  if (set.kind != SetVariable::Kind::set) {
    return;
  }
  value.emplace();
  for (const std::string& part : set.values) {
    if (!value->empty()) {
      *value += ", ";
    }
    *value += part;
  }
}

void transaction(const Context&, Object body, Statement& statement) {
  Transaction& result = statement.node.emplace<Transaction>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("kind"): {
        const auto* row = std::ranges::find(transactions, text(value), &TransactionRow::kind);
        if (row == transactions.end()) {
          break;
        }
        result.kind = row->what;
        statement.tag = row->tag;
        break;
      }
      case key("savepoint_name"):
      case key("gid"):
        result.name = text(value);
        break;
      case key("chain"):
        result.chain = flag(value);
        break;
      default:
        break;
    }
  });
}

void variable_set(const Context&, Object body, Statement& statement) {
  SetVariable set = set_variable(body);
  const bool reset = set.kind == SetVariable::Kind::reset || set.kind == SetVariable::Kind::reset_all;
  statement.tag = reset ? "RESET" : "SET";
  statement.node = std::move(set);
}

void lock_table(const Context& context, Object body, Statement& statement) {
  LockTable& lock = statement.node.emplace<LockTable>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relations"):
        lock.tables = relations_of(context, value);
        break;
      case key("mode"): {
        const auto mode = static_cast<std::size_t>(integer(value));
        if (mode < lock_modes.size()) {
          lock.mode = lock_modes[mode];
        }
        break;
      }
      case key("nowait"):
        lock.nowait = flag(value);
        break;
      default:
        break;
    }
  });
}

void truncate(const Context& context, Object body, Statement& statement) {
  Truncate& truncate = statement.node.emplace<Truncate>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relations"):
        truncate.tables = relations_of(context, value);
        break;
      case key("restart_seqs"):
        truncate.restart_identity = flag(value);
        break;
      case key("behavior"):
        truncate.cascade = text(value) == "DROP_CASCADE";
        break;
      default:
        break;
    }
  });
}

void discard(const Context&, Object body, Statement& statement) {
  Element target;
  const std::string_view mode = find(body, "target", target) ? text(target) : std::string_view("DISCARD_ALL");
  switch (key(mode)) {
    case key("DISCARD_PLANS"):
      statement.tag = "DISCARD PLANS";
      break;
    case key("DISCARD_SEQUENCES"):
      statement.tag = "DISCARD SEQUENCES";
      break;
    case key("DISCARD_TEMP"):
      statement.tag = "DISCARD TEMP";
      break;
    default:
      statement.tag = "DISCARD ALL";
      break;
  }
  constexpr std::string_view verb = "DISCARD ";
  statement.node = Discard{lower_case(statement.tag.substr(verb.size()))};
}

void set_constraints(const Context& context, Object body, Statement& statement) {
  SetConstraints& set = statement.node.emplace<SetConstraints>();
  set.all = true;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("deferred")) {
      set.deferred = flag(value);
    }
    if (field != key("constraints")) {
      return;
    }
    set.all = false;
    for (RelationName& name : relations_of(context, value)) {
      set.constraints.push_back(std::move(name));
    }
  });
}

void prepare(const Context&, Object body, Statement& statement) {
  Element name;
  statement.node = Prepare{find(body, "name", name) ? string(name) : std::string()};
}

void fetch(const Context&, Object body, Statement& statement) {
  Element move;
  statement.tag = find(body, "ismove", move) && flag(move) ? "MOVE" : "FETCH";
  statement.node = Other{std::string(statement.tag)};
}

void close_portal(const Context&, Object body, Statement& statement) {
  Element name;
  statement.tag = find(body, "portalname", name) ? "CLOSE CURSOR" : "CLOSE CURSOR ALL";
  statement.node = Other{std::string(statement.tag)};
}

void deallocate(const Context&, Object body, Statement& statement) {
  Element name;
  statement.tag = find(body, "name", name) ? "DEALLOCATE" : "DEALLOCATE ALL";
  statement.node = Other{std::string(statement.tag)};
}

}  // namespace migralint::sql::lower
