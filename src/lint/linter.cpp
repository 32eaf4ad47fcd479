#include "lint/linter.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "effects/no_op.hpp"
#include "lint/after_file.hpp"
#include "lint/context.hpp"
#include "lint/each_history.hpp"
#include "lint/fingerprint.hpp"
#include "lint/lock_waits.hpp"
#include "lint/rolled_back.hpp"
#include "lint/rule.hpp"
#include "script/line_index.hpp"
#include "script/suppressions.hpp"

namespace migralint::lint {

namespace {

/// An entry point of a rule that is on.
struct RuleHook {
  Speaker speaker;
  Hook hook;
};

/// One for statements: what is looked at for each rule and statement stands together.
struct StatementHook {
  void (*run)(const Context&, Report&);
  std::uint32_t actions;
  bool once_per_file;
  Speaker speaker;
};

Level level_of(const Settings& settings, std::size_t rule) {
  return settings.levels.empty() ? all_rules()[rule].rule->level : settings.levels[rule];
}

/// The hooks of the rules that are on, by what they want to see.
struct Dispatch {
  std::vector<Level> levels;  ///< Settings::levels that it was made for
  std::array<std::vector<StatementHook>, std::variant_size_v<sql::Node>> by_node;
  std::vector<StatementHook> any_statement;
  std::vector<StatementHook> syntax_error;
  std::vector<RuleHook> file_end;
  std::vector<RuleHook> way_back;
  std::vector<RuleHook> suppression;

  explicit Dispatch(const Settings& settings) : levels(settings.levels) {
    const auto rules = all_rules();
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const Level level = level_of(settings, i);
      if (level == Level::off) {
        continue;
      }
      const Speaker speaker{rules[i].id, rules[i].rule, level};
      for (const auto& hook : rules[i].rule->hooks.get()) {
        add(hook, speaker);
      }
    }
  }

 private:
  void add(const Hook& hook, const Speaker& speaker) {
    const StatementHook of_statement{hook.statement, hook.actions, speaker.rule->once_per_file, speaker};
    switch (hook.when) {
      case Hook::When::node:
        return by_node[hook.node].push_back(of_statement);
      case Hook::When::any_statement:
        return any_statement.push_back(of_statement);
      case Hook::When::syntax_error:
        return syntax_error.push_back(of_statement);
      case Hook::When::file_end:
        return file_end.push_back({speaker, hook});
      case Hook::When::way_back:
        return way_back.push_back({speaker, hook});
      case Hook::When::suppression:
        return suppression.push_back({speaker, hook});
    }
  }
};

/// One bit for each kind of action of an ALTER TABLE; all of them for other statements.
std::uint32_t actions_of(const sql::Statement& statement) {
  const auto* alter = statement.as<sql::AlterTable>();
  if (alter == nullptr) {
    return Hook::any_action;
  }
  std::uint32_t actions = 0;
  for (const auto& action : alter->actions) {
    actions |= std::uint32_t{1} << action.what.index();
  }
  return actions;
}

/// Line numbers of the files of a run, made when somebody asks.
class LineNumbers final : public Places {
 public:
  explicit LineNumbers(std::vector<JudgedFile>& files) : files_(files) {}

  [[nodiscard]] std::size_t line(std::uint32_t file, std::uint32_t byte) const override {
    auto& lines = files_[file].lines;
    if (!lines) {
      lines = std::make_shared<script::LineIndex>(files_[file].source->text);
    }
    return lines->line(byte);
  }
  [[nodiscard]] std::string_view text(const catalog::Origin& origin) const override {
    return origin.known() ? origin.span.of(files_[origin.file].source->text) : std::string_view();
  }
  [[nodiscard]] std::string describe(const catalog::Origin& origin) const override {
    if (!origin.known()) {
      return "before the history";
    }
    const std::string_view path = files_[origin.file].source->path;
    return fmt::format("{}:{}", migration_name(path), line(origin.file, origin.span.begin));
  }

