-- Trained models, one row each. Rows that repeat an id collapse; the youngest counts.
CREATE TABLE IF NOT EXISTS {database:Identifier}.model_checkpoints
(
    checkpoint_id String,
    run_id String DEFAULT '',
    model_type LowCardinality(String),
    model_version String,
    symbol LowCardinality(String),
    timeframe LowCardinality(String),
    model_format LowCardinality(String),
    model_binary String CODEC(ZSTD(3)),
    sha256 String DEFAULT '',
    manifest String DEFAULT '' CODEC(ZSTD(3)),
    metrics String DEFAULT '' CODEC(ZSTD(3)),
    deployment_status LowCardinality(String) DEFAULT 'staging',
    created_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(created_at)
ORDER BY (model_type, symbol, timeframe, model_version, checkpoint_id)
SETTINGS index_granularity = 64, non_replicated_deduplication_window = 100
