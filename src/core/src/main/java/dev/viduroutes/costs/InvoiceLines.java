package dev.viduroutes.costs;

/**
 * What the lines of a task are like, besides their sums.
 *
 * @param giveBack whether one is less than 0
 * @param areIncomplete whether one lacks a number
 */
record InvoiceLines(boolean giveBack, boolean areIncomplete) {}
