-- Every prediction with its decision, whether a signal went out or not.
CREATE TABLE IF NOT EXISTS {database:Identifier}.model_predictions
(
    prediction_id UUID,
    signal_id UUID,
    symbol LowCardinality(String),
    timeframe LowCardinality(String),
    timestamp_ms Int64 CODEC(DoubleDelta, ZSTD(1)),
    model_version LowCardinality(String),
    model_sha256 LowCardinality(String),
    role LowCardinality(String),
    raw_output String CODEC(ZSTD(3)),
    features String CODEC(ZSTD(3)),
    outcome LowCardinality(String),
    reason LowCardinality(String),
    decision String CODEC(ZSTD(3)),
    inference_latency_us Float64,
    created_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(timestamp_ms, 'UTC'))
ORDER BY (symbol, timeframe, timestamp_ms, prediction_id)
SETTINGS non_replicated_deduplication_window = 1000
