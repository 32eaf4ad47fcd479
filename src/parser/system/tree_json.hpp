// The parse tree as the installed libpg_query writes it: JSON, read with simdjson.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

#include <simdjson.h>

#include "base/name_key.hpp"

namespace migralint::parser {

class Object;
class Array;

class Value {
 public:
  Value() = default;
  explicit Value(simdjson::dom::element element) : element_(element), exists_(true) {}

  [[nodiscard]] bool is_object() const { return exists_ && element_.is_object(); }
  [[nodiscard]] bool is_array() const { return exists_ && element_.is_array(); }

  template <class T>
  [[nodiscard]] bool read(T& result) const {
    return exists_ && element_.get(result) == simdjson::SUCCESS;
  }

 private:
  simdjson::dom::element element_;
  bool exists_ = false;
};

inline bool get(Value value, std::string_view& text) { return value.read(text); }
inline bool get(Value value, std::int64_t& number) { return value.read(number); }
inline bool get(Value value, bool& flag) { return value.read(flag); }

struct Field {
  std::string_view name;
  std::uint64_t key;
  Value value;
};

class Object {
 public:
  class Iterator {
   public:
    explicit Iterator(simdjson::dom::object::iterator at) : at_(at) {}
    Field operator*() const { return {at_.key(), name_key(at_.key()), Value(at_.value())}; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    simdjson::dom::object::iterator at_;
  };

  Object() = default;
  explicit Object(simdjson::dom::object object) : object_(object), valid_(true) {}

  [[nodiscard]] Iterator begin() const {
    return Iterator(valid_ ? object_.begin() : simdjson::dom::object::iterator());
  }
  [[nodiscard]] Iterator end() const {
    return Iterator(valid_ ? object_.end() : simdjson::dom::object::iterator());
  }

  /// The value of the field with this key; false if it is not there.
  [[nodiscard]] bool find(std::uint64_t key, Value& value) const {
    for (const Field& field : *this) {
      if (field.key == key) {
        value = field.value;
        return true;
      }
    }
    return false;
  }

 private:
  simdjson::dom::object object_;
  bool valid_ = false;
};

class Array {
 public:
  class Iterator {
   public:
    explicit Iterator(simdjson::dom::array::iterator at) : at_(at) {}
    Value operator*() const { return Value(*at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    simdjson::dom::array::iterator at_;
  };

  Array() = default;
  explicit Array(simdjson::dom::array array) : array_(array), valid_(true) {}

  [[nodiscard]] std::size_t size() const { return valid_ ? array_.size() : 0; }
  [[nodiscard]] Iterator begin() const {
    return Iterator(valid_ ? array_.begin() : simdjson::dom::array::iterator());
  }
  [[nodiscard]] Iterator end() const {
    return Iterator(valid_ ? array_.end() : simdjson::dom::array::iterator());
  }

 private:
  simdjson::dom::array array_;
  bool valid_ = false;
};

inline bool get(Value value, Object& object) {
  simdjson::dom::object inner;
  if (!value.read(inner)) return false;
  object = Object(inner);
  return true;
}
inline bool get(Value value, Array& array) {
  simdjson::dom::array inner;
  if (!value.read(inner)) return false;
  array = Array(inner);
  return true;
}

/// A node: what it is, and its fields. `{"RangeVar": {…}}`
struct TreeNode {
  std::string_view tag;   ///< empty: not a node
  std::uint64_t key = 0;  ///< name_key() of the tag
  Object body;
};
[[nodiscard]] inline TreeNode node_of(Value value) {
  TreeNode node;
  Object object;
  if (!get(value, object)) return node;
  for (const Field& field : object) {
    // The fields of a body begin with small letters.
    const bool is_tag = !field.name.empty() && field.name.front() >= 'A' && field.name.front() <= 'Z';
    if (is_tag && get(field.value, node.body)) {
      node.tag = field.name;
      node.key = field.key;
    }
    break;
  }
  return node;
}

}  // namespace migralint::parser
