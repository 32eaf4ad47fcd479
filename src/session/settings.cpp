// SET, SET LOCAL, RESET, set_config() and ALTER ROLE/DATABASE … SET, with their lifetimes.
#include <algorithm>

#include "session/session.hpp"
#include "session/values.hpp"

namespace migralint::session {
namespace {

constexpr std::string_view search_path = "search_path";

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) {
    if (!text.empty()) {
      text += ", ";
    }
    text += value;
  }
  return text;
}

}  // namespace

const Setting* Session::setting(std::string_view name) const {
  if (settings_.empty() && defaults_.empty()) {  // nearly always, and asked for with each statement
    return nullptr;
  }
  const auto found = settings_.find(name);
  if (found != settings_.end()) {
    const auto& effective = found->second.effective().setting;
    if (effective) {
      return &*effective;
    }
  }
  const auto by_default = defaults_.find(name);
  if (by_default == defaults_.end() || !by_default->second.setting) {
    return nullptr;
  }
  return &*by_default->second.setting;
}

std::int64_t Session::timeout_ms(std::string_view name) const {
  const Setting* found = setting(name);
  if (found == nullptr || !found->known) {
    return 0;
  }
  return parse_milliseconds(found->value).value_or(0);
}

void Session::publish_search_path(catalog::Catalog& catalog) const {
  const Layer* layer = nullptr;
  const auto found = settings_.find(search_path);
  if (found != settings_.end() && found->second.effective().setting) {
    layer = &found->second.effective();
  }
  const auto by_default = defaults_.find(search_path);
  if (layer == nullptr && by_default != defaults_.end()) {
    layer = &by_default->second;
  }
  if (layer == nullptr) {
    return catalog.set_search_path({std::string(sql::public_schema)});
  }
  if (!layer->setting->known) {
    return;
  }
  std::vector<std::string> path;
  for (const auto& schema : layer->search_path) {
    // The role's own schema: no history says who runs it.
    if (schema != "$user" && !schema.empty()) {
      path.push_back(schema);
    }
  }
  catalog.set_search_path(std::move(path));
}

void Session::set(const std::string& name, Layer value, bool local, catalog::Catalog& catalog) {
  Layers& layers = settings_[name];
  if (local || in_transaction()) {
    undo_settings_.push_back({name, layers});
  }
  if (local) {
    layers.local = std::move(value);
  } else {
    layers.session = std::move(value);
    layers.local.reset();
  }
  if (name == search_path) {
    publish_search_path(catalog);
  }
}

void Session::reset_all(catalog::Catalog& catalog) {
  std::vector<std::string> names;
  for (const auto& [name, layers] : settings_) {
    names.push_back(name);
  }
  for (const auto& name : names) {
    set(name, {}, false, catalog);
  }
}

void Session::end_local_settings(catalog::Catalog& catalog) {
  for (const auto& saved : undo_settings_) {
    const auto found = settings_.find(saved.name);
    if (found != settings_.end()) {
      found->second.local.reset();
    }
  }
  if (!undo_settings_.empty()) {
    publish_search_path(catalog);
  }
  undo_settings_.clear();
}

void Session::undo_settings(std::size_t down_to, catalog::Catalog& catalog) {
  if (undo_settings_.size() <= down_to) {
    return;
  }
  while (undo_settings_.size() > down_to) {
    settings_[undo_settings_.back().name] = std::move(undo_settings_.back().before);
    undo_settings_.pop_back();
  }
  publish_search_path(catalog);
}

void Session::apply_setting(const sql::SetVariable& set_variable, const catalog::Origin& origin,
                            catalog::Catalog& catalog) {
  using Kind = sql::SetVariable::Kind;
  // Outside a transaction block SET LOCAL holds for its own statement, which ends at once (a WARNING says
  // so), but for that of a DO block.
  switch (set_variable.kind) {
    case Kind::reset_all:
      return reset_all(catalog);
    case Kind::set_default:
    case Kind::reset:
      return set(set_variable.name, {}, set_variable.local, catalog);
    case Kind::set: {
      Layer layer;
      layer.setting =
          Setting{joined(set_variable.values), set_variable.value_known, origin, set_variable.local};
      layer.search_path = set_variable.values;
      return set(set_variable.name, std::move(layer), set_variable.local, catalog);
    }
    case Kind::set_current: {
      // SET x FROM CURRENT keeps the value that holds now.
      if (const Setting* current = setting(set_variable.name)) {
        Layer layer;
        layer.setting = *current;
        layer.search_path = split_identifiers(current->value);
        set(set_variable.name, std::move(layer), set_variable.local, catalog);
      }
      return;
    }
    case Kind::set_transaction:
      return;
  }
}

void Session::apply_default(std::string name, const std::optional<std::string>& value,
                            const catalog::Origin& origin) {
  if (name == "all" || name.empty()) {
    if (!value) {
      next_defaults_.clear();
    }
    return;
  }
  if (!value) {
    next_defaults_.erase(name);
    return;
  }
  Layer layer;
  layer.setting = Setting{*value, true, origin, false};
  if (name == search_path) {
    layer.search_path = split_identifiers(*value);
  }
  next_defaults_.insert_or_assign(std::move(name), std::move(layer));
}

}  // namespace migralint::session
