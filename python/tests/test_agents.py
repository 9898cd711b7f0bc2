"""Agents: what is written, and that the command line serves it. Needs stable-baselines3 and torch."""

import base64
import hashlib
import json

import numpy as np
import pytest

sb3 = pytest.importorskip("stable_baselines3")
torch = pytest.importorskip("torch")
import gymnasium  # noqa: E402
from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize  # noqa: E402

from tickcast_export import ExportError, export_agent, verify  # noqa: E402

SERIES = {"version": "1.0.0", "symbol": "EURUSD", "timeframe": "5m"}
NAMES = ["ret_1", "rsi_14", "atr_14", "spread"]
ACTION = {"kind": "action", "signals": {"0": "hold", "1": "buy", "2": "sell"}}


class Walk(gymnasium.Env):
    observation_space = gymnasium.spaces.Box(-np.inf, np.inf, shape=(4,), dtype=np.float32)
    action_space = gymnasium.spaces.Discrete(3)

    def __init__(self):
        self.random = np.random.default_rng(3)

    def reset(self, seed=None, options=None):
        self.left = 40
        return self.see(), {}

    def see(self):
        return (self.random.normal(size=4) * [1, 20, 0.1, 1000]).astype(np.float32)

    def step(self, action):
        self.left -= 1
        return self.see(), float(action), False, self.left == 0, {}


@pytest.fixture(scope="module")
def trained():
    env = VecNormalize(DummyVecEnv([Walk]))
    model = sb3.PPO("MlpPolicy", env, n_steps=64, batch_size=32, seed=1, device="cpu", policy_kwargs={"net_arch": [8]})
    return model.learn(128), [Walk().see() for _ in range(20)]


def test_agent_with_normaliser_carries_it_and_is_served(trained, tmp_path, tickcast):
    model, seen = trained
    exported = export_agent(model, seen, tmp_path, observation=NAMES, output=ACTION, **SERIES)
    assert exported.path.name == "ppo_eurusd_5m_v1.0.0.zip"
    carried = exported.manifest["vecnormalize"]
    assert hashlib.sha256(base64.b64decode(carried["content"])).hexdigest() == carried["sha256"]
    assert len(exported.manifest["golden"]["rows"]) == 16
    assert verify(exported.path, tickcast).accepted


def test_scaled_observation_is_what_the_environment_gave(trained, tmp_path, tickcast):
    model, seen = trained
    items = ["ret_1", {"name": "rsi_14", "scale": 0.01}, {"name": "atr_14", "clip": 0.05}, "spread"]
    exported = export_agent(model, seen, tmp_path, observation=items, output=ACTION, **SERIES)
    assert verify(exported.path, tickcast).accepted


def test_scaled_window_is_what_the_environment_gave(trained, tmp_path, tickcast):
    model, seen = trained
    items = ["ret_1", {"name": "position", "kind": "state", "scale": 2}]
    exported = export_agent(model, seen, tmp_path, observation=items, window=2, output=ACTION, **SERIES)
    assert verify(exported.path, tickcast).accepted


def test_golden_action_that_is_wrong_is_refused(trained, tmp_path, tickcast):
    model, seen = trained
    exported = export_agent(model, seen, tmp_path, observation=NAMES, output=ACTION, **SERIES)
    manifest = json.loads(exported.manifest_path.read_text())
    manifest["golden"]["expected"][0][0] += 1
    exported.manifest_path.write_text(json.dumps(manifest))
    assert "golden row 0" in verify(exported.path, tickcast).problems[0]


def test_program_is_declared_and_served(tmp_path, tickcast):
    torch.manual_seed(1)
    net = torch.jit.trace(torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Tanh()), torch.zeros(1, 4))
    rows = np.random.default_rng(2).normal(size=(8, 4))
    exported = export_agent(net, rows, tmp_path, observation=NAMES, output=ACTION, **SERIES)
    assert exported.manifest["format"] == "torchscript"
    assert exported.path.suffix == ".pt"
    assert verify(exported.path, tickcast).accepted


def test_observation_of_another_width_is_refused(trained, tmp_path):
    model, seen = trained
    with pytest.raises(ExportError, match="observation"):
        export_agent(model, seen, tmp_path, observation=NAMES[:3], output=ACTION, **SERIES)
