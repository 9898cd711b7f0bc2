package io.tickcast.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;

/** Whether an access is of some kind. */
@FunctionalInterface
interface AccessKind {
  boolean test(JavaAccess<?> access);
}
