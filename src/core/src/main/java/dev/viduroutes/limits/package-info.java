/**
 * The account's limits: the request budget and the permits for calls, the slots for concurrent tasks, and the gates that hold
 * submits back. Uses the package {@code polling} to choose among polls, and may not know the API. Hosts may implement
 * {@link dev.viduroutes.limits.CallListener}, which hears of {@link dev.viduroutes.limits.CallKind}; everything else is internal.
 */
package dev.viduroutes.limits;
