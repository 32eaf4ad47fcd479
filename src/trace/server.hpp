// A PostgreSQL server that lives as long as a value of this program: in a new directory, on a Unix socket in
// it, with no way in from outside. It is gone, with its directory, when the value is destroyed, and also when
// this program is killed: a small process of its own keeps it and notices that the program has ended.
#pragma once

#include <string>

#include "base/expected.hpp"
#include "trace/connection.hpp"

namespace migralint::trace {

class ThrowawayServer {
 public:
  /// Makes a cluster with the binaries in `bin_directory` and starts it. The error says what is missing. To
  /// be called before the program has threads. Variables like PGOPTIONS are taken out of this process's
  /// environment, so that no connection goes anywhere else.
  static Expected<ThrowawayServer, std::string> start(const std::string& bin_directory);

  ThrowawayServer(ThrowawayServer&& other) noexcept;
  ThrowawayServer& operator=(ThrowawayServer&& other) noexcept;
  ~ThrowawayServer();

  [[nodiscard]] const Address& address() const { return address_; }
  [[nodiscard]] Expected<Connection, std::string> connect(const std::string& database) const {
    return Connection::open(address_, database);
  }

 private:
  ThrowawayServer() = default;
  void stop();

  Address address_;
  int keeper_ = -1;    ///< process id
  int lifeline_ = -1;  ///< closing it ends the keeper, which ends the server
};

/// Whether `directory` has what a server needs; empty text, or what it lacks.
std::string missing_in(const std::string& bin_directory);

}  // namespace migralint::trace
