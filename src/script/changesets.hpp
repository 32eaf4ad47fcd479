// Liquibase's formatted SQL: one file, many changesets, each with a transaction of its own.
#pragma once

#include <cstdint>
#include <string_view>

#include "script/script.hpp"

namespace migralint::script {

/// `--liquibase formatted sql`: only files with this line hold changesets.
bool names_liquibase(std::string_view comment);
/// `--changeset author:id …`, which begins a changeset and ends the one before it.
bool is_changeset(std::string_view comment);
/// That, or a line that says something about the changeset above it: `--preconditions`, `--comment`, ….
bool is_changeset_line(std::string_view comment);
/// The header line takes the changeset's transaction away.
bool opts_changeset_out(std::string_view comment);

/// Whether what stands at `at` is in a changeset whose statements are sent one by one, each in a transaction
/// of its own.
bool in_split_changeset(std::string_view text, const Script& script, std::uint32_t at);

}  // namespace migralint::script
