/**
 * LightGBM's own library behind {@code engine=native}: the same files and the same outputs as the
 * engine in pure Java, computed by the library in lightgbm4j.
 *
 * <p>The engine in pure Java needs no native library. This one is for those who must have its code.
 * Of lightgbm4j only the generated classes are used: its wrapper makes room for too few outputs and
 * unpacks the library into a file that all processes of a machine share.
 */
@NullMarked
package io.tickcast.backend.lightgbm;

import org.jspecify.annotations.NullMarked;
