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
  bool last = false;  ///< waits until nothing else is to be done in its file
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
  std::size_t dropped() const { return rejected_.size(); }

  void run() {
    State state;
    for (const auto& file : files()) {
      state.texts.push_back(file.text);
    }
    judge(state);
    for (int round = 0; round < most_rounds; ++round) {
      renumber(state);
      const auto candidates = choose(asked(state), state.ids);
      if (candidates.empty()) {
        break;
      }
      take_round(state, candidates);
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
    Judgement judgement{std::move(result.findings), {}};
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
    Candidate result{finding.rule,         finding.file, finding.fingerprint,        key_of(finding, ids),
                     rule->once_per_file, rule->rank,   merge(finding.fix->edits)};
    const auto size = files()[finding.file].text.size();
    const bool fits = !result.edits.empty() && result.edits.back().span.end <= size;
    return fits && !rejected_.contains(result.name()) ? std::optional(std::move(result)) : std::nullopt;
  }

  // Those of one round, no two of which touch each other. The rule with the most to say comes first; one that
  // speaks for the whole file waits for the others.
  std::vector<Candidate> choose(const Judgement& judgement, const std::vector<StatementIds>& ids) {
    std::vector<Candidate> all;
    for (const auto& finding : judgement.findings) {
      if (auto one = candidate(finding, ids)) {
        all.push_back(std::move(*one));
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

  static bool parses_as_before(const State& before, const State& after) {
    return std::equal(after.judgement.unparsed.begin(), after.judgement.unparsed.end(),
                      before.judgement.unparsed.begin(), std::less_equal<>());
  }

  static bool are_gone(std::span<const Candidate> fixes, const Counts& before, const State& after) {
    auto expected = before;
    for (const auto& one : fixes) {
      auto& levels = expected[one.where];
      if (!levels.empty()) {
        levels.pop_back();
      }
    }
    const auto now = count(after.judgement, after.ids);
    return std::all_of(fixes.begin(), fixes.end(), [&](const Candidate& one) {
      const auto left = now.find(one.where);
      return left == now.end() || left->second.size() <= expected[one.where].size();
    });
  }

  /// The state after these fixes, and after the mechanical fixes of whatever they bring; none when something
  /// is left that was not there.
  std::optional<State> attempt(const State& base, const Counts& before, std::span<const Candidate> fixes) {
    State next = edited(base, fixes);
    for (int step = 0; step <= most_consequences; ++step) {
      judge(next);
      if (!parses_as_before(base, next)) {
        return std::nullopt;
      }
      const auto brought = new_findings(before, next.judgement, next.ids);
      if (brought.empty()) {
        return are_gone(fixes, before, next) ? std::optional(std::move(next)) : std::nullopt;
      }
      Judgement only;
      for (const auto index : brought) {
        only.findings.push_back(next.judgement.findings[index]);
        if (!candidate(only.findings.back(), next.ids)) {
          return std::nullopt;
        }
      }
      next = edited(next, choose(only, next.ids));
    }
    return std::nullopt;
  }

  void take_round(State& state, const std::vector<Candidate>& candidates) {
    const Counts before = count(state.judgement, state.ids);
    std::vector<Candidate> accepted;
    State reached = state;
    take(state, before, candidates, accepted, reached);
    fixed += accepted.size();
    state = std::move(reached);
  }

  // All at once where that works; else each half by itself, so that one bad fix costs few attempts.
  void take(const State& base, const Counts& before, std::span<const Candidate> fixes,
            std::vector<Candidate>& accepted, State& reached) {
    auto together = accepted;
    together.insert(together.end(), fixes.begin(), fixes.end());
    if (auto next = attempt(base, before, together)) {
      accepted = std::move(together);
      reached = std::move(*next);
      return;
    }
    if (fixes.size() == 1) {
      rejected_.insert(fixes.front().name());
      return;
    }
    take(base, before, fixes.first(fixes.size() / 2), accepted, reached);
    take(base, before, fixes.subspan(fixes.size() / 2), accepted, reached);
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
      outcome.dropped += fixer.dropped();
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
