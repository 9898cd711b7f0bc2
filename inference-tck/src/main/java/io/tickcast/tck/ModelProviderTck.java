package io.tickcast.tck;

import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Probe;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a {@link ModelProvider} and of the models that it loads, as rules M-1 to M-31.
 *
 * <p>An adapter extends this once per kind of model and gives a provider, a good artefact and
 * golden rows. The artefact should be small (below a megabyte): it is loaded some hundred times.
 */
public abstract class ModelProviderTck {
  /** Subclassed by adapters. */
  protected ModelProviderTck() {}

  /** A new provider at every call, of the class that {@code META-INF/services} names. */
  protected abstract ModelProvider provider();

  /** An artefact that the provider loads, with the options that select it where there are any. */
  protected abstract ModelArtifact artifact();

  /**
   * Rows of the signature's width with the outputs that the producing library gave for them, at
   * least one. The more the rows of a column differ, the more the rules see.
   */
  protected abstract GoldenRows golden();

  /** Loads nested models; unless overridden with the provider under test itself. */
  protected LoadContext context() {
    return this::nested;
  }

  /**
   * The most bytes of heap that one {@code predict} may allocate in steady state: 0. An adapter of
   * a library that can not do without states what it needs, or {@link Long#MAX_VALUE} to skip M-26.
   */
  protected long allocationBound() {
    return 0;
  }

  /**
   * Whether the provider can be trusted with damaged bytes: true. False only for a native parser
   * that may crash the process, which skips M-13 and M-14; the adapter must then say that it takes
   * files of known origin only.
   */
  protected boolean survivesDamage() {
    return true;
  }

  private Model nested(ModelArtifact part) {
    if (provider().probe(part) instanceof Probe.Yes) {
      return provider().load(part, this::nested);
    }
    throw new InferenceException(
        ErrorCode.UNKNOWN_FORMAT,
        "expected a nested model of provider '" + provider().name() + "', found " + part);
  }

  private ModelSubject subject() {
    return new ModelSubject(provider(), artifact(), golden(), context());
  }

  @Test
  @DisplayName("M-1 the name is constant and matches [a-z0-9-]+")
  void name_always_isConstant() {
    ProviderRules.nameIsConstant(provider()::name, provider()::name);
  }

  @Test
  @DisplayName("M-2 the SPI version is one that the api knows")
  void spiVersion_always_isKnown() {
    ProviderRules.spiVersionIsKnown(provider().spiVersion());
  }

  @Test
  @DisplayName("M-3 the provider has a public constructor without arguments")
  void constructor_withoutArguments_isPublic() {
    ProviderRules.hasPublicConstructor(provider().getClass());
  }

  @Test
  @DisplayName("M-4 ServiceLoader finds the provider")
  void serviceLoader_always_findsTheProvider() {
    ProviderRules.isFoundByServiceLoader(ModelProvider.class, provider().getClass());
  }

  @Test
  @DisplayName("M-5 probe says yes to the provider's own bytes, whatever they are called")
  void probe_ownBytes_saysYes() {
    ProbeRules.saysYesToItsOwn(subject());
  }

  @Test
  @DisplayName("M-6 probe does not say yes to bytes that are no model")
  void probe_noise_doesNotSayYes() {
    ProbeRules.saysYesToNothingElse(subject());
  }

  @Test
  @Timeout(value = 300, threadMode = SEPARATE_THREAD)
  @DisplayName("M-7 probe answers for any content and never throws")
  void probe_damagedBytes_answers() {
    ProbeRules.neverThrows(subject());
  }

  @Test
  @DisplayName("M-8 probe and load leave the artefact's buffers as they were")
  void probeAndLoad_always_leaveBuffersAlone() {
    ProbeRules.leavesBuffersAlone(subject());
  }

  @Test
  @DisplayName("M-9 the signature is the same object at every call and consistent in itself")
  void signature_always_isConstantAndConsistent() {
    LoadRules.signatureIsConstantAndConsistent(subject());
  }

  @Test
  @DisplayName("M-10 the inputs are those of the manifest, and a contradicting manifest is refused")
  void load_manifest_agreesOrIsRefused() {
    LoadRules.agreesWithTheManifest(subject());
  }

  @Test
  @DisplayName("M-11 heap, direct and sliced buffers give the same model")
  void load_anyBuffer_givesTheSameModel() {
    LoadRules.anyBufferGivesTheSameModel(subject());
  }

  @Test
  @DisplayName("M-12 a model does not look at the artefact's bytes after load has returned")
  void load_returned_keepsNothingOfTheArtifact() {
    LoadRules.keepsNothingOfTheArtifact(subject());
  }

