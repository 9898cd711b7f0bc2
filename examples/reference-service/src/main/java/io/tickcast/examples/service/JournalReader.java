package io.tickcast.examples.service;

import io.tickcast.core.JournalSettings;
import io.tickcast.core.JournalSettings.Durability;
import io.tickcast.journal.JournalConfig;
import java.util.Map;

/** Reads where the journal is kept, and how. <i>Confined.</i> */
final class JournalReader {
  private static final SettingType<Durability> DURABILITY =
      SettingType.choice(Map.of("process", Durability.PROCESS, "power", Durability.POWER));

  private final ConfigPaths paths;

  /**
   * Makes a reader.
   *
   * @param paths start at the folder that the service writes to
   */
  JournalReader(ConfigPaths paths) {
    this.paths = paths;
  }

  JournalSettings read(ConfigSection block) {
    String text = block.value("folder", SettingType.TEXT, "journal");
    Place place = block.isSet("folder") ? block.placeOf("folder") : Place.DEFAULT;
    JournalConfig d = JournalConfig.of(paths.resolve(block, "folder", text, place));
    JournalSettings defaults = JournalSettings.of(d);
    JournalSettings settings =
        block.build(
            () ->
                new JournalSettings(
                    new JournalConfig(
                        d.folder(),
                        block.value("segment_bytes", SettingType.BYTES, d.segmentBytes()),
                        block.value("quota_bytes", SettingType.BYTES, d.quotaBytes()),
                        block.value("reserve_bytes", SettingType.BYTES, d.reserveBytes()),
                        d.maxRecordBytes(),
                        block.value("min_free_bytes", SettingType.BYTES, d.minFreeBytes())),
                    block.value("durability", DURABILITY, defaults.durability()),
                    block.value("force_interval", SettingType.TIME_SPAN, defaults.forceInterval()),
                    block.value("record_inputs", SettingType.FLAG, defaults.recordInputs())),
            defaults);
    block.refuseUnknown();
    return settings;
  }
}
