"""The agents: algorithm, spaces, what is observed, the policy's arguments, and the normaliser."""

import numpy as np
import stable_baselines3
from torch import nn

from market import NEW, features, spaces

CASES = {}
#: Layers that policy and value share went with 1.8; its agents are a sample of the others.
SHARED = stable_baselines3.__version__ < "1.8"


def case(old=True, sample=False):
    def keep(function):
        if NEW or (old and (SHARED or sample)):
            CASES[function.__name__.replace("_", "-")] = function
        return function

    return keep


def box(width, low=-np.inf, high=np.inf, dtype=np.float32):
    return spaces.Box(low, high, shape=(width,), dtype=dtype)


def raw(prices, width):
    """Features as they are, for agents behind a normaliser."""
    table = features(prices, width).astype(np.float32)
    return lambda bar: table[bar - 200]


def scaled(prices, width, dtype=np.float32):
    """Features around 0 and 1 in size."""
    table = features(prices, width)
    table = ((table - table.mean(0)) / table.std(0)).astype(dtype)
    return lambda bar: table[bar - 200]


@case(sample=True)
def ppo_discrete(prices):
    width, sizes = (113, [64, 64]) if NEW else (20, [16, 16])
    arch = dict(pi=sizes, vf=[8])
    return "PPO", box(width), spaces.Discrete(3), raw(prices, width), {"net_arch": arch if NEW else [arch]}, {}


@case(sample=True)
def a2c_box(prices):
    low, high = np.array([-0.5, 0.1], dtype=np.float32), np.array([0.3, 0.7], dtype=np.float32)
    arch = dict(pi=[16], vf=[8, 8])
    return "A2C", box(12), spaces.Box(low, high, dtype=np.float32), scaled(prices, 12), {"net_arch": arch if NEW else [arch], "activation_fn": nn.ReLU}, None


@case(sample=True)
def dqn(prices):
    return "DQN", box(10), spaces.Discrete(5), raw(prices, 10), {"net_arch": [24, 24]}, {"clip_obs": 3.0}


@case()
def ddpg(prices):
    return "DDPG", box(8), box(1, -1, 1), scaled(prices, 8), {"net_arch": [16, 16]}, None


@case(sample=True)
def sac(prices):
    low, high = np.array([-2, 0.1, 0], dtype=np.float32), np.array([3, 0.4, 100], dtype=np.float32)
    return "SAC", box(9), spaces.Box(low, high, dtype=np.float32), raw(prices, 9), {"net_arch": [16, 12], "activation_fn": nn.GELU}, {"epsilon": 1e-4}


@case(sample=True)
def td3(prices):
    return "TD3", box(8), box(2, -0.7, 0.2), scaled(prices, 8), {"net_arch": dict(pi=[12], qf=[8]), "activation_fn": nn.ELU}, None


@case()
def sac_sde(prices):
    return "SAC", box(8), box(2, -1, 1), scaled(prices, 8), {"net_arch": [16], "activation_fn": nn.LeakyReLU, ":use_sde": True}, None


@case(old=False)
def sac_sde_unclipped(prices):
    return "SAC", box(8), box(1, -1, 1), scaled(prices, 8), {"net_arch": [8], "clip_mean": 0.0, ":use_sde": True}, None


@case()
def ppo_sde_squashed(prices):
    return "PPO", box(8), box(2, -3, 1), scaled(prices, 8), {"net_arch": [16] if NEW else [dict(pi=[16], vf=[16])], "activation_fn": nn.SiLU if NEW else nn.Tanh, "squash_output": True, ":use_sde": True}, None


@case()
def ppo_sde(prices):
    return "PPO", box(8), box(2, -0.01, 0.02), scaled(prices, 8), {"net_arch": [8] if not SHARED else [8, dict(pi=[6], vf=[])], ":use_sde": True}, None


@case(sample=True)
def ppo_multidiscrete(prices):
    table = scaled(prices, 3)
    sizes = np.array([4, 2, 5])
    return "PPO", spaces.MultiDiscrete(sizes), spaces.MultiDiscrete([3, 4, 2]), lambda bar: np.clip((table(bar) + 2).astype(int), 0, sizes - 1), {"net_arch": [10, 6] if SHARED else dict(pi=[10], vf=[4]) if NEW else [dict(pi=[10], vf=[4])]}, None


@case()
def a2c_multibinary(prices):
    table = scaled(prices, 6)
    return "A2C", spaces.MultiBinary(6), spaces.MultiBinary(4), lambda bar: (table(bar) > 0).astype(np.int8), {"net_arch": [8]}, None


@case()
def dqn_discrete(prices):
    table = scaled(prices, 2)
    return "DQN", spaces.Discrete(7), spaces.Discrete(3), lambda bar: int(np.clip(table(bar)[0] * 2 + 3, 0, 6)), {"net_arch": [6]}, None


@case(old=False)
def ppo_dict(prices):
    table = raw(prices, 12)
    space = spaces.Dict(
        {
            "window": spaces.Box(-np.inf, np.inf, shape=(3, 4), dtype=np.float32),
            "account": box(2, dtype=np.float64),
            "position": spaces.Discrete(3),
            "flags": spaces.MultiBinary(2),
            "state": spaces.MultiDiscrete([2, 4]),
        }
    )

    def observe(bar):
        row = table(bar)
        return {
            "window": row.reshape(3, 4),
            "account": np.array([row[-1] * 1e4, row[0]], dtype=np.float64),
            "position": int(bar % 3),
            "flags": (row[:2] > 0).astype(np.int8),
            "state": np.array([bar % 2, bar % 4]),
        }

    return "PPO", space, spaces.Discrete(4), observe, {"net_arch": [16]}, {"norm_obs_keys": ["window", "account"]}


@case(old=False)
def sac_dict(prices):
    table = scaled(prices, 5)
    space = spaces.Dict({"b": box(2), "a": box(3)})
    return "SAC", space, box(1, 0, 1), lambda bar: {"a": table(bar)[2:], "b": table(bar)[:2]}, {"net_arch": [8]}, None


@case()
def ppo_linear(prices):
    """No hidden layer, a matrix of 64 bits, one action of two codes."""
    table = scaled(prices, 20, np.float64)
    space = spaces.Box(-np.inf, np.inf, shape=(4, 5), dtype=np.float64)
    return "PPO", space, spaces.Discrete(2), lambda bar: table(bar).reshape(4, 5), {"net_arch": []}, None


@case(old=False)
def td3_normalised_reward_only(prices):
    return "TD3", box(4), box(1, -1, 1), scaled(prices, 4), {"net_arch": [6]}, {"norm_obs": False}


@case(old=False)
def trpo(prices):
    low, high = np.array([-0.5, 0.2], dtype=np.float32), np.array([0.4, 3], dtype=np.float32)
    return "TRPO", box(7), spaces.Box(low, high, dtype=np.float32), raw(prices, 7), {"net_arch": dict(pi=[9, 5], vf=[4]), "activation_fn": nn.ReLU}, {"clip_obs": 4.0}
