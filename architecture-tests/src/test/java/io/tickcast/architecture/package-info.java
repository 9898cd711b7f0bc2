/**
 * House rules over all rooms. There is no list of exemptions: what a rule does not mean, it does
 * not cover, and says so in its name.
 *
 * <p>{@link io.tickcast.architecture.Room} names the rooms and the arrows between them. Rules about
 * compiled classes stand in the {@code ...Rules} classes; {@code WrongClassesTest} shows that each
 * of them can fail. Rules about text read the sources of the checkout.
 */
@NullMarked
package io.tickcast.architecture;

import org.jspecify.annotations.NullMarked;
