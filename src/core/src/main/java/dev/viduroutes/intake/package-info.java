/**
 * Request files: which are complete, how many are in flight, and the files of outcomes and dead letters that are written before a
 * request leaves its folder. Knows requests, inbound messages and the disk; what the journal decides, it is not told. Internal:
 * hosts use nothing of it.
 */
package dev.viduroutes.intake;
