/**
 * Calibration: the relation between the latencies of units (stems, blocks, heads) and those of whole networks.
 * {@link dev.sartor.latency.calibration.Calibrator} fits it with two regressions to networks that
 * {@link dev.sartor.latency.calibration.CalibrationNetworks} chooses; with too few networks,
 * {@link dev.sartor.latency.calibration.UncalibratedFit} replaces it.
 */
package dev.sartor.latency.calibration;
