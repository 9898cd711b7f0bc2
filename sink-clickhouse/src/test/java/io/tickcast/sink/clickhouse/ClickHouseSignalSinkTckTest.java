package io.tickcast.sink.clickhouse;

import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.SignalSinkTck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class ClickHouseSignalSinkTckTest extends SignalSinkTck {
  private final Archive archive;

  ClickHouseSignalSinkTckTest(Archive archive) {
    this.archive = archive.initialized();
  }

  @Override
  protected SignalSinkProvider provider() {
    return new ClickHouseSignalSinkProvider();
  }

  @Override
  protected Map<String, String> options() {
    return archive.options();
  }

  @Override
  protected List<byte[]> readBack() {
    return archive.values();
  }

  @Override
  protected boolean ordered() {
    return false; // A table has the order of its key.
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of(Samples.bytes(Samples.predictionJson(9).replace("45.5", "\"late\"")));
  }

  @Override
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of("url", "http://127.0.0.1:1");
  }
}
