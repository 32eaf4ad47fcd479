#include "cli/outputs.hpp"

#include "support/catch.hpp"

using namespace migralint::cli;

namespace {

/// "text > -, sarif > out" or the error.
std::string planned(const std::string& format, const std::vector<std::string>& files) {
  const auto outputs = plan_outputs(format, files);
  if (!outputs) return outputs.error();
  std::string text;
  for (const auto& output : *outputs) {
    text += text.empty() ? "" : ", ";
    text += std::string(output.format->name) + " > " + (output.path.empty() ? "-" : output.path);
  }
  return text;
}

}  // namespace

TEST_CASE("reports go where the command line says", "[cli]") {
  CHECK(planned("text", {}) == "text > -");
  CHECK(planned("json", {"out.json"}) == "json > out.json");
  CHECK(planned("text", {"sarif:out.sarif"}) == "text > -, sarif > out.sarif");
  CHECK(planned("text", {"sarif:a", "json:b", "c"}) == "text > c, sarif > a, json > b");
  CHECK(planned("text", {"./odd:name"}) == "text > ./odd:name");
  CHECK(planned("text", {"C:/out.txt"}) == "text > C:/out.txt");
  CHECK(planned("sarif", {"-"}) == "sarif > -");
}

TEST_CASE("what cannot be planned is a usage error", "[cli]") {
  CHECK(planned("sarfi", {}) ==
        "unknown format \"sarfi\" (did you mean \"sarif\"?); there are text, json, sarif");
  CHECK(planned("text", {"jsn:x"}) ==
        "unknown format \"jsn\" (did you mean \"json\"?); there are text, json, sarif");
  CHECK(planned("text", {"json:"}) == "--output-file json: names no file");
  CHECK(planned("text", {"a", "b"}) == "two files for one report; say FORMAT:FILE");
}
