"""Trains small agents of every kind on real bars, and writes down what the library's predict gives.

    python make_agents.py BARS.csv.gz FOLDER [PREFIX]

For each agent: NAME.zip, NAME.vec.pkl where it is normalised, and NAME.json with rows, actions and,
where the policy has them, probabilities or Q values. Some of the rows stand close to where one
action becomes another.
"""

import importlib
import json
import sys
from pathlib import Path

import numpy as np
import stable_baselines3 as sb3
import torch
from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

from agents import CASES
from market import Market, closes, spaces

CONTRIB = ("TRPO",)
OFF_POLICY = ("DQN", "DDPG", "SAC", "TD3")


def train(name, prices):
    algorithm, observed, acted, observe, policy, normal = CASES[name](prices)
    env = DummyVecEnv([lambda: Market(observed, acted, prices, observe)])
    if normal is not None:
        env = VecNormalize(env, norm_reward=True, **normal)
    kwargs = {"seed": 3, "policy_kwargs": {k: v for k, v in policy.items() if k[0] != ":"}}
    kwargs.update({k[1:]: v for k, v in policy.items() if k[0] == ":"})
    if algorithm in OFF_POLICY:
        kwargs.update(buffer_size=2000, learning_starts=50, learning_rate=3e-3)
    if algorithm == "PPO":
        kwargs.update(n_steps=128, batch_size=64, learning_rate=1e-2)
    if algorithm == "A2C":
        kwargs.update(learning_rate=1e-2)
    kind = "MultiInputPolicy" if isinstance(observed, spaces.Dict) else "MlpPolicy"
    library = importlib.import_module("sb3_contrib") if algorithm in CONTRIB else sb3
    model = getattr(library, algorithm)(kind, env, device="cpu", **kwargs)
    model.learn(512)
    return model, env, observe


def flat(space, observation):
    """An observation as a row: each part as predict takes it, in the order of the space."""
    if isinstance(space, spaces.Dict):
        return [v for key, part in space.spaces.items() for v in flat(part, observation[key])]
    return [float(v) for v in np.asarray(observation).ravel()]


def build(space, row):
    """The observation of a row."""
    if isinstance(space, spaces.Dict):
        built, at = {}, 0
        for key, part in space.spaces.items():
            width = len(flat(part, part.sample()))
            built[key] = build(part, row[at : at + width])
            at += width
        return built
    if isinstance(space, spaces.Discrete):
        return int(row[0])
    return np.array(row, dtype=space.dtype).reshape(space.shape)


def act(model, env, observation):
    if isinstance(env, VecNormalize):
        observation = env.normalize_obs(observation)
    action = model.predict(observation, deterministic=True)[0]
    return [float(v) for v in np.asarray(action).ravel()], numbers(model, observation)


def numbers(model, observation):
    """Probabilities or Q values of a policy with one code."""
    if not isinstance(model.action_space, spaces.Discrete):
        return []
    with torch.no_grad():
        if hasattr(model, "q_net"):
            tensor = tensors(model.q_net, observation)
            values = model.q_net(tensor)
        else:
            policy = model.policy
            tensor = tensors(policy, observation)
            if hasattr(policy, "get_distribution"):
                values = policy.get_distribution(tensor).distribution.probs
            else:
                latent, _, sde = policy._get_latent(tensor)
                values = policy._get_action_dist_from_latent(latent, sde).distribution.probs
    return [float(v) for v in values.numpy().ravel()]


def tensors(policy, observation):
    if hasattr(policy, "obs_to_tensor"):
        return policy.obs_to_tensor(observation)[0]
    row = np.asarray(observation)
    return torch.as_tensor(row.reshape((-1,) + policy.observation_space.shape))


def rows_of(model, env, observe, prices):
    space = env.observation_space
    random = np.random.RandomState(11)
    bars = random.choice(np.arange(300, len(prices) - 10), 12, replace=False)
    rows = [flat(space, observe(int(bar))) for bar in bars]
    if isinstance(space, spaces.Box):
        real = np.array(rows)
        wide = real.mean(0) + random.randn(8, real.shape[1]) * real.std(0) * 4
        rows += [flat(space, build(space, row)) for row in wide]
        rows += boundaries(model, env, space, rows)
    elif not isinstance(space, spaces.Dict):
        rows += [flat(space, space.sample()) for _ in range(24)]
    return rows


def boundaries(model, env, space, rows):
    """Between pairs of rows with other codes: close to the border, and on one side of it."""
    found = []
    if isinstance(model.action_space, spaces.Box):
        return found
    acts = [act(model, env, build(space, row))[0] for row in rows]
    for i in range(len(rows)):
        j = (i + 1) % len(rows)
        if acts[i] == acts[j] or len(found) >= 10:
            continue
        a, b = np.array(rows[i]), np.array(rows[j])
        for _ in range(13):
            middle = (a + b) / 2
            if act(model, env, build(space, middle))[0] == acts[i]:
                a = middle
            else:
                b = middle
        found += [flat(space, build(space, a)), flat(space, build(space, b))]
    return found


def main(bars, folder, prefix=""):
    torch.set_num_threads(1)
    folder = Path(folder)
    prices = closes(bars)
    for name in CASES:
        torch.manual_seed(1)
        model, env, observe = train(name, prices)
        file = folder / (prefix + name)
        model.save(str(file) + ".zip")
        if isinstance(env, VecNormalize):
            env.training = False
            env.save(str(file) + ".vec.pkl")
        again = type(model).load(str(file) + ".zip", device="cpu")
        rows = rows_of(again, env, observe, prices)
        acts = [act(again, env, build(env.observation_space, row)) for row in rows]
        document = {
            "versions": {"stable_baselines3": sb3.__version__, "torch": torch.__version__},
            "rows": rows,
            "actions": [a for a, _ in acts],
            "numbers": [n for _, n in acts],
        }
        text = json.dumps(document, separators=(",", ":"))
        Path(str(file) + ".json").write_text(text)
        distinct = len({tuple(a) for a, _ in acts})
        print(f"{prefix + name}: {len(rows)} rows, {distinct} distinct actions")


if __name__ == "__main__":
    main(*sys.argv[1:])
