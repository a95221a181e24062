/** What was spent, by the journal's ledger, for people and programs that read it. Changes nothing. All types are internal. */
package dev.viduroutes.costs;
