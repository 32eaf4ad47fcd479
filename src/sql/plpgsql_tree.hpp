// Reading JSON of which any part may be missing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace migralint::sql::plpgsql {

/// A value of a parsed tree, or nothing. What is asked of nothing, or of a value of another type, is empty.
class Tree {
 public:
  Tree() = default;
  explicit Tree(const nlohmann::json& value) : value_(&value) {}

  explicit operator bool() const { return value_ != nullptr; }

  Tree operator[](std::string_view field) const {
    if (value_ == nullptr || !value_->is_object()) {
      return {};
    }
    const auto found = value_->find(field);
    return found != value_->end() ? Tree(*found) : Tree();
  }
  [[nodiscard]] std::string_view text() const {
    const auto* result = value_ != nullptr ? value_->get_ptr<const std::string*>() : nullptr;
    return result != nullptr ? std::string_view(*result) : std::string_view();
  }
  [[nodiscard]] std::int64_t integer(std::int64_t otherwise = 0) const {
    return value_ != nullptr && value_->is_number_integer() ? value_->get<std::int64_t>() : otherwise;
  }

  /// A node is an object of one field, its tag.
  [[nodiscard]] std::string_view tag() const {
    const bool is_node = value_ != nullptr && value_->is_object() && !value_->empty();
    return is_node ? std::string_view(value_->begin().key()) : std::string_view();
  }
  [[nodiscard]] Tree node() const { return (*this)[tag()]; }

  template <class Visit>
  void each(Visit&& visit) const {
    if (value_ == nullptr || !value_->is_array()) {
      return;
    }
    for (const auto& item : *value_) {
      visit(Tree(item));
    }
  }

  /// Of an array.
  [[nodiscard]] std::size_t size() const {
    return value_ != nullptr && value_->is_array() ? value_->size() : 0;
  }
  [[nodiscard]] Tree first() const { return size() > 0 ? Tree(value_->front()) : Tree(); }

 private:
  const nlohmann::json* value_ = nullptr;
};

/// What is read recursively has to end somewhere.
inline constexpr std::size_t max_tree_depth = 1024;

/// Asked of the text before it is read: the JSON library tells the depth only to a callback, and with one it
/// looks at all elements of an array again for each of them.
inline bool is_nested_deeper(std::string_view json, std::size_t limit) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      for (++i; i < json.size() && json[i] != '"'; ++i) {
        i += json[i] == '\\' ? 1 : 0;
      }
    } else if (c == '[' || c == '{') {
      if (++depth > limit) {
        return true;
      }
    } else if (c == ']' || c == '}') {
      depth -= depth > 0 ? 1 : 0;
    }
  }
  return false;
}

/// A discarded value if the text is not JSON or is nested more deeply. The result has to outlive all Trees of
/// it.
inline nlohmann::json parse_tree(std::string_view text) {
  constexpr bool throws = false;
  return is_nested_deeper(text, max_tree_depth) ? nlohmann::json(nlohmann::json::value_t::discarded)
                                                : nlohmann::json::parse(text, nullptr, throws);
}

}  // namespace migralint::sql::plpgsql
