package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode.Group;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import io.tickcast.tck.Damage.Damaged;
import java.util.Optional;

/** What a provider does with a damaged model. */
final class DamageRules {
  // A damaged count may ask for more than this process has; such a model is not predicted with.
  private static final int WIDEST = 1 << 20;

  private DamageRules() {}

  static void truncatedModelsAreRefused(ModelSubject subject) {
    for (Damaged truncated : Damage.truncations(subject.bytes())) {
      loadOrRefuse(subject, truncated).ifPresent(model -> assertLostNothing(subject, model));
    }
  }

  /** What is cut off a text file may be of no use to predictions; then they must be the same. */
  private static void assertLostNothing(ModelSubject subject, Model model) {
    try (model) {
      GoldenRule.assertGolden(subject, model, "loaded from a truncated file");
    }
  }

  static void damagedModelsAreRefusedOrHarmless(ModelSubject subject) {
    for (Damaged flipped : Damage.flips(subject.bytes())) {
      loadOrRefuse(subject, flipped).ifPresent(model -> assertHarmless(model, flipped.what()));
    }
  }

  private static void assertHarmless(Model model, String what) {
    try (model;
        Predictor predictor = model.newPredictor()) {
      ModelSignature signature = model.signature();
      if (signature.width() <= WIDEST && signature.outputs().size() <= WIDEST) {
        predictor.predict(new double[signature.width()], new double[signature.outputs().size()]);
      }
    } catch (InferenceException refused) {
      assertThat(refused.getMessage()).as("message").isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw unexpected("a prediction with " + what, e);
    }
  }

  private static Optional<Model> loadOrRefuse(ModelSubject subject, Damaged damaged) {
    ModelArtifact artifact = subject.with(damaged.content());
    try {
      return saysYes(subject, artifact) ? Optional.of(subject.load(artifact)) : Optional.empty();
    } catch (InferenceException refused) {
      assertThat(refused.code().group())
          .as("who has to act on %s, refused with: %s", damaged.what(), refused.getMessage())
          .isIn(Group.MODEL, Group.RESOURCE);
      return Optional.empty();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw unexpected("a load of " + damaged.what(), e);
    }
  }

  /** A probe that throws is the matter of M-7. */
  private static boolean saysYes(ModelSubject subject, ModelArtifact artifact) {
    try {
      return subject.provider().probe(artifact) instanceof Probe.Yes;
    } catch (RuntimeException brokenProbe) {
      return false;
    }
  }

  private static AssertionError unexpected(String what, Throwable cause) {
    return new AssertionError(
        "expected success or an InferenceException from " + what + ", found " + cause, cause);
  }
}
