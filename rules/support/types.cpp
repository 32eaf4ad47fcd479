#include "rules/support/types.hpp"

#include <fmt/format.h>

namespace migralint::types {

void each_new(const lint::Context& context, FunctionRef<void(const lint::mentions::ColumnType&)> visit) {
  lint::mentions::each_column_type(context.statement(), [&](const lint::mentions::ColumnType& use) {
    if (!context.is_temporary(use.table)) {
      visit(use);
    }
  });
}

lint::Finding& report_type(lint::Report& report, const lint::mentions::ColumnType& use,
                           std::string_view what) {
  return report(use.span, use.sub_command,
                fmt::format("{}.{} is {}: {}", sql::quoted(use.table), sql::quoted(use.column),
                            sql::to_string(use.type), what));
}

}  // namespace migralint::types
