#include "predict.hpp"

#include <utility>

#include "trace/prediction.hpp"

namespace migralint::oracle {

Model::Model(std::string fixture, int pg_version) : fixture_(std::move(fixture)), pg_version_(pg_version) {}

effects::Effects Model::predict(const test::Form& form) {
  // One session, as on the server: a setting of the set-up is still in force.
  std::string text;
  for (const auto& statement : form.setup) {
    text += statement + ";\n";
  }
  text += "BEGIN;\n";
  for (const auto& statement : form.same_transaction) {
    text += statement + ";\n";
  }
  text += form.statement + ";\n";

  replay::Migrations migrations;
  using enum session::TransactionMode;
  migrations.files.push_back({"fixture.sql", fixture_, replay::Role::history, autocommit, pg_version_});
  migrations.files.push_back({form.id, std::move(text), replay::Role::judged, autocommit, pg_version_});

  effects::Effects last;
  replay::Handler handler;
  handler.file_begin = [](const replay::File&) {};
  handler.file_end = [](const replay::FileEnd&) {};
  handler.step = [&](const replay::Step& step) {
    if (trace::begins_statement(step)) {
      last = trace::predict(step);
    } else {
      trace::add_embedded(last, step);
    }
  };
  replayer_.run(migrations, 0, handler);
  return last;
}

}  // namespace migralint::oracle
