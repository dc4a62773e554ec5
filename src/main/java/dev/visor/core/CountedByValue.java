package dev.visor.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class, with those nested in it, whose code is no part of any implementation: what it holds stands in keys by its value, or
 * decides nothing that is stored. Whatever such a class alone refers to does not count either.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CountedByValue {

    /** The reason, in a few words. */
    String value();
}
