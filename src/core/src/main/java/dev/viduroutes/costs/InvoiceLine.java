package dev.viduroutes.costs;

/**
 * A line of an invoice: a charge, or what was given back of one, with less than 0.
 *
 * @param taskId empty for what is billed for no task
 * @param day as {@code 2026-11-30}, in {@code vidu.cap.zone}; empty if it is not known
 * @param seconds in billionths; 0 if it has none
 * @param amount in billionths of the currency; 0 if it has none
 * @param currency in upper case; empty if it does not tell
 * @param isIncomplete whether a column of seconds or amounts that the invoice has is empty here: no number, which is not 0
 * @param unread what stands where a time should, and is none; empty if there is no such text
 */
record InvoiceLine(
        String taskId, String day, long seconds, long amount, String currency, boolean isIncomplete, String unread) {}
