@NullMarked
package io.tickcast.store.s3;

import org.jspecify.annotations.NullMarked;
