package io.tickcast.examples.service;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port. */
final class PortOption implements ITypeConverter<Integer> {
  private static final int HIGHEST = 65_535;

  @Override
  public Integer convert(String text) {
    return SettingType.WHOLE_NUMBER
        .parser()
        .apply(text)
        .filter(port -> port >= 0 && port <= HIGHEST)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a port from 0 to " + HIGHEST + ", found '" + text + "'"));
  }
}
