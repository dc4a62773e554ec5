package dev.visor.metric;

/** The part of a report that shows a metric. */
public enum ReportGroup {
    IDENTIFICATION,
    /** Protection success against the false accept rate. */
    VERIFICATION,
    ACCURACY,
    SERVICES,
    QUALITY,
    SPEED,
    INVERSION,
    /** No table of its own: the general table, which needs no line of code for a metric. */
    GENERAL
}
