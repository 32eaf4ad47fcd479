#include "replay/readers.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "base/waiting.hpp"

namespace migralint::replay {
namespace {

class Readers {
  using Lock = LockHere;

 public:
  std::unique_ptr<sql::Reader> take() {
    Lock lock(mutex_);
    if (!free_.empty()) {
      return taken(lock);
    }
    try {
      return make(lock);
    } catch (const std::bad_alloc&) {
      // The room may have gone to the one that prepare_reader() is at.
      wait_here(made_, lock, [this] { return being_made_ == 0 || !free_.empty(); });
      if (free_.empty()) {
        throw;
      }
      return taken(lock);
    }
  }

  void prepare() {
    Lock lock(mutex_);
    free_.push_back(make(lock));
  }

  void free_idle() {
    const Lock lock(mutex_);
    free_.clear();
  }

  void give_back(std::unique_ptr<sql::Reader> reader) {
    const Lock lock(mutex_);
    free_.push_back(std::move(reader));
  }

 private:
  std::unique_ptr<sql::Reader> taken(const Lock&) {
    auto reader = std::move(free_.back());
    free_.pop_back();
    return reader;
  }

  /// Without the lock, which it has again when it returns or throws.
  std::unique_ptr<sql::Reader> make(Lock& lock) {
    struct BeingMade {
      Readers& all;
      Lock& lock;
      BeingMade(Readers& readers, Lock& held) : all(readers), lock(held) {
        ++all.being_made_;
        lock.unlock();
      }
      BeingMade(const BeingMade&) = delete;
      BeingMade& operator=(const BeingMade&) = delete;
      ~BeingMade() {
        lock.lock();
        --all.being_made_;
        all.made_.notify_all();
      }
    };
    const BeingMade being_made(*this, lock);
    return std::make_unique<sql::Reader>();
  }

  std::mutex mutex_;
  std::condition_variable made_;
  std::size_t being_made_ = 0;
  std::vector<std::unique_ptr<sql::Reader>> free_;
};

// Never destroyed: the system takes their memory faster when the program ends.
Readers& readers() {
  static auto& kept = *new Readers;
  return kept;
}

}  // namespace

LentReader::LentReader() : reader_(readers().take()) {}

LentReader::~LentReader() {
  if (reader_ != nullptr) {
    readers().give_back(std::move(reader_));
  }
}

void free_idle_readers() { readers().free_idle(); }

void prepare_reader() noexcept {
  try {
    readers().prepare();
  } catch (const std::bad_alloc&) {
    return;
  }
}

}  // namespace migralint::replay
