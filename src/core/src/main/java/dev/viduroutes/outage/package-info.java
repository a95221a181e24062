/**
 * What the log says while a broker, a disk or the journal is away: enough to act, and not one line for each try. Knows no
 * broker. Internal: hosts use nothing of it.
 */
package dev.viduroutes.outage;
