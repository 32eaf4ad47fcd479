// The oracle: every form of tests/oracle/forms is run on real servers, and what they do is compared with what
// the model says. See README.md.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "count.hpp"
#include "measure.hpp"
#include "predict.hpp"
#include "project/files.hpp"
#include "support/leave_root.hpp"
#include "support/oracle_forms.hpp"
#include "trace/compare.hpp"
#include "trace/interrupt.hpp"

namespace migralint::oracle {
namespace {

constexpr int exit_skipped = 77;  // SKIP_RETURN_CODE

struct Options {
  std::vector<std::string> bin_directories;
  std::filesystem::path directory = MIGRALINT_ORACLE_DIR;  ///< the fixture, the forms, what is open
  std::vector<std::string> only;                           ///< parts of ids; none: all forms
  unsigned jobs = 2;
  bool count = false;  ///< print how many forms there are, run none
  trace::IndexLocks index_locks = trace::IndexLocks::beyond_their_table;
};

struct Input {
  std::string fixture;
  std::vector<test::Form> forms;
  std::vector<test::Unpredictable> unpredictable;
};

enum class Outcome { not_run, agrees, fails_as_said, listed, missed, wrong };

struct Result {
  Outcome outcome = Outcome::not_run;
  std::vector<std::string> words;
};

struct Count {
  int agree = 0, fail_as_said = 0, listed = 0, wrong = 0;
};

bool is_wanted(const Options& options, const std::string& id) {
  return options.only.empty() ||
         std::any_of(options.only.begin(), options.only.end(),
                     [&](const std::string& part) { return id.find(part) != std::string::npos; });
}

Expected<Input, std::string> read_input(const Options& options) {
  Input input;
  const auto& directory = options.directory;
  auto fixture = project::read_file((directory / "fixture.sql").string());
  if (!fixture) return Unexpected("fixture.sql: " + fixture.error());
  input.fixture = std::move(*fixture);
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(directory / "forms", problem)) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::map<std::string, std::string> file_of;
  for (const auto& file : files) {
    const auto text = project::read_file(file.string());
    if (!text) return Unexpected(file.string() + ": " + text.error());
    auto forms = test::read_forms(*text);
    if (!forms) return Unexpected(file.filename().string() + ": " + forms.error());
    for (auto& form : *forms) {
      const auto [at, is_new] = file_of.emplace(form.id, file.filename().string());
      if (!is_new)
        return Unexpected(form.id + " is in " + at->second + " and in " + file.filename().string());
      if (is_wanted(options, form.id)) input.forms.push_back(std::move(form));
    }
  }
  const auto list = project::read_file((directory / "unpredictable.txt").string());
  if (!list) return Unexpected("unpredictable.txt: " + list.error());
  auto unpredictable = test::read_unpredictable(*list);
  if (!unpredictable) return Unexpected("unpredictable.txt: " + unpredictable.error());
  input.unpredictable = std::move(*unpredictable);
  for (const auto& entry : input.unpredictable) {
    if (!file_of.contains(entry.id)) return Unexpected("unpredictable.txt: there is no form " + entry.id);
  }
  return input;
}

std::string why_open(const Input& input, const test::Form& form, int version) {
  for (const auto& entry : input.unpredictable) {
    if (entry.id == form.id && entry.versions.contains(version)) return entry.reason;
  }
  return {};
}

/// What the server says must be what the form says.
std::optional<Result> judge_error(const test::Form& form, const trace::Observation& seen, int version) {
  const auto expected = form.refused_with(version);
  const auto answered = seen.error ? seen.error->sqlstate : std::string();
  if (expected == answered) return std::nullopt;
  Result result{Outcome::wrong, {}};
  result.words.push_back(
      expected.empty()
          ? "the server answers " + answered + " " + seen.error->message
          : "the form says " + expected + ", the server " +
                (answered.empty() ? "runs it" : "answers " + answered + " " + seen.error->message));
  return result;
}

/// "assumed: …": the model claims more than happens. "missed: …": less, or something else. "polled: …": a
/// lock that is held so shortly that it is not always seen.
enum class Known : std::uint8_t { assumed, missed, polled };

std::optional<Known> known_difference(std::string_view reason) {
  if (reason.starts_with("assumed: ")) return Known::assumed;
  if (reason.starts_with("polled: ")) return Known::polled;
  return reason.starts_with("missed: ") ? std::optional(Known::missed) : std::nullopt;
}

/// Listed differences must still be there; an assumed one must stay on the safe side.
Result judge_known(Known known, const trace::Comparison& comparison, Result result) {
  const bool unsafe =
      std::any_of(comparison.facts.begin(), comparison.facts.end(), [](const trace::Fact& fact) {
        return !fact.agrees() &&
               (fact.observed_mode > fact.predicted_mode || (fact.observed && !fact.predicted));
      });
  if (result.words.empty() && known == Known::polled) {
    result.outcome = Outcome::agrees;
  } else if (result.words.empty()) {
    result.words.push_back("listed as known to differ, but it agrees");
  } else if (known == Known::missed || !unsafe) {
    result.words.clear();
    result.outcome = known == Known::missed ? Outcome::missed : Outcome::listed;
  }
  return result;
}

Result judge(const Input& input, const test::Form& form, const effects::Effects& predicted,
             const trace::Observation& seen, int version, trace::IndexLocks index_locks) {
  if (auto wrong = judge_error(form, seen, version)) return *wrong;
  Result result{Outcome::wrong, {}};
  const auto comparison = trace::compare(predicted, seen, index_locks);
  for (const auto& fact : comparison.facts) {
    // What nothing is claimed about may differ in anything but the refusal.
    const bool counts =
        comparison.verdict == trace::Verdict::differs || fact.kind == trace::FactKind::refusal;
    if (counts && !fact.agrees()) result.words.push_back(trace::words(fact));
  }
  const auto reason = why_open(input, form, version);
  if (const auto known = known_difference(reason)) return judge_known(*known, comparison, std::move(result));
  const bool open = comparison.verdict == trace::Verdict::not_predicted;
  if (!open && !reason.empty())
    result.words.push_back("listed as not predictable (" + reason + "), but predicted");
  if (open && reason.empty() && !seen.error) {
    result.words.push_back("not predicted and not listed: " + predicted.unknown_because);
  }
  if (!result.words.empty()) return result;
  result.outcome = seen.error ? Outcome::fails_as_said : open ? Outcome::listed : Outcome::agrees;
  return result;
}

/// All forms on one server.
class Run {
 public:
  Run(const Input& input, const trace::ThrowawayServer& server, int version, const Options& options)
      : input_(input), server_(server), version_(version), options_(options) {
    for (const auto& form : input.forms) {
      if (form.versions.contains(version)) forms_.push_back(&form);
    }
    results_.resize(forms_.size());
  }

