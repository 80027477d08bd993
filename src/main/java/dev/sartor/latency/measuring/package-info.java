/**
 * How devices are measured: to make tables, to judge them, and to know single networks. From top to bottom:
 * {@link dev.sartor.latency.measuring.Profiler}, {@link dev.sartor.latency.measuring.Validator} and
 * {@link dev.sartor.latency.measuring.NetworkTimer} say what is measured and what follows from it; a
 * {@link dev.sartor.latency.measuring.ProfilingPlan} and the {@link dev.sartor.latency.measuring.UnitMethod} choose the
 * probes; {@code Interleaved} visits them in rounds, while {@code ControlWatch} looks after the device's speed and
 * {@code Settling} after what is known well enough; {@code MeasurementLog} keeps visits on disk and {@code Measured} in
 * memory; {@code OpenRuns} times one visit.
 */
package dev.sartor.latency.measuring;
