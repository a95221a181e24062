/**
 * Puts dead letters back to where they came from: the stores that they lie in, the targets that they go to, and the plan for each.
 * What then happens to them, the journal decides. Knows no kind of queue: each brings its own store and target. Hosts may use
 * {@link dev.viduroutes.replay.ReplayOrder} and {@link dev.viduroutes.replay.ReplayReport}; everything else is internal.
 */
package dev.viduroutes.replay;
