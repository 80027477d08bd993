package dev.sartor.latency;

/** What is done about units that a table lacks. */
public enum MissingUnits {
    /** The prediction is refused, with the command that measures them. */
    REFUSE,
    /** Their costs are estimated from those of the table's other units, with an interval that is as much wider. */
    INTERPOLATE
}
