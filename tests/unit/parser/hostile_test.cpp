// What no migration holds and a linter must survive: each is an error of one statement or a tree, on one
// thread and on four at once, and the statement after it parses.
#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <pthread.h>

#include "parser/parser.hpp"
#include "support/catch.hpp"

using migralint::parser::ParseError;
using migralint::parser::Parser;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    text += part;
  return text;
}

enum class Outcome { tree, syntax, limit, input, tree_or_limit };

struct Case {
  std::string_view name;
  std::string sql;
  Outcome outcome;
};

std::string five_megabytes() {
  std::string sql = "INSERT INTO t VALUES (0, 'first')";
  while (sql.size() < 5'000'000)
    sql += ", (1234567, 'a row like many others in a migration that brings data')";
  return sql;
}

std::vector<Case> cases() {
  using namespace std::string_literals;
  return {
      {"20,000 nested parentheses", "SELECT " + repeated("(", 20'000) + "1" + repeated(")", 20'000),
       Outcome::limit},
      {"200,000 terms", "SELECT 1" + repeated(" + 1", 200'000), Outcome::tree_or_limit},
      {"50,000 NOTs", "SELECT " + repeated("NOT ", 50'000) + "true", Outcome::limit},
      {"2,000 terms", "SELECT 1" + repeated(" + 1", 2'000), Outcome::tree},
      {"five megabytes", five_megabytes(), Outcome::tree},
      {"NUL", "SELECT 1\0 2"s, Outcome::input},
      {"invalid UTF-8", "SELECT '\xC3('", Outcome::input},
      {"unterminated quote", "SELECT 'x" + repeated("y", 100'000), Outcome::syntax},
      {"unterminated dollar quote", "SELECT $a$" + repeated("y", 100'000), Outcome::syntax},
      {"unterminated comment", "SELECT 1 /*" + repeated("/* ", 100'000), Outcome::syntax},
  };
}

Outcome outcome_of(Parser& parser, std::string_view sql) {
  const auto result = parser.parse(sql);
  if (result) return Outcome::tree;
  switch (result.error().kind) {
    case ParseError::Kind::syntax:
      return Outcome::syntax;
    case ParseError::Kind::limit:
      return Outcome::limit;
    case ParseError::Kind::input:
      return Outcome::input;
  }
  return Outcome::syntax;
}

/// Catch2's macros are not for several threads: the answer is a count of surprises.
int surprises(Parser& parser, const std::vector<Case>& all) {
  int count = 0;
  for (const auto& one : all) {
    const auto outcome = outcome_of(parser, one.sql);
    const bool expected = outcome == one.outcome || (one.outcome == Outcome::tree_or_limit &&
                                                     (outcome == Outcome::tree || outcome == Outcome::limit));
    if (!expected || outcome_of(parser, "SELECT 1") != Outcome::tree) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("hostile statements on one thread", "[parser]") {
  Parser parser;
  for (const auto& one : cases()) {
    INFO(one.name);
    CHECK(surprises(parser, {one}) == 0);
  }
}

TEST_CASE("hostile statements on four threads at once", "[parser][threads]") {
  const auto all = cases();
  std::atomic<int> total = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Parser parser;
      total += surprises(parser, all);
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(total == 0);
}

TEST_CASE("hostile statements on a thread with a small stack", "[parser][threads][small-stack]") {
  struct Task {
    std::vector<Case> all = cases();
    int surprises = -1;
  } task;
  const auto start = [](void* argument) -> void* {
    auto& self = *static_cast<Task*>(argument);
    // Less stack, less depth: 2,000 terms are promised to the usual stacks only.
    for (auto& one : self.all) {
      if (one.outcome == Outcome::tree) one.outcome = Outcome::tree_or_limit;
    }
    Parser parser;
    self.surprises = surprises(parser, self.all);
    return nullptr;
  };
  pthread_attr_t attributes;
  REQUIRE(pthread_attr_init(&attributes) == 0);
  REQUIRE(pthread_attr_setstacksize(&attributes, 384U << 10U) == 0);
  pthread_t thread{};
  REQUIRE(pthread_create(&thread, &attributes, start, &task) == 0);
  REQUIRE(pthread_join(thread, nullptr) == 0);
  pthread_attr_destroy(&attributes);
  CHECK(task.surprises == 0);
}

TEST_CASE("the messages of limits say what ran out", "[parser]") {
  Parser parser;
  const auto deep = parser.parse("SELECT " + repeated("(", 20'000) + "1" + repeated(")", 20'000));
  REQUIRE_FALSE(deep);
  CHECK(deep.error().message == R"(memory exhausted at or near "(")");
  CHECK(deep.error().offset > 7);
}

TEST_CASE("a message that quotes half the file is cut", "[parser]") {
  Parser parser;
  const auto open = parser.parse("SELECT '" + repeated("é", 100'000));
  REQUIRE_FALSE(open);
  CHECK(open.error().message.starts_with("unterminated quoted string at or near \"'éé"));
  CHECK(open.error().message.size() < 300);
  CHECK(open.error().message.ends_with("…\""));
}

TEST_CASE("a function whose body nests deeply", "[parser]") {
  Parser parser;
  const std::string body = repeated("BEGIN ", 30'000) + repeated("END; ", 30'000);
  const auto result = parser.parse_plpgsql("DO $$ " + body + " $$");
  if (!result) CHECK(result.error().kind == ParseError::Kind::limit);
  CHECK(parser.parse("SELECT 1"));
}

TEST_CASE("parsers of one program do not disturb each other", "[parser][threads]") {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&wrong, i] {
      Parser parser;
      const std::string name = "table_" + std::to_string(i);
      for (int round = 0; round < 500; ++round) {
        const auto good = parser.parse("CREATE TABLE " + name + " (id bigint)");
        if (!good || good->text.find(name) == std::string_view::npos) ++wrong;
        const auto bad = parser.parse("CREATE TABLE " + name + " (id bigint");
        if (bad || bad.error().message != "syntax error at end of input") ++wrong;
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(wrong == 0);
}
