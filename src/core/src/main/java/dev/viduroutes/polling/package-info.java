/**
 * When to poll which running task, and how long tasks take. Knows the settings and the requests, but neither the limits of
 * the account nor the API. Internal: hosts use nothing of it.
 */
package dev.viduroutes.polling;
