package io.tickcast.trees;

import io.tickcast.api.OutputRole;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The objectives whose predictions are reproduced, with what they do to margins. */
enum XgboostObjective {
  BINARY_LOGISTIC(
      "binary:logistic", Intercept.LOGIT, Link.LOGISTIC, "probability", OutputRole.PROBABILITY),
  BINARY_LOGITRAW("binary:logitraw", Intercept.MARGIN, Link.IDENTITY, "margin", OutputRole.MARGIN),
  BINARY_HINGE("binary:hinge", Intercept.MARGIN, Link.STEP, "class", OutputRole.VALUE),
  MULTI_SOFTPROB("multi:softprob", Intercept.MARGIN, Link.SOFTMAX, "class", OutputRole.PROBABILITY),
  MULTI_SOFTMAX("multi:softmax", Intercept.MARGIN, Link.LARGEST, "class", OutputRole.VALUE),
  SQUARED_ERROR("reg:squarederror", Intercept.MARGIN, Link.IDENTITY),
  LINEAR("reg:linear", Intercept.MARGIN, Link.IDENTITY),
  SQUARED_LOG_ERROR("reg:squaredlogerror", Intercept.MARGIN, Link.IDENTITY),
  LOGISTIC("reg:logistic", Intercept.LOGIT, Link.LOGISTIC),
  PSEUDO_HUBER_ERROR("reg:pseudohubererror", Intercept.MARGIN, Link.IDENTITY),
  ABSOLUTE_ERROR("reg:absoluteerror", Intercept.MARGIN, Link.IDENTITY),
  QUANTILE_ERROR("reg:quantileerror", Intercept.MARGIN, Link.IDENTITY),
  GAMMA("reg:gamma", Intercept.LOG, Link.EXPONENTIAL),
  TWEEDIE("reg:tweedie", Intercept.LOG, Link.EXPONENTIAL),
  POISSON("count:poisson", Intercept.LOG, Link.EXPONENTIAL),
  RANK_PAIRWISE("rank:pairwise", Intercept.MARGIN, Link.IDENTITY, "score", OutputRole.MARGIN),
  RANK_NDCG("rank:ndcg", Intercept.MARGIN, Link.IDENTITY, "score", OutputRole.MARGIN),
  RANK_MAP("rank:map", Intercept.MARGIN, Link.IDENTITY, "score", OutputRole.MARGIN);

  /** What the intercept of a file is, and so how it becomes a margin. */
  enum Intercept {
    /** A margin. */
    MARGIN,
    /** A probability. */
    LOGIT,
    /** A positive mean. */
    LOG
  }

  private final String code;
  private final Intercept intercept;
  private final Link link;
  private final String output;
  private final OutputRole role;

  XgboostObjective(String code, Intercept intercept, Link link) {
    this(code, intercept, link, "value", OutputRole.VALUE);
  }

  XgboostObjective(String code, Intercept intercept, Link link, String output, OutputRole role) {
    this.code = code;
    this.intercept = intercept;
    this.link = link;
    this.output = output;
    this.role = role;
  }

  /**
   * Finds an objective by the name in the file.
   *
   * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) listing those that are taken
   */
  static XgboostObjective of(String code) {
    for (XgboostObjective objective : values()) {
      if (objective.code.equals(code)) {
        return objective;
      }
    }
    String known =
        Arrays.stream(values()).map(XgboostObjective::code).collect(Collectors.joining(" "));
    throw Faults.unsupported(
        "an objective of " + known, Faults.quoted(code), "learner.objective.name");
  }

  String code() {
    return code;
  }

  Intercept intercept() {
    return intercept;
  }

  Link link() {
    return link;
  }

  /** The name of a single output, and the stem of several. */
  String output() {
    return output;
  }

  OutputRole role() {
    return role;
  }

  /** The role of several outputs: independent probabilities do not sum to one, so are values. */
  OutputRole roleOfSeveral() {
    return role == OutputRole.PROBABILITY && !isMultiClass() ? OutputRole.VALUE : role;
  }

  /** Whether the outputs are classes that exclude each other. */
  boolean isMultiClass() {
    return this == MULTI_SOFTPROB || this == MULTI_SOFTMAX;
  }
}
