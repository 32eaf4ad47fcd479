#include "fix/fix.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "fix/compare.hpp"
#include "fix/edits.hpp"
#include "lint/rule.hpp"

namespace migralint::fix {

namespace {

constexpr int most_rounds = 16;
// A fix can call for another one: a second statement in the file for IF NOT EXISTS in the first.
constexpr int most_consequences = 4;

/// The files of one history at one moment, and what the linter says of them.
struct State {
  std::vector<std::string> texts;
  std::vector<StatementIds> ids;
  Judgement judgement;
};

struct Candidate {
  std::string_view rule;
  std::uint32_t file = 0;
  std::string fingerprint;
  Key where;
  std::uint32_t statement = 0;  ///< its id
  bool last = false;            ///< speaks once per file: waits until nothing else is to be done there
  lint::Rank rank = lint::Rank::separate;
  std::vector<lint::Edit> edits;

  [[nodiscard]] std::tuple<std::uint32_t, std::string_view, std::string> name() const {
    return {file, rule, fingerprint};
  }
};

bool differs(const std::vector<lint::Settings>& a, const std::vector<lint::Settings>& b) {
  return !std::equal(a.begin(), a.end(), b.begin(), b.end(),
                     [](const auto& one, const auto& other) { return one.levels == other.levels; });
}

/// Brings one history to its fixpoint.
class Fixer {
 public:
  Fixer(lint::Input& input, const std::vector<lint::Settings>& wanted, const Options& options)
      : wanted_(wanted), restricted_(differs(input.settings, wanted)), options_(options), input_(input) {
    boxed_.push_back(std::move(input));
  }
  Fixer(const Fixer&) = delete;
  Fixer& operator=(const Fixer&) = delete;
  ~Fixer() { input_ = std::move(boxed_.front()); }

  std::size_t fixed = 0;

  void append_dropped(std::vector<Dropped>& to) {
    for (const auto& [file, rule, fingerprint] : rejected_) {
      to.push_back({files()[file].path, rule, fingerprint});
    }
  }

  void run() {
    State state;
    for (const auto& file : files()) {
      state.texts.push_back(file.text);
    }
    judge(state);
    bool changed = false;
    for (int round = 0; round < most_rounds; ++round) {
      renumber(state);
      const auto candidates = choose(asked(state), state.ids);
      if (!candidates.empty()) {
        changed = take_round(state, candidates) || changed;
        continue;
      }
      // What was refused before the last change may be right after it.
      if (!std::exchange(changed, false) || rejected_.empty()) {
        break;
      }
      rejected_.clear();
    }
    put(state.texts);
  }

 private:
  std::vector<replay::SourceFile>& files() { return boxed_.front().migrations.files; }

  void put(const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      files()[i].text = texts[i];
    }
  }

  Judgement lint_now(const std::vector<std::string>& texts) {
    put(texts);
    auto result = lint::lint(boxed_, options_.jobs);
    Judgement judgement{std::move(result.findings), {}, std::move(result.fixed_beside)};
    for (const auto& file : result.files) {
      judgement.unparsed.push_back(file.unparsed);
    }
    return judgement;
  }

  void judge(State& state) { state.judgement = lint_now(state.texts); }

  // What the selected rules say, which may be folded away where all speak.
  Judgement asked(const State& state) {
    if (!restricted_) {
      return state.judgement;
    }
    auto all = std::exchange(boxed_.front().settings, wanted_);
    auto judgement = lint_now(state.texts);
    boxed_.front().settings = std::move(all);
    return judgement;
  }

  static void renumber(State& state) {
    state.ids.clear();
    for (const auto& text : state.texts) {
      state.ids.push_back(number_statements(text));
    }
  }

  [[nodiscard]] bool may_edit(std::uint32_t file) {
    const auto& source = files()[file];
    return source.role == replay::Role::judged && (!options_.may_edit || options_.may_edit(source));
  }

  [[nodiscard]] bool is_wanted(const lint::Finding& finding) const {
    const auto& levels = wanted_[finding.file].levels;
    if (levels.empty()) {
      return true;
    }
    const auto index = static_cast<std::size_t>(lint::find_rule(finding.rule) - lint::all_rules().data());
    return levels[index] != lint::Level::off;
  }

