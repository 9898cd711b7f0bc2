package io.tickcast.examples.service;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a decimal number; Java's own forms such as {@code 1d} or {@code 0x1p3} are none. */
final class DecimalOption implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    return SettingType.FINITE_NUMBER
        .parser()
        .apply(text)
        .orElseThrow(() -> new TypeConversionException("expected a number, found '" + text + "'"));
  }
}
