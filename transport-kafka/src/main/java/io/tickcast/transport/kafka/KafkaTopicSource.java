package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of a topic, one partition after the other, and then ends: what was written
 * after the first look is not given. The time of receipt is that of the record. <i>Confined</i> to
 * one polling thread, but for state and detail.
 */
final class KafkaTopicSource implements FeatureSource {
  private static final long FROM_THE_BEGINNING = -1;

  private final SinkSettings settings;
  private final String topic;
  private final ArrayDeque<TopicPartition> partitions = new ArrayDeque<>();
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
  private Map<TopicPartition, Long> ends = Map.of();
  private @Nullable Consumer<byte[], byte[]> consumer;

  /** The offset to go on at in the partition that is being read. */
  private long next = FROM_THE_BEGINNING;

  private volatile SourceState state = SourceState.NEW;
  private volatile String trouble = "";
  private volatile long handedOver;

  KafkaTopicSource(SinkSettings settings) {
    this.settings = settings;
    this.topic = Objects.requireNonNull(settings.topics().get(RecordKind.SIGNAL));
  }

  @Override
  public void open() {
    if (state != SourceState.NEW) {
      throw settings.failure(ErrorCode.ILLEGAL_STATE, "expected a new source, found it " + state);
    }
    TlsStores.require(settings);
    state = SourceState.CONNECTING;
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    if (limit < 1 || longestWait.isNegative()) {
      throw new IllegalArgumentException(
          "expected a positive limit and no negative wait, found " + limit + ", " + longestWait);
    }
    if (state == SourceState.NEW || state == SourceState.CLOSED) {
      throw settings.failure(ErrorCode.ILLEGAL_STATE, "expected an open source, found it " + state);
    }
    try {
      fetch(longestWait);
    } catch (KafkaException e) {
      trouble = OneLine.of(e);
      state = SourceState.CONNECTING;
      stop();
      return 0;
    }
    int count = 0;
    while (count < limit && !ahead.isEmpty()) {
      handOver(handler, ahead.getFirst());
      ahead.removeFirst();
      count++;
    }
    if (ahead.isEmpty() && partitions.isEmpty() && state == SourceState.LIVE) {
      state = SourceState.ENDED;
    }
    return count;
  }

  private void handOver(FrameHandler handler, ConsumerRecord<byte[], byte[]> record) {
    Optional<RecordChannel> channel =
        record.value() == null ? Optional.empty() : RecordChannel.of(record);
    if (channel.isEmpty()) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          settings.name()
              + ": expected a value with a header 'channel' or a key such as features.EURUSD.5m or"
              + " EURUSD, found none in topic "
              + topic
              + ", partition "
              + record.partition()
              + ", offset "
              + record.offset());
    }
    RecordChannel found = channel.get();
    long receivedAt = TimeUnit.MILLISECONDS.toNanos(record.timestamp());
    handler.onFrame(found.kind(), found.name(), record.value(), receivedAt);
    handedOver++;
  }

  /** Reads on in the partition that is being read, and goes to the next one at its end. */
  private void fetch(Duration longestWait) {
    if (!ahead.isEmpty() || state == SourceState.ENDED) {
      return;
    }
    Consumer<byte[], byte[]> open = consumer == null ? connect() : consumer;
    TopicPartition current = partitions.peekFirst();
    if (current == null) {
      return;
    }
    for (ConsumerRecord<byte[], byte[]> record : open.poll(longestWait)) {
      if (record.offset() < ends.get(current)) {
        ahead.addLast(record);
        next = record.offset() + 1;
      }
    }
    if (open.position(current) >= ends.get(current)) {
      partitions.removeFirst();
      next = FROM_THE_BEGINNING;
      begin(open);
    }
  }

  private Consumer<byte[], byte[]> connect() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Consumer<byte[], byte[]> made =
        new KafkaConsumer<>(ClientProperties.trialConsumer(settings), bytes, bytes);
    consumer = made;
    List<TopicPartition> all =
        made.partitionsFor(topic).stream()
            .sorted(Comparator.comparing(PartitionInfo::partition))
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (all.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    if (ends.isEmpty()) {
      Map<TopicPartition, Long> begins = made.beginningOffsets(all);
      ends = Map.copyOf(made.endOffsets(all));
      all.stream().filter(each -> begins.get(each) < ends.get(each)).forEach(partitions::addLast);
    }
    begin(made);
    state = SourceState.LIVE;
    trouble = "";
    return made;
  }

  private void begin(Consumer<byte[], byte[]> open) {
    TopicPartition current = partitions.peekFirst();
    if (current == null) {
      return;
    }
    open.assign(List.of(current));
    if (next == FROM_THE_BEGINNING) {
      open.seekToBeginning(List.of(current));
    } else {
      open.seek(current, next);
    }
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public String detail() {
    String records = handedOver + " records of topic " + topic;
    return trouble.isEmpty() ? records : records + "; " + trouble;
  }

  private void stop() {
    Consumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    state = SourceState.CLOSED;
    ahead.clear();
    stop();
  }
}
