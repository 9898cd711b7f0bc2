package io.tickcast.sink.clickhouse;

/** What a table of checkpoints has columns for, and what those are called by default. */
enum CheckpointColumn {
  /** What one row is known by. */
  ID("checkpoint_id", "checkpoint_id", true),
  /** The kind of model, or the algorithm of an agent. */
  TYPE("model_type", "algorithm", true),
  /** The bare version. */
  VERSION("model_version", "agent_version", true),
  /** The model file in base64. */
  BINARY("model_binary", "agent_binary", true),
  /** The instrument. */
  SYMBOL("symbol", "symbol", false),
  /** The timeframe's code. */
  TIMEFRAME("timeframe", "timeframe", false),
  /** The sha256 of the model file in hexadecimal digits. */
  SHA256("sha256", "sha256", false),
  /** The manifest as JSON. */
  MANIFEST("manifest", "manifest", false),
  /** The deployment status. */
  STATUS("deployment_status", "deployment_status", false),
  /** When the row was written. */
  CREATED_AT("created_at", "created_at", false);

  private final String ofModels;
  private final String ofAgents;
  private final boolean needed;

  CheckpointColumn(String ofModels, String ofAgents, boolean needed) {
    this.ofModels = ofModels;
    this.ofAgents = ofAgents;
    this.needed = needed;
  }

  /** What it is called by the contract, in the table of models or in that of agents. */
  String standard(boolean agents) {
    return agents ? ofAgents : ofModels;
  }

  /** Whether no checkpoint can be read without it. */
  boolean isNeeded() {
    return needed;
  }
}
