-- Recent signals
SELECT signal_id, symbol, timeframe, timestamp_ms, signal_type, confidence_score, entry_price, stop_loss, take_profit, model_version
FROM trading_signals
WHERE symbol = 'EURUSD'
  AND timestamp_ms > toUnixTimestamp64Milli(now64()) - 3600000
ORDER BY timestamp_ms DESC
LIMIT 20
FORMAT PrettyCompactMonoBlock
