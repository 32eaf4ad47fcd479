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

#include "base/name_key.hpp"
#include "parser/wasm/layout.hpp"

namespace migralint::parser {

class Object;
class Array;
struct TreeNode;

/// Small enough to be passed in registers, as an Object is: what is written to memory in pieces and read back
/// in one stalls the processor, and lowering does little else than to look at values.
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
  using Type = wasm::ValueType;

  Value(const std::uint8_t* memory, std::uint32_t word, Type type, std::uint16_t number = 0)
      : memory_(memory), word_(word), number_(number), type_(type) {}
  explicit Value(std::string_view text)
      : text_(text.data()), word_(static_cast<std::uint32_t>(text.size())), type_(Type::text) {}

  union {
    const std::uint8_t* memory_ = nullptr;
    const char* text_;
  };
  std::uint32_t word_ = 0;    ///< the number, the text's size, or the address of the node, body or List
  std::uint16_t number_ = 0;  ///< of a body: its node's
  Type type_ = Type::nothing;
};
static_assert(sizeof(Value) == 16);

struct Field {
  std::string_view name;
  std::uint64_t key;
  Value value;
};

class Object {
 public:
  class Iterator;

  Object() = default;
  /// A node with this number, which the layout table has.
  Object(const std::uint8_t* memory, std::uint32_t address, std::uint16_t number)
      : memory_(memory), address_(address), number_(number) {}

  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] static std::default_sentinel_t end() { return {}; }

  /// The value of the field with this key; false if it is not there.
  [[nodiscard]] bool find(std::uint64_t key, Value& value) const {
    const wasm::NodeLayout& known = layout();
    for (std::size_t i = 0; i < known.probes.size(); ++i) {
      if (known.probes[i].key != key) continue;
      value = read(known.fields[i]);
      return value.type_ != Value::Type::nothing;
    }
    return false;
  }

 private:
  [[nodiscard]] const wasm::NodeLayout& layout() const {
    static constexpr wasm::NodeLayout empty{{}, 0, {}, {}};
    return memory_ == nullptr ? empty : *wasm::layout_table.find(number_);
  }
  [[nodiscard]] std::uint32_t word(std::uint32_t offset) const {
    std::uint32_t result = 0;
    std::memcpy(&result, memory_ + address_ + offset, sizeof result);
    return result;
  }
  /// (May reach a few bytes behind the node: nodes are never the last thing in the memory of the module,
  /// whose allocator keeps words of its own there.)
  [[nodiscard]] std::uint64_t eight_bytes(std::uint32_t offset) const {
    std::uint64_t result = 0;
    std::memcpy(&result, memory_ + address_ + offset, sizeof result);
    return result;
  }
  /// Type::nothing if it is not there.
  [[nodiscard]] Value read(const wasm::Field& field) const;

  const std::uint8_t* memory_ = nullptr;
  std::uint32_t address_ = 0;
  std::uint16_t number_ = 0;
};
static_assert(sizeof(Object) == 16);

class Object::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Field;
  using difference_type = std::ptrdiff_t;
  using pointer = const Field*;
  using reference = Field;

  Iterator(Object object, const wasm::NodeLayout& layout)
      : object_(object),
        layout_(&layout),
        at_(layout.probes.data()),
        end_(layout.probes.data() + layout.probes.size()) {
    skip_absent();
  }
  Field operator*() const { return {field().name, at_->key, value_}; }
  Iterator& operator++() {
    ++at_;
    skip_absent();
    return *this;
  }
  bool operator!=(std::default_sentinel_t) const { return at_ != end_; }

 private:
  [[nodiscard]] const wasm::Field& field() const {
    return layout_->fields[static_cast<std::size_t>(at_ - layout_->probes.data())];
  }
  void skip_absent() {
    while (at_ != end_) {
      const std::uint64_t bytes = object_.eight_bytes(at_->offset);
      if ((bytes & at_->together) == 0 && at_->covered != 0) {
        at_ += at_->covered;
        continue;
      }
      const auto word = static_cast<std::uint32_t>(bytes) & at_->mask;
      if (word != 0 && at_->plain != Value::Type::nothing) {
        value_ = Value(object_.memory_, word, at_->plain);
        return;
      }
      if (word != 0 || at_->mask == 0) {
        value_ = object_.read(field());
        if (value_.type_ != Value::Type::nothing) return;
      }
      ++at_;
    }
  }

  Object object_;
  const wasm::NodeLayout* layout_;
  const wasm::Probe* at_;
  const wasm::Probe* end_;
  Value value_;
};

inline Object::Iterator Object::begin() const { return {*this, layout()}; }

class Array {
 public:
  class Iterator {
   public:
    Iterator(const std::uint8_t* memory, const std::uint8_t* at) : memory_(memory), at_(at) {}
    Value operator*() const {
      std::uint32_t address = 0;
      std::memcpy(&address, at_, sizeof address);
      // JSON has an empty object for a null among others.
      return address == 0 ? Value(nullptr, 0, Value::Type::body) : Value(memory_, address, Value::Type::node);
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
  object = Object(value.memory_, value.word_, value.number_);
  return true;
}

inline bool get(Value value, Array& array) {
  if (value.type_ != Value::Type::array) return false;
  array = Array(value.memory_, value.word_);
  return true;
}

}  // namespace migralint::parser
