// What functions and statements built at run time may have done: nobody sees it before they run.
#pragma once

#include "lint/context.hpp"
#include "lint/finding.hpp"

namespace migralint::unseen {

/// True when something of the kind has run in this file since `made`, where the history shows that the object
/// of a finding was made: as likely as not it has been dropped or changed there, for the sake of what comes
/// now.
bool hides(const lint::Context& context, const catalog::Origin& made);

/// When it ran in an earlier file, the finding is a warning that says so.
void weaken(lint::Finding& finding, const lint::Context& context, const catalog::Origin& made);

}  // namespace migralint::unseen
