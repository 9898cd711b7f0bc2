-- Distribution of signals over a day
SELECT signal_type, COUNT(*) AS count, AVG(confidence_score) AS avg_confidence
FROM trading_signals FINAL
WHERE timestamp_ms > toUnixTimestamp64Milli(now64()) - 86400000
GROUP BY signal_type
ORDER BY count DESC
FORMAT PrettyCompactMonoBlock
