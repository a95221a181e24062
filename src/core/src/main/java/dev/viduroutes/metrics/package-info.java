/**
 * The gateway's numbers in a Micrometer registry, for hosts that have one. Loaded only where Micrometer is. Internal: hosts use
 * nothing of it.
 */
package dev.viduroutes.metrics;
