-- Latency of predictions over an hour
SELECT symbol,
       AVG(JSONExtractFloat(metadata, 'prediction_latency_ms')) AS avg_latency_ms,
       MAX(JSONExtractFloat(metadata, 'prediction_latency_ms')) AS max_latency_ms
FROM trading_signals
WHERE timestamp_ms > toUnixTimestamp64Milli(now64()) - 3600000
GROUP BY symbol
FORMAT PrettyCompactMonoBlock
