// What logical replication knows a row by.
#pragma once

#include "catalog/catalog.hpp"

namespace migralint::replication {

/// The publication that sends UPDATEs or DELETEs of the table; null: none in the history.
const catalog::Publication* publication_of(const catalog::Catalog& catalog, const catalog::Relation& table);
/// UPDATE and DELETE can be sent: a primary key by default, an index that was named, or the whole row.
bool can_tell_rows(const catalog::Relation& table);

}  // namespace migralint::replication
