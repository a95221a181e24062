package dev.viduroutes.check;

import java.util.concurrent.Callable;

/**
 * One thing to look at.
 *
 * @param name in one word
 * @param settings to look at if it does not end
 * @param look may take long, and is interrupted then
 */
public record Check(String name, String settings, Callable<CheckResult> look) {}
