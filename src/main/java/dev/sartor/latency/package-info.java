/**
 * Latency tables and what they predict; nothing here measures. From top to bottom: {@link dev.sartor.latency.LatencyTables}
 * are predicted by together, a {@link dev.sartor.latency.Predictor} adds up the rows of one, with the
 * {@link dev.sartor.latency.Uncertainty} of what it says; a {@link dev.sartor.latency.LatencyTable} is rows of
 * {@link dev.sartor.latency.UnitLatency} and a {@link dev.sartor.latency.Provenance}, which for a measured one is its
 * {@link dev.sartor.latency.Certificate}: the {@link dev.sartor.latency.Discipline} of the measurement, the
 * {@link dev.sartor.latency.Calibration}, and each {@link dev.sartor.latency.Judgement} and
 * {@link dev.sartor.latency.Validation} of the table. Statistics of two series stand at the bottom.
 */
package dev.sartor.latency;
