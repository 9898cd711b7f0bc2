"""Histograms for drift."""

from __future__ import annotations

import numpy as np
from tickcast_export._reference import histogram


def test_histogram_ofManyValues_hasBinsOfEqualWeight():
    found = histogram(np.random.default_rng(1).normal(size=10_000))
    assert len(found["edges"]) == 9 and np.all(np.diff(found["edges"]) > 0)
    np.testing.assert_allclose(found["fractions"], 0.1, atol=2e-4)
    assert "missing" not in found


def test_histogram_ofFewValues_hasOneBinForEach():
    assert histogram(np.array([0.0, 0, 1, 1])) == {"edges": [0.5], "fractions": [0.5, 0.5]}
    assert histogram(np.array([0.0] * 99 + [5])) == {"edges": [2.5], "fractions": [0.99, 0.01]}
    assert histogram(np.full(5, 3.0)) == {"edges": [], "fractions": [1.0]}


def test_histogram_ofMissingValues_countsThem():
    assert histogram(np.array([np.nan, np.nan, 1, 2])) == {"edges": [1.5], "fractions": [0.5, 0.5], "missing": 0.5}
    assert histogram(np.full(2, np.nan)) == {"edges": [], "fractions": [], "missing": 1.0}


def test_histogram_ofNeighbours_keepsThemApart():
    low = 1.0
    high = np.nextafter(low, 2)
    edge = histogram(np.array([low, high]))["edges"][0]
    assert low <= edge < high
