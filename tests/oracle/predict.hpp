// What the model says of a form.
#pragma once

#include <string>

#include "effects/effects.hpp"
#include "replay/replay.hpp"
#include "support/oracle_forms.hpp"

namespace migralint::oracle {

class Model {
 public:
  /// `fixture`: the SQL behind the template database.
  Model(std::string fixture, int pg_version);

  /// The effects of the statement that the form measures, inside its transaction.
  effects::Effects predict(const test::Form& form);

 private:
  std::string fixture_;
  int pg_version_;
  replay::Replayer replayer_{1};
};

}  // namespace migralint::oracle
