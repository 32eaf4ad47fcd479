// Room for what most columns, constraints, relations do not have: empty ones take one pointer. A large
// history holds a hundred thousand of them, and what is smaller is read and copied in less time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migralint {

/// Used like std::optional.
template <class T>
class Box {
 public:
  Box() = default;
  Box(T value) : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT(google-explicit-constructor)
  Box(std::optional<T> value) {                                    // NOLINT(google-explicit-constructor)
    if (value) {
      value_ = std::make_unique<T>(std::move(*value));
    }
  }
  Box(const Box& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box& other) {
    if (this != &other) {
      value_ = other.value_ ? std::make_unique<T>(*other.value_) : nullptr;
    }
    return *this;
  }
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;

  [[nodiscard]] bool has_value() const { return value_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  [[nodiscard]] T& operator*() { return *value_; }
  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] T* operator->() { return value_.get(); }
  [[nodiscard]] const T* operator->() const { return value_.get(); }
  void reset() { value_.reset(); }
  T& emplace(T value) {
    value_ = std::make_unique<T>(std::move(value));
    return *value_;
  }
  [[nodiscard]] T value_or(T otherwise) const { return value_ ? *value_ : std::move(otherwise); }

 private:
  std::unique_ptr<T> value_;
};

/// Used like the value itself; a default one is not stored.
template <class T>
class Rare {
 public:
  Rare() = default;
  Rare(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const T& get() const {
    static const T none{};
    return value_ ? *value_ : none;
  }
  operator const T&() const { return get(); }  // NOLINT(google-explicit-constructor)
  [[nodiscard]] const T* operator->() const { return &get(); }
  /// Write access: makes room.
  [[nodiscard]] T& edit() {
    if (!value_) {
      value_ = Box<T>(T{});
    }
    return *value_;
  }
  [[nodiscard]] bool stored() const { return value_.has_value(); }

 private:
  Box<T> value_;
};

/// A text that is nearly always empty.
class RareText {
 public:
  RareText() = default;
  RareText(std::string_view text)
      : text_(text.empty() ? Box<std::string>() : Box<std::string>(std::string(text))) {}
  RareText(const std::string& text) : RareText(std::string_view(text)) {}
  RareText(const char* text) : RareText(std::string_view(text)) {}

  [[nodiscard]] const std::string& str() const {
    static const std::string none;
    return text_ ? *text_ : none;
  }
  operator const std::string&() const { return str(); }
  operator std::string_view() const { return str(); }
  [[nodiscard]] bool empty() const { return !text_; }
  void clear() { text_.reset(); }
  friend bool operator==(const RareText& a, const RareText& b) { return a.str() == b.str(); }
  friend bool operator==(const RareText& a, const std::string& b) { return a.str() == b; }
  friend bool operator==(const RareText& a, std::string_view b) { return a.str() == b; }
  friend bool operator==(const RareText& a, const char* b) { return a.str() == b; }

 private:
  Box<std::string> text_;
};

/// A vector that is nearly always empty.
template <class T>
class Few {
 public:
  using value_type = T;
  using iterator = typename std::vector<T>::iterator;
  using const_iterator = typename std::vector<T>::const_iterator;

  Few() = default;
  Few(std::vector<T> items)  // NOLINT(google-explicit-constructor)
      : items_(items.empty() ? Box<std::vector<T>>() : Box<std::vector<T>>(std::move(items))) {}

  [[nodiscard]] const std::vector<T>& get() const {
    static const std::vector<T> none;
    return items_ ? *items_ : none;
  }
  operator const std::vector<T>&() const { return get(); }  // NOLINT(google-explicit-constructor)
  /// Write access: makes room.
  [[nodiscard]] std::vector<T>& edit() {
    if (!items_) {
      items_ = Box<std::vector<T>>(std::vector<T>());
    }
    return *items_;
  }

  [[nodiscard]] bool empty() const { return get().empty(); }
  [[nodiscard]] std::size_t size() const { return get().size(); }
  [[nodiscard]] const_iterator begin() const { return get().begin(); }
  [[nodiscard]] const_iterator end() const { return get().end(); }
  [[nodiscard]] const T& operator[](std::size_t i) const { return get()[i]; }
  [[nodiscard]] const T& at(std::size_t i) const { return get().at(i); }
  [[nodiscard]] const T& front() const { return get().front(); }
  [[nodiscard]] const T& back() const { return get().back(); }
  void push_back(T item) { edit().push_back(std::move(item)); }
  void clear() { items_ = {}; }
  template <class Predicate>
  std::size_t remove_if(const Predicate& predicate) {
    return empty() ? 0 : std::erase_if(edit(), predicate);
  }
  friend bool operator==(const Few& a, const Few& b) { return a.get() == b.get(); }
  friend bool operator==(const Few& a, const std::vector<T>& b) { return a.get() == b; }

 private:
  Box<std::vector<T>> items_;
};

}  // namespace migralint