  void run() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < options_.jobs; ++i) {
      threads.emplace_back([this, i] { work(i); });
    }
    for (auto& thread : threads) {
      thread.join();
    }
  }

  /// True when nothing is wrong.
  bool report() {
    std::map<std::string, Count> counts;
    int wrong = 0;
    int missed = 0;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      auto& count = counts[forms_[i]->family()];
      const auto& result = results_[i];
      count.agree += result.outcome == Outcome::agrees ? 1 : 0;
      count.fail_as_said += result.outcome == Outcome::fails_as_said ? 1 : 0;
      count.listed += result.outcome == Outcome::listed ? 1 : 0;
      missed += result.outcome == Outcome::missed ? 1 : 0;
      if (result.outcome != Outcome::wrong) continue;
      ++count.wrong;
      ++wrong;
      std::cout << forms_[i]->id << " on " << version_ << ": " << one_line(forms_[i]->statement) << '\n';
      for (const auto& words : result.words) {
        std::cout << "    " << words << '\n';
      }
    }
    std::cout << "PostgreSQL " << version_ << ": " << forms_.size() << " forms, " << wrong << " differ, "
              << missed << " known to be missed";
    for (const auto& [family, count] : counts) {
      std::cout << "; " << family << ' ' << count.agree;
      if (count.fail_as_said > 0) std::cout << " + " << count.fail_as_said << " refused";
      if (count.listed > 0) std::cout << " + " << count.listed << " listed";
      if (count.wrong > 0) std::cout << " (" << count.wrong << " differ)";
    }
    std::cout << std::endl;
    return wrong == 0;
  }

 private:
  void work(unsigned number) {
    auto measurer = Measurer::make(server_, number);
    Model model(input_.fixture, version_);
    for (std::size_t i = next_++; i < forms_.size() && trace::interrupt_signal() == 0; i = next_++) {
      const auto& form = *forms_[i];
      if (!measurer) {
        results_[i] = {Outcome::wrong, {measurer.error()}};
        continue;
      }
      const auto seen = measurer->measure(form);
      if (!seen) {
        if (trace::interrupt_signal() == 0) results_[i] = {Outcome::wrong, {seen.error()}};
        continue;
      }
      results_[i] = judge(input_, form, model.predict(form), *seen, version_, options_.index_locks);
    }
  }

  static std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  const Input& input_;
  const trace::ThrowawayServer& server_;
  int version_;
  const Options& options_;
  std::vector<const test::Form*> forms_;
  std::vector<Result> results_;
  std::atomic<std::size_t> next_ = 0;
};

