// The comment lines by which migration tools divide a file.
#pragma once

#include <cstdint>
#include <string_view>

namespace migralint::script {

enum class Marker : std::uint8_t {
  none,
  up,        ///< forward code begins
  down,      ///< the way back begins
  boundary,  ///< ends the statement before it: goose's StatementBegin/StatementEnd, Drizzle's
             ///< statement-breakpoint
};

/// What a line comment (with its dashes, without its line end) that stands first on its line is to goose,
/// dbmate, sql-migrate, node-pg-migrate, tern or Drizzle. `up_seen`: an up marker came before it in this
/// file.
Marker marker_of(std::string_view comment, bool up_seen);

}  // namespace migralint::script
