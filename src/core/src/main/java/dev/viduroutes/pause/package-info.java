/**
 * Submits that a person has paused: of all accounts, or of one, in all processes that share the journal. Hosts may use
 * {@link dev.viduroutes.pause.PauseOrder} and {@link dev.viduroutes.pause.PauseReport}; everything else is internal.
 */
package dev.viduroutes.pause;
