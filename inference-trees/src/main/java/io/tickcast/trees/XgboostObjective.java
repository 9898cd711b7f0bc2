package io.tickcast.trees;

import io.tickcast.api.OutputRole;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The objectives whose predictions are reproduced, with what they do to margins. */
enum XgboostObjective {
  BINARY_LOGISTIC(
      "binary:logistic",
      Intercept.LOGIT,
      XgboostLink.LOGISTIC,
      "probability",
      OutputRole.PROBABILITY),
  BINARY_LOGITRAW(
      "binary:logitraw", Intercept.MARGIN, XgboostLink.IDENTITY, "margin", OutputRole.MARGIN),
  BINARY_HINGE("binary:hinge", Intercept.MARGIN, XgboostLink.STEP, "class", OutputRole.VALUE),
  MULTI_SOFTPROB(
      "multi:softprob", Intercept.MARGIN, XgboostLink.SOFTMAX, "class", OutputRole.PROBABILITY),
  MULTI_SOFTMAX("multi:softmax", Intercept.MARGIN, XgboostLink.LARGEST, "class", OutputRole.VALUE),
  SQUARED_ERROR("reg:squarederror", Intercept.MARGIN, XgboostLink.IDENTITY),
  LINEAR("reg:linear", Intercept.MARGIN, XgboostLink.IDENTITY),
  SQUARED_LOG_ERROR("reg:squaredlogerror", Intercept.MARGIN, XgboostLink.IDENTITY),
  LOGISTIC("reg:logistic", Intercept.LOGIT, XgboostLink.LOGISTIC),
  PSEUDO_HUBER_ERROR("reg:pseudohubererror", Intercept.MARGIN, XgboostLink.IDENTITY),
  ABSOLUTE_ERROR("reg:absoluteerror", Intercept.MARGIN, XgboostLink.IDENTITY),
  QUANTILE_ERROR("reg:quantileerror", Intercept.MARGIN, XgboostLink.IDENTITY),
  GAMMA("reg:gamma", Intercept.LOG, XgboostLink.EXPONENTIAL),
  TWEEDIE("reg:tweedie", Intercept.LOG, XgboostLink.EXPONENTIAL),
  POISSON("count:poisson", Intercept.LOG, XgboostLink.EXPONENTIAL),
  COX("survival:cox", Intercept.LOG, XgboostLink.EXPONENTIAL),
  ACCELERATED_FAILURE_TIME("survival:aft", Intercept.LOG, XgboostLink.EXPONENTIAL),
  EXPECTILE_ERROR("reg:expectileerror", Intercept.GAPS, XgboostLink.CUMULATIVE),
  RANK_PAIRWISE(
      "rank:pairwise", Intercept.MARGIN, XgboostLink.IDENTITY, "score", OutputRole.MARGIN),
  RANK_NDCG("rank:ndcg", Intercept.MARGIN, XgboostLink.IDENTITY, "score", OutputRole.MARGIN),
  RANK_MAP("rank:map", Intercept.MARGIN, XgboostLink.IDENTITY, "score", OutputRole.MARGIN);

  /** What the intercept of a file is, and so how it becomes a margin. */
  enum Intercept {
    /** A margin. */
    MARGIN,
    /** A probability. */
    LOGIT,
    /** A positive mean. */
    LOG,
    /** The first of several is a margin; the margins of the others stand for the steps to them. */
    GAPS
  }

  private static final String ON_GPU = "gpu:";

  private final String code;
  private final Intercept intercept;
  private final XgboostLink link;
  private final String output;
  private final OutputRole role;

  XgboostObjective(String code, Intercept intercept, XgboostLink link) {
    this(code, intercept, link, "value", OutputRole.VALUE);
  }

  XgboostObjective(
      String code, Intercept intercept, XgboostLink link, String output, OutputRole role) {
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
    // Before 1.0 there were some twice, such as gpu:binary:logistic.
    String name = code.startsWith(ON_GPU) ? code.substring(ON_GPU.length()) : code;
    for (XgboostObjective objective : values()) {
      if (objective.code.equals(name)) {
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

  /**
   * What becomes of the margins.
   *
   * @param version of the library: from 1.6 on it keeps probabilities from overflow, from 3.4 on it
   *     puts the quantiles of a row in order
   */
  XgboostLink link(XgboostVersion version) {
    if (link == XgboostLink.LOGISTIC && version.isBefore(1, 6)) {
      return XgboostLink.LOGISTIC_UNBOUNDED;
    }
    return this == QUANTILE_ERROR && version.isAtLeast(3, 4) ? XgboostLink.ASCENDING : link;
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
