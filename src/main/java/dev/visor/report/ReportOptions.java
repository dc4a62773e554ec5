package dev.visor.report;

/** @param photos whether faces may be shown; a report that leaves them out says so */
public record ReportOptions(boolean photos) {}