  @Test
  @Timeout(value = 300, threadMode = SEPARATE_THREAD)
  @DisplayName("M-13 a truncated model is refused, or predicts as the whole one does")
  void load_truncated_isRefused() {
    Assumptions.assumeTrue(survivesDamage(), "the adapter takes files of known origin only");
    DamageRules.truncatedModelsAreRefused(subject());
  }

  @Test
  @Timeout(value = 300, threadMode = SEPARATE_THREAD)
  @DisplayName("M-14 a damaged model brings about nothing but an InferenceException, and an end")
  void load_damaged_isRefusedOrHarmless() {
    Assumptions.assumeTrue(survivesDamage(), "the adapter takes files of known origin only");
    DamageRules.damagedModelsAreRefusedOrHarmless(subject());
  }

  @Test
  @DisplayName("M-15 an engine that the provider does not know is never loaded")
  void load_unknownEngine_isRefused() {
    LoadRules.unknownEngineIsRefused(subject());
  }

  @Test
  @DisplayName("M-16 two loads of the same bytes are equal in signature, description and outputs")
  void load_twice_givesEqualModels() {
    LoadRules.twoLoadsAreEqual(subject());
  }

  @Test
  @DisplayName("M-17 predictions are those of the producing library within the stated tolerance")
  void predict_goldenRows_reproducesTheProducer() {
    GoldenRule.reproducesTheProducer(subject());
  }

  @Test
  @DisplayName("M-18 predict overwrites every output, whatever was there")
  void predict_always_fillsEveryOutput() {
    PredictRules.fillsEveryOutput(subject());
  }

  @Test
  @DisplayName("M-19 predict leaves its inputs alone")
  void predict_always_leavesInputsAlone() {
    PredictRules.leavesInputsAlone(subject());
  }

  @Test
  @DisplayName("M-20 the same inputs give the same outputs to the bit, whatever came before")
  void predict_anyOrder_givesTheSameBits() {
    PredictRules.remembersNothing(subject());
  }

  @Test
  @DisplayName("M-21 predict refuses arrays of another length with IllegalArgumentException")
  void predict_otherLength_throwsIllegalArgument() {
    PredictRules.refusesArraysOfAnotherLength(subject());
  }

  @Test
  @DisplayName("M-22 predictBatch refuses arrays of another length and negative counts likewise")
  void predictBatch_otherLength_throwsIllegalArgument() {
    BatchRules.refusesArraysOfAnotherLength(subject());
  }

  @Test
  @DisplayName("M-23 predictBatch equals predict row by row to the bit, and takes 0 rows")
  void predictBatch_anyCount_equalsRowByRow() {
    BatchRules.equalsRowByRow(subject());
  }

  @Test
  @DisplayName("M-24 missing inputs give numbers exactly when the signature accepts them")
  void predict_missing_isWhatTheSignatureSays() {
    ValueRules.missingIsWhatTheSignatureSays(subject());
  }

  @Test
  @DisplayName("M-25 any double gives outputs or an InferenceException, and spoils nothing")
  void predict_extremes_survives() {
    PredictRules.takesAnyDouble(subject());
  }

  @Test
  @DisplayName("M-26 predict allocates nothing in steady state")
  void predict_steadyState_allocatesNothing() {
    AllocationRule.allocatesAtMost(subject(), allocationBound());
  }

  @Test
  @DisplayName("M-27 probabilities lie in [0, 1], and several of one symbol sum to 1")
  void predict_probabilities_areProbabilities() {
    ValueRules.probabilitiesAreProbabilities(subject());
  }

  @Test
  @DisplayName("M-28 two predictors on two threads agree with one on one thread")
  void predict_twoThreads_agreeWithOne() {
    ModelLifecycleRules.predictorsOnTwoThreadsAgreeWithOne(subject());
  }

  @Test
  @DisplayName("M-29 closing a predictor or a model twice has no effect, also not on others")
  void close_twice_hasNoEffect() {
    ModelLifecycleRules.closingTwiceHasNoEffect(subject());
  }

  @Test
  @DisplayName("M-30 a closed model gives no predictor but ILLEGAL_STATE")
  void newPredictor_afterClose_throwsIllegalState() {
    ModelLifecycleRules.closedModelGivesNoPredictor(subject());
  }

  @Test
  @DisplayName("M-31 an explainer fills its contributions, repeats them, and checks its arrays")
  void explain_always_behavesLikeAPredictor() {
    ExplainerRules.explainsLikeAPredictor(subject());
  }
}
