// Reading JSON of which any part may be missing.
#pragma once

#include <cstdint>
#include <string_view>

#include <simdjson.h>

namespace migralint::sql::plpgsql {

/// A value of a parsed tree, or nothing. What is asked of nothing, or of a value of another type, is empty.
class Tree {
 public:
  Tree() = default;
  explicit Tree(simdjson::dom::element value) : value_(value), exists_(true) {}

  /// `json` has to outlive the result and all that is read from it. Nothing if the text is nested too deeply.
  static Tree parse(simdjson::dom::parser& json, std::string_view padded_text) {
    simdjson::dom::element root;
    const bool read =
        json.parse(padded_text.data(), padded_text.size(), false).get(root) == simdjson::SUCCESS;
    return read ? Tree(root) : Tree();
  }

  explicit operator bool() const { return exists_; }

  Tree operator[](std::string_view field) const {
    simdjson::dom::element value;
    return exists_ && value_[field].get(value) == simdjson::SUCCESS ? Tree(value) : Tree();
  }
  [[nodiscard]] std::string_view text() const {
    std::string_view result;
    return exists_ && value_.get(result) == simdjson::SUCCESS ? result : std::string_view();
  }
  [[nodiscard]] std::int64_t integer(std::int64_t otherwise = 0) const {
    std::int64_t result = 0;
    return exists_ && value_.get(result) == simdjson::SUCCESS ? result : otherwise;
  }

  /// A node is an object of one field, its tag.
  [[nodiscard]] std::string_view tag() const {
    simdjson::dom::object object;
    const bool is_node = exists_ && value_.get(object) == simdjson::SUCCESS && object.begin() != object.end();
    return is_node ? object.begin().key() : std::string_view();
  }
  [[nodiscard]] Tree node() const { return (*this)[tag()]; }

  template <class Visit>
  void each(Visit&& visit) const {
    simdjson::dom::array items;
    if (!exists_ || value_.get(items) != simdjson::SUCCESS) {
      return;
    }
    for (const simdjson::dom::element item : items) {
      visit(Tree(item));
    }
  }

  /// Of an array.
  [[nodiscard]] std::size_t size() const {
    simdjson::dom::array items;
    return exists_ && value_.get(items) == simdjson::SUCCESS ? items.size() : 0;
  }
  [[nodiscard]] Tree first() const {
    simdjson::dom::array items;
    const bool any = exists_ && value_.get(items) == simdjson::SUCCESS && items.begin() != items.end();
    return any ? Tree(*items.begin()) : Tree();
  }

 private:
  simdjson::dom::element value_;
  bool exists_ = false;
};

}  // namespace migralint::sql::plpgsql
