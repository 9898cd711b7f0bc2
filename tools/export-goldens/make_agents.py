"""Writes down what ``tickcast_export.publish`` sends to ClickHouse for two versions of one agent.

    make_agents.py FOLDER

Trains a PPO agent behind VecNormalize twice, on made-up features and its own position, exports both,
and writes ``agent_checkpoints.jsonl``. The features come from seeds; ids and times are those of the
run. Needs stable-baselines3.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import gymnasium as gym
import numpy as np
from stable_baselines3 import PPO
from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "src"))

from publish_rows import kept  # noqa: E402
from tickcast_export import export_agent, publish  # noqa: E402

#: What the manifest says, and what the environment does.
ITEMS = [
    {"name": "rsi_14", "scale": 0.5},
    {"name": "macd", "clip": 2},
    "spread",
    {"name": "position", "kind": "state"},
]
FLAT, LONG, SHORT = 0, 1, 2


class Walk(gym.Env):
    """Features without a memory; the position is what the last action wanted."""

    observation_space = gym.spaces.Box(-np.inf, np.inf, shape=(4,), dtype=np.float32)
    action_space = gym.spaces.Discrete(3)

    def __init__(self, sign: float) -> None:
        self.sign = sign
        self.random = np.random.default_rng(5)
        self.position = 0.0

    def see(self) -> np.ndarray:
        self.features = self.random.normal(size=3)
        scaled = [0.5 * self.features[0], np.clip(self.features[1], -2, 2), self.features[2]]
        return np.array([*scaled, self.position], dtype=np.float32)

    def reset(self, seed=None, options=None):
        self.left = 50
        self.position = 0.0
        return self.see(), {}

    def step(self, action):
        wanted = {FLAT: self.position, LONG: 1.0, SHORT: -1.0}[int(action)]
        earned = self.sign * wanted * float(self.features[0])
        self.position = wanted
        self.left -= 1
        return self.see(), earned, False, self.left == 0, {}


def main(folder: Path) -> None:
    files = []
    with tempfile.TemporaryDirectory() as place:
        for version, sign in (("1.0.0", 1.0), ("1.1.0", -1.0)):
            env = VecNormalize(DummyVecEnv([lambda: Walk(sign)]), norm_reward=False)
            agent = PPO("MlpPolicy", env, n_steps=128, batch_size=64, learning_rate=1e-2, seed=1,
                        device="cpu", policy_kwargs={"net_arch": [8]}).learn(2048)  # fmt: skip
            env.training = False
            random = np.random.default_rng(9)
            seen = [np.array([*random.normal(size=3), 0.0], dtype=np.float32) for _ in range(8)]
            done = export_agent(
                agent, seen, place, version=version, symbol="EURUSD", timeframe="1h", observation=ITEMS,
                output={"kind": "action", "preset": "plain"},
            )  # fmt: skip
            print(version, done.manifest["golden"]["expected"])
            files.append(done.path)
        rows = kept(lambda url: [publish(file, url, algorithm="PPO", metrics={"sharpe": 1}) for file in files])
    (folder / "agent_checkpoints.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
