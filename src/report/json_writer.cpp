#include "report/json_writer.hpp"

#include <iterator>

#include <fmt/format.h>

#include "report/utf8.hpp"

namespace migralint::report {

namespace {

std::size_t unescaped_prefix(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    const char byte = text[length];
    if (byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F) {
      break;
    }
    ++length;
  }
  return length;
}

void append_control(std::string& out, char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(byte));
  }
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = unescaped_prefix(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) {
      break;
    }
    const CodePoint next = decode(text);
    if (next.value < 0x80) {
      append_control(out, text[0]);
    } else if (next.valid) {
      out.append(text.substr(0, next.size));
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(next.size);
  }
  out += '"';
}

void JsonWriter::separate() {
  if (comma_) {
    out_ += ',';
  }
  if (line_) {
    out_ += '\n';
  } else if (comma_) {
    out_ += ' ';
  }
  comma_ = false;
  line_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  if (line_) {
    out_ += '\n';
  }
  line_ = false;
  out_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  out_.append("\"").append(name).append("\": ");
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_json(out_, text);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::number(std::size_t number) {
  separate();
  const fmt::format_int digits(number);
  out_.append(digits.data(), digits.size());
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::line() {
  line_ = true;
  return *this;
}

}  // namespace migralint::report