bool run_on(const std::string& bin_directory, const Input& input, const Options& options) {
  auto server = trace::ThrowawayServer::start(bin_directory);
  if (!server) {
    std::cout << bin_directory << ": " << server.error() << '\n';
    return false;
  }
  const auto connection = server->connect("postgres");
  if (!connection) {
    std::cout << bin_directory << ": " << connection.error() << '\n';
    return false;
  }
  if (const auto problem = make_template(*server, input.fixture); !problem.empty()) {
    std::cout << bin_directory << ": fixture: " << problem << '\n';
    return false;
  }
  constexpr int version_unit = 10'000;
  Run run(input, *server, connection->server_version() / version_unit, options);
  run.run();
  return run.report() && trace::interrupt_signal() == 0;
}

Expected<Options, std::string> read_options(int count, const char* const* arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (name == "--count") {
      options.count = true;
      continue;
    }
    if (i + 1 == count) return Unexpected("no value for " + std::string(name));
    const std::string value = arguments[++i];
    if (name == "--bindir") {
      options.bin_directories.push_back(value);
    } else if (name == "--only") {
      options.only.push_back(value);
    } else if (name == "--directory") {
      options.directory = value;
    } else if (name == "--index-locks" && value == "all") {
      options.index_locks = trace::IndexLocks::all;
    } else if (name == "--jobs") {
      options.jobs = static_cast<unsigned>(std::clamp(std::atoi(value.c_str()), 1, 16));
    } else {
      return Unexpected("unknown option " + std::string(name));
    }
  }
  if (options.bin_directories.empty()) {
    const std::string debian = "/usr/lib/postgresql/15/bin";
    if (trace::missing_in(debian).empty()) options.bin_directories.push_back(debian);
  }
  return options;
}

int run_all(int count, const char* const* arguments) {
  const auto options = read_options(count, arguments);
  if (!options) {
    std::cout << "oracle: " << options.error()
              << "\nusage: oracle [--bindir DIR]… [--directory DIR] [--only TEXT] [--jobs N] [--index-locks "
                 "all] [--count]\n";
    return 2;
  }
  const auto input = read_input(*options);
  if (!input) {
    std::cout << "oracle: " << input.error() << '\n';
    return 1;
  }
  if (options->count) {
    print_counts(input->forms, input->unpredictable, std::cout);
    return 0;
  }
  if (options->bin_directories.empty()) {
    std::cout << "oracle: skipped: no server in /usr/lib/postgresql/15/bin; install postgresql-15 or name "
                 "one with --bindir\n";
    return exit_skipped;
  }
  // After the files were read: the checkout may be where another user cannot look.
  if (const auto problem = test::leave_root(); !problem.empty()) {
    std::cout << "oracle: " << problem << '\n';
    return 1;
  }
  const trace::InterruptGuard guard;
  bool right = true;
  for (const auto& bin_directory : options->bin_directories) {
    right = run_on(bin_directory, *input, *options) && right;
  }
  return right ? 0 : 1;
}

}  // namespace
}  // namespace migralint::oracle

int main(int count, char** arguments) { return migralint::oracle::run_all(count, arguments); }
