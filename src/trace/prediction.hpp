// The effects of one statement as the server gets it: a DO block's are those of all that it runs.
#pragma once

#include "effects/effects.hpp"
#include "replay/replay.hpp"

namespace migralint::trace {

/// Whether the step begins a new statement of the file, rather than being a part of the one before.
inline bool begins_statement(const replay::Step& step) { return step.embedded == nullptr; }

/// The effects of a step that begins a statement.
effects::Effects predict(const replay::Step& step);
/// Adds those of a statement inside the block. What may run or not makes the whole unknown.
void add_embedded(effects::Effects& to, const replay::Step& step);

}  // namespace migralint::trace
