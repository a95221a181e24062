/**
 * Which account makes a request: the one that it names, that a rule names, or that is chosen; and when what waits goes to another one.
 * All types are internal.
 */
package dev.viduroutes.account;
