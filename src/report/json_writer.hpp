// Writes JSON front to back into a string: a report of many findings is mostly text, and a tree of it would
// cost more than everything else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace migralint::report {

/// Appends `text` as a JSON string; what is no UTF-8 becomes U+FFFD.
void append_json(std::string& out, std::string_view text);

/// The caller keeps the order right (a key before each member of an object); commas come by themselves.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  /// `name` holds nothing that JSON escapes.
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& number(std::size_t number);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// The next value starts a new line, so that reports can be read and compared line by line.
  JsonWriter& line();

  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).value(text); }
  JsonWriter& member(std::string_view name, std::size_t count) { return key(name).number(count); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string& out_;
  bool comma_ = false;  ///< something precedes on this level
  bool line_ = false;
};

}  // namespace migralint::report
