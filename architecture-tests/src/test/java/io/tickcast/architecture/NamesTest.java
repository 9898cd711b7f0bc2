package io.tickcast.architecture;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void accessor_ofAPublicType_beginsWithoutGet() {
    NameRules.NO_GET.check(Rooms.all());
  }

  @Test
  void interface_always_beginsWithoutI() {
    NameRules.NO_I_PREFIX.check(Rooms.all());
  }

  @Test
  void class_always_endsWithoutImplManagerHelperOrUtil() {
    NameRules.NO_EMPTY_WORDS.check(Rooms.all());
  }
}
