-- What happened to the models that serve: bound, promoted, rolled back, refused, challengers.
CREATE TABLE IF NOT EXISTS {database:Identifier}.model_events
(
    event_id UUID,
    event LowCardinality(String),
    binding LowCardinality(String),
    symbol LowCardinality(String),
    timeframe LowCardinality(String),
    from_version LowCardinality(String),
    to_version LowCardinality(String),
    from_sha256 String,
    to_sha256 String,
    who LowCardinality(String),
    reason String,
    verification String CODEC(ZSTD(3)),
    created_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(created_at)
ORDER BY (symbol, timeframe, created_at, event_id)
SETTINGS non_replicated_deduplication_window = 1000
