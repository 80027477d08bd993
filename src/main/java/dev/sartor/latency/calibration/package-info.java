/**
 * How units' latencies become those of whole networks. From top to bottom: {@link dev.sartor.latency.calibration.Calibrator}
 * fits what a certificate keeps as its {@code Calibration}, or {@link dev.sartor.latency.calibration.UncalibratedFit} stands in
 * for it; terms, then two regressions, lie below. {@link dev.sartor.latency.calibration.CalibrationNetworks} chooses the
 * networks to fit on.
 */
package dev.sartor.latency.calibration;