  std::optional<Candidate> candidate(const lint::Finding& finding, const std::vector<StatementIds>& ids) {
    const bool mechanical = finding.fix && finding.fix->kind == lint::Fix::Class::mechanical;
    if (!mechanical || finding.suppressed || !is_wanted(finding) || !may_edit(finding.file)) {
      return std::nullopt;
    }
    const auto* rule = lint::find_rule(finding.rule)->rule;
    const auto& of_file = ids[finding.file];
    const auto statement = finding.statement < of_file.size() ? of_file[finding.statement] : new_statement;
    Candidate result{finding.rule, finding.file,        finding.fingerprint, key_of(finding, ids),
                     statement,    rule->once_per_file, rule->rank,          merge(finding.fix->edits)};
    const auto size = files()[finding.file].text.size();
    const bool fits = !result.edits.empty() && result.edits.back().span.end <= size;
    return fits && !rejected_.contains(result.name()) ? std::optional(std::move(result)) : std::nullopt;
  }

  // Those of one round, no two of which touch each other. The rule with the most to say comes first; one that
  // speaks for the whole file waits for the others.
  std::vector<Candidate> choose(const Judgement& judgement, const std::vector<StatementIds>& ids) {
    std::vector<Candidate> all;
    for (const auto* list : {&judgement.findings, &judgement.beside}) {
      for (const auto& finding : *list) {
        if (auto one = candidate(finding, ids)) {
          all.push_back(std::move(*one));
        }
      }
    }
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
      return std::pair(a.last, b.rank) < std::pair(b.last, a.rank);
    });
    std::vector<Candidate> chosen;
    for (auto& one : all) {
      const bool free = std::none_of(chosen.begin(), chosen.end(), [&](const Candidate& other) {
        return other.file == one.file && (one.last || !can_join(one.edits, other.edits));
      });
      if (free) {
        chosen.push_back(std::move(one));
      }
    }
    return chosen;
  }

  static State edited(const State& from, std::span<const Candidate> fixes) {
    State next{from.texts, from.ids, {}};
    for (std::uint32_t file = 0; file < next.texts.size(); ++file) {
      std::vector<lint::Edit> edits;
      for (const auto& one : fixes) {
        if (one.file == file) {
          edits.insert(edits.end(), one.edits.begin(), one.edits.end());
        }
      }
      if (!edits.empty()) {
        edits = merge(edits);
        next.texts[file] = fix::apply(from.texts[file], edits);
        next.ids[file] = carry_over(from.texts[file], from.ids[file], edits, next.texts[file]);
      }
    }
    return next;
  }

  static std::set<std::uint32_t> badly_parsed(const State& before, const State& after) {
    std::set<std::uint32_t> files;
    for (std::uint32_t file = 0; file < after.judgement.unparsed.size(); ++file) {
      if (after.judgement.unparsed[file] > before.judgement.unparsed[file]) {
        files.insert(file);
      }
    }
    return files;
  }

  /// The files where a fix did not take its finding away.
  static std::set<std::uint32_t> not_fixed(std::span<const Candidate> fixes, const Counts& before,
                                           const State& after) {
    auto expected = before;
    auto expected_of_files = of_files(before);
    const auto take_one = [](Counts& counts, const Key& key) {
      auto& levels = counts[key];
      if (!levels.empty()) {
        levels.pop_back();
      }
    };
    for (const auto& one : fixes) {
      take_one(expected, one.where);
      take_one(expected_of_files, {one.file, one.rule, 0});
    }
    const auto now = count(after.judgement, after.ids);
    const auto now_of_files = of_files(now);
    const auto is_more = [](const Counts& left, const Counts& most, const Key& key) {
      const auto found = left.find(key);
      return found != left.end() && found->second.size() > most.at(key).size();
    };
    // A rule that speaks once per file may find the next place then.
    const auto is_still_here = [&](const Candidate& one) {
      return std::any_of(after.judgement.findings.begin(), after.judgement.findings.end(),
                         [&](const lint::Finding& finding) {
                           const auto& ids = after.ids[one.file];
                           return !finding.suppressed && finding.rule == one.rule &&
                                  finding.file == one.file && finding.statement < ids.size() &&
                                  ids[finding.statement] == one.statement;
                         });
    };
    std::set<std::uint32_t> files;
    for (const auto& one : fixes) {
      const bool left = one.last ? is_still_here(one)
                                 : is_more(now, expected, one.where) ||
                                       is_more(now_of_files, expected_of_files, {one.file, one.rule, 0});
      if (left) {
        files.insert(one.file);
      }
    }
    return files;
  }

  /// What became of an attempt: a state, or the files where it failed.
  struct Attempt {
    std::optional<State> state;
    std::set<std::uint32_t> failed;
  };

  /// The state after these fixes, and after the mechanical fixes of whatever they bring; none when something
  /// is left that was not there.
  Attempt attempt(const State& base, const Counts& before, std::span<const Candidate> fixes) {
    State next = edited(base, fixes);
    for (int step = 0; step <= most_consequences; ++step) {
      judge(next);
      auto failed = badly_parsed(base, next);
      Judgement brought;
      for (const auto index : new_findings(before, next.judgement, next.ids)) {
        const auto& finding = next.judgement.findings[index];
        if (step == most_consequences || !candidate(finding, next.ids)) {
          failed.insert(finding.file);
        }
        brought.findings.push_back(finding);
      }
      if (brought.findings.empty()) {
        failed.merge(not_fixed(fixes, before, next));
      }
      if (!failed.empty()) {
        return {std::nullopt, std::move(failed)};
      }
      if (brought.findings.empty()) {
        return {std::move(next), {}};
      }
      next = edited(next, choose(brought, next.ids));
    }
    return {};
  }

  /// The fixes of one file: parts of them that wait to be tried.
  struct Group {
    std::uint32_t file = 0;
    std::vector<std::vector<Candidate>> waiting;  ///< the next one last
  };

  bool take_round(State& state, const std::vector<Candidate>& candidates) {
    const Counts before = count(state.judgement, state.ids);
    std::vector<Group> groups;
    for (const auto& one : candidates) {
      const auto found = std::find_if(groups.begin(), groups.end(),
                                      [&](const Group& group) { return group.file == one.file; });
      auto& group = found == groups.end() ? groups.emplace_back(Group{one.file, {{}}}) : *found;
      group.waiting.back().push_back(one);
    }
    std::vector<Candidate> accepted;
    State reached = state;
    while (std::any_of(groups.begin(), groups.end(), is_waiting)) {
      try_next(state, before, groups, accepted, reached);
    }
    fixed += accepted.size();
    state = std::move(reached);
    return !accepted.empty();
  }

  static bool is_waiting(const Group& group) { return !group.waiting.empty(); }

  // The next part of every file at once: files seldom have to do with each other. Where it fails, that file's
  // part is halved, so that one bad fix costs few attempts, and the other files are tried without it.
  void try_next(const State& base, const Counts& before, std::vector<Group>& groups,
                std::vector<Candidate>& accepted, State& reached) {
    std::vector<Group*> active;
    for (auto& group : groups) {
      if (is_waiting(group)) {
        active.push_back(&group);
      }
    }
    while (!active.empty()) {
      auto together = accepted;
      for (const auto* group : active) {
        together.insert(together.end(), group->waiting.back().begin(), group->waiting.back().end());
      }
      auto result = attempt(base, before, together);
      if (result.state) {
        accepted = std::move(together);
        reached = std::move(*result.state);
        for (auto* group : active) {
          group->waiting.pop_back();
        }
        return;
      }
      const auto failed = std::stable_partition(active.begin(), active.end(), [&](const Group* group) {
        return !result.failed.contains(group->file);
      });
      if (failed == active.end() && active.size() > 1) {
        // Another file shows the harm: half of these wait for their next turn.
        active.resize(active.size() / 2);
        continue;
      }
      const auto first = failed == active.end() ? active.begin() : failed;
      std::for_each(first, active.end(), [&](Group* group) { halve(*group); });
      active.erase(first, active.end());
    }
  }

  void halve(Group& group) {
    auto part = std::move(group.waiting.back());
    group.waiting.pop_back();
    if (part.size() == 1) {
      rejected_.insert(part.front().name());
      return;
    }
    const auto middle = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
    group.waiting.emplace_back(middle, part.end());
    group.waiting.emplace_back(part.begin(), middle);
  }

  const std::vector<lint::Settings>& wanted_;
  bool restricted_ = false;  ///< other rules are asked for than those that judge
  const Options& options_;
  lint::Input& input_;
  std::vector<lint::Input> boxed_;  ///< as the linter wants it
  std::set<std::tuple<std::uint32_t, std::string_view, std::string>> rejected_;
};

}  // namespace

Outcome run(std::vector<lint::Input>& inputs, const std::vector<std::vector<lint::Settings>>& wanted,
            const Options& options) {
  Outcome outcome;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    std::vector<std::string> before;
    for (const auto& file : inputs[i].migrations.files) {
      before.push_back(file.text);
    }
    {
      Fixer fixer(inputs[i], wanted[i], options);
      fixer.run();
      outcome.fixed += fixer.fixed;
      fixer.append_dropped(outcome.dropped);
    }
    const auto& files = inputs[i].migrations.files;
    for (std::size_t file = 0; file < files.size(); ++file) {
      if (files[file].text != before[file]) {
        outcome.files.push_back({i, file, files[file].path, std::move(before[file]), files[file].text});
      }
    }
  }
  return outcome;
}

}  // namespace migralint::fix
