/**
 * HTTP servers of this process: what strangers can hold of them, the certificate that they show, and how it is renewed. Knows
 * nothing of what is served. Everything is internal.
 */
package dev.viduroutes.server;
