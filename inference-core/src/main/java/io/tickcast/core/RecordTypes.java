package io.tickcast.core;

/** The types of the journal's records. A number is never given to another one. */
public final class RecordTypes {
  /** A decision with its prediction, its clock readings and the bytes of its signal. */
  static final int DECISION = 1;

  /** A fill, before it moves a position. */
  static final int FILL = 2;

  /** What became of signals at a real-time sink. */
  static final int DELIVERY = 3;

  /** All that a lane knows of a symbol: what came before it is not needed for a restart. */
  static final int SYMBOL_STATE = 4;

  /** A bar as it came, before it is decided; only when inputs are recorded. */
  static final int BAR = 5;

  /** What happened to the model of a series, before the first decision of the new one. */
  static final int SWAP = 6;

  /** What a challenger made of a bar, as a decision; nothing follows from it. */
  static final int CHALLENGER = 7;

  /** An account as a symbol's decisions see it from here on. */
  static final int ACCOUNT = 8;

  /** What may be done with a symbol from here on. */
  static final int TRADING_STATE = 9;

  /** What a window holds as a whole: with the states of symbols, or filled from the past. */
  static final int WINDOW = 10;

  /** What a bar did to a window. */
  static final int WINDOW_STEP = 11;

  /** Fills of a symbol may have been missed. */
  static final int FILL_GAP = 12;

  /** That a lane decides by another operational configuration from here on. */
  static final int CONFIG = 13;

  private RecordTypes() {}

  /**
   * The name of a type, for people.
   *
   * @param type as a record has it
   */
  public static String name(int type) {
    return switch (type) {
      case DECISION -> "decision";
      case FILL -> "fill";
      case DELIVERY -> "delivery";
      case SYMBOL_STATE -> "symbol state";
      case BAR -> "bar";
      case SWAP -> "swap";
      case CHALLENGER -> "challenger";
      case ACCOUNT -> "account";
      case TRADING_STATE -> "trading state";
      case FILL_GAP -> "gap in the fills";
      case CONFIG -> "config";
      case WINDOW -> "window";
      case WINDOW_STEP -> "window step";
      default -> "type " + type;
    };
  }
}
