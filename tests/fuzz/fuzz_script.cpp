// Cutting a file into statements, whatever its bytes are: nothing is lost, nothing overlaps, offsets stay
// exact.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "script/file_kind.hpp"
#include "script/line_index.hpp"
#include "script/script.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_statement(std::string_view text, const migralint::script::Statement& statement,
                     std::uint32_t after) {
  require(statement.range.begin >= after && statement.range.begin <= statement.range.end);
  require(statement.with_terminator.contains(statement.range));
  require(statement.with_terminator.end <= text.size());
  require(statement.lead <= statement.range.begin);
  std::string buffer;
  for (const bool fill : {false, true}) {
    require(migralint::script::prepare(text, statement, buffer, fill).size() >= statement.range.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto script = migralint::script::split(text);
  const migralint::script::LineIndex lines(text);
  std::uint32_t after = 0;
  for (const auto& statement : script.statements) {
    check_statement(text, statement, after);
    after = statement.with_terminator.end;
    const auto place = lines.position(statement.range.begin);
    require(place.line >= 1 && place.line <= lines.line_count() && place.column >= 1);
    const auto line = lines.line_span(place.line);
    require(line.begin <= line.end && line.end <= text.size());
  }
  for (const auto& comment : script.comments) {
    require(comment.span.end <= text.size());
  }
  return 0;
}
