/** A backend of one's own: linear models in a small text format. */
@org.jspecify.annotations.NullMarked
package io.tickcast.examples.custombackend;
