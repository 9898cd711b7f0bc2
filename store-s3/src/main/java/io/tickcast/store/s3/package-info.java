/**
 * Models in an object store that speaks the S3 API, on the official Java SDK: for those that are
 * too large for a table. Objects are called and laid out like the files of the store {@code files}.
 */
@NullMarked
package io.tickcast.store.s3;

import org.jspecify.annotations.NullMarked;
