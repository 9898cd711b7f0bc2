/**
 * Agents: policies of Stable-Baselines3 from their zip files in pure Java, and TorchScript programs
 * on PyTorch's own library through DJL.
 *
 * <p>What an agent's file holds is read as data and never executed. A TorchScript file is a
 * program: it is loaded only where somebody said so.
 */
@NullMarked
package io.tickcast.backend.rl;

import org.jspecify.annotations.NullMarked;
