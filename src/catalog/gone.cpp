#include "catalog/gone.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace migralint::catalog {
namespace {

std::size_t hash_of(Gone::What what, std::string_view name) {
  return std::hash<std::string_view>{}(name)*31 + static_cast<std::size_t>(what);
}

}  // namespace

void GoneList::add(Gone gone) {
  auto& newest = newest_[hash_of(gone.what, gone.name)];
  previous_.push_back(newest);
  ++counts_[static_cast<std::size_t>(gone.what)];
  list_.push_back(std::move(gone));
  newest = static_cast<std::uint32_t>(list_.size());
}

void GoneList::cut(std::size_t size) {
  while (list_.size() > size) {
    newest_[hash_of(list_.back().what, list_.back().name)] = previous_.back();
    --counts_[static_cast<std::size_t>(list_.back().what)];
    list_.pop_back();
    previous_.pop_back();
  }
  doubted_ = std::min(doubted_, size);
}

template <class Matches>
const Gone* GoneList::newest(Gone::What what, std::string_view name, const Matches& matches) const {
  if (!has_any(what)) {
    return nullptr;
  }
  const auto found = newest_.find(hash_of(what, name));
  for (std::uint32_t i = found == newest_.end() ? 0 : found->second; i > 0; i = previous_[i - 1]) {
    const Gone& gone = list_[i - 1];
    if (gone.what == what && gone.name == name && matches(gone)) {
      return &gone;
    }
  }
  return nullptr;
}

const Gone* GoneList::find(Gone::What what, std::string_view schema, std::string_view name) const {
  return newest(what, name, [&](const Gone& gone) { return gone.schema == schema; });
}

const Gone* GoneList::find_part(Gone::What what, RelationId owner, std::string_view name) const {
  return newest(what, name, [&](const Gone& gone) { return gone.owner == owner; });
}

const Gone* GoneList::find_of_type(Gone::What what, const sql::Name& type, std::string_view name) const {
  return newest(what, name,
                [&](const Gone& gone) { return gone.owner_type == type.name && gone.schema == type.schema; });
}

}  // namespace migralint::catalog