 private:
  std::vector<JudgedFile>& files_;
};

/// One list of many, which are empty then. (A finding is large: they are moved once.)
std::vector<Finding> joined(std::vector<std::vector<Finding>>& lists) {
  if (lists.size() == 1) {
    return std::move(lists.front());
  }
  std::vector<Finding> all;
  all.reserve(
      std::accumulate(lists.begin(), lists.end(), std::size_t{0},
                      [](std::size_t sum, const std::vector<Finding>& list) { return sum + list.size(); }));
  for (auto& list : lists) {
    std::move(list.begin(), list.end(), std::back_inserter(all));
    std::vector<Finding>().swap(list);
  }
  return all;
}

/// Lints one history. Writes to the entries of its files in `files` only.
class Linter {
 public:
  Linter(std::vector<JudgedFile>& files, Fingerprints fingerprints)
      : files_(files), lines_(files), fingerprints_(fingerprints) {}

  std::vector<Finding> run(const Input& input, std::uint32_t first_file, replay::Replayer& replayer) {
    input_ = &input;
    first_file_ = first_file;
    history_.emplace(input.migrations);
    replay::Handler handler{[this](const replay::File& file) { begin(file); },
                            [this](const replay::Step& step) { see(step); },
                            [this](const replay::FileEnd& end) { finish(end); },
                            [this](const catalog::Catalog& catalog) { settle_history(catalog); }};
    if (wants_ways_back()) {
      handler.way_back = [this](const replay::WayBack& back) { see_way_back(back); };
    }
    replayer.run(input.migrations, first_file, handler);
    return joined(found_);
  }

  /// Result::fixed_beside, after run().
  std::vector<Finding> take_beside() { return std::move(beside_); }

 private:
  void begin(const replay::File& file) {
    settings_ = &input_->settings[file.id - first_file_];
    if (!dispatch_ || dispatch_->levels != settings_->levels) {
      dispatch_.emplace(*settings_);
    }
    findings_.clear();
    spoken_.clear();
    facts_ = {};
    rolled_back_ = {};
  }

  /// Ways back are run for nobody else.
  [[nodiscard]] bool wants_ways_back() const {
    const auto sees_ways_back = [](const Hook& hook) { return hook.when == Hook::When::way_back; };
    const auto rules = all_rules();
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const auto is_on = [i](const Settings& settings) { return level_of(settings, i) != Level::off; };
      if (std::ranges::any_of(rules[i].rule->hooks.get(), sees_ways_back) &&
          std::ranges::any_of(input_->settings, is_on)) {
        return true;
      }
    }
    return false;
  }

  void see_way_back(const replay::WayBack& back) {
    const WayBackContext context(back, *settings_, lines_);
    report_.look_at(whole(back.file));
    for (const auto& active : dispatch_->way_back) {
      report_.enter(active.speaker);
      active.hook.back(context, report_);
    }
  }

  static Report::Place whole(const replay::File& file) {
    const Span text{0, static_cast<std::uint32_t>(file.text().size())};
    return {file.id, 0, 0, text, text};
  }

  void see(const replay::Step& step) {
    auto& file = files_[step.file.id];
    const bool never_run = step.file.source->listing.state == replay::Listing::State::unlisted;
    if (step.embedded == nullptr && !never_run) {
      count(step, file);
    }
    for (const auto& part : step.unjudged) {
      file.not_judged.push_back({part.place, part.reason});
    }
    const Context context(step, *settings_, lines_, facts_);
    if (step.statement == nullptr) {
      call(dispatch_->syntax_error, context);
      return;
    }
    if (!step.judged) {
      return;
    }
    if (!effects::does_nothing(*step.statement, step.catalog, step.file.id)) {
      call(dispatch_->by_node[step.statement->node.index()], context, actions_of(*step.statement));
    }
    call(dispatch_->any_statement, context);
    facts_.add(step, awaited_lock(context) != nullptr);
    rolled_back_.add(step, findings_);
  }

  static void count(const replay::Step& step, JudgedFile& file) {
    ++file.statements;
    file.in_way_back += step.judged ? 0 : 1;
    if (step.statement != nullptr) {
      return;
    }
    ++file.unparsed;
    file.not_judged.push_back(
        {step.raw.range, step.raw.has_psql_variables
                             ? std::string("holds psql variables that only a run can fill in")
                             : step.error->message});
  }

