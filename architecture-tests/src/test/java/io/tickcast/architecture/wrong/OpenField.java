package io.tickcast.architecture.wrong;

final class OpenField {
  public final int count = 1;
}
