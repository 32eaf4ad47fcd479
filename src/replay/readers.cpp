#include "replay/readers.hpp"

#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace migralint::replay {
namespace {

struct Free {
  std::mutex mutex;
  std::vector<std::unique_ptr<sql::Reader>> readers;
};

// Never destroyed: the system takes their memory faster when the program ends.
Free& free_readers() {
  static auto& kept = *new Free;
  return kept;
}

void give_back(std::unique_ptr<sql::Reader> reader) {
  Free& free = free_readers();
  const std::lock_guard lock(free.mutex);
  free.readers.push_back(std::move(reader));
}

std::unique_ptr<sql::Reader> take() {
  Free& free = free_readers();
  {
    const std::lock_guard lock(free.mutex);
    if (!free.readers.empty()) {
      auto reader = std::move(free.readers.back());
      free.readers.pop_back();
      return reader;
    }
  }
  return std::make_unique<sql::Reader>();
}

}  // namespace

LentReader::LentReader() : reader_(take()) {}

LentReader::~LentReader() {
  if (reader_ != nullptr) {
    give_back(std::move(reader_));
  }
}

void prepare_reader() noexcept {
  try {
    give_back(std::make_unique<sql::Reader>());
  } catch (const std::bad_alloc&) {
    return;
  }
}

}  // namespace migralint::replay
