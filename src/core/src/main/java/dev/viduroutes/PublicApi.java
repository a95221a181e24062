package dev.viduroutes;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A type that hosts may use, and that stays as it is within a minor version. Every type without it is internal, public or not: routes
 * call beans of other packages, so that Java's own visibility can't tell the two apart.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PublicApi {}
