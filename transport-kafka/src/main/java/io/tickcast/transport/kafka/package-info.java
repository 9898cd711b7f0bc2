/**
 * The audit trail in Kafka: a sink that writes each published signal, byte for byte, into a topic,
 * and a look at that topic that says what it does not promise.
 */
@NullMarked
package io.tickcast.transport.kafka;

import org.jspecify.annotations.NullMarked;
