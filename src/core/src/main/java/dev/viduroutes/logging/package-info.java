/**
 * Which request a line of the log is about: the ids in the MDC of SLF4J. Knows where the routes keep them. Everything is internal.
 */
package dev.viduroutes.logging;
