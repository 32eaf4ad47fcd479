// What a rule is: data and free functions. A rule's id is the path of its files; the build collects them.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "lint/context.hpp"
#include "lint/finding.hpp"
#include "script/suppressions.hpp"

namespace migralint::lint {

/// Which finding stays when two speak of one sub-command: lower ranks are folded into the higher one's
/// related places. `separate` takes no part: its cause is another one.
enum class Rank : std::uint8_t { separate, hygiene, backfill, transaction, specific, will_fail };

struct Rule;

/// A rule that is on.
struct Speaker {
  std::string_view id;
  const Rule* rule = nullptr;
  Level level = Level::warning;
};

/// Where a rule puts its findings. It knows the rule, so a rule repeats neither its id nor its level.
class Report {
 public:
  struct Place {
    std::uint32_t file = 0;
    std::uint32_t statement = 0;
    std::uint32_t transaction = 0;
    Span range;  ///< the statement; spans that do not lie in `limits` are replaced by it
    Span limits;
  };
  explicit Report(std::vector<Finding>& findings) : findings_(findings) {}
  /// A finding at `span` of the current file. The reference is valid until the next call.
  Finding& operator()(Span span, std::string message) {
    return (*this)(span, place_.range, std::move(message));
  }
  /// A finding about one sub-command: two rules that speak of the same one are folded into one finding.
  Finding& operator()(Span span, Span sub_command, std::string message);
  /// Where the findings of the rules go that run from now on: set by the linter for each statement and each
  /// file.
  void look_at(const Place& place) { place_ = place; }
  /// Who speaks, for as long as the rule runs: set by the linter before.
  void enter(const Speaker& speaker) { speaker_ = &speaker; }

 private:
  std::vector<Finding>& findings_;
  Place place_;
  const Speaker* speaker_ = nullptr;
};

/// One name in a suppression comment, after the file has been judged.
struct SuppressionUse {
  const script::Suppression* comment = nullptr;
  Span span;  ///< of the name; of the comment when it has none
  std::string_view
      pattern;         ///< "locking/index-not-concurrent", "locking/*"; empty: the comment names nothing
  bool known = false;  ///< some rule matches
  bool used = false;   ///< it covered a finding
  std::string_view text = {};  ///< of the file
};

/// An entry point of a rule, made by on<function>: the function's first parameter says what it wants to see.
struct Hook {
  static constexpr std::uint32_t any_action = 0xffffffff;
  enum class When : std::uint8_t { node, any_statement, syntax_error, file_end, way_back, suppression };
  When when = When::node;
  std::size_t node = 0;                ///< index in sql::Node
  std::uint32_t actions = any_action;  ///< of sql::AlterTable: one bit for each index in sql::Action::What
  void (*statement)(const Context&, Report&) = nullptr;  ///< node, any_statement, syntax_error
  void (*end)(const FileContext&, Report&) = nullptr;
  void (*use)(const SuppressionUse&, Report&) = nullptr;
  void (*back)(const WayBackContext&, Report&) = nullptr;
};

namespace detail {
template <class T, class Variant, std::size_t I = 0>
consteval std::size_t place_in() {
  static_assert(I < std::variant_size_v<Variant>, "not one of its types");
  if constexpr (std::is_same_v<std::variant_alternative_t<I, Variant>, T>) {
    return I;
  } else {
    return place_in<T, Variant, I + 1>();
  }
}
template <auto Function, class Node>
void call(const Context& context, Report& report) {
  Function(std::get<Node>(context.statement().node), context, report);
}
template <auto Function, class Node>
consteval Hook make(void (*)(const Node&, const Context&, Report&)) {
  return Hook{
      .when = Hook::When::node, .node = place_in<Node, sql::Node>(), .statement = &call<Function, Node>};
}
template <auto Function>
consteval Hook make(void (*)(const Context&, Report&)) {
  return Hook{.when = Hook::When::any_statement, .statement = Function};
}
template <auto Function>
void call_error(const Context& context, Report& report) {
  Function(*context.step().error, context, report);
}
template <auto Function>
consteval Hook make(void (*)(const parser::ParseError&, const Context&, Report&)) {
  return Hook{.when = Hook::When::syntax_error, .statement = &call_error<Function>};
}
template <auto Function>
consteval Hook make(void (*)(const FileContext&, Report&)) {
  return Hook{.when = Hook::When::file_end, .end = Function};
}
template <auto Function>
consteval Hook make(void (*)(const WayBackContext&, Report&)) {
  return Hook{.when = Hook::When::way_back, .back = Function};
}
template <auto Function>
consteval Hook make(void (*)(const SuppressionUse&, Report&)) {
  return Hook{.when = Hook::When::suppression, .use = Function};
}
template <class... Actions>
consteval Hook only_for(Hook hook) {
  static_assert(std::variant_size_v<sql::Action::What> <= 32);
  if constexpr (sizeof...(Actions) > 0) {
    if (hook.when != Hook::When::node || hook.node != place_in<sql::AlterTable, sql::Node>()) {
      throw "only ALTER TABLE has actions";
    }
    hook.actions = ((std::uint32_t{1} << place_in<Actions, sql::Action::What>()) | ...);
  }
  return hook;
}
}  // namespace detail

/// on<check>: check(const sql::CreateIndex&, const Context&, Report&) runs on every CREATE INDEX;
/// check(const Context&, Report&) on every statement; check(const parser::ParseError&, const Context&,
/// Report&) on one that does not parse; check(const FileContext&, Report&) at the end of each file;
/// check(const WayBackContext&, Report&) before that, when the file's way back has been tried;
/// check(const SuppressionUse&, Report&) on each name in a suppression comment.
/// on<check, sql::AddColumn, sql::DropColumn>: check(const sql::AlterTable&, const Context&, Report&) runs
/// only on an ALTER TABLE that has one of these actions. Most rules about it look for one or two of them.
template <auto Function, class... Actions>
inline constexpr Hook on = detail::only_for<Actions...>(detail::make<Function>(Function));

/// The hooks of a rule: `.hooks = {on<check_create>, on<check_alter>}`.
struct Hooks {
  std::array<Hook, 24> list{};
  std::size_t count = 0;

