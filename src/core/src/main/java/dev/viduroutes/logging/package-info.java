/**
 * Which request a line of the log is about: the ids in the MDC of SLF4J. Knows where the routes keep them. Hosts may rely on the
 * names of the keys; the types are internal.
 */
package dev.viduroutes.logging;
