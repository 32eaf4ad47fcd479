// What a migration tool makes of the markers in a file, where that is not what the file means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "script/script.hpp"

namespace migralint::script {

struct ToolFault {
  enum class Kind : std::uint8_t {
    down_only,        ///< there is a way back and no way forward
    section_order,    ///< a section is not where, or not written as, the tool looks for it
    split_statement,  ///< the tool cuts a statement, or cannot find its end
    directive,        ///< a transaction directive that the tool does not see
  };
  Kind kind = Kind::section_order;
  Span place;
  std::string message;  ///< one sentence without a full stop: what the tool does
  std::string advice;   ///< what to write instead; may be empty
};

/// All faults but those of directives, for a file that `tool` runs. Each tool reads lines, not SQL: this does
/// as it does, and compares with the statements in `script`. What would stop the tool at once is reported
/// once.
std::vector<ToolFault> section_faults(Tool tool, std::string_view text, const Script& script);

/// Transaction directives that nothing comes of. Tool::unknown: the file does not show who runs it, and each
/// directive is held against the tool that it belongs to.
std::vector<ToolFault> directive_faults(Tool tool, std::string_view text, const Script& script);

}  // namespace migralint::script
