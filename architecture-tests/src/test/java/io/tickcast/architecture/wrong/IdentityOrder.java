package io.tickcast.architecture.wrong;

import java.util.List;

final class IdentityOrder {
  double sum(List<Double> numbers) {
    return numbers.parallelStream().mapToDouble(Double::doubleValue).sum();
  }
}
