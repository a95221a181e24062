/**
 * What was asked and paid, and who works on it, in SQLite or PostgreSQL: one owner a request (lease and epoch), each step
 * recorded by a conditional UPDATE before the next one is made. Hosts may catch {@link dev.viduroutes.journal.FencedException};
 * everything else is internal.
 */
package dev.viduroutes.journal;
