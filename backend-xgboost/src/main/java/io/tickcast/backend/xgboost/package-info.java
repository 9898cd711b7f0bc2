/**
 * XGBoost's own library behind {@code engine=native}: the same files and the same outputs as the
 * engine in pure Java, computed by xgboost4j.
 *
 * <p>The engine in pure Java is faster for single rows and safe for files of any origin. This one
 * is for those who must have the library's own code. Its parser is native: files should be of known
 * origin.
 */
@NullMarked
package io.tickcast.backend.xgboost;

import org.jspecify.annotations.NullMarked;
