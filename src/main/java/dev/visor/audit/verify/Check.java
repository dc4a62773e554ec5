package dev.visor.audit.verify;

/** Compares one part of a record with the parts that it follows from. */
interface Check {

    void of(Evidence evidence, Findings findings);
}
