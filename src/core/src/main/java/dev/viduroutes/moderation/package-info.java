/**
 * The moderation breaker: how many requests were refused for their content, and whether submits are held back for it. Knows
 * nothing of requests; where the refusals are kept, it is told. Hosts may use
 * {@link dev.viduroutes.moderation.ReleaseReport}; everything else is internal.
 */
package dev.viduroutes.moderation;
