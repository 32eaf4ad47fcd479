// The parse tree in the module's memory, read in place: writing it as JSON and reading that back costs more
// than twice what parsing does. Valid only while the parser shows it (TreeParser::read).
//
// Addresses in the tree are the module's own, 32 bits wide, and its whole address space is mapped
// (runtime.cpp), so whatever stands in the tree, reading it stays inside.
#pragma once

#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>

#include "parser/name_key.hpp"
#include "parser/wasm/layout.hpp"

namespace migralint::parser {

class Object;
class Array;
struct TreeNode;

class Value {
 public:
  Value() = default;

  [[nodiscard]] bool is_object() const { return type_ == Type::node || type_ == Type::body; }
  [[nodiscard]] bool is_array() const { return type_ == Type::array; }

  friend bool get(Value value, Object& object);
  friend bool get(Value value, Array& array);
  friend bool get(Value value, std::string_view& text) {
    if (value.type_ != Type::text) return false;
    text = {value.text_, value.word_};
    return true;
  }
  friend bool get(Value value, std::int64_t& number) {
    number = value.type_ == Type::unsigned_ ? static_cast<std::int64_t>(value.word_)
                                            : static_cast<std::int32_t>(value.word_);
    return value.type_ == Type::integer || value.type_ == Type::unsigned_;
  }
  friend bool get(Value value, bool& flag) {
    flag = value.word_ != 0;
    return value.type_ == Type::flag;
  }
  friend TreeNode node_of(Value value);

 private:
  friend class Object;
  friend class Array;
  enum class Type : std::uint8_t { nothing, integer, unsigned_, flag, text, node, body, array };

  static Value of_node(const std::uint8_t* memory, std::uint32_t address);

  union {
    const std::uint8_t* memory_ = nullptr;
    const char* text_;
  };
  union {
    const wasm::NodeLayout* layout_ = nullptr;  ///< of a body
    const std::uint8_t* items_;                 ///< of an array
  };
  std::uint32_t word_ =
      0;  ///< the number, the text's size, the node's or body's address, or the count of items
  Type type_ = Type::nothing;
};

struct Field {
  std::string_view name;
  std::uint64_t key;
  Value value;
};

class Object {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Field;
    using difference_type = std::ptrdiff_t;
    using pointer = const Field*;
    using reference = Field;

    Iterator(const Object& object, const wasm::Field* at) : object_(object), at_(at) { skip_absent(); }
    Field operator*() const { return {at_->name, at_->key, value_}; }
    Iterator& operator++() {
      ++at_;
      skip_absent();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    void skip_absent() {
      while (at_ != object_.end_ && (object_.is_zero(*at_) || !object_.read(*at_, value_)))
        ++at_;
    }

    const Object& object_;
    const wasm::Field* at_;
    Value value_;
  };

  Object() = default;
  Object(const std::uint8_t* memory, std::uint32_t address, const wasm::NodeLayout& layout)
      : memory_(memory),
        place_(memory + address),
        begin_(layout.fields.data()),
        end_(layout.fields.data() + layout.fields.size()) {}

  [[nodiscard]] Iterator begin() const { return {*this, begin_}; }
  [[nodiscard]] Iterator end() const { return {*this, end_}; }

  /// The value of the field with this key; false if it is not there.
  [[nodiscard]] bool find(std::uint64_t key, Value& value) const {
    for (const wasm::Field* field = begin_; field != end_; ++field) {
      if (field->key == key) return read(*field, value);
    }
    return false;
  }

 private:
  [[nodiscard]] std::uint32_t word(std::uint32_t offset) const {
    std::uint32_t result = 0;
    std::memcpy(&result, place_ + offset, sizeof result);
    return result;
  }
  /// A field that is certainly not there: most are not, and this tells it without a call.
  [[nodiscard]] bool is_zero(const wasm::Field& field) const {
    using Kind = wasm::Kind;
    constexpr auto bit = [](Kind kind) { return 1U << static_cast<unsigned>(kind); };
    constexpr unsigned words = bit(Kind::integer) | bit(Kind::unsigned_) | bit(Kind::text) |
                               bit(Kind::string) | bit(Kind::node) | bit(Kind::body) | bit(Kind::list);
    constexpr unsigned bytes = bit(Kind::flag) | bit(Kind::letter);
    const unsigned kind = bit(field.kind);
    return ((kind & words) != 0 && word(field.offset) == 0) ||
           ((kind & bytes) != 0 && place_[field.offset] == 0);
  }
  bool read(const wasm::Field& field, Value& value) const;

  const std::uint8_t* memory_ = nullptr;
  const std::uint8_t* place_ = nullptr;
  const wasm::Field* begin_ = nullptr;
  const wasm::Field* end_ = nullptr;
};

class Array {
 public:
  class Iterator {
   public:
    Iterator(const std::uint8_t* memory, const std::uint8_t* at) : memory_(memory), at_(at) {}
    Value operator*() const {
      std::uint32_t address = 0;
      std::memcpy(&address, at_, sizeof address);
      return Value::of_node(memory_, address);
    }
    Iterator& operator++() {
      at_ += sizeof(std::uint32_t);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const std::uint8_t* memory_;
    const std::uint8_t* at_;
  };

  Array() = default;
  Array(const std::uint8_t* memory, std::uint32_t list);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Iterator begin() const { return {memory_, items_}; }
  [[nodiscard]] Iterator end() const { return {memory_, items_ + size_ * sizeof(std::uint32_t)}; }

 private:
  friend class Object;
  friend bool get(Value value, Array& array);

  const std::uint8_t* memory_ = nullptr;
  const std::uint8_t* items_ = nullptr;
  std::uint32_t size_ = 0;
};

/// A node: what it is, and its fields.
struct TreeNode {
  std::string_view tag;   ///< empty: not a node
  std::uint64_t key = 0;  ///< name_key() of the tag
  Object body;
};

/// Not a node below a certain depth of this thread's stack either; TreeParser::read() then gives an error.
[[nodiscard]] TreeNode node_of(Value value);

inline bool get(Value value, Object& object) {
  if (value.type_ != Value::Type::body) return false;
  object = value.layout_ == nullptr ? Object() : Object(value.memory_, value.word_, *value.layout_);
  return true;
}

inline bool get(Value value, Array& array) {
  if (value.type_ != Value::Type::array) return false;
  array.memory_ = value.memory_;
  array.items_ = value.items_;
  array.size_ = value.word_;
  return true;
}

inline Value Value::of_node(const std::uint8_t* memory, std::uint32_t address) {
  Value value;
  value.memory_ = memory;
  value.word_ = address;
  value.type_ = address == 0 ? Type::body : Type::node;  // JSON has an empty object for a null among others
  return value;
}

}  // namespace migralint::parser
