// Readers to be used again: making one takes as long as to read a hundred statements.
#pragma once

#include <memory>

#include "sql/lower.hpp"

namespace migralint::replay {

/// A reader that nobody else uses as long as this lives.
class LentReader {
 public:
  /// Throws std::bad_alloc: there is no room for another parser.
  LentReader();
  ~LentReader();
  LentReader(LentReader&&) noexcept = default;
  LentReader(const LentReader&) = delete;
  LentReader& operator=(LentReader&&) = delete;
  LentReader& operator=(const LentReader&) = delete;

  [[nodiscard]] sql::Reader& operator*() const { return *reader_; }

 private:
  std::unique_ptr<sql::Reader> reader_;
};

/// Has one ready for the next who needs one. Where there is no room, that one will hear of it.
void prepare_reader() noexcept;
/// Gives back the room of those that nobody uses.
void free_idle_readers();

}  // namespace migralint::replay
