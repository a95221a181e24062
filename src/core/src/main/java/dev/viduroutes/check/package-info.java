/**
 * What a check finds that is made before the gateway takes requests. Uses no other package of the gateway. Internal: hosts use
 * nothing of it.
 */
package dev.viduroutes.check;
