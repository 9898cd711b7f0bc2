package io.tickcast.examples.service.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a trial came to.
 *
 * @param bars sent
 * @param onNats signals that left
 * @param inKafka signals there, each id once
 * @param inClickHouse signals there, each id once
 * @param missing signals that left and are not in both archives, or are in one of them alone
 * @param changed signals that have other bytes somewhere, or two rows
 * @param againOnNats signals that came again there, with the same bytes
 * @param againInKafka records that came again there, with the same bytes
 */
record Tally(
    int bars,
    int onNats,
    int inKafka,
    int inClickHouse,
    int missing,
    int changed,
    int againOnNats,
    int againInKafka) {

  static Tally of(Desk desk, Archived archived) {
    TreeSet<String> changed = new TreeSet<>(archived.changed);
    TreeSet<String> missing = new TreeSet<>();
    for (Map.Entry<String, String> left : desk.heard().entrySet()) {
      String audited = archived.kafka.get(left.getKey());
      if (audited == null) {
        missing.add(left.getKey());
      } else if (!audited.equals(left.getValue())) {
        changed.add(left.getKey());
      }
    }
    for (Map.Entry<String, String> audited : archived.kafka.entrySet()) {
      JsonNode row = archived.clickHouse.get(audited.getKey());
      if (row == null) {
        missing.add(audited.getKey());
      } else if (!Archived.same(audited.getValue(), row)) {
        changed.add(audited.getKey());
      }
    }
    archived.clickHouse.keySet().stream()
        .filter(id -> !archived.kafka.containsKey(id))
        .forEach(missing::add);
    return new Tally(
        desk.bars(),
        desk.heard().size(),
        archived.kafka.size(),
        archived.clickHouse.size(),
        missing.size(),
        changed.size() + desk.conflicts().size(),
        desk.repeats(),
        archived.kafkaRepeats);
  }
}
