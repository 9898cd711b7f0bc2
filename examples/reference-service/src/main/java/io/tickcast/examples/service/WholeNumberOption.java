package io.tickcast.examples.service;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a whole number, and says in our own words what is none.
 *
 * @param parse throws {@link NumberFormatException}
 */
record WholeNumberOption<T>(Function<String, T> parse) implements ITypeConverter<T> {
  /** Lets all options of whole numbers be read this way. */
  static void register(CommandLine line) {
    line.registerConverter(Integer.class, new WholeNumberOption<>(Integer::valueOf));
    line.registerConverter(int.class, new WholeNumberOption<>(Integer::valueOf));
    line.registerConverter(Long.class, new WholeNumberOption<>(Long::valueOf));
    line.registerConverter(long.class, new WholeNumberOption<>(Long::valueOf));
  }

  @Override
  public T convert(String text) {
    try {
      return parse.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("expected a whole number, found '" + text + "'");
    }
  }
}
