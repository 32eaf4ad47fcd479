#include "rules/support/types.hpp"

#include <algorithm>
#include <initializer_list>

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

namespace {

bool is_one_of(const sql::TypeName& type, std::initializer_list<std::string_view> names) {
  return type.array_dimensions == 0 && std::find(names.begin(), names.end(), type.name) != names.end();
}

bool is_whole(const sql::TypeName& type) { return is_one_of(type, {"int2", "int4", "int8"}); }

bool is_text(const sql::TypeName& type) { return is_one_of(type, {"text", "varchar", "bpchar"}); }

}  // namespace

bool work_alike(const sql::TypeName& a, const sql::TypeName& b) {
  return (is_whole(a) && is_whole(b)) || (is_text(a) && is_text(b));
}

bool is_number(const sql::TypeName& type) {
  return is_whole(type) || is_one_of(type, {"numeric", "float4", "float8"});
}

bool is_date(const sql::TypeName& type) { return is_one_of(type, {"date", "timestamp", "timestamptz"}); }

}  // namespace migralint::types
