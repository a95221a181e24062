package dev.viduroutes.sandbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a stand-in for the API and an S3 server, on free ports, from before its first test to after its
 * last. Nothing is paid, and nothing leaves this machine. A static field, and a parameter of a
 * constructor, test or set-up method, of type {@link RunningSandbox} gets it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(ViduSandboxExtension.class)
public @interface ViduSandbox {

    /** How many times faster than real time everything runs there: 1 to 1000. A task takes 30 s of that time. */
    double timeScale() default 100;

    /** Calls that the account may make in any rolling minute of that time, 1 or more. */
    int requests() default 100_000;

    /** Tasks that the account may have under way at once, 1 or more. */
    int concurrentTasks() default 10;
}