  void call(const std::vector<StatementHook>& hooks, const Context& context,
            std::uint32_t actions = Hook::any_action) {
    const auto& step = context.step();
    const Span range = step.statement != nullptr ? step.statement->range : step.raw.range;
    report_.look_at({step.file.id, step.index, step.origin.transaction, range, limits(step)});
    for (const auto& active : hooks) {
      const Rule& rule = *active.speaker.rule;
      if ((active.actions & actions) == 0 || (active.once_per_file && has_spoken(rule))) {
        continue;
      }
      report_.enter(active.speaker);
      const auto before = findings_.size();
      active.run(context, report_);
      if (active.once_per_file && findings_.size() > before) {
        spoken_.push_back({&rule, before});
      }
      for (std::size_t i = before; i < findings_.size(); ++i) {
        weigh(context, rule, findings_[i]);
      }
    }
  }

  /// A rule whose first finding of a file is the only one that is kept has one. (Not when that one is about
  /// what a ROLLBACK has undone since.)
  [[nodiscard]] bool has_spoken(const Rule& rule) const {
    return std::ranges::any_of(spoken_, [&](const Spoken& spoken) {
      return spoken.rule == &rule && spoken.finding < findings_.size() &&
             findings_[spoken.finding].made_by == &rule;
    });
  }

  // Places inside a text that was put together by EXECUTE mean nothing in the file.
  static Span limits(const replay::Step& step) {
    if (step.embedded == nullptr) {
      return step.raw.range;
    }
    return step.embedded->exact ? step.embedded->place : Span{};
  }

  void finish(const replay::FileEnd& end) {
    const auto& file = end.file;
    const FileContext context(end, *settings_, lines_, facts_, *history_, input_->migrations.files,
                              file.id - first_file_);
    if (file.source->role == replay::Role::judged) {
      report_.look_at(whole(file));
      for (const auto& active : dispatch_->file_end) {
        report_.enter(active.speaker);
        active.hook.end(context, report_);
      }
    }
    keep_first_of_once_per_file();
    settle(end.catalog);
    auto folded = fold(findings_);
    apply_suppressions(file, folded);
    keep_fixes_beside(folded, file);
    if (findings_.empty()) {
      return;
    }
    auto& found = found_.emplace_back(sorted_by_place(findings_));
    if (fingerprints_ == Fingerprints::all) {
      fingerprint(found, file.source->path, file.text(), *file.script);
    }
  }

  void keep_fixes_beside(std::vector<Finding>& folded, const replay::File& file) {
    auto beside = fixes_beside(findings_, folded);
    if (fingerprints_ == Fingerprints::all) {
      fingerprint(beside, file.source->path, file.text(), *file.script);
    }
    std::move(beside.begin(), beside.end(), std::back_inserter(beside_));
  }

  void keep_first_of_once_per_file() {
    std::vector<const Rule*> seen;
    std::erase_if(findings_, [&](const Finding& finding) {
      if (!finding.made_by->once_per_file) {
        return false;
      }
      if (std::ranges::find(seen, finding.made_by) != seen.end()) {
        return true;
      }
      seen.push_back(finding.made_by);
      return false;
    });
  }

  void settle(const catalog::Catalog& catalog) {
    std::erase_if(findings_, [&](Finding& finding) {
      if (finding.holds_after_file != nullptr && !finding.holds_after_file(finding, catalog)) {
        return true;
      }
      if (finding.quiet_if_alone && facts_.effective_statements() <= 1 && facts_.atomic()) {
        return true;
      }
      return finding.quiet_without_schema_change && !facts_.schema_change();
    });
    for (auto& finding : findings_) {
      if (finding.quiet_without_schema_change) {
        const auto& change = *facts_.schema_change();
        finding.related.push_back({change.file, change.span, "the schema is changed here"});
      }
      if (finding.note_if_atomic && facts_.atomic() && finding.level > Level::note) {
        finding.level = Level::note;
        finding.evidence.emplace_back(
            "the file runs in one transaction, so a failure leaves nothing behind: only a database that has "
            "it already meets this");
      }
    }
  }

  void settle_history(const catalog::Catalog& catalog) {
    const auto gone = [&](Finding& finding) {
      if (finding.holds_in_history != nullptr && !finding.holds_in_history(finding, catalog)) {
        return true;
      }
      return finding.holds_after_history != nullptr &&
             (!has_later_file(finding.file) || !finding.holds_after_history(finding, catalog));
    };
    for (auto& of_file : found_) {
      std::erase_if(of_file, gone);
    }
    std::erase_if(beside_, gone);
  }

