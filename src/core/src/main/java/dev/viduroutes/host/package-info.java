/**
 * The Camel context that the routes are guests of: its beans, its listeners, its restart and its end. Internal: hosts use
 * nothing of it.
 */
package dev.viduroutes.host;
