"""Writes episodes of a trading environment: what an agent observes at each step, and what it does.

The environment is plain numpy, and shares no code with the engine: an account in the quote currency,
one position of a fixed size, codes as FreqAI's Base5 has them (0 nothing, 1 open long, 2 close long,
3 open short, 4 close short). In `paper.csv` every action is filled at the close of its bar, for a fee.
In `fills.csv` a broker fills it in two parts at prices of its own, and tells the account afterwards.

    python make_episodes.py FOLDER
"""

import csv
import sys
from pathlib import Path

import numpy as np

STEPS = 400
SIZE = 1000.0
CASH = 10_000.0
FIRST_CLOSE_MS = 1_760_867_700_000  # 2025-10-19T09:55:00Z, a Sunday
BAR_MS = 300_000
OBSERVED = [
    "rsi_14",
    "position",
    "position_freqai",
    "position_size",
    "entry_price",
    "unrealized_profit",
    "unrealized_return",
    "unrealized_atr",
    "bars_held",
    "cash",
    "equity",
    "drawdown",
    "hour_sin",
    "day_cos",
]


class Environment:
    """A position and an account."""

    def __init__(self, fee):
        self.fee = fee
        self.cash = CASH
        self.position = 0.0
        self.entry = 0.0
        self.held = 0
        self.peak = CASH

    def fill(self, signed, price):
        units = abs(signed)
        same_side = self.position == 0 or np.sign(signed) == np.sign(self.position)
        if same_side:
            total = abs(self.position) + units
            self.entry = (self.entry * abs(self.position) + price * units) / total
        if self.position == 0:
            self.held = 0
        self.position += signed
        self.cash -= signed * price + self.fee * units * price
        if self.position == 0:
            self.entry = 0.0
            self.held = 0

    def equity(self, price):
        return self.cash + self.position * price

    def new_bar(self):
        if self.position != 0:
            self.held += 1

    def observe(self, rsi, price, atr, step, equity):
        self.peak = max(self.peak, equity)
        side = np.sign(self.position)
        gain = side * (price - self.entry) if side else 0.0
        millis = FIRST_CLOSE_MS + step * BAR_MS
        hours = millis % 86_400_000 / 3_600_000
        weekday = (millis // 86_400_000 + 3) % 7
        return [
            rsi,
            side,
            (side + 1) / 2,
            abs(self.position),
            self.entry,
            gain * abs(self.position),
            gain / self.entry if side else 0.0,
            gain / atr,
            self.held,
            self.cash,
            equity,
            (self.peak - equity) / self.peak,
            np.sin(2 * np.pi * hours / 24),
            np.cos(2 * np.pi * weekday / 7),
        ]


def orders(action, position):
    """The signed size that an action asks for; 0 for those that mean nothing now."""
    if action == 1 and position == 0:
        return SIZE
    if action == 3 and position == 0:
        return -SIZE
    if (action == 2 and position > 0) or (action == 4 and position < 0):
        return -position
    return 0.0


def policy(observation, weights):
    """A linear policy over bounded features, as an untrained network would be."""
    bounded = np.tanh(np.array(observation) / 50.0)
    return int(np.argmax(weights @ bounded))


def episode(seed, broker):
    random = np.random.default_rng(seed)
    close = np.round(1.1 * np.exp(np.cumsum(random.normal(0, 0.0008, STEPS))), 5)
    rsi = np.round(random.uniform(20, 80, STEPS), 3)
    atr = np.round(random.uniform(0.0006, 0.0015, STEPS), 6)
    weights = random.normal(0, 1, (5, len(OBSERVED)))
    world = Environment(0.0 if broker else 0.0002)
    told = (CASH, CASH)
    for step in range(STEPS):
        world.new_bar()
        price = float(close[step])
        if not broker:
            equity = world.equity(price)
        else:
            equity, world_cash = told[1], told[0]
            assert world_cash == world.cash
        seen = world.observe(float(rsi[step]), price, float(atr[step]), step, equity)
        noisy = random.random() < 0.5
        action = int(random.integers(0, 5)) if noisy else policy(seen, weights)
        signed = orders(action, world.position)
        fills = []
        if signed and broker:
            part = np.sign(signed) * 400.0
            for quantity in (part, signed - part):
                at = round(price * (1 + random.normal(0, 0.0001)), 5)
                fills.append((quantity, at))
        elif signed:
            fills.append((signed, price))
        for quantity, at in fills:
            world.fill(quantity, at)
        told = (world.cash, world.equity(price))
        sent = [value for fill in fills for value in fill] if broker else []
        sent += [0.0] * (4 - len(sent))
        yield [price, float(atr[step]), action, *sent, *told, *seen]


def main(folder):
    head = ["close", "atr_14", "action", "quantity_1", "price_1", "quantity_2", "price_2"]
    head += ["cash_after", "equity_after", *OBSERVED]
    for name, seed, broker in (("paper", 7, False), ("fills", 11, True)):
        with open(Path(folder) / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            for row in episode(seed, broker):
                writer.writerow([repr(float(value)) for value in row])


if __name__ == "__main__":
    main(sys.argv[1])
