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

bool Object::read(const wasm::Field& field, Value& value) const {
  using Kind = wasm::Kind;
  using Type = Value::Type;
  const auto body = [&](std::uint32_t address, std::uint32_t number) {
    value.memory_ = memory_;
    value.layout_ = wasm::layout_table.find(number);
    value.word_ = address;
    value.type_ = Type::body;
    return true;
  };
  switch (field.kind) {
    case Kind::integer:
      value.word_ = word(field.offset);
      value.type_ = Type::integer;
      return value.word_ != 0;
    case Kind::small: {
      std::int16_t number = 0;
      std::memcpy(&number, place_ + field.offset, sizeof number);
      value.word_ = static_cast<std::uint32_t>(number);
      value.type_ = Type::integer;
      return number != 0;
    }
    case Kind::unsigned_:
      value.word_ = word(field.offset);
      value.type_ = Type::unsigned_;
      return value.word_ != 0;
    case Kind::flag:
      value.word_ = place_[field.offset];
      value.type_ = Type::flag;
      return value.word_ != 0;
    case Kind::letter:
      value.text_ = reinterpret_cast<const char*>(place_ + field.offset);
      value.word_ = 1;
      value.type_ = Type::text;
      return *value.text_ != '\0';
    case Kind::text:
    case Kind::string: {
      const std::uint32_t address = word(field.offset);
      if (address == 0) return false;
      value.text_ = reinterpret_cast<const char*>(memory_ + address);
      value.word_ = static_cast<std::uint32_t>(std::strlen(value.text_));
      value.type_ = Type::text;
      return field.kind == Kind::string || value.word_ != 0;
    }
    case Kind::choice: {
      const std::string_view name = field.choices->name(word(field.offset));
      value.text_ = name.data();
      value.word_ = static_cast<std::uint32_t>(name.size());
      value.type_ = Type::text;
      return true;
    }
    case Kind::node:
      value.memory_ = memory_;
      value.word_ = word(field.offset);
      value.type_ = Type::node;
      return value.word_ != 0;
    case Kind::body: {
      const std::uint32_t address = word(field.offset);
      return address != 0 && body(address, word_at(memory_, address));
    }
    case Kind::list:
    case Kind::self: {
      const std::uint32_t address =
          field.kind == Kind::self ? static_cast<std::uint32_t>(place_ - memory_) : word(field.offset);
      if (address == 0) return false;
      const Array items(memory_, address);
      value.memory_ = memory_;
      value.items_ = items.items_;
      value.word_ = items.size_;
      value.type_ = Type::array;
      return true;
    }
    case Kind::inside:
    case Kind::constant: {
      const auto address = static_cast<std::uint32_t>(place_ - memory_) + field.offset;
      return (field.kind == Kind::inside || word(field.offset) == field.node) && body(address, field.node);
    }
  }
  return false;
}

TreeNode node_of(Value value) {
  if (value.type_ != Value::Type::node) return {};
  if (reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) < migralint_stack_limit) {
    if (auto* const request = wasm::host_of(value.memory_).tree_request) request->too_deep = true;
    return {};
  }
  const auto* layout = wasm::layout_table.find(word_at(value.memory_, value.word_));
  if (layout == nullptr) return {};
  return {layout->name, layout->key, Object(value.memory_, value.word_, *layout)};
}

}  // namespace migralint::parser
