/** What was spent, by the journal's ledger, for people and programs that read it, and whether an invoice says the same. Settles charges by an invoice, if asked to. All types are internal. */
package dev.viduroutes.costs;
