#include "parser/wasm/tree_memory.hpp"

#include "parser/wasm/host.hpp"

namespace migralint::parser {
namespace {

std::uint32_t word_at(const std::uint8_t* memory, std::uint32_t address) {
  std::uint32_t result = 0;
  std::memcpy(&result, memory + address, sizeof result);
  return result;
}

}  // namespace

// A List (src/include/nodes/pg_list.h): its number, its length, its room, the address of its items.
Array::Array(const std::uint8_t* memory, std::uint32_t list)
    : memory_(memory), items_(memory + word_at(memory, list + 12)), size_(word_at(memory, list + 4)) {}

Value Object::read(const wasm::Field& field) const {
  using Kind = wasm::Kind;
  using Type = Value::Type;
  const auto number = [](std::uint32_t value, Type type) {
    return value == 0 ? Value() : Value(nullptr, value, type);
  };
  const auto at = [this](std::uint32_t address, Type type) {
    return address == 0 ? Value() : Value(memory_, address, type);
  };
  // One that no layout is known of has no fields.
  const auto body = [this](std::uint32_t address, std::uint32_t node) {
    const bool known = wasm::layout_table.find(node) != nullptr;
    return Value(known ? memory_ : nullptr, address, Type::body, static_cast<std::uint16_t>(node));
  };
  switch (field.kind) {
    case Kind::integer:
      return number(word(field.offset), Type::integer);
    case Kind::small: {
      std::int16_t value = 0;
      std::memcpy(&value, memory_ + address_ + field.offset, sizeof value);
      return number(static_cast<std::uint32_t>(value), Type::integer);
    }
    case Kind::unsigned_:
      return number(word(field.offset), Type::unsigned_);
    case Kind::flag:
      return number(memory_[address_ + field.offset], Type::flag);
    case Kind::letter: {
      const auto* letter = reinterpret_cast<const char*>(memory_ + address_ + field.offset);
      return *letter == '\0' ? Value() : Value(std::string_view(letter, 1));
    }
    case Kind::text:
    case Kind::string: {
      const std::uint32_t address = word(field.offset);
      if (address == 0) return {};
      const std::string_view text(reinterpret_cast<const char*>(memory_ + address));
      return field.kind == Kind::text && text.empty() ? Value() : Value(text);
    }
    case Kind::choice:
      return Value(field.choices->name(word(field.offset)));
    case Kind::node:
      return at(word(field.offset), Type::node);
    case Kind::body: {
      const std::uint32_t address = word(field.offset);
      return address == 0 ? Value() : body(address, word_at(memory_, address));
    }
    case Kind::list:
      return at(word(field.offset), Type::array);
    case Kind::self:
      return at(address_, Type::array);
    case Kind::inside:
      return body(address_ + field.offset, field.node);
    case Kind::constant:
      return word(field.offset) == field.node ? body(address_ + field.offset, field.node) : Value();
  }
  return {};
}

TreeNode node_of(Value value) {
  if (value.type_ != Value::Type::node) return {};
  if (reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) < migralint_stack_limit) {
    if (auto* const request = wasm::host_of(value.memory_).tree_request) request->too_deep = true;
    return {};
  }
  const auto* layout = wasm::layout_table.find(word_at(value.memory_, value.word_));
  if (layout == nullptr) return {};
  return {layout->name, layout->key, Object(value.memory_, value.word_, layout->number)};
}

}  // namespace migralint::parser
