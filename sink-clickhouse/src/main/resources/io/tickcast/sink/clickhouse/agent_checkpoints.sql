-- Trained agents, one row each. Rows that repeat an id collapse; the youngest counts.
CREATE TABLE IF NOT EXISTS {database:Identifier}.agent_checkpoints
(
    checkpoint_id String,
    run_id String DEFAULT '',
    algorithm LowCardinality(String),
    agent_version String,
    symbol LowCardinality(String),
    timeframe LowCardinality(String),
    agent_binary String CODEC(ZSTD(3)),
    sha256 String DEFAULT '',
    manifest String DEFAULT '' CODEC(ZSTD(3)),
    performance String DEFAULT '' CODEC(ZSTD(3)),
    deployment_status LowCardinality(String) DEFAULT 'staging',
    created_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(created_at)
ORDER BY (algorithm, symbol, timeframe, agent_version, checkpoint_id)
SETTINGS index_granularity = 64, non_replicated_deduplication_window = 100
