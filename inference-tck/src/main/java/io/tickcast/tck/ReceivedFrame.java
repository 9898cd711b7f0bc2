package io.tickcast.tck;

import io.tickcast.api.FrameKind;

/**
 * A frame as a source handed it over.
 *
 * @param kind what it carries
 * @param channel where it came from
 * @param content the array itself
 * @param atArrival a copy of the array, made in the handler
 * @param receivedAtNanos by the clock
 */
record ReceivedFrame(
    FrameKind kind, String channel, byte[] content, byte[] atArrival, long receivedAtNanos) {}