  [[nodiscard]] bool has_later_file(std::uint32_t file) const {
    const auto& files = input_->migrations.files;
    return std::any_of(files.begin() + (file - first_file_) + 1, files.end(),
                       [](const replay::SourceFile& other) {
                         return other.role == replay::Role::judged || other.role == replay::Role::history;
                       });
  }

  void apply_suppressions(const replay::File& file, std::vector<Finding>& folded) {
    const auto comments = script::find_suppressions(file.text(), *file.script);
    if (comments.empty()) {
      return;
    }
    auto uses = suppress(
        comments, findings_, folded, [&](std::uint32_t byte) { return lines_.line(file.id, byte); },
        [&](std::string_view pattern) { return not_judged_here(pattern, file); });
    for (auto& use : uses) {
      use.text = file.text();
      if (in_way_back(*use.comment, file)) {
        continue;
      }
      report_.look_at({file.id, use.comment->statement.value_or(0), 0, use.span, whole(file).limits});
      for (const auto& active : dispatch_->suppression) {
        report_.enter(active.speaker);
        active.hook.use(use, report_);
      }
    }
  }

  // A rule that is switched off would perhaps have had something to say.
  [[nodiscard]] bool not_judged_here(std::string_view pattern, const replay::File& file) const {
    if (file.source->role != replay::Role::judged) {
      return true;
    }
    for (std::size_t i = 0; i < all_rules().size(); ++i) {
      if (level_of(*settings_, i) == Level::off && pattern_matches(pattern, all_rules()[i].id)) {
        return true;
      }
    }
    return false;
  }

  static bool in_way_back(const script::Suppression& comment, const replay::File& file) {
    const auto& sections = file.script->sections;
    return std::any_of(sections.begin(), sections.end(), [&](const script::Section& section) {
      return section.down && section.range.contains(comment.comment);
    });
  }

  std::vector<JudgedFile>& files_;
  LineNumbers lines_;
  Fingerprints fingerprints_;
  std::optional<Dispatch> dispatch_;  ///< for the settings of the current file
  const Input* input_ = nullptr;
  std::uint32_t first_file_ = 0;
  const Settings* settings_ = nullptr;
  std::vector<std::vector<Finding>> found_;  ///< in the files before the current one, by file
  std::vector<Finding> beside_;              ///< Result::fixed_beside of all files so far
  std::vector<Finding> findings_;            ///< of the current file
  struct Spoken {
    const Rule* rule = nullptr;
    std::size_t finding = 0;  ///< its place in findings_, if it is still there
  };
  std::vector<Spoken> spoken_;  ///< of the current file, by rules that speak once
  Report report_{findings_};
  FileFacts facts_;         ///< of the current file
  RolledBack rolled_back_;  ///< of the current file
  std::optional<HistoryFacts> history_;
};

}  // namespace

Result lint(const std::vector<Input>& inputs, unsigned jobs, Fingerprints wanted) {
  Result result;
  std::vector<std::uint32_t> first_files;
  for (const auto& input : inputs) {
    first_files.push_back(static_cast<std::uint32_t>(result.files.size()));
    result.files.resize(result.files.size() + input.migrations.files.size());
  }
  std::vector<std::vector<Finding>> found(inputs.size());
  std::vector<std::vector<Finding>> beside(inputs.size());
  for_each_history(inputs, jobs, [&](std::size_t history, replay::Replayer& replayer) {
    const auto& input = inputs[history];
    for (std::size_t i = 0; i < input.migrations.files.size(); ++i) {
      // From the beginning, too, where memory was short the first time.
      JudgedFile& file = result.files[first_files[history] + i] = {};
      file.source = &input.migrations.files[i];
      file.settings = &input.settings[i];
    }
    const auto linter = std::make_shared<Linter>(result.files, wanted);
    found[history] = linter->run(input, first_files[history], replayer);
    beside[history] = linter->take_beside();
    if (inputs.size() == 1) {
      result.remains = {replayer.take_remains(), linter};
    }
  });
  result.findings = joined(found);
  result.fixed_beside = joined(beside);
  return result;
}

}  // namespace migralint::lint
