package io.tickcast.examples.service;

/**
 * A setting as it is in force.
 *
 * @param path such as {@code http.port}
 * @param value as text
 * @param origin where the value comes from
 */
record EffectiveSetting(String path, String value, Place origin) {}