  consteval Hooks(std::initializer_list<Hook> hooks) {
    for (const auto& hook : hooks) {
      list[count++] = hook;
    }
  }
  [[nodiscard]] constexpr std::span<const Hook> get() const { return {list.data(), count}; }
};

/// What a configuration may say to a rule beside its level.
struct Option {
  std::string_view name;
  bool list = false;  ///< takes a list of texts, too
  /// What is wrong with a value; empty: nothing. Null: any text is right.
  std::string (*problem)(std::string_view value) = nullptr;
};

struct Rule {
  Level level = Level::warning;  ///< by default; a finding may lower its own
  Rank rank = Rank::specific;
  std::string_view summary;    ///< one line, no full stop: what it flags
  bool once_per_file = false;  ///< only the first finding of each file is kept
  Hooks hooks = {};
  std::span<const Option> options = {};
  /// What it warns of takes the longer the more rows the table has: lowered for tables known to be small.
  bool grows_with_table = false;
  /// What it warns of is what the statement leaves behind: nothing where the file itself rolls it back.
  bool undone_by_rollback = false;
};

struct RegisteredRule {
  std::string_view id;  ///< "locking/index-not-concurrent"
  const Rule* rule = nullptr;
  std::string_view page;  ///< Markdown
};

/// All rules, sorted by id; generated by the build from rules/*/*.cpp and their pages.
std::span<const RegisteredRule> all_rules();
const RegisteredRule* find_rule(std::string_view id);
/// True for "category/*" and exact ids.
bool pattern_matches(std::string_view pattern, std::string_view id);

}  // namespace migralint::lint

/// Defines the rule of a file: `MIGRALINT_RULE(locking_index_not_concurrent) = {...};`, the id with '_' for
/// '/' and '-'.
#define MIGRALINT_RULE(symbol)                 \
  namespace migralint::rules {                 \
  extern const ::migralint::lint::Rule symbol; \
  }                                            \
  constinit const ::migralint::lint::Rule migralint::rules::symbol
