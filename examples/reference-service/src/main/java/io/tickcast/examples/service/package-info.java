/**
 * The reference service: the library wired up as a program with a command line.
 *
 * <p>{@link io.tickcast.examples.service.Main} is the entry; each command is a class of its own.
 * The configuration is read by {@code ConfigReader} over {@code ConfigSection}, which collects
 * every fault with its place.
 */
@NullMarked
package io.tickcast.examples.service;

import org.jspecify.annotations.NullMarked;
