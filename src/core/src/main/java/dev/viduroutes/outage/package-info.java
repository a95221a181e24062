/** What the operator hears while a broker, a disk or the journal is away: enough to act, and not once for each try. */
package dev.viduroutes.outage;
