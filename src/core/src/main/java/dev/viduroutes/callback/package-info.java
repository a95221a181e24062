/**
 * Callbacks of the API: the URLs that only the API can know, and the endpoint that takes them as hints to poll. Hosts may use
 * {@link dev.viduroutes.callback.CallbackServer}; everything else is internal.
 */
package dev.viduroutes.callback;
