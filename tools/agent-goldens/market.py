"""Real bars as features, and a small market to train agents in. Runs with gym and with gymnasium."""

import csv
import gzip

import numpy as np

try:
    import gymnasium as gym

    NEW = True
except ImportError:
    import gym

    NEW = False
spaces = gym.spaces


def closes(path, count=6000):
    """Mid prices at the close of the first bars of a file."""
    with gzip.open(path, "rt") as lines:
        rows = csv.DictReader(lines)
        prices = [(float(r["bid_close"]) + float(r["ask_close"])) / 2 for _, r in zip(range(count), rows)]
    return np.array(prices)


def features(prices, width):
    """Returns of the last bars in basis points, then the price over its averages, then the price."""
    returns = np.diff(np.log(prices)) * 1e4
    first = 200
    columns = []
    for i in range(width):
        if i == width - 1:
            columns.append(prices[first:])
        elif i % 3 == 2:
            span = 2 + i
            mean = np.convolve(prices, np.ones(span) / span, mode="valid")
            columns.append((prices[first:] / mean[first - span + 1 :] - 1) * 1e4)
        else:
            columns.append(returns[first - 1 - i : len(returns) - i])
    return np.stack(columns, axis=1)


class Market(gym.Env):
    """One observation per bar; what is earned is the next return times the position."""

    metadata = {"render_modes": []}

    def __init__(self, observation_space, action_space, prices, observe):
        self.observation_space = observation_space
        self.action_space = action_space
        self.prices = prices
        self.observe = observe
        self.random = np.random.RandomState(5)
        self.bar = 0

    def position(self, action):
        flat = np.asarray(action, dtype=float).ravel()
        return float(np.tanh(flat.mean() - (1 if not isinstance(self.action_space, spaces.Box) else 0)))

    def reset(self, seed=None, options=None):
        self.bar = self.random.randint(200, len(self.prices) - 120)
        self.end = self.bar + 100
        observation = self.observe(self.bar)
        return (observation, {}) if NEW else observation

    def step(self, action):
        earned = (np.log(self.prices[self.bar + 1] / self.prices[self.bar])) * 1e4 * self.position(action)
        self.bar += 1
        done = self.bar >= self.end
        observation = self.observe(self.bar)
        if NEW:
            return observation, float(earned), False, done, {}
        return observation, float(earned), done, {}
