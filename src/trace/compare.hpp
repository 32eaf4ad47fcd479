// The model's prediction for a statement beside what a server did.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "effects/effects.hpp"
#include "trace/observe.hpp"

namespace migralint::trace {

enum class FactKind : std::uint8_t { refusal, lock, index_lock, rewrite, index_build, index_rebuild, scan };
/// "lock", "rewrite", …
std::string_view to_string(FactKind kind);

/// One thing that was predicted, observed, or both.
struct Fact {
  FactKind kind = FactKind::lock;
  std::string relation;  ///< schema.name; empty for a refusal
  bool predicted = false;
  bool observed = false;
  LockMode predicted_mode = LockMode::none;  ///< of locks
  LockMode observed_mode = LockMode::none;

  [[nodiscard]] bool agrees() const { return predicted == observed && predicted_mode == observed_mode; }
};

/// "public.t: predicted SHARE, observed SHARE ROW EXCLUSIVE".
std::string words(const Fact& fact);

enum class Verdict : std::uint8_t {
  confirmed,
  differs,
  not_predicted,  ///< the model says that it does not know
};
/// "confirmed", "differs", "not predicted".
std::string_view to_string(Verdict verdict);

struct Comparison {
  Verdict verdict = Verdict::confirmed;
  std::vector<Fact> facts;  ///< also of what is not predicted, for information
};

/// Which locks on indexes count. Those weaker than SHARE UPDATE EXCLUSIVE never do: they follow from planning
/// a query and stop nobody.
enum class IndexLocks : std::uint8_t {
  beyond_their_table,  ///< stronger than the lock on the index's table: only they stop somebody more
  all,
};

/// `observed` is without an error, or nothing but a refusal is compared. Locks on tables, views and sequences
/// count as they are. Relations that the statement makes are left out: nobody else can see them.
Comparison compare(const effects::Effects& predicted, const Observation& observed,
                   IndexLocks index_locks = IndexLocks::beyond_their_table);

}  // namespace migralint::trace
