/** Classes that each break a rule, so that it is seen to fail. Nothing here is an example. */
@NullMarked
package io.tickcast.architecture.wrong;

import org.jspecify.annotations.NullMarked;
