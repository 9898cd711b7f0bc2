-- Every published signal: the columns are the top level of the signal on the wire.
CREATE TABLE IF NOT EXISTS {database:Identifier}.trading_signals
(
    signal_id UUID,
    symbol LowCardinality(String),
    timeframe LowCardinality(String),
    timestamp_ms Int64 CODEC(DoubleDelta, ZSTD(1)),
    signal_type Enum8('buy' = 1, 'sell' = 2, 'hold' = 3, 'close_long' = 4, 'close_short' = 5),
    confidence_score Float64,
    entry_price Nullable(Float64),
    stop_loss Nullable(Float64),
    take_profit Nullable(Float64),
    position_size_recommended Float64,
    model_version LowCardinality(String),
    metadata String CODEC(ZSTD(3)),
    created_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(timestamp_ms, 'UTC'))
ORDER BY (symbol, timeframe, timestamp_ms, signal_id)
SETTINGS non_replicated_deduplication_window = 1000
