package io.tickcast.architecture;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void class_nobodyExtends_isFinal() {
    ShapeRules.FINAL_BY_DEFAULT.check(Rooms.all());
  }

  @Test
  void utility_always_hasAPrivateConstructor() {
    ShapeRules.CLOSED_UTILITIES.check(Rooms.all());
  }

  @Test
  void field_static_isFinal() {
    ShapeRules.NO_STATE_OF_THE_PROCESS.check(Rooms.all());
  }

  @Test
  void field_public_isAConstant() {
    ShapeRules.NO_OPEN_FIELDS.check(Rooms.all());
  }

  @Test
  void constructor_always_startsNoThread() {
    ShapeRules.NO_THREADS_FROM_CONSTRUCTORS.check(Rooms.all());
  }
}
