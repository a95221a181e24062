/**
 * Requests that a person does not want any more: what is ended of them, and what is said about it. Hosts may use
 * {@link dev.viduroutes.withdrawal.WithdrawalOrder} and {@link dev.viduroutes.withdrawal.WithdrawalReport} with its
 * {@link dev.viduroutes.withdrawal.WithdrawalResult}s; everything else is internal.
 */
package dev.viduroutes.withdrawal;
