"""Makes the agent of ``./tickcast demo --agent``: a PPO agent of Stable-Baselines3, trained on real bars.

The agent observes features of the bar and the state of its own position; its environment fills what
it asks for at the close of the bar, for a fee, and pays the change of the equity. Afterwards it plays
the recorded year, and what it does there is written down for a test.

Needs the libraries of ``requirements-agent.txt``. Run ``python3 make_agent.py --help``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import sys
from pathlib import Path

import gymnasium as gym
import numpy as np
import pandas as pd
import stable_baselines3
import torch
from stable_baselines3 import PPO

from bars import epoch_millis, load_bars
from features import compute_features

SYMBOL = "EURUSD"
TIMEFRAME = "1h"
VERSION = "1.0.0"
DATA_FILE = "eurusd_1h_2007-2018.csv.gz"
AGENT_FILE = f"ppo_{SYMBOL.lower()}_{TIMEFRAME}_v{VERSION}.zip"
EXPECTED_FILE = "agent_expected.csv.gz"
TRAINED_AT = "2026-12-01T00:00:00Z"

FIRST = pd.Timestamp("2010-02-01", tz="UTC")
SPLIT = pd.Timestamp("2017-07-05T06:00", tz="UTC")
STEPS = 120_000
SEED = 3
HOLD, BUY, SELL, CLOSE = range(4)
CODES = {"0": "hold", "1": "buy", "2": "sell", "3": "close"}
WORDS = {HOLD: "hold", BUY: "buy", SELL: "sell"}

SIZE = 1_000.0
CASH = 10_000.0
FEE = 0.00002

# Name, kind, scale, clip: what the manifest says, and what the environment does.
ITEMS = [
    ("log_return_2", "feature", 200.0, 5.0),
    ("return_6", "feature", 200.0, 5.0),
    ("return_24", "feature", 100.0, 5.0),
    ("sma_20_distance", "feature", 200.0, 5.0),
    ("sma_200_distance", "feature", 50.0, 5.0),
    ("macd_hist", "feature", 2000.0, 5.0),
    ("rsi_14", "feature", 0.02, 5.0),
    ("bollinger_pct_20", "feature", 1.0, 5.0),
    ("zscore_100", "feature", 0.5, 5.0),
    ("adx_14", "feature", 0.02, 5.0),
    ("candle_body", "feature", 1.0, 5.0),
    ("hour_sin", "feature", 1.0, 5.0),
    ("hour_cos", "feature", 1.0, 5.0),
    ("position", "state", 1.0, 5.0),
    ("unrealized_atr", "state", 0.2, 5.0),
    ("bars_held", "state", 0.02, 5.0),
    ("drawdown", "state", 20.0, 5.0),
]


class Market(gym.Env):
    """One position of a fixed size on hourly bars."""

    def __init__(self, closes, atrs, rows, episode):
        self.closes, self.atrs, self.rows, self.episode = closes, atrs, rows, episode
        self.observation_space = gym.spaces.Box(-5.0, 5.0, (len(ITEMS),), np.float32)
        self.action_space = gym.spaces.Discrete(len(CODES))

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        last = len(self.closes) - self.episode
        self.start = int(self.np_random.integers(0, last)) if last > 0 else 0
        self.bar = self.start
        self.cash, self.position, self.entry, self.held = CASH, 0.0, 0.0, 0
        self.peak = CASH
        return self._observe(), {}

    def _observe(self):
        price = self.closes[self.bar]
        equity = self.cash + self.position * price
        self.peak = max(self.peak, equity)
        side = np.sign(self.position)
        gain = side * (price - self.entry) if side else 0.0
        state = {
            "position": side,
            "unrealized_atr": gain / self.atrs[self.bar],
            "bars_held": self.held,
            "drawdown": (self.peak - equity) / self.peak,
        }
        raw = self.rows[self.bar]
        values = []
        for i, (name, kind, scale, clip) in enumerate(ITEMS):
            value = state[name] if kind == "state" else raw[i]
            values.append(min(max(value * scale, -clip), clip))
        return np.array(values, dtype=np.float32)

    def signal(self, action):
        """What an action comes to now, as a signal says it."""
        if action == CLOSE and self.position:
            return "close_long" if self.position > 0 else "close_short"
        if action in (BUY, SELL) and self.position == 0:
            return WORDS[action]
        return "hold"

    def step(self, action):
        before = self.cash + self.position * self.closes[self.bar]
        price = self.closes[self.bar]
        signal = self.signal(int(action))
        signed = {"buy": SIZE, "sell": -SIZE}.get(signal, 0.0)
        if signal.startswith("close"):
            signed = -self.position
        if signed:
            self.cash -= signed * price + FEE * abs(signed) * price
            self.entry = price if self.position == 0 else 0.0
            self.position += signed
            self.held = 0
        self.bar += 1
        if self.position:
            self.held += 1
        after = self.cash + self.position * self.closes[self.bar]
        done = self.bar - self.start >= self.episode - 1 or self.bar >= len(self.closes) - 1
        return self._observe(), float(after - before), done, False, {"signal": signal}


def market(bars, features, episode):
    rows = [
        features[name].to_numpy() if kind == "feature" else np.zeros(len(features))
        for name, kind, _, _ in ITEMS
    ]
    closes = bars.loc[features.index, "close"].to_numpy()
    return Market(closes, features["atr_14"].to_numpy(), np.column_stack(rows), episode)


def train(env):
    torch.set_num_threads(1)
    agent = PPO(
        "MlpPolicy",
        env,
        n_steps=2_048,
        batch_size=256,
        gamma=0.98,
        ent_coef=0.02,
        learning_rate=3e-4,
        policy_kwargs={"net_arch": [64, 64]},
        seed=SEED,
        device="cpu",
    )
    return agent.learn(STEPS)


def probabilities(agent, observation):
    with torch.no_grad():
        tensor = torch.as_tensor(observation[None])
        return agent.policy.get_distribution(tensor).distribution.probs[0].numpy()


def play(agent, env):
    """The recorded year: what was observed, done, and signalled at each bar."""
    observation, _ = env.reset(seed=0)
    env.start = env.bar = 0
    seen = []
    while True:
        action = int(agent.predict(observation, deterministic=True)[0])
        seen.append((observation.copy(), action, env.signal(action)))
        if env.bar >= len(env.closes) - 1:
            return seen
        observation = env.step(action)[0]


def manifest(agent, content, seen):
    chosen = np.linspace(0, len(seen) - 1, 8).round().astype(int)
    expected = []
    for i in chosen:
        observation, action, _ = seen[i]
        expected.append([float(action), *map(float, probabilities(agent, observation))])
    return {
        "name": "ppo",
        "type": "ppo",
        "version": VERSION,
        "symbol": SYMBOL,
        "timeframe": TIMEFRAME,
        "format": "zip",
        "sha256": hashlib.sha256(content).hexdigest(),
        "observation": {
            "items": [
                {"name": name, "kind": kind, "scale": scale, "clip": clip}
                for name, kind, scale, clip in ITEMS
            ]
        },
        "output": {"kind": "action", "signals": CODES},
        "golden": {
            "rows": [[float(value) for value in seen[i][0]] for i in chosen],
            "expected": expected,
            "abs_tol": 2e-6,
            "rel_tol": 1e-5,
        },
        "trained": {
            "from": FIRST.isoformat(),
            "until": SPLIT.isoformat(),
            "at": TRAINED_AT,
            "library": f"stable-baselines3 {stable_baselines3.__version__}",
            "steps": STEPS,
        },
    }


def write_expected(path, times, seen):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["timestamp_ms", "signal"])
    for time, (_, _, signal) in zip(times, seen, strict=True):
        writer.writerow([int(time), signal])
    path.write_bytes(gzip.compress(text.getvalue().encode("ascii"), 9, mtime=0))


def main(arguments):
    parser = argparse.ArgumentParser(description="Trains the agent of the demo.")
    parser.add_argument("--data", type=Path, required=True, help=f"folder that holds {DATA_FILE}")
    parser.add_argument("--out", type=Path, required=True, help="folder for agent and manifest")
    parser.add_argument("--test-out", type=Path, required=True, help="folder for what it did")
    options = parser.parse_args(arguments)
    bars = load_bars(options.data / DATA_FILE)
    features = compute_features(bars)
    learned = features.loc[(features.index >= FIRST) & (features.index < SPLIT)]
    year = features.loc[features.index >= SPLIT]
    agent = train(market(bars, learned, 2_000))
    agent.save(options.out / AGENT_FILE)
    content = (options.out / AGENT_FILE).read_bytes()
    env = market(bars, year, len(year) + 1)
    seen = play(agent, env)
    text = json.dumps(manifest(agent, content, seen), indent=1)
    (options.out / f"{AGENT_FILE}.manifest.json").write_text(text + "\n")
    write_expected(options.test_out / EXPECTED_FILE, epoch_millis(year.index), seen)
    counts = pd.Series([signal for _, _, signal in seen]).value_counts().to_dict()
    equity = env.cash + env.position * env.closes[env.bar]
    print(f"bars {len(year)}, signals {counts}, equity {equity:.2f} from {CASH:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
