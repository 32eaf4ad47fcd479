#include "unit/effects/unpredictable.hpp"

#include <algorithm>
#include <iterator>

namespace migralint::test {
namespace {

struct Entry {
  std::string_view id;
  int first;
  int last;
  std::string_view reason;
};

constexpr Entry entries[] = {
    {"util.vacuum_truncates_tail", 12, 19, "the tail is cut only if its pages are empty"},
    {"dml.insert_fk_null", 12, 19, "a key that is NULL is not looked up"},
    {"dml.update_fk_parent_key", 12, 19,
     "whether the referencing rows are found by a scan is the planner's choice"},
    {"obj.refresh_mv_no_data", 12, 19,
     "the index gets a new, empty file: no work, and measured as a new file"},
    {"type.serial_to_bigint", 15, 15, "ACCESS SHARE on the sequence came with a minor release of 15"},
    {"index.cic_new_table_in_txn", 12, 19, "refused at once: locks of the failed statement were not seen"},
    // The locks of statements that run outside a transaction block were polled, and short ones were missed.
    {"index.cic_mv", 16, 16, "polled: missed"},
    {"index.reindex_database_noname", 16, 19, "polled: missed for small tables"},
    {"util.vacuum_db", 12, 19, "polled: missed for small tables"},
    {"util.vacuum_skip_locked", 12, 13, "polled: missed"},
    {"util.vacuum_skip_locked", 15, 15, "polled: missed"},
    {"util.vacuum_skip_locked", 17, 18, "polled: missed"},
    {"util.cluster_partitioned", 17, 19, "polled: missed for the second partition"},
    {"dml.copy_to", 12, 12, "released with the statement and not seen"},
};

}  // namespace

const std::string_view* why_unpredictable(std::string_view id, int version) {
  const auto* found = std::find_if(std::begin(entries), std::end(entries), [&](const Entry& entry) {
    return entry.id == id && entry.first <= version && version <= entry.last;
  });
  return found == std::end(entries) ? nullptr : &found->reason;
}

}  // namespace migralint::test
