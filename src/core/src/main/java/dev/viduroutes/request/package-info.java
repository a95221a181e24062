/**
 * A request on its way to a video: its document and the rules for it, the task with all that is known of it, and the outcome.
 * Hosts may use {@code VideoRequest}, {@code Outcome} with what it is made of, and {@code TaskListener} with {@code Task} and
 * {@code TaskState}; the rest is internal.
 */
package dev.viduroutes.request;
